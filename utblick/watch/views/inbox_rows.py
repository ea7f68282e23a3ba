"""The rows of the inbox: what each says, in plain words, and its markup.

Drawn here and not by a template: twenty rows in one cost more than all the rest of the page that is opened most.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, F, When
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from utblick.tenancy import scope
from utblick.ui.templatetags.ui import SOON, in_words, money
from utblick.watch.connectors import programmes
from utblick.watch.models import WORTH, ActorQuestion, Decision, Item, Match, is_of_units
from utblick.watch.reasons import brief_of
from utblick.watch.views.met import fit_in_words

NAMES_SHOWN = 4
BUYER_SHOWN = 80
SHOWN = {"own_score": "score", "own_background": "profile__background", "own_reasons": "reasons"}

# The heading names the group of buttons, so that a screen reader hears which item they are about.
ROW = (
    '<li class="u-card w-row" id="item-{key}" data-row>{tick}<div><h2 id="t{key}"{lang}><a href="{items}{key}/">{title}</a></h2>'
    '<p class="w-facts">{trial}{until}{facts}</p>{meets}{fate}</div>{buttons}</li>'
)
LANG = ' lang="{}"'
TRIAL = '<span class="w-trial">{}</span> '
TICK = '<input type="checkbox" class="ds-input" name="items" value="{0}" aria-labelledby="t{0}">'
UNTIL, SOON_UNTIL = "<b>{}</b> {} · ", '<b class="w-soon">{}</b> {} · '
MEETS = '<p class="w-reasons"><b>{}</b>{}{}</p>'
FIT = ' <span class="w-fit">{}</span>'
BUTTONS = (
    '<p class="w-do" role="group" aria-labelledby="t{key}"><button class="ds-button" name="relevant" value="{key}">{relevant}'
    '</button><button class="ds-button" data-variant="secondary" name="not_relevant" value="{key}">{not_relevant}</button></p>'
)


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the list shows it."""

    key: int
    title: str
    language: str
    """Empty where the reader's own."""
    left: str
    """How long until the deadline; empty where there is none."""
    is_soon: bool
    deadline: str
    facts: str
    best: str
    fit: str
    why: str
    also: str
    decision: Decision | None
    is_trial: bool
    asked: list[ActorQuestion] = field(default_factory=list)


class Best(NamedTuple):
    """The match that a row shows."""

    name: str
    score: float
    background: list[float]
    reasons: dict[str, Any] | None


def rows_of(places: Sequence[Any], units: Collection[int] = ()) -> list[Row]:
    """The rows of places that were asked for `with_rows()`; two queries more, whatever their number.

    With `units` the match is shown that is best of theirs, however well the item meets others.
    """
    met, theirs = met_by([place.item_id for place in places], units)
    best = {place.item_id: best_of(place) for place in places} | theirs
    decided = decisions_on([place.item_id for place in places if place.decided])
    asked = asked_about(list(decided))
    here, today = get_language() or "sv", timezone.localdate()
    return [
        replace(
            row_of(place, best[place.item_id], met[place.item_id], decided.get(place.item_id), here, today),
            asked=asked.get(place.item_id, []),
        )
        for place in places
    ]


def best_of(place: Any) -> Best | None:
    """None where only a decision is left of it."""
    name = place.best__profile__name
    facts = place.best__score, place.best__profile__background, place.best__reasons
    return Best(name, *facts) if name else None


def row_of(place: Any, best: Best | None, met: Iterable[str], decision: Decision | None, here: str, today: date) -> Row:
    on = timezone.localdate(place.deadline) if place.deadline else None
    days = (on - today).days if on else 0
    return Row(
        key=place.item_id,
        title=place.item__title,
        language=place.item__language if place.item__language not in ("", here) else "",
        left=in_words(days) if on else "",
        is_soon=0 <= days <= SOON,
        deadline=on.isoformat() if on else "",
        facts=" · ".join(facts_of(place, here)),
        best=best.name if best else "",
        fit=fit_in_words(best.score, best.background) if best else "",
        why=brief_of(best.reasons) if best else "",
        also=", ".join([one for one in met if not best or one != best.name][:NAMES_SHOWN]),
        decision=decision,
        is_trial=place.is_trial,
    )


def met_by(items: Sequence[int], units: Collection[int]) -> tuple[dict[int, list[str]], dict[int, Best]]:
    """By item the names of the profiles it meets, best first; and its best match with what is these units'."""
    names: dict[int, list[str]] = defaultdict(list)
    theirs: dict[int, Best] = {}
    # What a row shows of a match is long: it is read of the units' own alone.
    shown = {name: Case(When(is_of_units(units), then=F(field))) for name, field in SHOWN.items()} if units else {}
    rows = Match.objects.filter(item__in=items).annotate(**shown).order_by(WORTH.desc(), "pk")
    for item, name, *told in rows.values_list("item", "profile__name", *shown):
        names[item].append(name)
        if told and told[0] is not None:
            theirs.setdefault(item, Best(name, *told))
    return names, theirs


def decisions_on(items: Sequence[int]) -> dict[int, Decision]:
    if not items:
        return {}
    rows = Decision.objects.current().filter(item__in=items).select_related("decided_by", "assigned_to", "unit")
    return {decision.item_id: decision for decision in rows}


def asked_about(items: Sequence[int]) -> dict[int, list[ActorQuestion]]:
    """By item what local actors were asked, in the order of time."""
    by_item: dict[int, list[ActorQuestion]] = defaultdict(list)
    if items:
        rows = ActorQuestion.objects.current().filter(item__in=items).select_related("actor", "answered_by")
        for one in rows:
            by_item[one.item_id].append(one)
    return by_item


def facts_of(place: Any, here: str) -> list[str]:
    """Kind, whether it is closed, who buys, programme, money and in how many of our sources it was seen; unknown is left out.

    The official title of a notice says the country and the goods alone: only the buyer tells many of them apart.
    """
    facts = [
        str(Item.Kind(place.item__kind).label),
        gettext("closed") if place.item__status == "closed" else "",
        place.item__authority[:BUYER_SHOWN] if place.item__kind == Item.Kind.TENDER else "",
        programmes.name_of(place.item__programme, here)[:60],
        money_of(place),
    ]
    seen = place.seen_in or 0
    if seen > 1:
        facts.append(ngettext("seen in %(count)s source", "seen in %(count)s sources", seen) % {"count": seen})
    return [fact for fact in facts if fact]


def money_of(place: Any) -> str:
    if place.item__grant_max:
        return gettext("up to %(amount)s") % {"amount": money(place.item__grant_max, place.item__currency)}
    if place.item__budget:
        return gettext("budget %(amount)s") % {"amount": money(place.item__budget, place.item__currency)}
    return ""


def drawn(rows: Iterable[Row], *, may_decide: bool, state: str, here: str) -> list[SafeString]:
    """The rows as list items; what has been decided shows its fate instead of buttons. `here` is where an answer leads back."""
    words = {
        "items": reverse("watch:item", args=[0]).removesuffix("0/"),
        "relevant": gettext("Relevant"),
        "not_relevant": gettext("Not relevant"),
    }
    fates = {row.key: _fate(row, state, here, words["items"]) for row in rows if row.decision}
    return [_drawn(row, fates.get(row.key, ""), words, may_decide and not row.decision) for row in rows]


def _drawn(row: Row, fate: str, words: dict[str, str], to_decide: bool) -> SafeString:
    return format_html(
        ROW,
        key=row.key,
        items=words["items"],
        title=row.title,
        lang=format_html(LANG, row.language) if row.language else "",
        until=format_html(SOON_UNTIL if row.is_soon else UNTIL, row.left, row.deadline) if row.left else "",
        trial=format_html(TRIAL, gettext("on trial")) if row.is_trial else "",
        facts=row.facts,
        meets=_meets(row) if row.best else "",
        fate=fate,
        tick=format_html(TICK, row.key) if to_decide else "",
        buttons=format_html(BUTTONS, key=row.key, **words) if to_decide else "",
    )


def _meets(row: Row) -> SafeString:
    """The best goal, why, and which others."""
    why = f" {row.why}" if row.why else ""
    fit = format_html(FIT, row.fit) if row.fit else ""
    return format_html(MEETS, row.best, fit, why + (f" · {gettext('also')} {row.also}" if row.also else ""))


def _fate(row: Row, state: str, here: str, items: str) -> str:
    facts = {"decision": row.decision, "asked": row.asked, "user": scope.current().user}
    return render_to_string("watch/fate.html", {**facts, "state": state, "here": here, "address": f"{items}{row.key}/"})
