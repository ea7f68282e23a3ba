from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.followup import freezing
from utblick.followup.changes import changes_since
from utblick.followup.documents import board
from utblick.followup.models import Letter, Report
from utblick.followup.paper import paper_of
from utblick.followup.tests.make import make_report, make_year
from utblick.goals.tests.make import make_goal, make_responsibility
from utblick.indicators.tests.make import make_indicator
from utblick.initiatives.models import Step
from utblick.initiatives.tests.make import make_initiative, make_result, make_step

pytestmark = pytest.mark.django_db


def frozen(by: User) -> Report:
    report = make_report()
    freezing.freeze(report, by=by, seen=freezing.shown(report))
    return report


def test_the_boards_sheet_is_one_page_whatever_there_is_to_tell(here: Municipality) -> None:
    goals = make_year() + [make_goal(f"Mål {n} " + "med ett långt namn " * 8, name="") for n in range(12)]
    for number in range(12):
        initiative = make_initiative(f"Insats {number} " + "lång titel " * 10, goals=goals)
        make_step(initiative=initiative, cost=Decimal("1234567.50"), women=1234, men=5678, girls=910, boys=1112)
        make_result(initiative=initiative, text="Ett resultat som tar plats. " * 20, value=Decimal(number))
    for _ in range(30):
        make_responsibility("en uppgift utan ansvarig")
    make_indicator(goal=goals[0], values={2025: "3", 2026: "4"}, targets={2025: "3"})
    pages = PdfReader(BytesIO(board.pdf_of(paper_of(make_report(), linked=False)))).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "Ytterligare sex mål finns i rapporten." in " ".join(text.split())


def test_the_boards_sheet_says_the_same_in_word_and_on_the_web(here: Municipality) -> None:
    make_year()
    paper = paper_of(make_report(), linked=False)
    assert paper.board is not None
    document = Document(BytesIO(board.word_of(paper)))
    told = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    (table,) = paper.board.tables
    assert told == [[box.text for box in row] for row in [table.head, *table.rows]]
    web = board.html_of(paper).decode()
    assert all(box.text in web for row in table.rows for box in row[1:])
    assert "Två klasser skriver brev med varandra." in web


def words_of(body: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(body)).paragraphs)


def test_the_letter_is_drafted_from_the_rows_with_all_its_sections(client: Client, coordinator: User) -> None:
    make_year()
    report = frozen(coordinator)
    client.force_login(coordinator)
    text = words_of(client.get(reverse("followup:letter_file", args=[report.pk])).content)
    for heading in ("Förslag till beslut", "Sammanfattning", "Ärendet", "Ekonomi", "Barn", "Jämställdhet", "Klimat"):
        assert f"\n{heading}\n" in text
    assert "KS 2026/412" in text
    assert "godkänns och läggs till handlingarna" in text
    assert "13\u00a0flickor och 10\u00a0pojkar deltog i arbetet, inom ”Ungas möten över gränsen”." in text
    assert "Resornas klimatpåverkan är inte beräknad." in text
    assert report.checksum in text
    assert "455\u202f800,50\u00a0kronor" in text


def test_a_year_with_nothing_in_it_is_told_honestly_in_each_section(client: Client, coordinator: User) -> None:
    report = make_report(starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    client.force_login(coordinator)
    text = words_of(client.get(reverse("followup:letter_file", args=[report.pk])).content)
    assert "Inga kostnader för arbetet är noterade." in text
    assert "Inga barn är räknade bland deltagarna." in text
    assert "Ingen är räknad som deltagare" in text
    assert "None" not in text
    assert "Rapporten är ett utkast" in text


def test_the_letter_is_changed_and_what_is_emptied_is_left_out(client: Client, coordinator: User) -> None:
    make_year()
    report = frozen(coordinator)
    client.force_login(coordinator)
    address = reverse("followup:letter", args=[report.pk])
    form = client.get(address).context["form"]
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    sent |= {"sender": "Kommunledningen", "economy": "Ryms i budget & plan <2027>.", "climate": ""}
    assert client.post(address, {**sent, "proposal": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    text = words_of(client.get(reverse("followup:letter_file", args=[report.pk])).content)
    assert "Ryms i budget & plan <2027>." in text
    assert "Klimat" not in text
    assert Letter.objects.get().sender == "Kommunledningen"
    sent["summary"] = "Skrivet på en sida som öppnades före det som nu står."
    assert client.post(address, sent).status_code == 422


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR, Role.LOCAL_ACTOR])
def test_only_a_coordinator_writes_the_letter(client: Client, here: Municipality, role: str) -> None:
    report = make_report()
    client.force_login(make_user(role))
    assert client.get(reverse("followup:letter", args=[report.pk])).status_code == 403


def test_what_has_changed_since_the_freeze_is_told_figure_by_figure(client: Client, coordinator: User) -> None:
    make_year()
    report = frozen(coordinator)
    client.force_login(coordinator)
    address = reverse("followup:changes", args=[report.pk])
    before = paper_of(report)
    assert changes_since(report) == []
    assert "Ingenting har ändrats" in client.get(address).text
    step = Step.objects.get(title="Klass 8 till Lierne")
    step.cost, step.girls = Decimal(40_000), 14
    step.save()
    make_step(initiative=step.initiative, title="Ny resa", cost=7)
    told = {one.told.label: (one.before and one.before.text, one.now and one.now.text) for one in changes_since(report)}
    assert told["Klass 8 till Lierne (genomförd): Utfall"] == ("38\u202f500", "40\u202f000")
    assert told["Klass 8 till Lierne: Flickor"] == ("13", "14")
    assert told["Totalt: Utfall, kronor"] == ("455\u202f800,50", "457\u202f307,50")
    assert told["Ny resa (genomförd): Utfall"] == (None, "7")
    shown = client.get(address)
    page, headings = shown.text, [heading for heading, _rows in shown.context["groups"]]
    assert len(headings) == len(set(headings))
    assert "38\u202f500" in page
    assert reverse("initiatives:initiative", args=[step.initiative_id]) in page
    assert paper_of(Report.objects.get()) == before


def test_a_draft_has_nothing_to_be_held_against(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert client.get(reverse("followup:changes", args=[make_report().pk])).status_code == 404
