"""The matrix as the board gets it: a line a duty, a column a part; in Word and as a spreadsheet."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from utblick.duties.matrix import MOST_DATES, MOST_DUTIES, Matrix, Part, Row
from utblick.tenancy import scope
from utblick.ui.sheets import Sheet
from utblick.ui.word import table


def sheet(found: Matrix) -> Sheet:
    """With each unit and role as a column too, as on the page."""
    labels = dict(Part.choices)
    parts = {str(label): _told(found, part) for part, label in Part.choices}
    columns = {name: _cell(column, labels) for column, name in found.columns}
    first = {_("Duty"): lambda row: row.duty.title, _("Comes from"): lambda row: str(row.duty.source.label)}
    last = {_("Responsible person"): lambda row: row.duty.owner_name, _("To mend"): lambda row: row.gap_label}
    return Sheet(_("Responsibilities"), {**first, **parts, **last, **columns})


def _told(found: Matrix, part: str) -> Callable[[Row], str]:
    return lambda row: ", ".join(found.names(row, part))


def _cell(column: str, labels: Mapping[str, Any]) -> Callable[[Row], str]:
    return lambda row: str(labels.get(row.parts.get(column, ""), ""))


def made_of(found: Matrix, language: str) -> bytes:
    with translation.override(language):
        return table(
            _("Division of responsibility"),
            intro=_intro(found),
            head=[_("Duty"), _("Comes from"), *(str(label) for label in Part.labels)],
            rows=[_row(found, row) for row in found.rows],
            municipality=scope.municipality().name,
            language=language,
        )


def _intro(found: Matrix) -> list[str]:
    told = [_("%(gap)s: %(duty)s") % {"gap": row.gap_label, "duty": row.duty.title} for row in found.gaps]
    for one in found.overloads:
        told.append(_("%(unit)s is responsible for %(count)s duties.") % {"unit": one.name, "count": one.duties})
    rule = _("Too much is more than %(duties)s duties, or more than %(dates)s dates in one month.")
    return [*told, rule % {"duties": MOST_DUTIES, "dates": MOST_DATES}]


def _row(found: Matrix, row: Row) -> list[str]:
    told = [", ".join(found.names(row, part)) or "–" for part in Part.values]
    return [row.duty.title, str(row.duty.source.label), *told]
