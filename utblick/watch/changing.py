"""What changed between two readings of an item, as a reader sees it: money, moments and texts side by side, word by word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.ui.differing import Piece, differences
from utblick.watch.card.steps import in_words as step_in_words
from utblick.watch.card.wording import amount, countries, language
from utblick.watch.connectors import programmes
from utblick.watch.models import Item, ItemVersion

LABELS: dict[str, Promise] = {
    "deadlines": _("Deadlines"),
    "status": _("Status"),
    "opens_on": _("Opens"),
    "budget": _("Budget"),
    "grant_min": _("Smallest grant"),
    "grant_max": _("Largest grant"),
    "currency": _("Currency"),
    "title": _("Title"),
    "summary": _("Text"),
    "body": _("Text"),
    "kind": _("Kind"),
    "programme": _("Programme"),
    "authority": _("Published by"),
    "countries": _("Countries"),
    "codes": _("Codes"),
    "link": _("Link"),
}
# What somebody who has decided on an item must hear of; a text is often only polished.
WEIGHTY = ("deadlines", "status", "budget", "grant_min", "grant_max")
STATUSES: dict[str, Promise] = {"open": _("open"), "forthcoming": _("not open yet"), "closed": _("closed")}


@dataclass(frozen=True, slots=True)
class Change:
    """One field: before and after, or for a text its pieces."""

    label: str | Promise
    before: str = ""
    after: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    at: datetime
    changes: list[Change]


def told(version: ItemVersion, item: Item) -> Version:
    """The changes in the order of weight; a text once, though it stands in two fields."""
    changes = version.changes
    names = [name for name in LABELS if name in changes and not (name == "summary" and "body" in changes)]
    found = [_change(name, changes[name], item) for name in names]
    return Version(version.at, [one for one in found if one.pieces or one.before != one.after])


def is_weighty(version: ItemVersion) -> bool:
    return any(name in version.changes for name in WEIGHTY)


def weighty(version: ItemVersion, item: Item) -> list[Change]:
    """Of these changes those that matter, without what came back to what it was."""
    found = [_change(name, version.changes[name], item) for name in WEIGHTY if name in version.changes]
    return [one for one in found if one.before != one.after]


def _change(name: str, pair: Sequence[Any], item: Item) -> Change:
    before, after = pair
    if name in ("summary", "body", "title"):
        return Change(LABELS[name], pieces=tuple(differences(plain(before), plain(after))))
    words = WORDS.get(name, _text)
    return Change(LABELS[name], words(before, item), words(after, item))


def _text(value: Any, item: Item) -> str:
    return str(value or "")


def plain(markup: Any) -> str:
    spaced = re.sub(r"<(?:/p|/li|/h\d|br)[^>]*>", "\\g<0> ", str(markup or ""))
    return " ".join(strip_tags(spaced).split())


def _money(value: Any, item: Item) -> str:
    return amount(Decimal(str(value)), item.currency) if value else gettext("not told")


def _deadlines(value: Any, item: Item) -> str:
    moments = [(parse_datetime(one["at"]), one.get("label", "")) for one in value or []]
    named = [(at, step_in_words(label, len(moments))) for at, label in moments if at]
    return ", ".join(f"{localtime(at):%Y-%m-%d %H:%M}" + (f" ({label})" if label else "") for at, label in named) or (
        gettext("not told")
    )


def _day(value: Any, item: Item) -> str:
    day = parse_date(str(value)) if value else None
    return day.isoformat() if day else gettext("not told")


def _status(value: Any, item: Item) -> str:
    return str(STATUSES.get(value, value) or gettext("not told"))


def _kind(value: Any, item: Item) -> str:
    return str(dict(Item.Kind.choices).get(value, value))


WORDS: dict[str, Callable[[Any, Item], str]] = {
    "deadlines": _deadlines,
    "status": _status,
    "opens_on": _day,
    "budget": _money,
    "grant_min": _money,
    "grant_max": _money,
    "kind": _kind,
    "programme": lambda value, item: programmes.name_of(str(value or ""), language()),
    "countries": lambda value, item: countries(value or []),
    "codes": lambda value, item: ", ".join(str(one).removeprefix("cpv:") for one in value or []),
}
