from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from utblick.accounts.models import Municipality, User
from utblick.followup.compiling import compile_figures, indicator_line
from utblick.followup.parts import watch as watch_part
from utblick.followup.references import address_of
from utblick.followup.tests.make import END, START, make_goals, make_year
from utblick.goals.tests.make import make_document, make_goal
from utblick.indicators.counting import this_year
from utblick.indicators.series import series_of
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.journal import clock
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation
from utblick.tenancy import scope
from utblick.watch import decisions
from utblick.watch.tests.make import make_item, make_place

pytestmark = pytest.mark.django_db


def test_an_initiative_with_two_goals_is_in_both_and_once_in_the_total(here: Municipality) -> None:
    make_year()
    figures = compile_figures(START, END)
    business, knowledge, culture = figures.goals
    assert business.sums.money.cost == Decimal("417300.50")
    assert knowledge.sums.money.cost == Decimal("455800.50")
    assert culture.sums.money.cost is None
    assert figures.totals.money.cost == Decimal("455800.50")
    assert figures.totals.people.total == 64
    assert [goal.sums.people.women for goal in figures.goals] == [14, 16, None]
    assert figures.goals_without_initiative == [culture]


def test_what_fell_through_is_not_planned_but_what_it_cost_counts(here: Municipality) -> None:
    goals = make_goals()
    make_step(initiative=make_initiative(goals=goals[:1]), status=Step.Status.CANCELLED, planned_cost=9000, cost=1200)
    money = compile_figures(START, END).totals.money
    assert (money.planned_cost, money.cost) == (None, Decimal(1200))


@pytest.mark.parametrize(
    ("starts", "ends", "counted"),
    [
        (date(2025, 12, 1), date(2025, 12, 31), False),
        (date(2025, 12, 1), date(2026, 1, 1), True),
        (date(2026, 12, 31), date(2027, 3, 1), True),
        (date(2027, 1, 1), None, False),
        (date(2026, 12, 31), None, True),
        (date(2025, 12, 31), None, False),
    ],
)
def test_a_step_counts_if_any_of_its_days_is_within(
    here: Municipality, starts: date, ends: date | None, counted: bool
) -> None:
    idea = make_initiative(status=Initiative.Status.IDEA)
    make_step(initiative=idea, starts_on=starts, ends_on=ends, cost=100)
    assert bool(compile_figures(START, END).totals.money.cost) is counted


@pytest.mark.parametrize(
    ("facts", "counted"),
    [
        ({"starts_on": date(2024, 1, 1)}, True),
        ({"starts_on": date(2024, 1, 1), "ends_on": date(2025, 12, 31)}, False),
        ({"starts_on": date(2024, 1, 1), "ends_on": date(2026, 1, 1)}, True),
        ({"starts_on": date(2027, 1, 1)}, False),
        ({"starts_on": date(2024, 1, 1), "status": "finished"}, False),
        ({"created_at": datetime(2026, 12, 31, 22, 30, tzinfo=UTC)}, True),  # 23.30 here
        ({"created_at": datetime(2026, 12, 31, 23, 30, tzinfo=UTC)}, False),
        ({"status": "idea", "created_at": datetime(2026, 5, 1, tzinfo=UTC)}, False),
    ],
)
def test_an_initiative_is_a_part_of_the_period_while_it_goes_on(
    here: Municipality, facts: dict[str, object], counted: bool
) -> None:
    make_initiative(**facts)
    assert bool(compile_figures(START, END).initiatives) is counted


def test_results_outside_the_period_are_not_told(here: Municipality) -> None:
    initiative = make_initiative(goals=make_goals()[:1])
    make_result(initiative=initiative, noted_on=date(2025, 12, 31))
    make_result(initiative=initiative, noted_on=date(2026, 12, 31), text="Ett resultat på nyårsafton.")
    (goal, *_others) = compile_figures(START, END).goals
    assert [noted.text for _one, noted in goal.results()] == ["Ett resultat på nyårsafton."]


def test_a_result_for_one_goal_is_not_told_under_another(here: Municipality) -> None:
    first, second, _third = make_goals()
    initiative = make_initiative(goals=[first, second])
    make_result(initiative=initiative, goal=second)
    figures = compile_figures(START, END)
    assert [len(goal.results()) for goal in figures.goals] == [0, 1, 0]


def test_a_result_for_a_goal_that_its_initiative_does_not_serve_is_told_under_that_goal_alone(
    here: Municipality,
) -> None:
    first, second, _culture = make_goals()
    serving, bare = make_initiative(goals=[first]), make_initiative()
    for initiative in (serving, bare):
        make_result(initiative=initiative, goal=second)
    draft = make_goal(document=make_document("Ett utkast", status="draft"))
    make_result(initiative=serving, goal=draft, text="För ett mål som inte är antaget.")
    figures = compile_figures(START, END)
    assert [[one for one, _noted in goal.results()] for goal in figures.goals] == [
        [figures.initiatives[0]],
        figures.initiatives,
        [],
    ]
    assert not any(one.initiatives for one in figures.goals[1:])


def test_what_is_secret_or_withdrawn_is_in_no_report_even_for_those_who_may_see_it(here: Municipality) -> None:
    goals = make_goals()
    secret = make_initiative("Hemlig etablering", goals=goals, secrecy_ground="OSL 30 kap. 23 §")
    make_step(initiative=secret, cost=777)
    gone = make_initiative("Tillbakadragen", goals=goals)
    make_step(initiative=gone, cost=888)
    gone.withdraw()
    hidden = make_organisation("Hemligt bolag", secrecy_ground="OSL 30 kap. 23 §")
    make_agreement(organisation=hidden)
    make_contact(organisation=hidden)
    with scope.acting(here, sees_secrets=True):
        figures = compile_figures(START, END)
    assert figures.initiatives == []
    assert figures.totals.money.cost is None
    assert figures.agreements == []
    assert figures.contacts == []


def test_an_agreement_that_renews_itself_has_not_run_out(here: Municipality) -> None:
    make_agreement(signed_on=date(2019, 1, 1), expires_on=date(2021, 12, 31), renews_by=24)
    assert [one.expires_on for one in compile_figures(START, END).agreements] == [date(2027, 12, 31)]


def test_an_agreement_that_nobody_has_noted_as_signed_stands_in_no_report(here: Municipality) -> None:
    make_agreement(signed_on=None, decided_by="Kommunfullmäktige", decided_on=START)
    assert compile_figures(START, END).agreements == []


def test_the_watch_is_counted_within_the_period(here: Municipality) -> None:
    make_year()
    watch = compile_figures(START, END).watch
    assert (watch.arrived, watch.decided, watch.started, watch.expired) == (3, 2, 1, 1)
    assert watch.verdicts == {"initiative": 1, "not_relevant": 1}
    assert watch.median_days == Decimal("4.0")
    assert len(watch.gone) == 1
    figures = compile_figures(START, END)
    figures.watch = replace(watch, expired=3)
    *_, more = watch_part.write(figures)["lists"][0]["items"]
    assert "2" in more["text"]
    assert address_of(more["ref"]) == "/followup/counted/?of=watch%3Aexpired&first=2026-01-01&last=2026-12-31"
    assert compile_figures(date(2025, 1, 1), date(2025, 12, 31)).watch.arrived == 0


def test_another_municipality_adds_nothing(here: Municipality) -> None:
    from utblick.accounts.tests.make import make_municipality

    with scope.acting(make_municipality("Grannen")):
        make_year()
    figures = compile_figures(START, END)
    assert (figures.initiatives, figures.goals, figures.watch.arrived) == ([], [], 0)


def test_the_queries_are_as_many_for_thirty_initiatives_as_for_two(here: Municipality) -> None:
    goals = make_year()
    few = _queries()
    for number in range(30):
        initiative = make_initiative(goals=goals, partners=[make_organisation(f"Part {number}")])
        make_step(initiative=initiative, cost=number)
        make_result(initiative=initiative)
    assert _queries() == few <= 23


def _queries() -> int:
    with CaptureQueriesContext(connection) as asked:
        compile_figures(START, END)
    return len(asked)


def test_what_went_by_undecided_is_listed_with_why_things_were_put_aside(here: Municipality, coordinator: User) -> None:
    with clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
        for _ in range(2):
            decisions.decide(make_item(), verdict="not_relevant", by=coordinator, reason="Saknar partner")
        decisions.decide(make_item(), verdict="not_relevant", by=coordinator, reason="No partner")
    make_place(make_item("Gick förbi", deadline=datetime(2026, 6, 1, tzinfo=UTC)))

    with translation.override("sv"):
        told = watch_part.write(compile_figures(START, END))

    assert told["lists"][0]["items"][0]["text"] == "Gick förbi"
    assert "stängde 2026-06-01" in told["lists"][0]["items"][0]["source"]
    ((reason, times),) = told["tables"][1]["rows"]
    assert (reason["text"], times["text"], times["ref"]) == (
        "Saknar partner",
        "3",
        f"page:followup:counted?of=watch%3Awhy-Saknar+partner&first={START}&last={END}",
    )
    assert "var skälet ”Saknar partner”\u00a0(3)." in told["draft"][0][-1]["text"]


def test_a_period_is_held_against_the_version_that_governed_it_as_it_was_worded(here: Municipality) -> None:
    """A goal that goes on is the same row in the version that came after; what the first version said stands in its passages."""
    then = make_document(status="replaced", title="Policy 2017", adopted_on=date(2017, 9, 8))
    now = make_document(title="Policy 2023", adopted_on=date(2023, 6, 9))
    goes_on, ended = make_goal("Unga möts", document=now), make_goal("Vårda vänorter", document=then)
    new, served = make_goal("Nya marknader", document=now), make_goal("Besök", document=now)
    pieces = [(ended, "Vänorter", "Vårda vänorter"), (goes_on, "Ungdomar", "Ungdomar ska mötas")]
    then.passages = [
        {"id": at, "kind": "goal", "name": name, "text": text, "row": goal.pk}
        for at, (goal, name, text) in enumerate(pieces)
    ]
    then.save()
    make_initiative(goals=[served], starts_on=date(2019, 2, 1), ends_on=date(2019, 3, 1))

    figures = compile_figures(date(2019, 1, 1), date(2019, 12, 31))
    assert (figures.policy, figures.adopted_on) == ("Policy 2017", date(2017, 9, 8))
    assert [(goal.name, goal.document) for goal in figures.goals] == [
        ("Vänorter", ""),
        ("Ungdomar", ""),
        (served.name, "Policy 2023"),
    ]
    later = compile_figures(date(2023, 1, 1), date(2023, 12, 31))
    assert later.policy == "Policy 2023"
    assert [goal.pk for goal in later.goals] == [goes_on.pk, new.pk, served.pk]
    before = compile_figures(date(2016, 1, 1), date(2016, 12, 31))
    assert (before.policy, before.goals) == ("", [])


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({}, 9),  # never measured
        ({-1: "3", 0: "4"}, 9),  # not over: that of last year would be read as if it were this year's
        ({-1: "3"}, 5),  # judged by last year
    ],
)
def test_an_indicators_target_is_told_also_where_nothing_is_judged(
    here: Municipality, values: dict[int, str], target: int
) -> None:
    year = this_year()
    measured = {year + back: value for back, value in values.items()}
    (series,) = series_of([make_indicator(values=measured, targets={year - 1: "5", year: "9", year + 1: "12"})])

    assert indicator_line(series, year).target == target


def test_a_year_that_nobody_has_counted_is_no_figure_so_far(here: Municipality) -> None:
    """It was told as "–*"."""
    goal = make_goal()
    make_step(initiative=make_initiative(goals=[goal], starts_on=date(this_year(), 1, 1)))
    (series,) = series_of([make_indicator(goal=goal, formula="people")])

    assert series.readings[this_year()].so_far
    assert not indicator_line(series, this_year()).so_far
