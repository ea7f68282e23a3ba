"""Every figure of the report, in every file that it is given out as, is the figure behind its link."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from lxml import html as reading
from python_calamine import CalamineWorkbook

from utblick.accounts.models import User
from utblick.followup import freezing
from utblick.followup.contents import Cell, Table
from utblick.followup.documents import excel, html, word
from utblick.followup.models import Report
from utblick.followup.paper import Grid, paper_of
from utblick.followup.references import address_of
from utblick.followup.tests.make import END, START, make_report, make_year
from utblick.indicators.models import Indicator, Measurement
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.models import Initiative, Result, Step
from utblick.initiatives.sums import Sums, sums_of
from utblick.watch.models import Decision, InboxItem

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(coordinator: User) -> Report:
    goal = make_year()[0]
    make_indicator(goal=goal, name="Mätt", baseline=Decimal("12.5"), baseline_year=2020, values={2025: "31", 2026: "47.5"},
                   targets={2027: "60"})  # fmt: skip
    report = make_report()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    return report


def rows_of(tables: list[Grid]) -> list[list[str]]:
    rows = [row for table in tables for row in [table.head, *table.rows, *([table.total] if table.total else [])]]
    return [[box.text for box in row] for row in rows]


def tables_of(report: Report) -> list[Grid]:
    return [table for part in paper_of(report, linked=False).read for table in part.tables]


def test_word_and_web_page_have_each_cell_of_each_table_in_its_place(report: Report) -> None:
    paper, wanted = paper_of(report, linked=False), rows_of(tables_of(report))
    document = Document(BytesIO(word.made_of(paper)))
    assert [[cell.text for cell in row.cells] for table in document.tables for row in table.rows] == wanted
    page = reading.fromstring(html.made_of(paper))
    assert [[cell.text_content() for cell in row] for row in page.iter("tr")] == wanted
    assert len(wanted) > 30


def test_excel_has_each_figure_as_a_number_in_its_place(report: Report) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(excel.made_of(paper_of(report, linked=False))))
    *names, lists = book.sheet_names[1:]
    found = {name: book.get_sheet_by_name(name).to_python()[1:] for name in names}
    rows = [row for sheet in found.values() for row in sheet]
    tables = sorted(
        tables_of(report), key=lambda one: list(dict.fromkeys(t.shape for t in tables_of(report))).index(one.shape)
    )
    wanted = [row for table in tables for row in [*table.rows, *([table.total] if table.total else [])]]
    assert len(rows) == len(wanted) > 20
    for told, row in zip(rows, wanted, strict=True):
        for cell, box in zip(told[2:], row, strict=False):
            expected = (
                "" if box.value is None and box.is_figure else box.text if box.value is None else float(box.value)
            )
            assert cell == expected, (row[0].text, box)
    told = book.get_sheet_by_name(lists).to_python()[1:]
    items = [(part, one, item) for part in paper_of(report).read for one in part.lists for item in one.items]
    assert len(told) == len(items) > 3
    for row, (part, one, item) in zip(told, items, strict=True):
        assert row[:2] == [part.heading, one.heading]
        assert item.text in row[2]


def cells(report: Report) -> Iterator[tuple[str, Table, Cell]]:
    """Every figure with the part and the table that it stands in."""
    for part in report.content()["parts"]:
        for table in part["tables"]:
            for cell in (cell for row in [*table["rows"], table["total"]] for cell in row[table["texts"] :]):
                yield part["key"], table, cell


def test_each_figure_is_written_as_it_is_and_is_what_the_rows_say(report: Report) -> None:
    found = [cell for _part, table, cell in cells(report) if table["shape"] not in ("agreements", "contacts")]
    assert len(found) > 80
    for cell in found:
        value = None if cell["value"] is None else Decimal(str(cell["value"]))
        assert number_in(cell["text"]) == value, cell
        assert truth(cell["of"]) == value, cell


def number_in(text: str) -> Decimal | None:
    """What is written, as a number; the year in brackets and the star of a year that is not over are no part of it."""
    bare = re.sub(r"\(\d{4}\)|[*\s]", "", text).replace(",", ".")
    return None if bare == "–" else Decimal(bare)


def truth(of: str) -> Decimal | int | None:
    """The same figure asked of the rows, by other ways than the report's own."""
    kind, *rest = of.split(":")
    match kind:
        case "step":
            return _of_step(Step.objects.get(pk=rest[0]), "_".join(rest[1:]))
        case "goal":
            ours = Initiative.objects.filter(contributions__goal=rest[0])
            return _of_sums(sums_of(_steps(ours)), ours.count(), _results(rest[0]), rest[1])
        case "total":
            ours = Initiative.objects.all()
            return _of_sums(sums_of(_steps(ours)), ours.count(), Result.objects.count(), rest[0])
        case "indicator":
            return _of_indicator(Indicator.objects.get(pk=rest[0]), rest[1])
    return _of_watch(rest[0])


def _steps(ours: object) -> object:
    return Step.objects.within(START, END).filter(initiative__in=ours)


def _results(goal: str) -> int:
    return Result.objects.filter(initiative__contributions__goal=goal, goal=None).count()


def _of_step(step: Step, name: str) -> Decimal | int | None:
    if name == "planned_cost" and step.status in Step.FELL_THROUGH:
        return None
    if name.endswith("people"):
        prefix = name.removesuffix("people")
        known = [getattr(step, f"{prefix}{group}") for group in ("women", "men", "girls", "boys", "not_stated")]
        return sum(one for one in known if one is not None) if any(one is not None for one in known) else None
    value: Decimal | int | None = getattr(step, name)
    return value


def _of_sums(sums: Sums, initiatives: int, results: int, name: str) -> Decimal | int | None:
    told: dict[str, Decimal | int | None] = {"initiatives": initiatives, "results": results, "steps": sums.steps}
    told |= {"people": sums.people.total, "cost": sums.money.cost, "own": sums.money.own}
    told |= {"planned_cost": sums.money.planned_cost}
    return told[name] if name in told else getattr(sums.people, name)


def _of_indicator(one: Indicator, name: str) -> Decimal | None:
    if name == "baseline":
        return one.baseline
    if name == "target":
        return one.targets.get().value  # type: ignore[no-any-return]
    return Measurement.objects.get(indicator=one, year=int(name)).value


def _of_watch(name: str) -> Decimal | int | None:
    if name.startswith("decided-"):
        return Decision.objects.filter(verdict=name.removeprefix("decided-")).count()
    return {
        "arrived": InboxItem.objects.count(),
        "started": Initiative.objects.exclude(item=None).count(),
        "expired": InboxItem.objects.filter(decided=False).count(),
        "days": Decimal("4.0"),  # all were decided four days after they came
    }[name]


def test_the_page_behind_each_link_shows_the_figure(client: Client, report: Report, decision_maker: User) -> None:
    client.force_login(decision_maker)
    pages: dict[str, str] = {}
    totals = _totals(report)
    followed = 0
    for _part, table, cell in cells(report):
        if table["shape"] in ("agreements", "contacts") or cell["value"] is None or not cell["ref"]:
            continue
        followed += 1
        if cell["ref"].startswith("#"):
            # A place in the report itself, where the same figure stands below the rows that it is made of.
            name = cell["of"].rpartition(":")[2]
            assert name in ("initiatives", "steps", "results") or totals[cell["of"]] == cell["text"], cell
            continue
        address = address_of(cell["ref"])
        if address not in pages:
            pages[address] = _words(client.get(address).text)
        shown = re.sub(r"\s", "", cell["text"].partition("(")[0].strip("*"))
        assert shown in pages[address], cell
        if cell["ref"].startswith("page:"):
            assert f":{shown}" in pages[address], cell
    assert followed > 45
    assert f"{reverse('followup:counted')}?of=watch%3Aexpired&first={START}&last={END}" in pages


def _totals(report: Report) -> dict[str, str]:
    """The figures of each goal's own tables: of one step alone there is no total, and the step is it."""
    found: dict[str, str] = {}
    for part, table, cell in cells(report):
        if part.startswith("goal-") and table["shape"] in ("steps", "people"):
            name, of = cell["of"].rpartition(":")[2], f"goal:{part.removeprefix('goal-')}"
            alone = len([row for row in table["rows"] if "planned" not in row[-1]["of"].split(":")]) == 1
            if cell["of"].startswith("goal:") or (alone and "planned" not in cell["of"]):
                found[f"{of}:{name}"] = cell["text"]
    return found


def _words(page: str) -> str:
    return re.sub(r"\s", "", reading.fromstring(page).text_content())
