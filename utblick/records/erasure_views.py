"""What the coming nights erase of people outside, before they do; what is held back; and the run at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.journal.personal import Personal
from utblick.partners import erasing
from utblick.partners.models import Hold
from utblick.partners.tasks import erase_now
from utblick.records.forms import HoldForm
from utblick.records.tabs import tabs
from utblick.tenancy import scope
from utblick.ui import sheets
from utblick.ui.sheets import Sheet
from utblick.ui.toasts import toast

AHEAD = timedelta(days=30)
SHOWN = 200


@dataclass(frozen=True)
class Coming:
    """A row that is erased soon, unless it is held back."""

    row: Any
    hold: Hold | None

    @cached_property
    def key(self) -> str:
        return erasing.key_of(self.row)

    @property
    def kind(self) -> str:
        return capfirst(str(self.row._meta.verbose_name))

    @property
    def night(self) -> date:
        """The day in whose small hours it is erased: the first after the one that it is kept until."""
        kept_until: date = self.row.kept_until
        return max(kept_until + timedelta(days=1), timezone.localdate())

    @property
    def is_tonight(self) -> bool:
        return self.hold is None and self.night <= timezone.localdate() + timedelta(days=1)


@require_safe
@may("records.view")
def erasures(request: UserRequest) -> HttpResponse:
    coming = _coming()
    overdue = [one for one in coming if one.hold is None and one.row.kept_until < timezone.localdate()]
    context = {
        "coming": coming[:SHOWN],
        "more": max(0, len(coming) - SHOWN),
        "counted": _counted(coming),
        "overdue": len(overdue),
        "may_change": request.user.has_perm("records.change"),
        "days": AHEAD.days,
        "kinds": sheets.KINDS,
        "tabs": tabs("erasures"),
    }
    return render(request, "records/erasures.html", context)


@require_safe
@may("records.view")
def erasures_sheet(request: UserRequest, table: str) -> HttpResponse:
    if table not in sheets.KINDS:
        raise Http404(table)
    return sheets.answer(table, _sheet(), _coming())


@may("records.change")
def hold_back(request: UserRequest, key: str) -> HttpResponse:
    row = next(iter(erasing.found([key])), None)
    if not isinstance(row, Personal):
        raise Http404(key)
    form = HoldForm(request.POST or None)
    if form.is_valid():
        made = erasing.hold_back(row, by=request.user, **form.cleaned_data)
        told = _("“%(name)s” is held back until %(day)s.") % {"name": row, "day": made.until.isoformat()}
        toast(request, told, reverse("records:lift_hold", args=[made.pk]))
        return redirect("records:erasures")
    context = {"form": form, "row": row}
    return render(request, "records/hold.html", context, status=422 if form.errors else 200)


@require_POST
@may("records.change")
def lift_hold(request: UserRequest, pk: int) -> HttpResponse:
    hold = get_object_or_404(Hold.objects.current(), pk=pk)
    hold.withdraw()
    told = _("It is no longer held back, and is erased when its time has come.")
    toast(request, told, reverse("records:restore_hold", args=[pk]))
    return redirect("records:erasures")


@require_POST
@may("records.change")
def restore_hold(request: UserRequest, pk: int) -> HttpResponse:
    hold = get_object_or_404(Hold.objects.exclude(withdrawn_at=None), pk=pk)
    if not Hold.objects.current().filter(about_kind=hold.about_kind, about_id=hold.about_id).exists():
        hold.restore()
    toast(request, _("It is held back again."))
    return redirect("records:erasures")


@require_POST
@may("records.change")
def run_erasure(request: UserRequest) -> HttpResponse:
    erase_now.enqueue(scope.municipality().pk, request.user.pk)
    toast(request, _("What is overdue is being erased. Look again in a moment."))
    return redirect("records:erasures")


def _coming() -> list[Coming]:
    today = timezone.localdate()
    held = erasing.holds(today)
    return [Coming(row, held.get(erasing.key_of(row))) for row in erasing.due(today + AHEAD + timedelta(days=1))]


def _counted(coming: Sequence[Coming]) -> list[tuple[str, int, int, int]]:
    """Each kind with how many go tonight, how many later within the time, and how many are held back."""
    tonight = Counter(one.kind for one in coming if one.is_tonight)
    held = Counter(one.kind for one in coming if one.hold)
    every = Counter(one.kind for one in coming)
    return [(kind, tonight[kind], every[kind] - tonight[kind] - held[kind], held[kind]) for kind in sorted(every)]


def _sheet() -> Sheet:
    return Sheet(
        _("Personal data to be erased"),
        {
            _("Kind of record"): lambda one: one.kind,
            _("Name"): lambda one: str(one.row),
            _("Kept for"): lambda one: str(one.row.kept_for),
            _("Kept until"): lambda one: one.row.kept_until,
            _("Erased"): lambda one: None if one.hold else one.night,
            _("Held back until"): lambda one: one.hold.until if one.hold else None,
            _("Why"): lambda one: one.hold.reason if one.hold else "",
        },
    )
