"""The matrix of duties: what is wrong first, then every duty; a row is edited in its place."""

import io
from datetime import date
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.duties import dividing
from utblick.duties.documents.matrix import made_of, sheet
from utblick.duties.forms.parts import PartsForm
from utblick.duties.gathering import SOURCES
from utblick.duties.matrix import MOST_DATES, MOST_DUTIES, Matrix, Part, Row, matrix
from utblick.ui import sheets
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast
from utblick.ui.word import MEDIA_TYPE


@may("duties.view")
def duties(request: UserRequest) -> HttpResponse:
    """`?edit=kind:key` opens a row, `?unit=` shows what one unit is responsible for, `?source=` one kind of duty."""
    found = matrix(timezone.localdate())
    may_change = request.user.has_perm("duties.change")
    rows = _narrowed(request, found)
    asked = request.GET.get("edit", "") if may_change else ""
    edited = next((row for row in found.rows if f"{row.duty.kind}:{row.duty.pk}" == asked), None)
    form = _form(found, edited) if edited else None
    return render(request, "duties/matrix.html", _context(found, rows, form, edited, may_change))


def _form(found: Matrix, row: Row, *data: Any) -> PartsForm:
    return PartsForm(*data, columns=found.every_column, parts=row.parts, own=found.kept_column(row.duty))


def _narrowed(request: UserRequest, found: Matrix) -> list[Row]:
    unit, source = key_asked(request, "unit"), request.GET.get("source", "")
    rows = found.rows
    if unit:
        rows = [row for row in rows if row.parts.get(f"unit-{unit}") == Part.RESPONSIBLE]
    return [row for row in rows if row.duty.kind == source] if source in SOURCES else rows


def _context(
    found: Matrix, rows: list[Row], form: PartsForm | None, edited: Row | None, may_change: bool
) -> dict[str, Any]:
    labels = dict(Part.choices)
    return {
        "matrix": found,
        "columns": found.columns,
        "rows": [
            (
                row,
                [
                    (name, row.parts.get(column, ""), labels.get(row.parts.get(column, ""), ""))
                    for column, name in found.columns
                ],
            )
            for row in rows
        ],
        "is_narrowed": len(rows) != len(found.rows),
        "sources": [(kind, source.label) for kind, source in SOURCES.items()],
        "form": form,
        "edited": edited,
        "may_change": may_change,
        "most_duties": MOST_DUTIES,
        "most_dates": MOST_DATES,
        "parts": labels,
    }


@may("duties.change")
@require_POST
def divide(request: UserRequest, kind: str, pk: int) -> HttpResponse:
    found = matrix(timezone.localdate())
    row = next((one for one in found.rows if one.duty.key == (kind, pk)), None)
    obj = dividing.found(kind, pk) if row else None
    if row is None or obj is None:
        raise Http404
    form = _form(found, row, request.POST)
    if not form.is_valid():
        return render(request, "duties/matrix.html", _context(found, found.rows, form, row, True), status=422)
    dividing.divide(obj, form.cleaned_data)
    toast(request, _("“%(title)s” is saved.") % {"title": row.duty.title})
    return redirect(f"{reverse('duties:matrix')}#{row.duty.anchor}")


@may("duties.view")
def export(request: UserRequest, table: str) -> HttpResponse:
    if table not in sheets.KINDS:
        raise Http404
    found = matrix(timezone.localdate())
    return sheets.answer(table, sheet(found), _narrowed(request, found))


@may("duties.view")
def word(request: UserRequest) -> FileResponse:
    """For the board, in the reader's language."""
    today: date = timezone.localdate()
    body = io.BytesIO(made_of(matrix(today), get_language() or "sv"))
    name = f"{slugify(_('Responsibilities'))}-{today:%Y-%m-%d}.docx"
    answer = FileResponse(body, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
