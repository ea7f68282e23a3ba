"""The indicators, and one with its figures."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utblick.accounts.roles import UserRequest, may
from utblick.goals.models import Goal
from utblick.indicators import counting, drawing
from utblick.indicators.forms.indicators import IndicatorForm
from utblick.indicators.formulas import FORMULAS, Count, Happened
from utblick.indicators.models import Indicator
from utblick.indicators.series import Series, by_goal, reckoned, series_of
from utblick.indicators.standing import JUDGED, WELL
from utblick.indicators.telling import amount, remark, tag_of, told
from utblick.ui.asking import key_asked
from utblick.ui.toasts import toast


@may("indicators.view")
def indicators(request: UserRequest) -> HttpResponse:
    """All of them, small, goal by goal; asked by htmx with ?goal= those of one goal, to stand on its page."""
    rows = Indicator.objects.in_use().select_related("goal")
    goal = key_asked(request, "goal")
    if goal:
        rows = rows.filter(goal=goal)
    found = by_goal(series_of(list(rows)))
    cards = [(goal_of[0].indicator.goal, [_card(one) for one in goal_of]) for goal_of in found.values()]
    context: dict[str, Any] = {
        "goals": cards,
        "goal": get_object_or_404(Goal, pk=goal) if goal else None,
        "bare": [] if goal else list(Goal.objects.in_force().exclude(pk__in=found)),
        "may_change": request.user.has_perm("indicators.change"),
    }
    page = "indicators/indicators.html#of_goal" if goal and request.htmx else "indicators/indicators.html"
    return render(request, page, context)


@may("indicators.view")
def short_of(request: UserRequest) -> HttpResponse:
    """How many indicators of the goals in force stand well, and which do not: a part beside how the work on the goals goes."""
    rows = Indicator.objects.in_use().filter(goal__in=Goal.objects.in_force()).select_related("goal")
    judged = [one for one in series_of(list(rows)) if one.standing.status in JUDGED]
    context = {
        "judged": len(judged),
        "well": sum(one.standing.status in WELL for one in judged),
        "short": [(one.indicator, tag_of(one)) for one in judged if one.standing.status not in WELL],
    }
    return render(request, "indicators/short_of.html", context)


def _card(series: Series) -> dict[str, Any]:
    standing = series.standing
    year, value = standing.year, standing.value
    if value is None and series.so_far:
        year, value = series.so_far
    return {
        "indicator": series.indicator,
        "tag": tag_of(series),
        "chart": drawing.small(series),
        "remark": remark(series),
        "value": told(value),
        "year": year,
        "is_so_far": year != standing.year,
    }


@may("indicators.view")
def indicator(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.select_related("goal", "unit_in_charge"), pk=pk)
    (series,) = series_of([found], with_others=True)
    context: dict[str, Any] = {
        "indicator": found,
        "formula": FORMULAS.get(found.formula),
        "series": series,
        "tag": tag_of(series),
        "chart": drawing.large(series),
        "lines": [_line(series, year) for year in reversed(series.years)],
        "has_people": any(one.people for one in series.readings.values()),
        "may_change": request.user.has_perm("indicators.change"),
        "may_see_history": request.user.has_perm("journal.view"),
    }
    return render(request, "indicators/indicator.html", context)


def _line(series: Series, year: int) -> dict[str, Any]:
    reading, target = series.readings.get(year), series.targets.get(year)
    return {
        "year": year,
        "reading": reading,
        "measurement": reading.measurement if reading else None,
        "value": amount(series.indicator, series.value(year)),
        "is_baseline": series.baseline is not None and series.baseline[0] == year,
        "target": amount(series.indicator, target.value) if target else "",
        "is_counted": reading is not None and reading.measurement is None,
        "may_be_measured": year <= counting.this_year(),
    }


@may("indicators.view")
def counted(request: UserRequest, pk: int, year: int) -> HttpResponse:
    """What a year's figure is reckoned from, initiative by initiative."""
    found = get_object_or_404(Indicator.objects.select_related("goal"), pk=pk)
    formula = FORMULAS.get(found.formula)
    by_year = counting.happened({found.goal_id}).get(found.goal_id, {})
    if formula is None or year not in by_year:
        raise Http404
    those = by_year[year]
    named = counting.names(those)
    parts = [(named[key], _made_of(formula.made_of, one, found)) for key, one in those.items() if key in named]
    whole = counting.together(those)
    value = reckoned(found, whole, year).value
    context = {
        "indicator": found,
        "formula": formula,
        "year": year,
        "value": amount(found, value),
        "is_missing": value is None,
        "heads": [name for name, _count in formula.made_of],
        # Where the figure cannot be reckoned, those too of which nothing is known: it is they that lack something.
        "rows": [part for part in parts if value is None or any(figure not in (None, 0) for figure in part[1])],
        "total": _made_of(formula.made_of, whole, found),
    }
    return render(request, "indicators/counted.html", context)


def _made_of(parts: tuple[tuple[Any, Count], ...], happened: Happened, indicator: Indicator) -> list[Any]:
    return [count(happened, indicator.unit) for _name, count in parts]


@may("indicators.change")
def add(request: UserRequest) -> HttpResponse:
    new = Indicator(position=Indicator.objects.count() + 1)
    if wanted := key_asked(request, "goal"):
        new.goal_id = wanted
    return _form(request, new, _("The indicator is added."))


@may("indicators.change")
def edit(request: UserRequest, pk: int) -> HttpResponse:
    return _form(request, get_object_or_404(Indicator.objects.current(), pk=pk), _("The indicator is saved."))


def _form(request: UserRequest, indicator: Indicator, done: str) -> HttpResponse:
    name = str(indicator)
    form = IndicatorForm(request.POST or None, instance=indicator)
    if form.is_valid() and (saved := form.save_or_tell()):
        toast(request, done)
        return redirect(saved)
    context = {"form": form, "indicator": indicator, "name": name}
    return render(request, "indicators/edit_indicator.html", context, status=422 if form.errors else 200)


@may("indicators.change")
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.current(), pk=pk)
    found.withdraw()
    told = _("The indicator “%(indicator)s” was withdrawn; its figures are kept.") % {"indicator": found}
    toast(request, told, reverse("indicators:restore", args=[pk]))
    return redirect("indicators:list")


@may("indicators.change")
@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Indicator.objects.exclude(withdrawn_at=None), pk=pk)
    found.restore()
    toast(request, _("The indicator is back."))
    return redirect(found)
