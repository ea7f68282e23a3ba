"""The register of processing, as a page and as a file."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from utblick.accounts.roles import UserRequest, may
from utblick.journal.register import Processing, Purpose, register
from utblick.records.export.columns import title_of
from utblick.records.tabs import tabs
from utblick.tenancy import scope
from utblick.ui import sheets
from utblick.ui.sheets import Sheet


@require_safe
@may("records.view")
def processing(request: UserRequest) -> HttpResponse:
    lines = [(one.processing, kept(one.processing), list(held(one))) for one in register()]
    context = {"lines": lines, "municipality": scope.municipality(), "tabs": tabs("processing"), "kinds": sheets.KINDS}
    return render(request, "records/processing.html", context)


@require_safe
@may("records.view")
def processing_sheet(request: UserRequest, table: str) -> HttpResponse:
    if table not in sheets.KINDS:
        raise Http404(table)
    return sheets.answer(table, _sheet(), register())


def _sheet() -> Sheet:
    controller = str(scope.municipality())
    return Sheet(
        _("Register of processing"),
        {
            _("Controller"): lambda one: controller,
            _("Processing"): lambda one: str(one.processing.name),
            _("Purpose of the processing"): lambda one: str(one.processing.purpose),
            _("Legal basis"): lambda one: str(one.processing.basis.label),
            _("Categories of people"): lambda one: str(one.processing.persons),
            _("Personal data"): lambda one: "; ".join(f"{kind}: {', '.join(names)}" for kind, names in held(one)),
            _("Recipients"): lambda one: str(one.processing.recipients),
            _("Kept for how long"): lambda one: kept(one.processing),
            _("Outside the EU"): lambda one: _("No"),
        },
    )


def kept(one: Processing) -> str:
    """For how long, in a sentence."""
    if one.days is None:
        return str(one.kept)
    days = ngettext("%(count)s day", "%(count)s days", one.days.days) % {"count": one.days.days}
    return f"{days} {one.kept}"


def held(one: Purpose) -> Iterator[tuple[str, list[str]]]:
    """Each kind of object with the names of its fields, as the interface calls them."""
    for kind, names in one.fields.items():
        meta = apps.get_model(kind)._meta
        yield str(meta.verbose_name), [_title(meta.get_field(name)) for name in names]


def _title(field: Any) -> str:
    return title_of(field) if get_language() == "sv" else str(field.verbose_name)
