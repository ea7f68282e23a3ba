"""The inbox: what was found, best first, to be decided on one by one or many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Value
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from utblick.accounts.models import Role, User
from utblick.accounts.roles import UserRequest, may, memberships
from utblick.ui.listing import Listing
from utblick.ui.templatetags.ui import SOON, money
from utblick.watch import mixing, trying
from utblick.watch.answering import units_of
from utblick.watch.connectors import programmes
from utblick.watch.forms import InboxFilter
from utblick.watch.forms.deciding import LATER
from utblick.watch.forms.filters import ALL, ANSWERED, ASKED, UNDECIDED, UNIT, in_state, of_units
from utblick.watch.models import Decision, InboxItem, Item, Match, SampledItem, Untried
from utblick.watch.reasons import brief_of

PER_PAGE = 20
NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the list shows it: plain words, worked out here, since a template does the same at many times the cost."""

    key: str
    """As text: a number is written in the reader's way, which takes longer than all the rest of the row."""
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


class InboxListing(Listing):
    """What a row shows is fetched for the rows that are shown, and is no part of what is counted."""

    @cached_property
    def ordered(self) -> Any:
        return super().ordered.with_rows(is_trial=Value(False))  # type: ignore[attr-defined]

    @property
    def is_whole(self) -> bool:
        """Narrowed by nothing but the own unit: only the whole inbox has trials in it."""
        return not any(self.request.GET.get(field.html_name) for field in self.filters or () if field.name != "whose")

    @cached_property
    def _fetched(self) -> list[Any]:
        """The best, and at their places among them the day's trials; one query for both."""
        if not self.is_whole:
            return list(super()._fetched)
        start = (self.page - 1) * self.per_page
        trials = trying.of_today(self.narrowed).values("pk")[: mixing.most(self.count)]
        # How many trials there are is not known yet: so many of the best more than the page takes.
        first = start - mixing.trials_before(start, trying.SIZE)
        best = self.narrowed.exclude(pk__in=trials).values("pk")[first : start + self.per_page + 1]
        rows = InboxItem.objects.filter(Q(pk__in=best) | Q(pk__in=trials)).ranked()
        return self._mixed(list(rows.with_rows(is_trial=Q(pk__in=trials))), start, first)

    def _mixed(self, rows: list[Any], start: int, first: int) -> list[Any]:
        trials = [one for one in rows if one.is_trial]
        best = [one for one in rows if not one.is_trial]
        waiting = iter(best[start - mixing.trials_before(start, len(trials)) - first :])
        at = [mixing.trial_at(place, len(trials)) for place in range(start, start + self.per_page + 1)]
        mixed = (next(waiting, None) if trial is None else trials[trial] for trial in at)
        return [one for one in mixed if one is not None]


@may("watch.view")
def inbox(request: UserRequest) -> HttpResponse:
    whose = whose_inbox(request)
    places = InboxItem.objects.ranked()
    if whose == UNIT:
        places = of_units(places, units_of(request.user))
    listing = InboxListing(request, places, filters=InboxFilter, per_page=PER_PAGE)
    if not listing.is_filtered or not request.GET.get("state"):
        listing.queryset = in_state(places, UNDECIDED)
    rows = rows_of(listing.rows)
    context = {
        "rows": rows,
        "may_tick": any(row.decision is None for row in rows),
        "may_decide": request.user.has_perm("watch.decide"),
        "may_start": request.user.has_perm("initiatives.change"),
        # Each row needs its address and these words: looked up once a page they cost a third.
        "items": reverse("watch:item", args=[0]).removesuffix("0/"),
        "whose": whose,
        "may_switch": bool(units_of(request.user)),
        "state": request.GET.get("state", ""),
        "later": LATER.items(),
        "mine": waiting_for(request.user),
        "has_trials": any(row.is_trial for row in rows),
        "also": gettext("also"),
        "relevant": gettext("Relevant"),
        "not_relevant": gettext("Not relevant"),
        "on_trial": gettext("on trial"),
    }
    return listing.answer("watch/inbox.html", context)


def whose_inbox(request: UserRequest) -> str:
    """An officer sees what concerns the own unit until asked for all; who keeps the whole together sees all."""
    if not units_of(request.user) or request.GET.get("state") in (ASKED, ANSWERED):
        return ALL
    asked = request.GET.get("whose")
    if asked in (UNIT, ALL):
        return asked
    roles = {one.role for one in memberships(request.user)}
    return UNIT if roles == {Role.OFFICER} else ALL


def waiting_for(user: User) -> dict[str, int]:
    """How much waits for this person: questions, answers, items about to close, and what is to be judged this week."""
    count = Count("pk", distinct=True)
    asked = Decision.objects.asked_of(user, units_of(user)).order_by().annotate(what=Value("asked"))
    answered = Decision.objects.answered_to(user).order_by().annotate(what=Value("answered"))
    urgent = InboxItem.objects.urgent(timezone.now()).annotate(what=Value("urgent"))
    sampled = SampledItem.objects.waiting().order_by().annotate(what=Value("sampled"))
    untried = Untried.objects.current().filter(user=user).order_by().annotate(what=Value("untried"))
    told = (asked, answered, urgent, sampled, untried)
    rows = [one.values("what").annotate(n=count).values_list("what", "n") for one in told]
    return dict(rows[0].union(*rows[1:], all=True).order_by())


def rows_of(places: Sequence[Any]) -> list[Row]:
    """The rows of places that were asked for `with_rows()`; two queries more, whatever their number."""
    met = names_met([place.item_id for place in places])
    decided = decisions_on([place.item_id for place in places if place.decided])
    here, today = get_language() or "sv", timezone.localdate()
    return [row_of(place, met[place.item_id], decided.get(place.item_id), here, today) for place in places]


def row_of(place: Any, met: Iterable[str], decision: Decision | None, here: str, today: date) -> Row:
    on = timezone.localdate(place.deadline) if place.deadline else None
    days = (on - today).days if on else 0
    best = place.best__profile__name or ""
    return Row(
        key=str(place.item_id),
        title=place.item__title,
        language=place.item__language if place.item__language not in ("", here) else "",
        left=in_words(days) if on else "",
        is_soon=0 <= days <= SOON,
        deadline=on.isoformat() if on else "",
        facts=" · ".join(facts_of(place, here)),
        best=best,
        fit=gettext("%(fit)s of 100") % {"fit": place.best__percentile} if best else "",
        why=brief_of(place.best__reasons),
        also=", ".join([one for one in met if one != best][:NAMES_SHOWN]),
        decision=decision,
        is_trial=place.is_trial,
    )


def names_met(items: Sequence[int]) -> dict[int, list[str]]:
    """By item the names of the profiles it meets, best first."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Match.objects.filter(item__in=items).order_by("-percentile", "-score")
    for item, name in rows.values_list("item", "profile__name"):
        found[item].append(name)
    return found


def decisions_on(items: Sequence[int]) -> dict[int, Decision]:
    if not items:
        return {}
    rows = Decision.objects.current().filter(item__in=items).select_related("decided_by", "assigned_to", "unit")
    return {decision.item_id: decision for decision in rows}


def facts_of(place: Any, here: str) -> list[str]:
    """Kind, programme, money and in how many of our sources it was seen; what is unknown is left out."""
    facts = [
        str(Item.Kind(place.item__kind).label),
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


def in_words(left: int) -> str:
    """How far away a day is; the date always follows."""
    if left < 0:
        return ngettext("passed %(days)s day ago", "passed %(days)s days ago", -left) % {"days": -left}
    if left < 2:
        return gettext("tomorrow") if left else gettext("today")
    return ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}
