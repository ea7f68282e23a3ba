"""The inbox: what was found, best first, to be decided on one by one."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from utblick.accounts.roles import UserRequest, may
from utblick.ui.listing import Listing
from utblick.ui.templatetags.ui import money
from utblick.watch.connectors import programmes
from utblick.watch.forms import InboxFilter
from utblick.watch.forms.filters import UNDECIDED, in_state
from utblick.watch.models import Decision, InboxItem, Item, Match, Profile
from utblick.watch.reasons import Reasons, reasons_of

PER_PAGE = 25
GOALS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Met:
    """A profile that an item meets, how well, and why."""

    profile: Profile
    match: Match
    why: Reasons

    @property
    def url(self) -> str:
        """The page of the goal, priority or local actor; a unit has none of its own."""
        profile = self.profile
        pages = {"goals:goal": profile.goal_id, "goals:priority": profile.priority_id, "actors:actor": profile.actor_id}
        return next((reverse(page, args=[pk]) for page, pk in pages.items() if pk), "")

    @property
    def fit(self) -> str:
        """How many of a hundred ordinary texts meet the profile less well."""
        return gettext("%(fit)s of 100") % {"fit": self.match.percentile}


@dataclass(frozen=True, slots=True)
class Row:
    """An item as the list shows it."""

    place: InboxItem
    facts: list[str]
    goals: list[Met]  # goals and priorities: why it is here
    concerned: list[Met]  # units and local actors: who could be concerned
    decision: Decision | None

    @property
    def concerned_names(self) -> str:
        return ", ".join(one.profile.name for one in self.concerned)

    @property
    def is_foreign(self) -> bool:
        return self.place.item.language not in ("", get_language())


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
        # Each row needs five addresses and as many words: looked up once a page they cost a third.
        "items": reverse("watch:item", args=[0]).removesuffix("0/"),
        "start": reverse("initiatives:start"),
        "words": words(),
    }
    return listing.answer("watch/inbox.html", context)


def words() -> dict[str, str]:
    return {
        "concerns": gettext("Could concern"),
        "reason": gettext("Reason (optional)"),
        "relevant": gettext("Relevant"),
        "not_relevant": gettext("Not relevant"),
        "assign": gettext("Assign"),
        "start": gettext("Start an initiative"),
    }


def row_of(place: InboxItem) -> Row:
    """The row of an InboxItem that was asked for `with_rows()`."""
    item: Any = place.item  # with_rows() hangs the lists of matches and decisions on it
    met = sorted(item.matches_here, key=lambda match: -match.percentile)
    told = [Met(match.profile, match, reasons_of(match)) for match in met]
    decisions = item.decisions_here
    return Row(
        place,
        facts_of(place),
        [one for one in told if is_goal(one.profile)][:GOALS_SHOWN],
        [one for one in told if not is_goal(one.profile)][:GOALS_SHOWN],
        decisions[0] if decisions else None,
    )


def facts_of(place: InboxItem) -> list[str]:
    """Kind, programme, money and in how many of our sources it was seen; what is unknown is left out."""
    item: Any = place.item
    facts = [item.get_kind_display(), programmes.name_of(item.programme, get_language() or "sv")[:60], money_of(item)]
    seen = place.seen_in  # type: ignore[attr-defined]  # with_rows() counts it
    if seen > 1:
        facts.append(ngettext("seen in %(count)s source", "seen in %(count)s sources", seen) % {"count": seen})
    return [fact for fact in facts if fact]


def money_of(item: Item) -> str:
    if item.grant_max:
        return gettext("up to %(amount)s") % {"amount": money(item.grant_max, item.currency)}
    return gettext("budget %(amount)s") % {"amount": money(item.budget, item.currency)} if item.budget else ""


def is_goal(profile: Profile) -> bool:
    return profile.goal_id is not None or profile.priority_id is not None
