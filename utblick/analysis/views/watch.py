"""What the watch brought, and the rows behind its figures."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.roles import UserRequest, may
from utblick.analysis.views.parts import common
from utblick.analysis.watched import periods, rows
from utblick.analysis.watched.brought import Brought, brought
from utblick.analysis.watched.forms import PASSED, WAITING, RowsFilter
from utblick.ui.charts import bars
from utblick.ui.listing import Listing
from utblick.ui.sheets import Sheet
from utblick.ui.templatetags.ui import percent
from utblick.watch.models import Decision, InboxItem


@may("analysis.view")
def watch(request: UserRequest) -> HttpResponse:
    period = periods.asked(request)
    found = brought(period, timezone.now())
    fates = _fates(found)
    chart = bars(_("What became of what reached the inbox"), [(label, count) for _fate, label, count in fates])
    context = {"found": found, "fates": fates, "chart": chart, "stages": _stages(found)}
    return render(request, "analysis/watch.html", context | common(request, "watch", period))


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the way from a source to a result, and what part it is of one before."""

    label: str
    count: int
    url: str
    note: str = ""


def _stages(found: Brought) -> list[Stage]:
    rows = f"{reverse('analysis:watch_rows')}?{found.period.address}"
    of_arrived = _part(_("%(share)s of what reached the inbox"), found.decided, found.arrived)
    of_decided = _part(_("%(share)s of what was decided on"), found.kept, found.decided)
    return [
        Stage(_("told by the sources"), found.told, "#sources"),
        Stage(_("reached the inbox"), found.arrived, rows),
        Stage(_("were decided on"), found.decided, f"{rows}&fate=decided", of_arrived),
        Stage(_("kept: something was to be done"), found.kept, f"{rows}&fate=kept", of_decided),
        Stage(_("initiatives begun from them"), len(found.led), "#led"),
        _reached(_("of those applied for"), [one.is_applied for one in found.led]),
        _reached(_("granted or under way"), [one.is_granted for one in found.led]),
        _reached(_("with results noted"), [one.has_results for one in found.led]),
    ]


def _reached(label: str, led: list[bool]) -> Stage:
    return Stage(label, sum(led), "#led", _part(_("%(share)s of the initiatives"), sum(led), len(led)))


def _part(text: str, part: int, whole: int) -> str:
    return text % {"share": percent(part / whole)} if whole else ""


def _fates(found: Brought) -> list[tuple[str, str, int]]:
    """What became of what reached the inbox: as the list of rows calls it, in words, and how many."""
    verdicts = [(one.value, str(one.label), found.verdicts[one]) for one in Decision.Verdict]
    undecided = [
        (WAITING, _("Waits for a decision"), found.waiting),
        (PASSED, _("Passed the deadline undecided"), found.passed),
    ]
    return [one for one in (*verdicts, *undecided) if one[2]]


@may("analysis.view")
def watch_rows(request: UserRequest) -> HttpResponse:
    """What reached the inbox in the period, narrowed to the rows behind one figure."""
    period = periods.asked(request)
    came = InboxItem.objects.came(period.start, period.end)
    listing = Listing(
        request,
        rows.with_fates(came),
        columns={"title": "item__title", "fit": "fit", "arrived": "arrived_at", "deadline": "deadline"},
        default_sort="-fit",
        filters=RowsFilter,
        sheet=_sheet,
    )
    shown = [(row, rows.verdict_of(row), rows.kind_of(row)) for row in listing.rows]
    return listing.answer("analysis/watch_rows.html", {"shown": shown, **common(request, "watch", period)})


def _sheet(_rows: Any) -> Sheet:
    return Sheet(
        _("What reached the inbox"),
        {
            _("Title"): lambda row: row.item__title,
            _("Kind"): rows.kind_of,
            _("Meets best"): lambda row: row.best__profile__name,
            _("Fit, 0–100"): lambda row: round(row.fit),
            _("Source"): lambda row: row.source,
            _("Came"): lambda row: row.arrived_at.date(),
            _("Deadline"): lambda row: row.deadline and row.deadline.date(),
            _("Decision"): rows.verdict_of,
            _("Decided on"): lambda row: row.decided_at and row.decided_at.date(),
        },
    )
