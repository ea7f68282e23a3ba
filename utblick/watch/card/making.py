"""A card put together from an item. A line without a text says that nobody tells."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from utblick.watch.card import calls, tenders
from utblick.watch.card.lines import Line, said
from utblick.watch.card.money import money_of
from utblick.watch.card.quoted import amounts
from utblick.watch.card.steps import Step, Steps, begins, steps_of
from utblick.watch.card.themes import language_of_title, language_shown, themes_of
from utblick.watch.card.wording import countries, in_language, language
from utblick.watch.connectors import programmes
from utblick.watch.eligibility import Scheme, Traits, scheme_of
from utblick.watch.eligibility.quoting import Conditions, conditions
from utblick.watch.models import Item

MANY_UNTOLD = 3
# What a scheme's rules can be about; a tender or an event has rules of its own.
OF_SCHEMES = (Item.Kind.CALL, Item.Kind.NEWS, Item.Kind.PARTNER_SEARCH)


@dataclass(frozen=True, slots=True)
class Brief:
    """The card for a list: what, for whom, how much, until when. Empty is unknown."""

    what: str
    whom: str
    money: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class Card:
    """The whole card. `language` is that of the source's own text, `original` the same in words; empty where it is not known."""

    what: str
    status: str
    lines: list[Line]
    steps: Steps
    themes: list[str]
    title_language: str
    language: str
    original: str
    scheme: Scheme | None
    conditions: Conditions
    has_opened: bool
    is_call: bool
    begins: bool
    """Its moments are those at which an event begins, and no last days."""

    @property
    def told(self) -> list[Line]:
        """The lines to show: all where most is known; where little is, those that tell something, and `untold` names the rest."""
        return [line for line in self.lines if line.text or self.tells_all]

    @property
    def untold(self) -> list[str]:
        """What nobody tells, where that is so much that a line for each would hide the rest."""
        if self.tells_all:
            return []
        unknown = [line.label for line in self.lines if not line.text]
        is_open_ended = self.is_call and not self.steps.telling and not self.tells_money
        return [*unknown, gettext("Deadline")] if is_open_ended else unknown

    @property
    def tells_money(self) -> bool:
        """Beside which the deadline stands, told or not."""
        return any(line.key == "money" and (line.text or self.tells_all) for line in self.lines)

    @property
    def tells_all(self) -> bool:
        """Whether so much is told that each line stands, those too that tell nothing."""
        return sum(not line.text for line in self.lines) < MANY_UNTOLD


def card_of(item: Item, now: datetime) -> Card:
    told = tuple(item.facts.get("types_of_action", []))
    scheme = scheme_for(item, told)
    found = conditions(item.body, item.title) if item.kind == Item.Kind.CALL else Conditions()
    return Card(
        what=what_it_is(item, scheme, calls.actions(item), tenders.subjects(item)),
        status=status(item, now),
        lines=lines(item, scheme, found),
        steps=steps_of(item, now),
        themes=[] if item.kind == Item.Kind.TENDER else themes_of(item, language()),
        title_language=language_of_title(item),
        language=language_shown(item),
        original=in_language(language_shown(item)),
        scheme=scheme,
        conditions=found,
        has_opened=bool(item.opens_on and item.opens_on <= now.date()),
        is_call=item.kind == Item.Kind.CALL,
        begins=begins(item),
    )


def brief_of(item: Item, now: datetime) -> Brief:
    """For lists: needs neither the long columns (`without_texts()`) nor the engine."""
    scheme = scheme_for(item)
    whom = said(scheme.whom) if scheme else ""
    return Brief(what_it_is(item, scheme), whom, money_of(item) or _money_named(item), steps_of(item, now).telling)


def _money_named(item: Item) -> str:
    """As the whole card has it, where a call's text names a sum and its source has no field for it."""
    named = amounts(item.summary) if item.kind == Item.Kind.CALL else []
    return gettext("“%(words)s” (from the text)") % {"words": "; ".join(named)} if named else ""


def scheme_for(item: Item, actions: tuple[str, ...] = ()) -> Scheme | None:
    if item.kind not in OF_SCHEMES:
        return None
    return scheme_of(Traits(tuple(item.identifiers), item.programme, actions, item.title))


def what_it_is(
    item: Item, scheme: Scheme | None, actions: list[str] | None = None, subjects: list[str] | None = None
) -> str:
    """Its kind, and of what: the scheme, or the type of action and the programme, or what is bought by whom."""
    if item.kind == Item.Kind.TENDER:
        of = ", ".join(part for part in ((subjects or [item.authority])[0], countries(item.countries[:1])) if part)
    else:
        of = said(scheme.name) if scheme else _given(item, actions or [])
    kind = str(item.get_kind_display())
    return f"{kind}: {of}" if of else kind


def _given(item: Item, actions: list[str]) -> str:
    programme = programmes.name_of(item.programme, language())
    if actions and programme:
        return gettext("%(action)s within %(programme)s") % {"action": actions[0], "programme": programme}
    return programme


def status(item: Item, now: datetime) -> str:
    """By the deadlines first: what is past its last one is closed whatever the source says."""
    if item.final_deadline and item.final_deadline < now:
        return gettext("closed")
    if item.status == "forthcoming" or (item.opens_on and item.opens_on > now.date()):
        return gettext("not open yet")
    return {"open": gettext("open"), "closed": gettext("closed")}.get(item.status, "")


def lines(item: Item, scheme: Scheme | None, found: Conditions) -> list[Line]:
    """News and events have no lines of their own, unless a scheme is named in the title."""
    if item.kind == Item.Kind.TENDER:
        return tenders.lines(item)
    if item.kind == Item.Kind.CALL or scheme:
        return calls.lines(item, scheme, found)
    told = {
        "place": (gettext("Place"), item.facts.get("place")),
        "authority": (gettext("Published by"), item.authority),
    }
    return [Line(key, label, text) for key, (label, text) in told.items() if text]
