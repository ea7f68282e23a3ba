"""A report with more rows than anybody reads: the largest stand in it, and all of them one click or one file away."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import html as reading
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from utblick.accounts.models import Municipality, User
from utblick.followup import composing, freezing, paper
from utblick.followup.documents import html, making, word
from utblick.followup.models import Rendering, Report
from utblick.followup.paper import PaperPart, draft_of, paper_of
from utblick.followup.parts import blocks
from utblick.followup.tests.make import END, START, make_goals
from utblick.followup.views import whole
from utblick.goals.models import Goal
from utblick.initiatives.models import Initiative, Step
from utblick.initiatives.tests.make import make_initiative, make_result, make_step

pytestmark = pytest.mark.django_db

MANY = 12


@pytest.fixture
def goal(here: Municipality, monkeypatch: pytest.MonkeyPatch) -> Goal:
    """A goal that twelve initiatives serve, where four rows and three items are as many as are read."""
    for module, name, most in ((blocks, "MOST_ROWS", 4), (blocks, "MOST_ITEMS", 3), (paper, "MOST_BEHIND", 5)):
        monkeypatch.setattr(module, name, most)
    monkeypatch.setattr(whole, "AT_A_TIME", 5)
    goal = make_goals()[0]
    for n in range(MANY):
        # 5 shares no factor with 12: the largest are spread over the table.
        size = n * 5 % MANY
        one = make_initiative(f"Insats {n}", goals=[goal])
        make_step(initiative=one, title=f"Resa {n}", cost=1000 + size, own=1, women=size, planned_women=1)
        make_result(initiative=one, text=f"Utfall {n}")
    return goal


@pytest.fixture
def report(goal: Goal, coordinator: User) -> Report:
    report = composing.start(title="2026", starts_on=START, ends_on=END, language="sv")
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    return report


def part_of(report: Report, goal: Goal, **how: bool) -> PaperPart:
    return next(one for one in paper_of(report, **how).parts if one.key == f"goal-{goal.pk}")


def test_the_largest_stand_in_their_order_and_the_sums_are_of_all(report: Report, goal: Goal) -> None:
    money, people = part_of(report, goal).tables
    assert [row[0].text.partition(" (")[0] for row in money.rows] == ["Resa 2", "Resa 4", "Resa 7", "Resa 9"]
    assert money.total[3].value == sum(range(1000, 1000 + MANY))
    assert money.note.startswith("Av 12 rader står de 4 största här.")
    # A step's plan and its outcome are not parted.
    assert [row[0].text for row in people.rows] == ["Resa 2", "Resa 2, planerat", "Resa 7", "Resa 7, planerat"]
    assert people.total[6].value == sum(range(MANY))


def test_the_results_of_the_weightiest_stand_and_the_others_are_counted(report: Report, goal: Goal) -> None:
    (results,) = part_of(report, goal).lists
    told = [item.text for item in results.items]
    assert told == ["Utfall 2", "Utfall 7", "Utfall 9", "Ytterligare nio finns i rapportens Excelfil."]


def test_the_text_promises_no_table_that_has_them_all(report: Report, goal: Goal) -> None:
    text = next(draft_of(one) for one in report.content()["parts"] if one["key"] == f"goal-{goal.pk}")
    assert "finns i tabellen" not in text
    assert "Ytterligare sex insatser ingår i summorna." in text


def test_word_and_the_web_page_have_what_is_read_and_excel_has_all(report: Report, goal: Goal) -> None:
    printed = paper_of(report, linked=False)
    texts = {
        "word": " ".join(
            cell.text for table in Document(BytesIO(word.made_of(printed))).tables for cell in table._cells
        ),
        "html": reading.fromstring(html.made_of(printed)).text_content(),
    }
    for text in texts.values():
        assert "Resa 9 (" in text
        assert "Resa 5 (" not in text
    book = CalamineWorkbook.from_filelike(BytesIO(making.KINDS[Rendering.Format.EXCEL].made_of(report)))
    money = book.get_sheet_by_name("Pengar").to_python()[1:]
    assert len(money) == MANY + 1
    assert sum(row[5] for row in money[:-1]) == money[-1][5]
    texts_of = {row[2] for row in book.get_sheet_by_name(book.sheet_names[-1]).to_python()}
    assert {f"Utfall {n}" for n in range(MANY)} <= texts_of


def test_all_rows_of_a_frozen_report_add_up_to_its_figure_whatever_changed_since(
    client: Client,
    decision_maker: User,
    report: Report,
    goal: Goal,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for step in Step.objects.all():
        step.cost = 7
        step.save()
    client.force_login(decision_maker)
    page = client.get(report.get_absolute_url()).text
    address = reverse("followup:behind", args=[report.pk, f"goal-{goal.pk}"])
    assert f"{address}?of=table-0" in page
    found: dict[str, Decimal] = {}
    for number in (1, 2, 3):
        with django_assert_max_num_queries(8):
            shown = reading.fromstring(client.get(address, {"of": "table-0", "page": number}).text)
        rows = [[cell.text_content() for cell in row] for row in shown.xpath("//table/tbody/tr[not(@class)]")]
        found |= {row[0]: Decimal("".join(row[3].split())) for row in rows}
    assert len(found) == MANY
    assert sum(found.values()) == part_of(report, goal).tables[0].total[3].value


def test_what_the_text_rests_on_is_listed_when_it_is_much(
    client: Client, decision_maker: User, report: Report, goal: Goal
) -> None:
    client.force_login(decision_maker)
    assert part_of(report, goal).behind == []
    address = reverse("followup:behind", args=[report.pk, f"goal-{goal.pk}"])
    assert f'href="{address}"' in client.get(report.get_absolute_url()).text
    pages = "".join(client.get(address, {"of": "text", "page": number}).text for number in (1, 2, 3))
    for one in Initiative.objects.all():
        assert one.get_absolute_url() in pages


def test_a_part_that_is_not_there_is_not_found(client: Client, decision_maker: User, report: Report) -> None:
    client.force_login(decision_maker)
    assert client.get(reverse("followup:behind", args=[report.pk, "goal-0"])).status_code == 404


def test_a_public_page_leads_to_no_page_that_asks_for_a_log_in(report: Report, goal: Goal) -> None:
    part = part_of(report, goal, linked=False)
    assert part.all_behind is None
    assert all(one.all is None for one in [*part.tables, *part.lists])
