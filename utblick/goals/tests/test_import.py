"""The import page: what is read, and what each bad upload is told."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfWriter

from tests.filling import form_of
from utblick.accounts.models import User
from utblick.goals.importing import LONGEST_TEXT
from utblick.goals.models import PolicyDocument
from utblick.goals.pieces import Kind
from utblick.goals.tests.conftest import POLICY, texts
from utblick.goals.tests.make import make_document
from utblick.ui.sending import FIELD

pytestmark = pytest.mark.django_db
URL = "goals:import"


def upload(client: Client, name: str, data: bytes, text: str = "") -> object:
    return client.post(reverse(URL), {"file": SimpleUploadedFile(name, data), "text": text})


def word() -> bytes:
    document = docx.Document()
    for line in POLICY.splitlines():
        document.add_paragraph(line)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def empty_pdf(password: str = "") -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 300_000_000)
    return held.getvalue()


def test_a_pasted_text_becomes_a_draft_that_leads_to_its_review(as_coordinator: Client) -> None:
    answer = as_coordinator.post(reverse(URL), {"text": POLICY})
    draft = PolicyDocument.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("goals:review", args=[draft.pk]))
    assert (draft.title, draft.id_number, draft.version, draft.section) == (
        "Internationell policy",
        "0:19",
        "1.0",
        "121",
    )
    assert (draft.status, str(draft.adopted_on), draft.source_name) == ("draft", "2012-12-12", "")
    assert len(texts(draft, Kind.GOAL)) == 3


@pytest.mark.parametrize(("name", "data"), [("policy.txt", POLICY.encode()), ("policy.docx", word())])
def test_a_file_becomes_the_same_draft(as_coordinator: Client, name: str, data: bytes) -> None:
    assert upload(as_coordinator, name, data).status_code == 302  # type: ignore[attr-defined]
    draft = PolicyDocument.objects.get()
    assert draft.source_name == name
    assert texts(draft, Kind.GOAL)[0] == "skapa kanaler för företagskontakter"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("bild.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "filtyp"),
        ("policy.docx", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "Word (.docx)"),
        ("policy.pdf", empty_pdf("hemligt"), "lösenord"),
        ("policy.pdf", empty_pdf(), "OCR"),
        ("policy.txt", b"", "ingen text"),
        ("policy.txt", b"  \n \n", "ingen text"),
        ("policy.docx", word()[:900], "skadad"),
        ("policy.docx", bomb, "packas upp"),
        ("policy.txt", b"a" * (21 * 1024 * 1024), "större än"),
        ("policy.txt", b"ord " * (LONGEST_TEXT // 3), "längre än ett styrdokument"),
        ("policy.txt", b"Vi bor bra. " * 2500, "längre än ett styrdokument"),
    ],
    ids=["type", "wrong content", "encrypted", "scanned", "empty", "blank", "damaged", "bomb", "21 MB", "long", "many"],
)
def test_a_bad_upload_is_told_in_swedish_and_the_pasted_text_kept(
    as_coordinator: Client, name: str, data: bytes | Callable[[], bytes], told: str
) -> None:
    data = data() if callable(data) else data
    answer = upload(as_coordinator, name, data)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert told in answer.text  # type: ignore[attr-defined]
    assert not PolicyDocument.objects.exists()
    kept = upload(as_coordinator, name, data, text="det jag klistrade in")
    assert "det jag klistrade in" in kept.text  # type: ignore[attr-defined]


def test_nothing_at_all_is_told(as_coordinator: Client) -> None:
    answer = as_coordinator.post(reverse(URL), {"text": ""})
    assert answer.status_code == 422
    assert "Välj en fil" in answer.text


def test_both_a_file_and_a_text_is_told(as_coordinator: Client) -> None:
    answer = upload(as_coordinator, "policy.txt", POLICY.encode(), text=POLICY)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not PolicyDocument.objects.exists()


def test_a_text_that_says_nothing_is_still_a_draft_with_all_of_it_unplaced(as_coordinator: Client) -> None:
    as_coordinator.post(reverse(URL), {"text": "Hej på er allihop där hemma."})
    draft = PolicyDocument.objects.get()
    assert texts(draft, Kind.UNPLACED) == ["Hej på er allihop där hemma."]


def test_markup_in_the_text_is_shown_as_text(as_coordinator: Client) -> None:
    as_coordinator.post(reverse(URL), {"text": "Mål\n\n- <script>alert(1)</script> öka handeln\n- stärka skolan\n"})
    page = as_coordinator.get(reverse("goals:review", args=[PolicyDocument.objects.get().pk])).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_draft_waits_on_the_page_for_the_next_who_comes(as_coordinator: Client, draft: PolicyDocument) -> None:
    assert reverse("goals:review", args=[draft.pk]) in as_coordinator.get(reverse(URL)).text
    assert reverse("goals:review", args=[draft.pk]) in as_coordinator.get(reverse("goals:home")).text


def test_only_a_coordinator_imports(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert client.get(reverse(URL)).status_code == 403
    assert client.post(reverse(URL), {"text": POLICY}).status_code == 403


def test_the_page_asks_few_questions(as_coordinator: Client, django_assert_max_num_queries: object) -> None:
    make_document()
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        as_coordinator.get(reverse(URL))


def test_the_same_document_sent_twice_is_one_draft_and_another_file_is_another(as_coordinator: Client) -> None:
    key = form_of(as_coordinator.get(reverse(URL)).text).fields[FIELD]

    def send(data: bytes) -> str:
        sent = {"file": SimpleUploadedFile("policy.docx", data), "text": "", FIELD: key}
        return str(as_coordinator.post(reverse(URL), sent).headers["Location"])

    document = word()
    first, again = send(document), send(document)
    assert first == again
    assert PolicyDocument.objects.count() == 1

    other = docx.Document()
    other.add_paragraph("Internationell strategi\nMål: fler vänorter.")
    held = io.BytesIO()
    other.save(held)
    assert send(held.getvalue()) != first
    assert PolicyDocument.objects.count() == 2
