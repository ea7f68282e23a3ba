import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.followup import freezing
from utblick.followup.documents import making
from utblick.followup.models import Report, ReportSection
from utblick.followup.tests.make import START, make_collection, make_report, make_year
from utblick.initiatives.tests.make import make_initiative, make_step

pytestmark = pytest.mark.django_db
WRITING = ["edit_facts", "freeze"]
POSTED = ["compose", "freeze", "withdraw", "restore", "publish", "unpublish"]


def address(name: str, report: Report, *more: str) -> str:
    return reverse(f"followup:{name}", args=[report.pk, *more])


def test_the_empty_list_says_how_a_report_comes_about(client: Client, coordinator: User, decision_maker: User) -> None:
    client.force_login(coordinator)
    page = client.get(reverse("followup:reports"))
    assert "Ingen rapport ännu" in page.text
    assert reverse("followup:start") in page.text
    client.force_login(decision_maker)
    assert reverse("followup:start") not in client.get(reverse("followup:reports")).text


def test_a_report_is_started_for_a_period_and_read_at_once(client: Client, coordinator: User) -> None:
    make_year()
    client.force_login(coordinator)
    facts = {"title": "Uppföljning 2026", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "language": "sv"}
    answer = client.post(reverse("followup:start"), {**facts, "case_number": ""}, follow=True)
    assert "Under 2026 bedrev kommunen två internationella insatser." in answer.text
    assert "Trä &amp; hållbart byggande &lt;nu&gt;" in answer.text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"ends_on": "2025-12-31"}, "Sista dagen kan inte vara före den första"),
        ({"ends_on": "2026-02-30"}, "ends_on"),
        ({"ends_on": "2099-12-31"}, "högst fem år"),
        ({"starts_on": "2098-01-01", "ends_on": "2098-12-31"}, "Perioden har inte börjat"),
        ({"title": ""}, "title"),
        ({"language": "xx"}, "language"),
    ],
)
def test_a_wrong_period_is_told_of_and_starts_nothing(
    client: Client, coordinator: User, facts: dict[str, str], told: str
) -> None:
    client.force_login(coordinator)
    standard = {"title": "Uppföljning", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "language": "sv"}
    answer = client.post(reverse("followup:start"), {**standard, **facts})
    assert answer.status_code == 422
    assert told in answer.text
    assert Report.objects.count() == 0


def test_pages_cost_eight_queries_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    goals = make_year()
    for number in range(25):
        make_step(initiative=make_initiative(f"Insats {number}", goals=goals), cost=number)
        make_report(f"Rapport {number}", case_number="")
    report = Report.objects.all()[0]
    ReportSection.objects.create(report=report, key="closing", text="Slut.")
    client.force_login(coordinator)
    client.get(reverse("followup:reports"))
    pages = [
        reverse("followup:reports"),
        reverse("followup:start"),
        report.get_absolute_url(),
        address("edit", report, "closing"),
        address("edit_facts", report),
        address("freeze", report),
    ]
    for page in pages:
        with django_assert_max_num_queries(8):
            assert client.get(page).status_code == 200
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    with django_assert_max_num_queries(8):
        assert client.get(report.get_absolute_url()).status_code == 200


def test_each_figure_on_the_page_leads_to_its_rows(client: Client, decision_maker: User) -> None:
    goals = make_year()
    report = make_report()
    client.force_login(decision_maker)
    page = client.get(report.get_absolute_url())
    assert f'<a class="f-figure" href="#goal-{goals[1].pk}">455\u202f800,50</a>' in page.text
    assert f'id="goal-{goals[1].pk}"' in page.text
    pk = report.content()["figures"]["initiatives"][0]["pk"]
    assert f'href="{reverse("initiatives:initiative", args=[pk])}"' in page.text


def test_readers_see_no_button_and_no_empty_part(client: Client, decision_maker: User) -> None:
    report = make_report()
    client.force_login(decision_maker)
    page = client.get(report.get_absolute_url()).text
    for name in ("freeze", "compose", "withdraw", "publish"):
        assert address(name, report) not in page
    assert "Avslutning" not in page


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DECISION_MAKER, Role.EDITOR, Role.AUDITOR, Role.LOCAL_ACTOR])
def test_only_a_coordinator_changes_anything(client: Client, here: Municipality, role: str) -> None:
    report = make_report()
    client.force_login(make_user(role))
    assert client.get(reverse("followup:start")).status_code == 403
    for name in WRITING:
        assert client.get(address(name, report)).status_code == 403
    assert client.get(address("edit", report, "summary")).status_code == 403
    for name in POSTED:
        # An editor publishes, but not a draft.
        wanted = 404 if role == Role.EDITOR and "publish" in name else 403
        assert client.post(address(name, report)).status_code == wanted, name
    for name in ("edit", "back_to_draft", "restore_text"):
        assert client.post(address(name, report, "summary")).status_code == 403


def test_a_local_actor_and_another_municipality_see_nothing(client: Client, outsider: User) -> None:
    report = make_report()
    make_initiative(unit=make_unit("Skolan"), starts_on=START)
    (answer,) = make_collection(report)
    pages = [reverse("followup:reports"), report.get_absolute_url(), address("download", report, "pdf")]
    pages += [address(name, report) for name in ("collection", "letter", "letter_file", "changes")]
    pages += [answer.get_absolute_url(), reverse("followup:send_back", args=[answer.pk])]
    for user in (outsider, make_user(Role.LOCAL_ACTOR)):
        client.force_login(user)
        for page in pages:
            assert client.get(page).status_code in {403, 404}


def test_a_part_is_edited_and_goes_back_to_the_draft_and_forth(client: Client, coordinator: User) -> None:
    make_year()
    report = make_report()
    client.force_login(coordinator)
    page = client.get(address("edit", report, "introduction"))
    assert "Rapporten följer upp kommunens internationella arbete" in page.text
    posted = {"heading": "Inledning", "text": "Det här skrev vi själva & <b>glada</b>.", "revision": 0}
    assert client.post(address("edit", report, "introduction"), posted).status_code == 302
    shown = client.get(report.get_absolute_url()).text
    assert "Det här skrev vi själva &amp; &lt;b&gt;glada&lt;/b&gt;." in shown
    assert "Rapporten följer upp" not in shown

    client.post(address("compose", report))
    assert "Det här skrev vi själva" in client.get(report.get_absolute_url()).text
    client.post(address("back_to_draft", report, "introduction"))
    assert "Rapporten följer upp" in client.get(report.get_absolute_url()).text
    client.post(address("restore_text", report, "introduction"))
    assert "Det här skrev vi själva" in client.get(report.get_absolute_url()).text


def test_two_who_write_the_same_part_lose_nothing(client: Client, coordinator: User) -> None:
    report = make_report()
    client.force_login(coordinator)
    first = {"heading": "Avslutning", "text": "Den förstas.", "revision": 0}
    second = {"heading": "Avslutning", "text": "Den andras.", "revision": 0}
    assert client.post(address("edit", report, "closing"), first).status_code == 302
    answer = client.post(address("edit", report, "closing"), second)
    assert answer.status_code == 422
    assert "Den andras." in answer.text
    assert ReportSection.objects.get().text == "Den förstas."


@pytest.mark.parametrize("key", ["finns-inte", "goal-999999"])
def test_a_part_that_is_not_there_is_not_edited(client: Client, coordinator: User, key: str) -> None:
    report = make_report()
    client.force_login(coordinator)
    assert client.get(address("edit", report, key)).status_code == 404


def test_who_would_change_a_frozen_report_is_told_that_it_is_frozen(client: Client, coordinator: User) -> None:
    report = make_report()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    client.force_login(coordinator)
    for page in (address("edit_facts", report), address("edit", report, "summary"), address("freeze", report)):
        assert "Rapporten är låst och kan inte längre ändras." in client.get(page, follow=True).text
    late = client.post(address("edit", report, "summary"), {"text": "Tre rader som tog en timme.", "revision": "1"})
    assert late.status_code == 409
    assert "Tre rader som tog en timme.</textarea>" in late.text
    composed = client.post(address("compose", report))
    assert composed.headers["Location"] == report.get_absolute_url()
    assert Report.objects.get().checksum == report.checksum


def test_an_empty_year_is_read_without_error(client: Client, coordinator: User) -> None:
    report = make_report()
    client.force_login(coordinator)
    page = client.get(report.get_absolute_url())
    assert "Ingen insats är registrerad för 2026." in page.text


@pytest.mark.parametrize(
    ("format", "media_type", "begins"),
    [
        ("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("pdf", "application/pdf", b"%PDF-1.7"),
        ("html", "text/html; charset=utf-8", b"\n<!doctype html>"),
    ],
)
def test_each_document_is_downloaded_when_it_is_made(
    client: Client,
    decision_maker: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    format: str,
    media_type: str,
    begins: bytes,
) -> None:
    report = make_report()
    client.force_login(decision_maker)
    with django_capture_on_commit_callbacks(execute=True):
        waiting = client.get(address("download", report, format))
    assert waiting.status_code == 202
    assert "Dokumentet bereds" in waiting.text
    answer = client.get(address("download", report, format))
    assert answer.headers["Content-Type"] == media_type
    assert answer.content.lstrip().startswith(begins.lstrip())
    assert 'filename="uppfoljning-av-det-internationella-arbetet-2026.' in answer.headers["Content-Disposition"]
    assert client.get(address("download", report, "exe")).status_code == 404
    asked_again = client.get(address("download", report, format), headers={"HX-Request": "true"})
    assert "Dokumentet är klart." in asked_again.text


def test_what_has_been_published_is_taken_from_the_public_page_but_never_withdrawn(
    client: Client, coordinator: User
) -> None:
    report = make_report()
    freezing.freeze(report, by=coordinator, seen=freezing.shown(report))
    client.force_login(coordinator)
    client.post(address("publish", report))
    assert Report.objects.published().count() == 1
    client.post(address("unpublish", report))
    assert Report.objects.published().count() == 0
    answer = client.post(address("withdraw", report), follow=True)
    assert "kan inte längre dras tillbaka" in answer.text
    assert Report.objects.frozen().count() == 1


def test_who_starts_a_report_is_told_of_those_that_are_begun(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    page = reverse("followup:start")
    assert "Redan påbörjade" not in client.get(page).text

    begun, frozen = make_report("Uppföljning 2025, utkast"), make_report("Uppföljning 2024")
    freezing.freeze(frozen, by=coordinator, seen=freezing.shown(frozen))
    answer = client.get(page).text
    assert "Redan påbörjade" in answer
    assert f'href="{begun.get_absolute_url()}"' in answer
    assert f'href="{frozen.get_absolute_url()}"' not in answer


def test_a_report_is_withdrawn_and_comes_back(client: Client, coordinator: User) -> None:
    report = make_report()
    client.force_login(coordinator)
    client.post(address("withdraw", report))
    assert client.get(report.get_absolute_url()).status_code == 404
    client.post(address("restore", report))
    assert client.get(report.get_absolute_url()).status_code == 200


def test_the_boards_sheet_and_the_template_have_names_in_the_readers_language(
    client: Client, coordinator: User
) -> None:
    report = make_report("Uppföljning")
    assert making.file_name(report, "board_pdf") == "uppfoljning-styrelsens-sida.pdf"
    client.force_login(coordinator)
    template = client.get(reverse("followup:our_template"))
    assert 'filename="rapportmall.docx"' in template.headers["Content-Disposition"]
