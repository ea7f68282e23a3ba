"""What is written about an object: who may write, who is told, and how it is taken back."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.partners.tests.make import make_agreement, make_contact, make_organisation
from utblick.teamwork.models import Comment, Event, Notice
from utblick.teamwork.people import mentioned
from utblick.teamwork.tests.make import make_comment
from utblick.watch.tests.make import make_item

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


@pytest.fixture
def initiative(here: Municipality) -> Initiative:
    return make_initiative("Trähus i norr")


def write(client: Client, about: Initiative, text: str = "", **facts: object) -> int:
    address = reverse("teamwork:comment", args=["initiatives.initiative", about.pk])
    return client.post(address, {"text": text, **facts}).status_code


def events(user: User) -> list[str]:
    return list(Notice.objects.of(user).values_list("event", flat=True))


@pytest.mark.parametrize("make", [make_agreement, make_contact, make_organisation, make_item])
def test_one_can_write_about_whatever_one_works_with(client: Client, officer: User, make: object) -> None:
    about = make()  # type: ignore[operator]
    client.force_login(officer)
    client.post(reverse("teamwork:comment", args=[about._meta.label_lower, about.pk]), {"text": "Hur gör vi?"})
    assert "Hur gör vi?" in client.get(reverse("teamwork:about", args=[about._meta.label_lower, about.pk])).text


def test_a_mentioned_colleague_is_told_by_the_list_or_by_name_or_address(
    client: Client, officer: User, initiative: Initiative
) -> None:
    chosen, named, addressed = make_user(name="Ali Ek"), make_user(name="Bo Åberg"), make_user()
    client.force_login(officer)
    assert write(client, initiative, f"@bo åberg, @{addressed.email} ser ni?", mention=chosen.pk) == 302
    for one in (chosen, named, addressed):
        assert events(one) == [Event.MENTIONED]
    assert events(officer) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@Anna Berg!", True),
        ("@anna berg", True),
        ("(@Anna Berg)", True),
        ("@Anna Bergström", False),
        ("Anna Berg", False),
        ("x@Anna Berg", False),
        ("@anna@x.se.", True),
        ("@anna@x.se, hej", True),
        ("@anna@x.seg", False),
    ],
)
def test_a_name_is_found_as_a_whole(text: str, told: bool) -> None:
    anna = User(name="Anna Berg", email="anna@x.se")
    assert (mentioned(text, [anna]) == [anna]) is told


def test_who_answers_for_it_and_who_wrote_before_are_told_once(here: Municipality, officer: User) -> None:
    owner, earlier = make_user(), make_user()
    initiative = make_initiative(owner=owner)
    make_comment(earlier, about=initiative)
    make_comment(earlier, about=initiative)
    make_comment(officer, about=initiative)
    assert events(owner) == [Event.COMMENTED] * 3
    assert events(earlier) == [Event.COMMENTED]


def test_nobody_is_told_who_may_not_see_it(here: Municipality, initiative: Initiative, coordinator: User) -> None:
    officer = make_user(Role.OFFICER, name="Olle Officer")
    stranger = make_user(None, name="Sam Stranger")
    initiative.secrecy_ground = "OSL 31 kap. 16 §"
    initiative.save()
    from utblick.tenancy import scope

    with scope.acting(here, coordinator, sees_secrets=True):
        make_comment(coordinator, "@Olle Officer @Sam Stranger", about=initiative)
    assert events(officer) == events(stranger) == []


def test_an_empty_comment_is_refused_with_the_reason(client: Client, officer: User, initiative: Initiative) -> None:
    client.force_login(officer)
    assert write(client, initiative, "  ") == 422
    assert not Comment.objects.exists()


def test_what_is_written_is_shown_as_text(client: Client, officer: User, initiative: Initiative) -> None:
    client.force_login(officer)
    write(client, initiative, "<script>alert(1)</script>\n\n& <b>fet</b>")
    page = client.get(reverse("teamwork:about", args=["initiatives.initiative", initiative.pk])).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>fet" not in page


def test_it_is_taken_back_by_its_author_and_stays_in_the_trail(
    client: Client, officer: User, initiative: Initiative
) -> None:
    comment = make_comment(officer, "Fel kommun", about=initiative)
    other = make_user(Role.OFFICER)
    client.force_login(other)
    address = reverse("teamwork:take_back", args=[comment.pk])
    assert client.post(address).status_code == 403
    client.force_login(officer)
    client.post(address)
    page = reverse("teamwork:about", args=["initiatives.initiative", initiative.pk])
    assert "Fel kommun</p>" not in client.get(page).text
    assert Entry.objects.filter(kind="teamwork.comment", act=Entry.Act.WITHDRAWN, label="Fel kommun").exists()
    client.post(reverse("teamwork:restore_comment", args=[comment.pk]))
    assert "Fel kommun</p>" in client.get(page).text


def test_a_file_comes_along_and_is_handed_out_as_a_download(
    client: Client, officer: User, initiative: Initiative
) -> None:
    client.force_login(officer)
    assert write(client, initiative, file=SimpleUploadedFile("inbjudan.pdf", PDF)) == 302
    answer = client.get(reverse("teamwork:file", args=[Comment.objects.get().pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="inbjudan.pdf"'


def _word(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in {"word/document.xml": "<x/>", **parts}.items():
            file.writestr(name, body)
    return packed.getvalue()


def _claiming(size: int) -> bytes:
    """A packed file whose table of contents says that one part unpacks to so many bytes."""
    body = bytearray(_word())
    at = body.rindex(b"PK\x01\x02") + 24
    body[at : at + 4] = size.to_bytes(4, "little")
    return bytes(body)


RENAMED = {
    "[Content_Types].xml": '<Override PartName="/word/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
}


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("skript.html", b"<script>", "filtyp"),
        ("bild.png", PDF, "inte det som filnamnet säger"),
        ("program.pdf", b"MZ\x90\x00", "inte det som filnamnet säger"),
        ("makro.docx", _word(**{"word/vbaProject.bin": "x"}), "innehåller makron"),
        ("omdöpt.docx", _word(**RENAMED), "innehåller makron"),
        ("bomb.docx", _claiming(300_000_000), "packas upp"),
        ("tom.pdf", b"", "tom"),
    ],
)
def test_a_file_of_a_wrong_kind_with_macros_or_without_end_is_refused(
    client: Client, officer: User, initiative: Initiative, name: str, body: bytes, why: str
) -> None:
    client.force_login(officer)
    address = reverse("teamwork:comment", args=["initiatives.initiative", initiative.pk])
    answer = client.post(address, {"text": "Se filen", "file": SimpleUploadedFile(name, body)})
    assert answer.status_code == 422
    assert why in answer.text
    assert not Comment.objects.exists()


def test_an_auditor_reads_and_does_not_write(client: Client, auditor: User, initiative: Initiative) -> None:
    make_comment(make_user(), "Klart att läsa", about=initiative)
    client.force_login(auditor)
    assert (
        "Klart att läsa" in client.get(reverse("teamwork:about", args=["initiatives.initiative", initiative.pk])).text
    )
    assert write(client, initiative, "Nej") == 403


def test_it_is_found_by_the_search(client: Client, officer: User, initiative: Initiative) -> None:
    make_comment(officer, "Borgmästaren gillar granbarkborrar", about=initiative)
    client.force_login(officer)
    assert "granbarkborrar" in client.get("/search/?q=granbarkborrar").text.split("</header>")[1]
