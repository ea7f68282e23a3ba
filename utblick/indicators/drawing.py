"""An indicator's charts."""

from decimal import Decimal

from django.utils.translation import gettext as _

from utblick.indicators.series import Series
from utblick.indicators.telling import sentence
from utblick.ui.trends import Trend, sparkline, trend


def large(series: Series) -> Trend:
    years = series.years
    others = [(name, [_drawn(values.get(year)) for year in years]) for name, values in sorted(series.others.items())]
    return trend(
        _("Year by year"),
        [str(year) for year in years],
        _measured(series),
        targets=_aims(series),
        others=others,
        unit=series.indicator.unit,
        sentence=sentence(series),
    )


def small(series: Series) -> Trend:
    return sparkline(series.indicator.name, _measured(series), _aims(series), sentence=sentence(series))


def _measured(series: Series) -> list[float | None]:
    return [_drawn(series.value(year)) for year in series.years]


def _aims(series: Series) -> list[float | None]:
    """The targets, and where there is one the baseline, from which the line to them is drawn."""
    aims = series.aims
    if aims and series.baseline:
        aims = {series.baseline[0]: series.baseline[1]} | aims
    return [_drawn(aims.get(year)) for year in series.years]


def _drawn(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
