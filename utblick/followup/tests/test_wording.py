from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import translation

from utblick.accounts.models import Municipality
from utblick.accounts.tests.make import make_unit
from utblick.followup import phrases
from utblick.followup.figures import Period, StepLine
from utblick.followup.models import Report
from utblick.followup.paper import blocks_of, draft_of
from utblick.followup.parts.initiatives import in_kinds
from utblick.followup.parts.money import beyond, spent
from utblick.followup.tests.make import make_report, make_year
from utblick.goals.tests.make import document_in_force, make_goal, make_responsibility
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.sums import Money, People
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.tests.make import make_organisation

YEAR, AUTUMN = Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2026, 7, 1), date(2027, 6, 30))


def said(report: Report) -> str:
    return "\n".join(draft_of(part) for part in report.content()["parts"])


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        (People(), ""),
        (People(women=0, men=0), ""),
        (People(women=1), "En kvinna deltog."),
        (People(girls=4), "Fyra flickor deltog."),
        (People(women=2, men=1, boys=0), "Tre personer deltog: två kvinnor och en man."),
        (People(women=20, men=1), "21 personer deltog: 20 kvinnor och 1 man."),
        (People(not_stated=7), "Sju personer deltog; fördelningen mellan kvinnor och män är inte angiven."),
        (People(girls=1400, boys=1), "1\u202f401 personer deltog: 1\u202f400 flickor och 1 pojke."),
    ],
)
def test_people_are_told_in_words_without_noughts(people: People, sentence: str) -> None:
    with translation.override("sv"):
        assert phrases.took_part(people) == sentence


def line(money: Money = Money(), *, status: str = "done", **facts: Any) -> StepLine:  # noqa: B008
    standard: dict[str, Any] = {"starts_on": date(2026, 3, 1), "ends_on": None, "kind": "exchange", "title": "Resan"}
    bare: dict[str, Any] = {"pk": 1, "place": "", "country": "", "planned": People(), "people": People()}
    return StepLine(status=status, money=money, **{**bare, **standard, **facts})


def kr(cost: int | None = None, *, planned: int | None = None, own: int | None = None) -> Money:
    cost_, planned_, own_ = (None if one is None else Decimal(one) for one in (cost, planned, own))
    return Money(cost=cost_, planned_cost=planned_, own=own_)


@pytest.mark.parametrize(
    ("money", "sentence"),
    [
        (Money(), ""),
        (Money(cost=Decimal("1")), "Kostnaden blev en krona."),
        (Money(cost=Decimal("184500.00")), "Kostnaden blev 184\u202f500\u00a0kronor."),
        (
            Money(cost=Decimal("34501.50"), own=Decimal(0)),
            "Kostnaden blev 34\u202f501,50\u00a0kronor. Inget av beloppet är kommunens egna medel.",
        ),
        (
            Money(planned_cost=Decimal(5000)),
            "Den planerade kostnaden är 5\u202f000\u00a0kronor; utfallet är ännu inte noterat.",
        ),
    ],
)
def test_money_is_told_in_swedish_format(money: Money, sentence: str) -> None:
    with translation.override("sv"):
        assert spent([line(money)]) == sentence


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (
            [line(kr(90, planned=100, own=90))],
            "Kostnaden blev 90 kronor mot planerade 100 kronor. Hela beloppet är kommunens egna medel.",
        ),
        (
            [line(kr(90, planned=100)), line(kr(20))],
            "Kostnaden blev 110 kronor mot planerade 100 kronor. "
            "I kostnaden ingår 20 kronor för aktiviteter som saknade planerad kostnad.",
        ),
        (
            [line(kr(90, planned=100)), line(kr(12, planned=500), status="rejected")],
            "Kostnaden blev 102 kronor mot planerade 100 kronor. "
            "I kostnaden ingår 12 kronor för aktiviteter som saknade planerad kostnad eller inte blev av.",
        ),
        (
            [line(kr(90, planned=100)), line(kr(planned=50))],
            "Kostnaden blev 90 kronor mot planerade 150 kronor. "
            "I planen ingår 50 kronor för aktiviteter vars kostnad inte är noterad.",
        ),
        ([line(kr(40, planned=100), status="running")], "Kostnaden är hittills 40 kronor av planerade 100 kronor."),
        (
            [line(kr(90, planned=100)), line(kr(planned=50), status="planned")],
            "Kostnaden är hittills 90 kronor av planerade 150 kronor.",
        ),
        (
            [line(kr(90, own=30)), line(kr(60))],
            "Kostnaden blev 150 kronor. Kommunens egen del uppgår till minst 30 kronor.",
        ),
        ([line(kr(90, own=0)), line(kr(60))], "Kostnaden blev 150 kronor."),
    ],
)  # fmt: skip
def test_a_cost_is_held_against_no_plan_but_its_own(steps: list[StepLine], told: str) -> None:
    with translation.override("sv"):
        assert spent(steps).replace("\u00a0", " ") == told


def test_what_is_counted_of_more_than_the_period_is_said_to_be_so() -> None:
    whole = {"starts_on": date(2025, 10, 1), "ends_on": date(2026, 4, 27)}
    with translation.override("sv"):
        told = "Belopp och deltagare för ”Resan” (2025–2026) avser hela genomförandetiden, även utanför 2026."
        cafe = line(kr(5), people=People(women=3), **whole)
        assert beyond([cafe, line(kr(9))], YEAR) == told
        assert beyond([cafe], YEAR, people=False) == told.replace("Belopp och deltagare för", "Beloppen för")
        assert beyond([line(people=People(women=3), **whole)], YEAR).startswith("Deltagarna för ”Resan”")
        assert beyond([line(kr(5), status="rejected", **whole)], YEAR) == ""


def test_what_was_done_is_counted_by_its_kind() -> None:
    with translation.override("sv"):
        kinds = ("exchange", "project", "exchange", "event")
        steps = [*(line(kind=kind) for kind in kinds), line(status="cancelled")]
        assert in_kinds(steps) == "ett projekt, två utbyten och ett evenemang"


@pytest.mark.parametrize(
    ("first", "last", "period", "told"),
    [
        (date(2026, 4, 13), date(2026, 4, 17), YEAR, "den 13–17 april"),
        (date(2026, 10, 2), None, YEAR, "den 2 oktober"),
        (date(2026, 3, 1), date(2027, 2, 28), YEAR, "från den 1 mars 2026 till den 28 februari 2027"),
        (date(2026, 9, 1), date(2026, 11, 3), AUTUMN, "från den 1 september till den 3 november 2026"),
        (date(2027, 1, 8), date(2027, 1, 8), AUTUMN, "den 8 januari 2027"),
    ],
)
def test_days_tell_the_year_only_where_it_is_not_plain(first: date, last: date, period: Period, told: str) -> None:
    with translation.override("sv"):
        assert phrases.when(first, last, period) == told


@pytest.mark.django_db
def test_a_draft_reads_as_text_and_tells_an_initiative_in_full_once(here: Municipality) -> None:
    make_year()
    text = said(make_report())
    assert "Under 2026 bedrev kommunen två internationella insatser." in text
    assert "Utbildningsförvaltningen ansvarar för ”Ungas möten över gränsen”; Anna Ek håller i arbetet." in text
    assert "Utbytet ”Klass 8 till Lierne” genomfördes den 13–17\u00a0april i Lierne, Norge." in text
    assert text.count("Bo Lind") == 1
    elsewhere = "”Trä & hållbart byggande <nu>” beskrivs under ”Företagskontakter”."
    assert text.count(elsewhere) == 1
    assert "Evenemanget ”Trädagen” genomfördes den 2\u00a0oktober i Östersund." in text
    assert "”Vänortsavtal” (Lierne kommune), som skulle ha setts över den 1\u00a0juni 2026." in text
    assert "Ingen insats bidrog till målet under 2026." in text


@pytest.mark.django_db
def test_a_report_in_english_is_english_throughout(here: Municipality) -> None:
    make_year()
    text = said(make_report(language="en"))
    assert "During 2026 the municipality carried on two international initiatives." in text
    assert "The exchange “Klass 8 till Lierne” was carried out on 13–17\u00a0April in Lierne, Norway." in text
    assert "bidrog" not in text


@pytest.mark.django_db
def test_sums_stand_where_more_than_one_adds_to_them_and_who_did_nothing_is_said_to(here: Municipality) -> None:
    goal = make_goal("skogen", name="Skogen")
    make_step(initiative=make_initiative("Resan", goals=[goal]), women=3, cost=90)
    make_initiative("Planen", goals=[goal])
    text = said(make_report())
    assert text.count("Tre kvinnor deltog.") == 2, "in the summary and of the initiative"
    assert "Tillsammans" not in text
    assert "sammanlagt" not in text
    assert text.count("Ingen aktivitet är noterad i insatsen för 2026.") == 1
    make_step(initiative=make_initiative("Brevet", goals=[goal]), women=2, cost=10)
    text = said(make_report(title="Två"))
    assert "Fem kvinnor deltog." in text
    assert "Kostnaden blev sammanlagt 100\u00a0kronor." in text


@pytest.mark.django_db
def test_how_the_indicators_stand_is_told_under_the_goal_and_to_the_board(here: Municipality) -> None:
    goal = make_goal("skogen", name="Skogen")
    make_indicator(name="Exporten", goal=goal, values={2025: "2"}, targets={2025: "5"})
    make_indicator(name="Nätterna", goal=goal, values={2025: "9"}, targets={2025: "5"})
    report = make_report(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    assert "Indikatorn ”Nätterna” har nått målvärdet och ”Exporten” nådde inte målvärdet." in said(report)
    assert "Indikatorn ”Exporten” nådde inte sitt målvärde." in str(report.content()["board"])


@pytest.mark.django_db
def test_what_serves_two_goals_is_told_of_once_and_its_lessons_too(here: Municipality) -> None:
    initiative = make_initiative("Resan", goals=[make_goal("skogen", name="Skogen"), make_goal("byn", name="Byn")])
    make_lesson(initiative=initiative, text="Boka tidigare", learnt_on=date(2026, 3, 1))
    told = str(make_report().content()["parts"])
    assert "Den beskrivs under ”Skogen”." in told
    assert told.count("Boka tidigare") == 1


@pytest.mark.django_db
@time_machine.travel("2026-11-24 09:00+01:00", tick=False)
def test_what_is_planned_and_has_time_left_is_not_told_of_as_what_was_not_done(here: Municipality) -> None:
    one = make_initiative("Resan", goals=[make_goal("skogen", name="Skogen")])
    facts = {"initiative": one, "status": "planned", "starts_on": date(2026, 2, 1)}
    make_step(title="Kursen", ends_on=date(2026, 12, 31), **facts)
    make_step(title="Lägret", ends_on=date(2026, 4, 30), **facts)
    text = said(make_report())
    assert (
        "”Kursen” ska pågå från den 1\u00a0februari till den 31\u00a0december; någon uppgift om att arbetet har börjat"
        in text
    )
    assert "”Lägret” skulle genomföras" in text


@pytest.mark.django_db
def test_no_duty_is_said_to_be_divided_where_none_is_registered(here: Municipality) -> None:
    make_goal("skogen", document=document_in_force())
    assert "Inga uppgifter ur styrdokumentet är registrerade." in said(make_report())
    make_responsibility("bevakning", unit=make_unit("Enheten"), document=document_in_force())
    assert "Alla uppgifter i styrdokumentet har en ansvarig enhet." in said(make_report(title="Två"))


@pytest.mark.django_db
def test_every_sentence_about_an_initiative_leads_to_it(here: Municipality) -> None:
    make_year()
    parts = make_report().content()["parts"]
    paragraphs = [paragraph for part in parts if part["key"].startswith("goal-") for paragraph in part["draft"]]
    told = [sentence for paragraph in paragraphs for sentence in paragraph if "”" in sentence["text"]]
    assert told
    assert all(any(ref["ref"].startswith("initiative:") for ref in sentence["refs"]) for sentence in told)


@pytest.mark.django_db
def test_a_year_with_nothing_in_it_is_told_honestly(here: Municipality) -> None:
    report = make_report(starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    text = said(report)
    assert "Ingen insats är registrerad för 2019." in text
    assert "Inget styrdokument som gällde under perioden är registrerat." in text
    assert "Inga officiella kontakter är noterade för 2019." in text
    assert "None" not in text


@pytest.mark.django_db
def test_forty_initiatives_are_summed_up_and_all_in_the_table(here: Municipality) -> None:
    goals = make_year()
    for number in range(40):
        make_step(initiative=make_initiative(f"Nummer {number}", goals=goals[2:]), title=f"Resa {number}", women=number)
    part = next(part for part in make_report().content()["parts"] if part["key"] == f"goal-{goals[2].pk}")
    assert "40\u00a0insatser" in draft_of(part)
    assert "Ytterligare 34\u00a0insatser framgår av tabellen." in draft_of(part)
    assert len(part["tables"][0]["rows"]) == 40


def test_a_figure_stays_on_the_line_of_its_word_and_a_year_stands_by_itself() -> None:
    told = phrases.glued("Under 2026 deltog 1\u202f401 flickor i ”Klass 8 till Lierne” den 12 juni 2023.")
    assert told == "Under 2026 deltog 1\u202f401\u00a0flickor i ”Klass 8 till Lierne” den 12\u00a0juni 2023."


def test_long_lists_say_how_many_are_left_and_bodies_are_written_as_in_a_sentence() -> None:
    with translation.override("sv"):
        assert phrases.some(list("abcde")) == "a, b, c, d och e"
        assert phrases.some(list("abcdef")) == "a, b, c, d och två till"
        assert phrases.body("Kommunfullmäktige") == "kommunfullmäktige"
        assert phrases.body("Inlandsbolaget AB") == "Inlandsbolaget AB"


@pytest.mark.parametrize(
    ("text", "value", "told"),
    [
        ("Elva deltagare har fått arbete.", "11", True),
        ("Nattpatrullen kör 2 300 mil mindre.", "2300.00", True),
        ("En order på gångbroar.", "1", True),
        ("Frånvaron är 12,5 procent.", "12.5", True),
        ("Tolv elever spelade.", "2", False),
        ("Ett företag flyttar hit.", "11", False),
    ],
)
def test_a_figure_that_the_words_tell_is_not_told_twice(text: str, value: str, told: bool) -> None:
    with translation.override("sv"):
        assert phrases.says(text, Decimal(value)) is told


def test_lines_with_hyphens_become_a_list() -> None:
    blocks = list(blocks_of("Först.\nOch mer.\n\n- ett\n- två\r\n\r\nSist."))
    assert [block.text or block.items for block in blocks] == ["Först. Och mer.", ("ett", "två"), "Sist."]


@pytest.mark.django_db
def test_a_lean_year_of_one_initiative_without_a_goal_is_told_as_it_is(here: Municipality) -> None:
    make_goal("skogen", name="Skogen", document=document_in_force())
    make_step(initiative=make_initiative("Övningen", partners=[make_organisation(country="NO")]), women=3, men=5)
    report = make_report()
    text, content = said(report), report.content()
    assert "En partner medverkade." in text
    assert "Inget resultat av arbetet har noterats under perioden." in text
    assert "för målet" not in text
    assert "En insats är inte knuten till något mål: ”Övningen”." in str(content["board"])
    (table,) = content["board"]["tables"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Skogen", "inga", "0", "–", "–", "0"],
        ["Inget mål", "inga", "1", "8", "–", "0"],
    ]
    assert content["letter"]["equality"].endswith("Av dem var 38\u00a0procent kvinnor.")


def test_a_result_for_a_goal_that_its_initiative_does_not_serve_is_told_there_and_in_no_other_row(
    here: Municipality,
) -> None:
    goal = make_goal("Möten", document=document_in_force())
    bare = make_initiative("Leden")
    make_step(initiative=bare, starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 2))
    make_result(initiative=bare, goal=goal, noted_on=date(2026, 6, 1), text="Stigen är öppen.")
    report = make_report()
    told = said(report)
    assert "Resultat för målet har noterats i en insats som inte är knuten till det: ”Leden”." in told
    assert "Inget resultat" not in told
    summary, *_rest = report.content()["parts"]
    assert [row[-1]["text"] for row in summary["tables"][0]["rows"]] == ["1", "0"]
    (board,) = report.content()["board"]["tables"]
    assert [row[-1]["text"] for row in board["rows"]] == ["1", "0"]
