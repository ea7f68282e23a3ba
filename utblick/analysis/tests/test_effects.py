"""From priority to result: the page says where the chain holds and where it breaks, by the rule of the outcome."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from utblick.accounts.models import Municipality, User
from utblick.analysis.effects.chains import SHOWN, Effect, State, effects_of
from utblick.analysis.effects.joining import fan, through
from utblick.analysis.effects.words import breaks, sentence
from utblick.followup.outcome import counting_for, outcome_of, period_of
from utblick.goals.models import Goal, Priority, Programme
from utblick.goals.tests.make import make_form, make_goal, make_priority, make_programme
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_result, make_step
from utblick.partners.tests.make import make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme(here: Municipality) -> Programme:
    year = timezone.localdate().year
    return make_programme(starts_on=date(year - 1, 1, 1), ends_on=date(year + 1, 12, 31))


@pytest.fixture
def goal(here: Municipality) -> Goal:
    return make_goal(name="Möten")


def work(goal: Goal, title: str = "", *, step: bool = True, figure: int | None = None, **facts: Any) -> Initiative:
    """Begun this year, with a step; with a result that has a figure where one is given."""
    today = timezone.localdate()
    found = make_initiative(title, goals=[goal], starts_on=today, **facts)
    if step:
        make_step(initiative=found, starts_on=today, ends_on=today, women=7, cost=Decimal(1200))
    if figure is not None:
        make_result(initiative=found, noted_on=today, value=Decimal(figure) if figure else None)
    return found


def effect(programme: Programme) -> Effect:
    (found,) = effects_of(list(Priority.objects.filter(programme=programme)), programme)
    return found


def told(one: Effect, programme: Programme) -> list[str]:
    with translation.override("sv"):
        return [found.text for found in breaks(one, programme)]


def test_the_initiatives_of_a_priority_are_those_of_its_outcome(programme: Programme, goal: Goal) -> None:
    form, today = make_form(name="Utbyte"), timezone.localdate()
    norway, finland = make_organisation(country="NO"), make_organisation(country="FI")
    rows = [
        make_priority("Allt", programme=programme, goal=goal),
        make_priority("Formen", programme=programme, goal=goal, form=form),
        make_priority("Norge", programme=programme, goal=goal, form=form, countries=["NO", "IS"]),
        make_priority("Annat", programme=programme),
    ]
    work(goal, form=form, partners=[norway])
    work(goal, form=form, partners=[finland, norway])
    there = work(goal, form=form, partners=[finland])
    make_step(initiative=there, country="IS", starts_on=today, ends_on=today)
    not_there = work(goal, form=form)
    make_step(initiative=not_there, country="IS", status="cancelled", starts_on=today, ends_on=today)
    work(goal, partners=[norway])
    work(goal, secrecy_ground="OSL 19:1", form=form, partners=[norway])
    make_initiative(
        goals=[goal], form=form, starts_on=today - timedelta(days=3000), ends_on=today - timedelta(days=2000)
    )
    make_initiative("En idé", goals=[goal], status="idea")
    lines, period = {line.pk: line for line in outcome_of(programme).priorities}, period_of(programme)
    assert period
    found = {one.priority.pk: one for one in effects_of(rows, programme)}
    for row in rows:
        wanted = {one.pk for one in lines[row.pk].initiatives}
        assert found[row.pk].initiatives == len(wanted)
        assert {one.pk for one in found[row.pk].shown} <= wanted
        assert set(counting_for(row, period).values_list("pk", flat=True)) >= wanted
    assert [found[row.pk].initiatives for row in rows] == [5, 4, 3, 0]


def test_a_priority_on_which_nothing_is_done_says_so(programme: Programme, goal: Goal) -> None:
    make_priority(programme=programme, goal=goal)
    one = effect(programme)
    assert one.state == State.NOTHING
    assert told(one, programme) == ["Ingen insats räknas till den.", "Målet har ingen indikator."]


def test_each_broken_place_is_told_and_what_cannot_be_there_yet_is_not_asked_for(
    programme: Programme, goal: Goal
) -> None:
    make_priority(programme=programme, goal=goal)
    make_indicator(goal=goal, name="Unga i utbyte", targets={2030: "5"})
    work(goal, step=False)
    work(goal)
    one = effect(programme)
    assert one.state == State.HOPE
    assert told(one, programme) == [
        "1 av 2 insatser har inte genomfört något än.",
        "2 av 2 insatser har inget resultat.",
        "”Unga i utbyte” är inte mätt.",
    ]
    work(goal, figure=0)  # a result without a figure
    one = effect(programme)
    assert one.state == State.RESULTS
    assert "1 insats med resultat har ingen siffra i dem." in told(one, programme)


def test_effect_is_shown_where_a_result_has_a_figure_and_so_has_an_indicator(programme: Programme, goal: Goal) -> None:
    make_priority(programme=programme, goal=goal)
    work(goal, figure=12)
    assert effect(programme).state == State.RESULTS
    make_indicator(goal=goal, values={timezone.localdate().year - 1: "3"}, targets={timezone.localdate().year: "9"})
    one = effect(programme)
    assert one.state == State.EFFECT
    assert told(one, programme) == []
    (shown,) = one.shown
    assert (shown.results, shown.figures, shown.sums.people.women, shown.sums.money.cost) == (1, 1, 7, 1200)
    with translation.override("sv"):
        assert sentence([one]) == "För den enda prioriteringen går effekten att visa."


def of_state(state: State, of: Priority) -> Effect:
    """A priority whose chain holds so far and no further."""
    return Effect(of, initiatives=int(state != State.NOTHING), resulting=int(state == State.RESULTS))


@pytest.mark.parametrize(
    ("states", "swedish", "english"),
    [
        ([], "", ""),
        (
            [State.NOTHING] * 2,
            "För var och en av de två prioriteringarna görs ingenting.",
            "For each of two priorities nothing is done.",
        ),
        (
            [State.NOTHING, State.RESULTS, State.RESULTS],
            "För två av tre prioriteringar finns resultat men inget mått på effekten och för en görs ingenting.",
            "For two of three priorities there are results but no measure of the effect and for one nothing is done.",
        ),
        (
            [State.HOPE, State.NOTHING, State.RESULTS],
            "För en av tre prioriteringar finns resultat men inget mått på effekten, för en är effekten ännu bara en "
            "förhoppning och för en görs ingenting.",
            "For one of three priorities there are results but no measure of the effect, for one effect is so far only "
            "hoped for and for one nothing is done.",
        ),
    ],
)
def test_how_far_the_chains_hold_is_told_in_a_sentence(
    here: Municipality, states: list[State], swedish: str, english: str
) -> None:
    found = [of_state(one, of=make_priority()) for one in states]
    for language, told in (("sv", swedish), ("en", english)):
        with translation.override(language):
            assert sentence(found) == told


def test_a_result_for_another_goal_is_no_result_of_the_priority(programme: Programme, goal: Goal) -> None:
    make_priority(programme=programme, goal=goal)
    one = work(goal)
    make_result(initiative=one, noted_on=timezone.localdate(), goal=make_goal(), value=Decimal(4))
    assert effect(programme).state == State.HOPE


def test_what_the_platform_counts_is_known_once_something_is_done(programme: Programme, goal: Goal) -> None:
    make_priority(programme=programme, goal=goal)
    make_indicator(goal=goal, formula="people")
    work(goal, step=False)
    assert not effect(programme).known
    make_step(initiative=make_initiative(goals=[goal], status="finished"), starts_on=date(2020, 5, 4))
    assert effect(programme).known


def test_the_first_few_are_shown_and_the_rest_counted_in_eight_queries(
    client: Client, decision_maker: User, programme: Programme, goal: Goal, django_assert_max_num_queries: Any
) -> None:
    for n in range(4):
        make_priority(f"Prioritering {n}", programme=programme, goal=goal if n % 2 else make_goal())
        make_indicator(goal=goal, values={2020: "1"})
    for n in range(SHOWN + 3):
        work(goal, f"Insats nummer {n}", figure=n if n < SHOWN + 2 else None)
        work(goal, "Den hemliga", secrecy_ground="OSL 19:1")
    client.force_login(decision_maker)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("analysis:effects")).text
    assert page.count("Insats nummer") == SHOWN * 2
    assert "3 till" in page
    assert "Den hemliga" not in page
    assert "Inget görs" in page
    assert "Inget resultat än" in page


def test_no_programme_and_one_that_has_not_begun_are_told_of(client: Client, decision_maker: User) -> None:
    client.force_login(decision_maker)
    page = reverse("analysis:effects")
    assert "Inget program är antaget än" in client.get(page).text
    year = timezone.localdate().year + 2
    coming = make_programme(starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    make_priority(programme=coming)
    assert f"{year}-01-01" in client.get(page).text
    assert client.get(f"{page}?programme=999999").status_code == 404


def test_another_programme_can_be_chosen_and_a_draft_is_none(
    client: Client, decision_maker: User, programme: Programme
) -> None:
    year = programme.starts_on.year - 1
    before = make_programme("Det förra", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    draft = make_programme(status="draft")
    for one in (programme, before, draft):
        make_priority(f"Av {one.title}", programme=one)
    client.force_login(decision_maker)
    page = reverse("analysis:effects")
    assert f"Av {programme.title}" in client.get(page).text
    assert "Av Det förra" in client.get(f"{page}?programme={before.pk}").text
    assert client.get(f"{page}?programme={draft.pk}").status_code == 404


def test_lines_lead_from_rows_that_hold_to_the_middle_of_their_neighbours() -> None:
    assert [path.rsplit(",", 1)[1] for path in fan(2)] == ["25.00", "75.00"]
    assert through([False, False], 2) == []
    assert through([True], 0) == []
    assert len(through([True, False, True], 2)) == 4
