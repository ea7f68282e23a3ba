"""The pivot's one query against a reckoning of the same rows one by one, and every cell against the rows behind it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db.models import QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.analysis.pivot.behind import come_to
from utblick.analysis.pivot.counting import Tally, put, tally
from utblick.analysis.pivot.dimensions import COUNTRY, DIMENSIONS, FORM, GOAL, UNIT, YEAR
from utblick.analysis.pivot.figures import FIGURES, Parts, added
from utblick.analysis.pivot.question import Question
from utblick.followup.compiling import compile_figures
from utblick.goals.tests.make import make_form, make_goal
from utblick.indicators.counting import this_year
from utblick.initiatives.models import Contribution, Initiative, Participation, Result, Step
from utblick.initiatives.models.steps import GROUPS
from utblick.initiatives.sums import PLANNED, Sums
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.partners.tests.make import make_organisation
from utblick.tenancy import scope

SPAN = range(2023, this_year() + 2)
days = st.none() | st.dates(date(2023, 1, 1), date(2026, 12, 31))
periods = st.tuples(days, days).map(lambda pair: pair if None in pair else tuple(sorted(pair)))  # type: ignore[type-var]
amounts = st.none() | st.decimals(min_value=0, max_value=90_000, places=2)
step = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Step.Status.values),
        "country": st.sampled_from(["", "NO", "FI"]),
        "days": periods,
        "cost": amounts,
        "own": amounts,
        "planned_cost": amounts,
        "kg_co2e": st.none() | st.decimals(min_value=0, max_value=900, places=1),
        **dict.fromkeys(["women", "boys", "not_stated", "planned_girls"], st.none() | st.integers(0, 40)),
    }
)
result = st.fixed_dictionaries(
    {"goal": st.none() | st.integers(0, 2), "noted_on": st.dates(date(2024, 1, 1), date(2026, 12, 31))}
)
initiative = st.fixed_dictionaries(
    {
        "status": st.sampled_from(Initiative.Status.values),
        "form": st.none() | st.just(0),
        "unit": st.none() | st.integers(0, 1),
        "days": periods,
        "secrecy_ground": st.sampled_from(["", "", "OSL 30:23"]),
        "goals": st.sets(st.integers(0, 2)),
        "partners": st.sets(st.integers(0, 3)),
        "steps": st.lists(step, max_size=3),
        "results": st.lists(result, max_size=2),
    }
)
questions = st.builds(
    Question,
    st.sampled_from(list(FIGURES.values())),
    st.sampled_from(list(DIMENSIONS.values())),
    st.none() | st.sampled_from(list(DIMENSIONS.values())),
    first=st.none() | st.just(2025),
    last=st.none() | st.just(2026),
    country=st.sampled_from(["", "", "NO"]),
).map(lambda one: replace(one, columns=None) if one.columns is one.rows else one)


class TheDatabaseAndPythonAgree(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(initiative, max_size=4), questions, st.booleans())
    def test_in_every_cell_and_every_sum(
        self, given_rows: list[dict[str, Any]], question: Question, secret: bool
    ) -> None:
        with scope.acting(make_municipality(), sees_secrets=secret):
            _fill(given_rows)
            found = tally(question)
            assert found == reckoned(question)
            assert_rows_behind(question, found)
            assert question.untold().count() == found.untold


def assert_rows_behind(question: Question, found: Tally) -> None:
    sums: dict[tuple[tuple[str, Any], ...], Parts] = {(): found.total}
    sums |= {(("row", key),): parts for key, parts in found.rows.items()}
    sums |= {(("column", key),): parts for key, parts in found.columns.items()}
    if question.columns:
        sums |= {(("row", row), ("column", column)): parts for (row, column), parts in found.cells.items()}
    for keys, parts in sums.items():
        assert come_to(question, question.behind(dict(keys))) == parts, keys


# The same in plain Python


def reckoned(question: Question) -> Tally:
    figure = question.figure
    found = Tally(figure.nothing, total=figure.nothing)
    for row in question.figure.subject.rows():
        if not _asked_about(question, row):
            continue
        # A cell has rows though none of them counts: a plan that fell through.
        parts = figure.of(row) if _counts(question, row) else figure.nothing
        keys = {name: list(_shown(question, one, row)) for name, one in question.dimensions}
        found.total = added(found.total, parts)
        found.untold += _is_untold(figure.key, row)
        for key in keys["row"]:
            put(found.rows, key, parts)
        for key in keys.get("column", ()):
            put(found.columns, key, parts)
        for cell in product(keys["row"], keys.get("column", [None])):
            put(found.cells, cell, parts)
    return found


def _counts(question: Question, row: Any) -> bool:
    """By the rule of the plan: what fell through is in no plan, but its cost is a cost."""
    fell_through = isinstance(row, Step) and row.status in Step.FELL_THROUGH
    return not (fell_through and question.figure.key in ("steps", "planned_cost", "planned_people", "kg_co2e"))


def _is_untold(figure: str, row: Any) -> bool:
    """What stands should say what is planned, and what goes on or is done what it cost and who took part."""
    asked = {
        "planned_cost": ["planned_cost"],
        "planned_people": PLANNED,
        "cost": ["cost"],
        "own": ["own"],
        "others": ["cost", "own"],
        "people": GROUPS,
    }.get(figure)
    if not asked:
        return False
    due = row.status not in Step.FELL_THROUGH if "planned" in figure else row.status in ("running", "done")
    lacks = [getattr(row, name) is None for name in asked]
    return due and (any(lacks) if figure == "others" else all(lacks))


def _asked_about(question: Question, row: Any) -> bool:
    in_time = not (question.first or question.last) or _within(row, question.first or 1, question.last or 9999)
    return in_time and (not question.country or question.country in _countries(row))


def _shown(question: Question, one: Any, row: Any) -> Iterator[Any]:
    keys = (
        {GOAL: _goals, FORM: _forms, COUNTRY: _countries, UNIT: _units}[one](row)
        if one is not YEAR
        else _years(question, row)
    )
    wanted = question.chosen.get(one.key)
    yield from (key for key in keys or {None} if wanted in (None, key))


def _whole(row: Any) -> Initiative:
    found: Initiative = getattr(row, "initiative", row)
    return found


def _goals(row: Any) -> set[Any]:
    if isinstance(row, Result) and row.goal_id:
        return {row.goal_id}
    return {one.goal_id for one in Contribution.objects.all() if one.initiative_id == _whole(row).pk}


def _forms(row: Any) -> set[Any]:
    return {_whole(row).form_id} - {None}


def _units(row: Any) -> set[Any]:
    return {_whole(row).unit_id} - {None}


def _countries(row: Any) -> set[Any]:
    partners = {one.organisation.country for one in Participation.objects.all() if one.initiative_id == _whole(row).pk}
    steps = [one for one in Step.objects.all() if one.initiative_id == _whole(row).pk]
    return (partners | {one.country for one in steps if one.status not in Step.FELL_THROUGH}) - {""}


def _years(question: Question, row: Any) -> set[Any]:
    latest = question.last or max(_latest(question), this_year())
    return {year for year in range(question.first or 1990, latest + 1) if _within(row, year, year)}


def _latest(question: Question) -> int:
    rows = [row for row in question.figure.subject.rows() if _asked_about(question, row)]
    known = [day.year for row in rows for day in (_first(row), _last(row)) if day]
    return max(known, default=0)


def _within(row: Any, first: int, last: int) -> bool:
    begins, ends = _first(row), _last(row)
    if isinstance(row, Initiative):
        over = row.ends_on is None and row.status in Initiative.OVER
        return row.status != "idea" and not over and begins.year <= last and (ends is None or ends.year >= first)
    return begins is not None and begins.year <= last and (ends or begins).year >= first


def _first(row: Any) -> Any:
    if isinstance(row, Initiative):
        return row.starts_on or (None if row.status == "idea" else row.created_at)
    return row.noted_on if isinstance(row, Result) else row.starts_on


def _last(row: Any) -> Any:
    return row.noted_on if isinstance(row, Result) else row.ends_on


def _fill(rows: list[dict[str, Any]]) -> None:
    goals, forms, top = [make_goal() for _ in range(3)], [make_form()], make_unit("Överst")
    units = [top, make_unit("Under", parent=top)]
    partners = [make_organisation(country=country) for country in ("NO", "NO", "FI")]
    partners.append(make_organisation(country="DE", secrecy_ground="OSL 15:1"))
    for one in rows:
        facts = dict(one)
        starts, ends = facts.pop("days")
        named = {name: facts.pop(name) for name in ("goals", "partners", "steps", "results", "form", "unit")}
        made = Initiative(
            title="Insats", starts_on=starts, ends_on=ends, form=None if named["form"] is None else forms[0],
            unit=None if named["unit"] is None else units[named["unit"]], **facts,
        )  # fmt: skip
        [made] = QuerySet(Initiative).bulk_create([made])
        QuerySet(Contribution).bulk_create(Contribution(initiative=made, goal=goals[at]) for at in named["goals"])
        QuerySet(Participation).bulk_create(
            Participation(initiative=made, organisation=partners[at]) for at in named["partners"]
        )
        QuerySet(Step).bulk_create(_step(made, facts) for facts in named["steps"])
        QuerySet(Result).bulk_create(
            Result(
                initiative=made,
                text="Blev",
                noted_on=at["noted_on"],
                goal=None if at["goal"] is None else goals[at["goal"]],
            )
            for at in named["results"]
        )


def _step(made: Initiative, facts: dict[str, Any]) -> Step:
    (starts, ends), rest = facts["days"], {name: value for name, value in facts.items() if name != "days"}
    return Step(initiative=made, kind="exchange", title="Resa", starts_on=starts, ends_on=ends, **rest)


@pytest.mark.django_db
def test_a_year_says_what_the_report_of_the_year_says(here: object) -> None:
    goals = [make_goal(), make_goal()]
    one = make_initiative(goals=goals, starts_on=date(2025, 3, 1))
    make_step(initiative=one, cost=100, women=2, starts_on=date(2025, 12, 1), ends_on=date(2026, 2, 1))
    make_step(initiative=one, cost=50, status="cancelled", planned_cost=9, starts_on=date(2025, 5, 1), ends_on=None)
    make_step(initiative=make_initiative(goals=goals[:1], starts_on=date(2025, 3, 1)), cost=7, kg_co2e=30)

    for year in (2025, 2026):
        report = compile_figures(date(year, 1, 1), date(year, 12, 31))
        sums = {goal.pk: goal.sums for goal in report.goals}
        for figure, of in TOLD_IN_THE_REPORT.items():
            found = tally(Question(FIGURES[figure], GOAL, YEAR))
            assert found.columns[year] == of(report.totals), figure
            for goal in goals:
                assert found.cells.get((goal.pk, year), found.nothing) == of(sums[goal.pk]), figure
        assert tally(Question(FIGURES["initiatives"], GOAL, YEAR)).columns[year] == (len(report.initiatives),)


TOLD_IN_THE_REPORT: dict[str, Callable[[Sums], Parts]] = {
    "cost": lambda sums: (sums.money.cost,),
    "planned_cost": lambda sums: (sums.money.planned_cost,),
    "steps": lambda sums: (sums.steps,),
    "people": lambda sums: tuple(getattr(sums.people, group) for group in GROUPS),
    "kg_co2e": lambda sums: (sums.kg_co2e,),
}
