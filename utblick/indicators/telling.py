"""An indicator in words: its figures, how it stands and what its chart says."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utblick.indicators.formulas import FORMULAS
from utblick.indicators.models import Indicator
from utblick.indicators.series import Series
from utblick.indicators.standing import Standing, Status
from utblick.ui.charts import figure, with_unit

TENTH, THOUSAND = Decimal("0.1"), 1_000


@dataclass(frozen=True, slots=True)
class Tag:
    text: str
    color: str
    icon: str


LABELS = {
    Status.REACHED: (gettext_lazy("Reached"), "success", "circle-check"),
    Status.ON_PACE: (gettext_lazy("On pace"), "success", ""),
    Status.BEHIND: (gettext_lazy("Behind"), "warning", ""),
    Status.NOT_REACHED: (gettext_lazy("Not reached"), "danger", ""),
    Status.PACE_UNKNOWN: (gettext_lazy("Pace not known"), "neutral", ""),
    Status.NO_TARGET: (gettext_lazy("No target"), "neutral", ""),
    Status.NOT_MEASURED: (gettext_lazy("Not measured"), "neutral", ""),
}


def tag_of(series: Series) -> Tag:
    status = series.standing.status
    if status == Status.NOT_MEASURED and series.so_far:
        return Tag(_("Year under way"), "neutral", "")
    if status == Status.NO_TARGET and series.indicator.better == Indicator.Better.NEITHER:
        return Tag(_("Describes"), "neutral", "")
    text, color, icon = LABELS[status]
    return Tag(str(text), color, icon)


def told(value: Decimal | None) -> str:
    return "–" if value is None else figure(float(_shown(value)))


def amount(indicator: Indicator, value: Decimal | None) -> str:
    return told(value) if value is None else with_unit(told(value), indicator.unit)


def _shown(value: Decimal) -> Decimal:
    """As exact as it is told: whole tenths, and of thousands whole numbers."""
    return value.quantize(TENTH if abs(value) < THOUSAND else Decimal(1), ROUND_HALF_UP)


def sentence(series: Series) -> str:
    """What the chart says: the latest figure, and what there is to say of it."""
    standing = series.standing
    if standing.value is None:
        return remark(series)
    latest = _("%(year)s: %(value)s.") % {"year": standing.year, "value": amount(series.indicator, standing.value)}
    return f"{latest} {remark(series)}".strip()


def remark(series: Series) -> str:
    """Since when the latest figure has changed, how it stands, and how the running year goes."""
    standing = series.standing
    if standing.value is None:
        return _so_far(series) or _nothing(series)
    parts = [_change(series, standing), _against_target(series.indicator, standing), _so_far(series)]
    return " ".join(filter(None, parts))


def _nothing(series: Series) -> str:
    """Why there is no figure at all: of one that is counted, whether anything could be."""
    if series.indicator.formula not in FORMULAS:
        return _("Nothing is measured yet.")
    if not series.readings:
        return _("Nothing that counts for the goal is registered yet.")
    return _("Work is registered for the goal, but not all that the figure is reckoned from.")


def _change(series: Series, standing: Standing) -> str:
    assert standing.year is not None
    assert standing.value is not None
    before = max(
        (year for year in series.years if year < standing.year and series.value(year) is not None), default=None
    )
    if before is None:
        return ""
    then = series.value(before)
    assert then is not None
    by = _shown(standing.value) - _shown(then)
    facts = {"year": before, "by": _difference(series.indicator, abs(by))}
    if not by:
        return _("The same as in %(year)s.") % facts
    return (_("Up %(by)s since %(year)s.") if by > 0 else _("Down %(by)s since %(year)s.")) % facts


def _difference(indicator: Indicator, by: Decimal) -> str:
    return with_unit(figure(float(by)), _("percentage points")) if indicator.unit == "%" else amount(indicator, by)


TOLD: dict[Status, Callable[[], str]] = {
    Status.REACHED: lambda: _("The target for %(year)s, %(target)s, is reached."),
    Status.ON_PACE: lambda: _("That is on pace for %(target)s in %(year)s."),
    Status.BEHIND: lambda: _("To be on pace for %(target)s in %(year)s it should have been %(expected)s."),
    Status.NOT_REACHED: lambda: _("The target for %(year)s was %(target)s."),
    Status.PACE_UNKNOWN: lambda: _(
        "The target for %(year)s is %(target)s. Without a baseline it cannot be told whether the pace is enough."
    ),
}


def _against_target(indicator: Indicator, standing: Standing) -> str:
    if standing.status not in TOLD:
        return ""
    facts = {
        "year": standing.target_year,
        "target": amount(indicator, standing.target),
        "expected": amount(indicator, standing.expected),
    }
    return TOLD[standing.status]() % facts


def _so_far(series: Series) -> str:
    if series.so_far is None:
        return ""
    year, value = series.so_far
    return _("%(year)s so far: %(value)s.") % {"year": year, "value": amount(series.indicator, value)}
