import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_user
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import document_in_force, make_document, make_goal
from utblick.indicators.counting import this_year
from utblick.indicators.models import Indicator, Measurement, Target
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.journal.models import Entry

LIST, ADD = reverse("indicators:list"), reverse("indicators:add")
YEAR = this_year()


def at(name: str, pk: int, *more: int) -> str:
    return reverse(f"indicators:{name}", args=[pk, *more])


def test_an_empty_page_teaches_and_one_with_indicators_says_how_each_stands(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get(LIST).text
    assert "Inga indikatorer än" in page
    assert "Läs in det först" in page, "without a goal nothing can be measured"
    assert reverse("indicators:add") not in page

    bare = make_goal("stärka demokratin")
    make_indicator(
        goal=make_goal("fler elever ut"),
        baseline_year=YEAR - 3,
        baseline="10",
        targets={YEAR + 1: "50"},
        values={YEAR - 1: "20"},
    )
    page = client.get(LIST).text
    assert "Efter" in page
    assert f"För att vara i takt mot 50\xa0elever {YEAR + 1} borde det ha varit 30\xa0elever." in page
    assert page.index("Mål utan indikator") < page.index(str(bare), page.index("Mål utan indikator"))


def test_a_pace_that_nothing_tells_is_not_called_on_the_way(client: Client, officer: User) -> None:
    client.force_login(officer)
    below = make_indicator(targets={YEAR + 1: "12"}, values={YEAR - 1: "-3.5"})
    page = client.get(at("indicator", below.pk)).text
    assert page.count("Takten är okänd") == 2, "the status, and the rule for it"
    assert "På väg" not in page


def test_a_figure_of_the_running_year_alone_is_not_called_unmeasured(client: Client, officer: User) -> None:
    client.force_login(officer)
    so_far = make_indicator(targets={YEAR + 1: "12"}, values={YEAR: "7"})
    page = client.get(at("indicator", so_far.pk)).text
    assert page.count("Året pågår") == 2, "the status, and the rule for it"
    assert "Inte mätt" not in page
    listed = " ".join(client.get(LIST).text.split())
    assert f"<b>7</b><span>elever, {YEAR} hittills</span>" in listed


def test_with_an_earlier_target_the_pace_is_told_and_no_baseline_asked_for(client: Client, officer: User) -> None:
    client.force_login(officer)
    paced = make_indicator(targets={YEAR - 2: "4", YEAR + 1: "12"}, values={YEAR - 1: "11"})
    page = client.get(at("indicator", paced.pk)).text
    assert "I takt" in page
    assert "men inget utgångsvärde" not in page


def test_an_indicator_is_added_with_its_targets_and_stands_on_the_goals_page(client: Client, officer: User) -> None:
    goal = make_goal()
    client.force_login(officer)
    answers = {
        "goal": goal.pk,
        "name": "Nya jobb",
        "unit": "jobb",
        "better": "more",
        "baseline_year": 2024,
        "baseline": "1 234,5",
    }
    answer = client.post(ADD, {**answers, f"target_{YEAR}": "1 300", f"target_{YEAR + 2}": "1 500"})

    made = Indicator.objects.get()
    assert answer.url == made.get_absolute_url()
    assert {one.year: one.value for one in made.targets.all()} == {YEAR: 1300, YEAR + 2: 1500}
    assert "1\u202f234,5\xa0jobb" in client.get(made.get_absolute_url()).text
    part = client.get(LIST, {"goal": goal.pk}, headers={"HX-Request": "true"}).text
    assert "Nya jobb" in part
    assert "<html" not in part
    assert f"{LIST}?goal={goal.pk}" in client.get(goal.get_absolute_url()).text


def test_a_target_is_changed_and_taken_away_and_the_trail_tells(client: Client, officer: User) -> None:
    one = make_indicator(targets={YEAR: "10", YEAR + 1: "20"})
    client.force_login(officer)
    facts = {"goal": one.goal_id, "name": one.name, "better": "more", "revision": one.revision}
    client.post(at("edit", one.pk), {**facts, f"target_{YEAR}": "15", f"target_{YEAR + 1}": ""})

    assert list(Target.objects.values_list("year", "value")) == [(YEAR, 15)]
    acts = Entry.objects.filter(kind="indicators.target").values_list("act", flat=True)
    assert {"changed", "removed"} <= set(acts)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"baseline": "10"}, "Ange både utgångsår och utgångsvärde"),
        ({"baseline": "många", "baseline_year": "2024"}, "Skriv en siffra"),
        ({"baseline": "1", "baseline_year": "12"}, "1970"),
        ({f"target_{YEAR}": "9" * 30}, "siffror"),
        ({"kpi": "914"}, "N00914"),
        ({"sdg_targets": "18.1"}, "Skriv delmål som 8.9"),
        ({"sdg_targets": "4.7, 17.99"}, "finns inte i Agenda 2030: 17.99."),
        ({"formula": "allt"}, "allt"),
        ({"formula": "result_sum"}, "Ange vilka siffror som ska läggas ihop"),
    ],
)
def test_what_does_not_hold_is_told_beside_its_field(
    client: Client, officer: User, wrong: dict[str, str], said: str
) -> None:
    client.force_login(officer)
    answer = client.post(ADD, {"goal": make_goal().pk, "name": "Nya jobb", "better": "more", **wrong})
    assert (answer.status_code, Indicator.objects.count()) == (422, 0)
    assert said in answer.text


def test_a_counted_indicator_takes_its_unit_from_the_formula_and_leads_to_what_was_counted(
    client: Client, officer: User
) -> None:
    goal = make_goal()
    step = make_step(
        initiative=make_initiative(goals=[goal]), starts_on=date(YEAR - 1, 2, 1), ends_on=None, women=3, boys=2
    )
    client.force_login(officer)
    client.post(ADD, {"goal": goal.pk, "name": "Deltagare", "unit": "x", "better": "more", "formula": "people"})
    made = Indicator.objects.get()
    counted = at("counted", made.pk, YEAR - 1)

    assert (made.unit, made.counts_people) == ("personer", True)
    assert counted in client.get(made.get_absolute_url()).text
    page = client.get(counted).text
    assert str(step.initiative) in page
    assert re.search(r"Tillsammans</th><td[^>]*>5<", page)
    assert client.get(at("counted", made.pk, 1999)).status_code == 404


def test_a_counted_figure_that_cannot_be_reckoned_says_why_and_what_is_missing(client: Client, officer: User) -> None:
    goal = make_goal()
    made = make_indicator(goal=goal, formula="cost_each", unit="kr", targets={YEAR + 1: "50"})
    client.force_login(officer)
    nothing = "Inget som räknas för målet är registrerat än."
    assert nothing in client.get(made.get_absolute_url()).text
    assert nothing in client.get(LIST).text

    started = make_initiative(goals=[goal])
    make_step(initiative=started, starts_on=date(YEAR, 2, 1), ends_on=date(YEAR, 2, 2))
    assert str(started) in client.get(at("counted", made.pk, YEAR)).text, "the one that lacks what is to be counted"

    make_step(
        initiative=make_initiative(goals=[goal]),
        starts_on=date(YEAR, 2, 1),
        ends_on=date(YEAR, 2, 2),
        cost=Decimal(500),
    )
    page = client.get(made.get_absolute_url()).text
    assert "Det finns arbete registrerat för målet, men inte allt som siffran räknas ut från." in page
    assert "är mätt än" not in page
    assert at("counted", made.pk, YEAR) in page
    why = client.get(at("counted", made.pk, YEAR)).text
    assert "Siffran går inte att räkna ut" in why
    assert re.search(r"Tillsammans</th><td[^>]*>500</td><td[^>]*>–<", why)

    make_step(
        initiative=make_initiative(goals=[goal]), starts_on=date(YEAR, 2, 1), ends_on=date(YEAR, 2, 2), cost=0, women=5
    )
    page = client.get(at("counted", made.pk, YEAR)).text
    assert re.search(r"100(\s|&nbsp;)kr", page)
    assert "Siffran går inte att räkna ut" not in page
    assert re.search(r"500</td><td[^>]*>–<", page), "what is not known of one initiative stands as that"


def test_a_figure_is_added_changed_and_taken_away_with_undo(client: Client, officer: User) -> None:
    one = make_indicator()
    client.force_login(officer)
    client.post(at("measure", one.pk), {"year": YEAR, "value": "-12,5", "note": "Ny enkät"})
    row = Measurement.objects.get()
    row.how = Measurement.How.IMPORTED
    row.save()
    client.post(at("edit_measurement", row.pk), {"year": YEAR, "value": "13", "revision": row.revision})
    changed = Measurement.objects.get()
    assert (changed.value, changed.how) == (13, Measurement.How.BY_HAND)

    client.post(at("withdraw_measurement", row.pk))
    assert not Measurement.objects.current().exists()
    client.post(at("measure", one.pk), {"year": YEAR, "value": "7"})
    client.post(at("restore_measurement", row.pk))
    assert [row.value for row in Measurement.objects.current()] == [7]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"year": YEAR + 1, "value": "1"}, "Det året är inte här än"),
        ({"year": YEAR - 1, "value": "1"}, "Det finns redan ett mätvärde"),
        ({"year": YEAR, "value": ""}, "Skriv årets siffra"),
        ({"year": YEAR, "value": "tolv"}, "Skriv en siffra"),
        ({"year": "9" * 5000, "value": "1"}, "heltal"),
        ({"year": 1000, "value": "1"}, "Skriv ett år från och med 1970"),
    ],
)
def test_a_wrong_figure_is_told(client: Client, officer: User, answers: dict[str, object], said: str) -> None:
    one = make_indicator(values={YEAR - 1: "4"})
    client.force_login(officer)
    answer = client.post(at("measure", one.pk), answers)
    assert answer.status_code == 422
    assert said in answer.text


def test_people_are_measured_by_group_and_the_value_is_their_sum(client: Client, officer: User) -> None:
    one = make_indicator(counts_people=True)
    client.force_login(officer)
    assert client.post(at("measure", one.pk), {"year": YEAR}).status_code == 422
    client.post(at("measure", one.pk), {"year": YEAR, "women": "3", "boys": "0"})

    row = Measurement.objects.get()
    assert (row.value, row.women, row.men, row.boys) == (3, 3, None, 0)


def test_a_target_without_a_baseline_says_what_is_missing(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = client.get(make_indicator(targets={YEAR + 1: "9"}).get_absolute_url()).text
    assert "inget utgångsvärde" in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.DECISION_MAKER, Role.EDITOR])
def test_who_only_reads_changes_nothing(client: Client, here: object, role: str) -> None:
    one = make_indicator(values={YEAR: "4"})
    client.force_login(make_user(role))
    assert client.get(one.get_absolute_url()).status_code == 200
    assert "Lägg till mätvärde" not in client.get(one.get_absolute_url()).text
    for name in ("edit", "measure", "import", "withdraw"):
        assert client.post(at(name, one.pk)).status_code == 403


def test_the_pages_ask_as_little_whatever_there_is(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(10):
        make_indicator(targets={YEAR: "4"}, values={YEAR - year: "4" for year in range(8)})
    one = make_indicator(goal=make_goal(), formula="people")
    client.force_login(officer)
    client.get(LIST)
    for address in (LIST, one.get_absolute_url()):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_year_with_a_target_and_no_figure_asks_for_one_once_it_has_come(client: Client, officer: User) -> None:
    found = make_indicator(targets={YEAR - 1: "5", YEAR: "6", YEAR + 1: "7"})
    client.force_login(officer)
    page = client.get(found.get_absolute_url()).text

    assert [year for year in (YEAR - 1, YEAR, YEAR + 1) if f"{at('measure', found.pk)}?year={year}" in page] == [
        YEAR - 1,
        YEAR,
    ]


def test_what_falls_short_is_told_beside_how_the_work_goes(
    client: Client, officer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    goal, last = make_goal(document=document_in_force()), this_year() - 1
    make_indicator(goal=goal, name="Nådd", targets={last: "3"}, values={last: "3"})
    make_indicator(goal=goal, name="Missad", targets={last: "4"}, values={last: "3"})
    make_indicator(goal=goal, name="Omätt", targets={last: "4"})
    replaced = make_document("Äldre policy", status=PolicyDocument.Status.REPLACED)
    make_indicator(goal=make_goal(document=replaced), name="Äldre", targets={last: "4"}, values={last: "3"})
    client.force_login(officer)
    for page in ("desk:overview", "desk:brief"):
        told = client.get(reverse(page)).text
        assert reverse("indicators:short_of") in told
        assert "Om målet är nått säger indikatorerna." in told
    with django_assert_max_num_queries(8):
        told = client.get(reverse("indicators:short_of")).text
    assert "1 av 2 indikatorer som kan bedömas är i takt eller har nått sitt målvärde." in told
    assert "Missad" in told
    assert "Inte nått" in told
    assert not {name for name in (">Nådd", "Omätt", "Äldre") if name in told}


def test_where_no_indicator_can_be_judged_that_is_said(client: Client, officer: User) -> None:
    make_indicator(goal=make_goal(document=document_in_force()))
    client.force_login(officer)
    assert "Ingen indikator kan bedömas än" in client.get(reverse("indicators:short_of")).text
