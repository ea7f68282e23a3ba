"""The inbox: what was found, best first, to be decided on one by one or many at once."""

from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, Q, Value, When
from django.http import HttpResponse
from django.utils import timezone

from utblick.accounts.models import User
from utblick.accounts.roles import UserRequest, may
from utblick.partners.models import VisitRequest
from utblick.ui.listing import Listing
from utblick.watch import mixing, trying
from utblick.watch.answering import units_of
from utblick.watch.forms import InboxFilter
from utblick.watch.forms.deciding import LATER
from utblick.watch.forms.filters import UNDECIDED, in_state
from utblick.watch.models import ActorQuestion, Decision, InboxItem, SampledItem, Untried
from utblick.watch.views.inbox_rows import drawn, rows_of
from utblick.watch.views.narrowed import newest, places_of, whose_inbox
from utblick.watch.whose import UNIT

PER_PAGE = 20


class InboxListing(Listing):
    """The whole inbox. What a row shows is fetched for the rows that are shown, and is no part of what is counted."""

    @cached_property
    def ordered(self) -> Any:
        return super().ordered.with_rows(is_trial=Value(False))  # type: ignore[attr-defined]

    @property
    def is_group(self) -> bool:
        """Whether a group of alike led here (views/groups.py), which is of a kind at least."""
        return "group" in self.request.GET and bool(self.request.GET.get("kind"))

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
        trials = self.narrowed.filter(trying.is_of_today()).values("pk")[: mixing.most(self.count)]
        # How many trials there are is not known yet: so many of the best more than the page takes.
        first = start - mixing.trials_before(start, trying.SIZE)
        best = self.narrowed.exclude(pk__in=trials).values("pk")[first : start + self.per_page + 1]
        found = InboxItem.objects.filter(Q(pk__in=best) | Q(pk__in=trials)).ranked()
        rows = list(found.with_rows(is_trial=Q(pk__in=trials)))
        return self.mixed([one for one in rows if not one.is_trial], [one for one in rows if one.is_trial], first)

    def _state(self) -> dict[str, Any]:
        return super()._state() | ({"group": "1"} if self.is_group else {})

    def mixed(self, best: list[Any], trials: list[Any], first: int = 0) -> list[Any]:
        """What the page shows, and one more, of the best from the one in place `first` on."""
        start = (self.page - 1) * self.per_page
        waiting = iter(best[start - mixing.trials_before(start, len(trials)) - first :])
        at = [mixing.trial_at(place, len(trials)) for place in range(start, start + self.per_page + 1)]
        found = (next(waiting, None) if trial is None else trials[trial] for trial in at)
        return [one for one in found if one is not None]


class PartListing(InboxListing):
    """Some units' part of it: no longer than what is kept of what is theirs (shortlists.py), so that the order of all can be
    asked for once, and what a row shows by key. As one query it would take as long to be written as the whole page."""

    @cached_property
    def _order(self) -> list[tuple[int, bool]]:
        trial = Case(When(trying.is_of_today(), then=True), default=False)
        return list(self.narrowed.annotate(is_trial=trial).values_list("pk", "is_trial"))

    @cached_property
    def count(self) -> int:
        return len(self._order) if self.is_whole else int(super().count)

    @cached_property
    def _fetched(self) -> list[Any]:
        if not self.is_whole:
            return list(super()._fetched)
        trials = [key for key, is_trial in self._order if is_trial][: mixing.most(self.count)]
        keys = self.mixed([key for key, _is_trial in self._order if key not in trials], trials)
        rows = InboxItem.objects.filter(pk__in=keys).with_rows(key=F("pk"), is_trial=Q(pk__in=trials))
        by_key = {row.key: row for row in rows}
        return [by_key[key] for key in keys if key in by_key]


@may("watch.view")
def inbox(request: UserRequest) -> HttpResponse:
    seen, state = whose_inbox(request.user, request.GET), request.GET.get("state", "")
    units = units_of(request.user) if seen == UNIT else set()
    places = places_of(units)
    listing = (PartListing if units else InboxListing)(request, places, filters=InboxFilter, per_page=PER_PAGE)
    if not listing.is_filtered or not state:
        listing.queryset = in_state(places, UNDECIDED)
    rows = rows_of(listing.rows, units)
    may_decide = request.user.has_perm("watch.decide")
    may_tick = any(row.decision is None for row in rows)
    context = {
        "rows": drawn(rows, may_decide=may_decide, state=state, here=request.get_full_path()),
        "may_tick": may_tick,
        "last": newest() if may_decide and may_tick and not listing.is_whole and listing.pages > 1 else None,
        "may_decide": may_decide,
        "may_start": request.user.has_perm("initiatives.change"),
        "whose": seen,
        "may_switch": bool(units_of(request.user)),
        "state": state,
        "later": LATER.items(),
        "mine": waiting_for(request.user),
        "has_trials": any(row.is_trial for row in rows),
    }
    return listing.answer("watch/inbox.html", context)


def waiting_for(user: User) -> dict[str, int]:
    """How much waits for this person: questions, answers, items about to close or to be judged, requests for visits."""
    count = Count("pk", distinct=True)
    asked = Decision.objects.asked_of(user, units_of(user)).order_by().annotate(what=Value("asked"))
    answered = Decision.objects.answered_to(user).order_by().annotate(what=Value("answered"))
    from_actors = ActorQuestion.objects.answered_to(user).order_by().annotate(what=Value("from_actors"))
    urgent = InboxItem.objects.urgent(timezone.now()).annotate(what=Value("urgent"))
    sampled = SampledItem.objects.waiting().order_by().annotate(what=Value("sampled"))
    untried = Untried.objects.current().filter(user=user).order_by().annotate(what=Value("untried"))
    told: list[Any] = [asked, answered, from_actors, urgent, sampled, untried]
    if user.has_perm("partners.change"):
        told.append(VisitRequest.objects.waiting().order_by().annotate(what=Value("visits")))
    rows = [one.values("what").annotate(n=count).values_list("what", "n") for one in told]
    waits = dict(rows[0].union(*rows[1:], all=True).order_by())
    if answers := waits.get("answered", 0) + waits.pop("from_actors", 0):
        waits["answered"] = answers
    return waits
