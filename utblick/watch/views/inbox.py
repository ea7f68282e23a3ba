"""The inbox: what was found, best first, to be decided on one by one or many at once."""

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, Value
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
from utblick.watch.forms.filters import ANSWERED, ASKED, UNDECIDED, in_state
from utblick.watch.models import Decision, InboxItem, SampledItem, Untried
from utblick.watch.views.inbox_rows import drawn, rows_of
from utblick.watch.whose import ALL, UNIT, whose

PER_PAGE = 20


class InboxListing(Listing):
    """What a row shows is fetched for the rows that are shown, and is no part of what is counted.

    `units`: whose part of the inbox it is; the whole where it is nobody's.
    """

    def __init__(self, request: UserRequest, units: Collection[int]) -> None:
        self.units = units
        super().__init__(request, self.best_first(InboxItem.objects.all()), filters=InboxFilter, per_page=PER_PAGE)

    def best_first(self, places: Any) -> Any:
        return places.ranked_for(self.units) if self.units else places.ranked()

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
        rows = self.best_first(InboxItem.objects.filter(Q(pk__in=best) | Q(pk__in=trials)))
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
    seen, state = whose_inbox(request), request.GET.get("state", "")
    units = units_of(request.user) if seen == UNIT else set()
    listing = InboxListing(request, units)
    if not listing.is_filtered or not state:
        listing.queryset = in_state(listing.queryset, UNDECIDED)
    rows = rows_of(listing.rows, units)
    may_decide = request.user.has_perm("watch.decide")
    context = {
        "rows": drawn(rows, may_decide=may_decide, state=state, here=request.get_full_path()),
        "may_tick": any(row.decision is None for row in rows),
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


def whose_inbox(request: UserRequest) -> str:
    """What is asked of somebody, or answered, is theirs whatever the unit."""
    if request.GET.get("state") in (ASKED, ANSWERED):
        return ALL
    return whose(request.user, request.GET.get("whose", ""))


def waiting_for(user: User) -> dict[str, int]:
    """How much waits for this person: questions, answers, items about to close or to be judged, requests for visits."""
    count = Count("pk", distinct=True)
    asked = Decision.objects.asked_of(user, units_of(user)).order_by().annotate(what=Value("asked"))
    answered = Decision.objects.answered_to(user).order_by().annotate(what=Value("answered"))
    urgent = InboxItem.objects.urgent(timezone.now()).annotate(what=Value("urgent"))
    sampled = SampledItem.objects.waiting().order_by().annotate(what=Value("sampled"))
    untried = Untried.objects.current().filter(user=user).order_by().annotate(what=Value("untried"))
    told: list[Any] = [asked, answered, urgent, sampled, untried]
    if user.has_perm("partners.change"):
        told.append(VisitRequest.objects.waiting().order_by().annotate(what=Value("visits")))
    rows = [one.values("what").annotate(n=count).values_list("what", "n") for one in told]
    return dict(rows[0].union(*rows[1:], all=True).order_by())
