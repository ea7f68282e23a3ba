"""What the figures of the watch and of the establishment enquiries are counted from: the rows of the period, as they are now.

Of these the report holds only how many they are; a goal's figures stand below their own rows in the report itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.establishment.measuring import is_late
from utblick.establishment.models import Enquiry
from utblick.followup.compiling import end_of, median_days_of, midnight
from utblick.followup.figures import Period
from utblick.initiatives.models import Initiative
from utblick.journal import clock
from utblick.tenancy import scope
from utblick.ui.figures import grouped
from utblick.ui.templatetags.ui import money
from utblick.watch import whynot
from utblick.watch.models import Decision, InboxItem


@dataclass(frozen=True, slots=True)
class Row:
    """One that was counted; `more` is what it was counted for."""

    day: date
    text: str
    address: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """`figure` as it comes to now; None where there is nothing to take it from. `rows` can be long: they are drawn by `row`."""

    figure: int | Decimal | None
    rows: Any
    row: Callable[[Any], Row]


def place_of(of: str, period: Period) -> str:
    """What a report keeps, to lead from its figure to the rows."""
    asked = {"of": of, "first": period.first.isoformat(), "last": period.last.isoformat()}
    return f"page:followup:counted?{urlencode(asked)}"


def label_of(of: str) -> str:
    """What is counted, in words; empty where there is no such figure."""
    kind, _colon, name = of.partition(":")
    what, _dash, which = name.partition("-")
    if kind == "watch" and what == "decided" and which:
        verdict = dict(Decision.Verdict.choices).get(which, which)
        return _("Decided: %(verdict)s") % {"verdict": str(verdict).lower()}
    if kind == "watch" and what == "why" and which:
        return which
    return {
        "watch:arrived": _("Items that came to the inbox"),
        "watch:decided": _("Decisions made"),
        "watch:why": _("Why items were put aside"),
        "watch:started": _("Initiatives started from an item"),
        "watch:expired": _("Passed their deadline undecided"),
        "watch:days": _("Median days to a decision"),
        "establishment:received": _("Enquiries received"),
        "establishment:in_time": _("First answer in time"),
        "establishment:late": _("First answer too late, or none"),
        "establishment:median_days": _("Median working days to the first answer"),
        "establishment:established": _("Companies that establish themselves here"),
        "establishment:jobs": _("Jobs, as the companies have told"),
        "establishment:investment": _("Investment in kronor, as the companies have told"),
        "establishment:lost": _("Came to nothing"),
    }.get(of, "")


def counted(of: str, period: Period) -> Counted | None:
    """What "watch:arrived" or "establishment:jobs" is counted from. None where there is no such figure.

    What is confidential is in no report, and so not here.
    """
    kind, _colon, name = of.partition(":")
    with scope.acting(scope.municipality(), scope.current().user, sees_secrets=False):
        return _of_watch(name, period) if kind == "watch" else _of_enquiries(name, period)


def _of_watch(name: str, period: Period) -> Counted | None:
    start, end = midnight(period.first), end_of(period)
    made = Decision.objects.current().filter(created_at__gte=start, created_at__lt=end)
    decisions = made.select_related("item").defer("item__body", "item__facts")
    places = InboxItem.objects.select_related("item", "best__profile").defer("item__body", "item__facts")
    places = places.order_by("-arrived_at", "pk")
    what, _dash, which = name.partition("-")
    match what:
        case "arrived":
            return _all(places.filter(arrived_at__gte=start, arrived_at__lt=end), _arrived)
        case "expired":
            passed = places.undecided().filter(deadline__gte=start, deadline__lt=min(end, clock.now()))
            return _all(passed.order_by("-deadline", "pk"), _passed)
        case "started":
            begun = Initiative.objects.current().filter(created_at__gte=start, created_at__lt=end).exclude(item=None)
            return _all(begun.select_related("unit").order_by("-created_at"), _begun)
        case "decided":
            return _all(decisions.filter(verdict=which) if which else decisions, _decided)
        case "why":
            aside = decisions.filter(verdict=Decision.Verdict.NOT_RELEVANT).exclude(reason="")
            return _all(aside.filter(whynot.alike(which)) if which else aside, _decided)
        case "days":
            here = Prefetch("item__inbox_items", InboxItem.objects.all())
            rows = decisions.filter(item__inbox_items__municipality=F("municipality")).prefetch_related(here)
            return Counted(median_days_of(decisions), rows, _waited)
    return None


def _all(rows: Any, row: Callable[[Any], Row]) -> Counted:
    return Counted(rows.count(), rows, row)


def _arrived(one: InboxItem) -> Row:
    day = timezone.localdate(one.arrived_at)
    return Row(day, one.item.title, one.item.get_absolute_url(), str(one.best.profile) if one.best else "")


def _passed(one: InboxItem) -> Row:
    assert one.deadline
    return Row(timezone.localdate(one.deadline), one.item.title, one.item.get_absolute_url(), _arrived(one).more)


def _begun(one: Initiative) -> Row:
    return Row(timezone.localdate(one.created_at), one.title, one.get_absolute_url(), str(one.unit or ""))


def _decided(one: Decision) -> Row:
    day = timezone.localdate(one.created_at)
    return Row(day, one.item.title, one.item.get_absolute_url(), one.reason)


def _waited(one: Decision) -> Row:
    told = _("decided after %(days)s days") % {"days": grouped(Decimal(str(_days(one))), 1)}
    return Row(timezone.localdate(one.created_at), one.item.title, one.item.get_absolute_url(), told)


def _days(one: Decision) -> float:
    (place,) = one.item.inbox_items.all()
    return max((one.created_at - place.arrived_at).total_seconds(), 0) / 86400


def _of_enquiries(name: str, period: Period) -> Counted | None:
    today = timezone.localdate(clock.now())
    rows = list(Enquiry.objects.current().filter(created_at__gte=midnight(period.first), created_at__lt=end_of(period)))
    established = [one for one in rows if one.state == Enquiry.State.ESTABLISHED]
    answered = [one for one in rows if one.days_to_answer is not None]
    match name:
        case "received":
            return _some(rows)
        case "in_time":
            return _some(one for one in rows if one.was_in_time)
        case "late":
            return _some(one for one in rows if is_late(one, today))
        case "established":
            return _some(established)
        case "lost":
            return _some(one for one in rows if one.state == Enquiry.State.LOST)
        case "median_days":
            days = [one.days_to_answer or 0 for one in answered]
            return Counted(Decimal(median(days)) if days else None, answered, _enquired)
        case "jobs":
            return Counted(sum(one.jobs or 0 for one in established), established, _enquired)
        case "investment":
            total = sum((one.investment or Decimal(0) for one in established), Decimal(0))
            return Counted(total, established, _enquired)
    return None


def _some(rows: Iterable[Enquiry]) -> Counted:
    found = list(rows)
    return Counted(len(found), found, _enquired)


def _enquired(one: Enquiry) -> Row:
    told = [one.get_state_display()]
    if (days := one.days_to_answer) is not None:
        text = ngettext("answered after %(days)s working day", "answered after %(days)s working days", days)
        told.append(text % {"days": days})
    if one.jobs:
        told.append(ngettext("%(count)s job", "%(count)s jobs", one.jobs) % {"count": one.jobs})
    if one.investment:
        told.append(money(one.investment))
    return Row(one.received_on, one.company, one.get_absolute_url(), ", ".join(told))
