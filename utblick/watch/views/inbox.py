"""The inbox: what was found, best first, to be decided on one by one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from utblick.accounts.roles import UserRequest, may
from utblick.ui.listing import Listing
from utblick.watch.forms import InboxFilter
from utblick.watch.forms.filters import UNDECIDED, in_state
from utblick.watch.models import Decision, InboxItem, Match, Profile
from utblick.watch.reasons import Reasons, reasons_of

PER_PAGE = 25
GOALS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Met:
    """A profile that an item meets, how well, and why."""

    profile: Profile
    match: Match
    why: Reasons


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the list shows it."""

    place: InboxItem
    goals: list[Met]  # goals and priorities: why it is here
    concerned: list[Met]  # units and local actors: who could be concerned
    decision: Decision | None


@may("watch.view")
def inbox(request: UserRequest) -> HttpResponse:
    rows = InboxItem.objects.ranked().with_rows()
    listing = Listing(request, rows, filters=InboxFilter, per_page=PER_PAGE)
    if not listing.is_filtered or not request.GET.get("state"):
        listing.queryset = in_state(rows, UNDECIDED)
    context = {
        "rows": [row_of(place) for place in listing.rows],
        "may_decide": request.user.has_perm("watch.decide"),
        "may_start": request.user.has_perm("initiatives.change"),
    }
    return listing.answer("watch/inbox.html", context)


def row_of(place: InboxItem) -> Row:
    """The row of an InboxItem that was asked for `with_rows()`."""
    item: Any = place.item  # with_rows() hangs the lists of matches and decisions on it
    met = sorted(item.matches_here, key=lambda match: -match.percentile)
    told = [Met(match.profile, match, reasons_of(match)) for match in met]
    decisions = item.decisions_here
    return Row(
        place,
        [one for one in told if is_goal(one.profile)][:GOALS_SHOWN],
        [one for one in told if not is_goal(one.profile)][:GOALS_SHOWN],
        decisions[0] if decisions else None,
    )


def is_goal(profile: Profile) -> bool:
    return profile.goal_id is not None or profile.priority_id is not None
