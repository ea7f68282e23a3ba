"""An agreement's page, its terms, its parties, goals and signed document."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.journal.attachments import Attachment
from utblick.journal.models import Entry
from utblick.partners.models import Agreement, Aim, Party
from utblick.partners.tests.make import make_agreement, make_organisation

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF"


def url(name: str, *args: object) -> str:
    return reverse(f"partners:{name}", args=args)


def answers(**changes: Any) -> dict[str, Any]:
    return {"kind": "twin_town", "title": "Vänortsavtal", **changes}


def packed(**members: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return body.getvalue()


def test_an_agreement_is_written_whole_and_read_on_its_page(client: Client, coordinator: User) -> None:
    goal = make_goal("Ungas möten", document=make_document(status=PolicyDocument.Status.IN_FORCE))
    partner = make_organisation("Lierne")
    client.force_login(coordinator)
    facts = answers(
        signed_on="2020-01-15",
        expires_on="2026-12-31",
        renews_by="24",
        notice_months="6",
        review_every="24",
        yearly_fee="12 500",
        yearly_budget="80 000",
        decided_by="Kommunfullmäktige",
        case_number="KS 2019/12",
        goals=[goal.pk],
        file=SimpleUploadedFile("avtal.pdf", PDF),
    )
    with time_machine.travel("2026-05-01", tick=False):
        assert client.post(url("add_agreement", partner.pk), facts).status_code == 302
        agreement = Agreement.objects.get()
        page = client.get(agreement.get_absolute_url())
    assert agreement.review_on == date(2022, 1, 15)
    assert [aim.goal for aim in Aim.objects.all()] == [goal]
    for words in ("2026-06-30", "2028-12-31", "80\u202f000", "KS 2019/12", "avtal.pdf", str(goal), "Lierne"):
        assert words in page.text, words


def test_the_page_costs_eight_queries_whatever_the_rows(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    agreement = make_agreement(owner=coordinator)
    document = make_document(status=PolicyDocument.Status.IN_FORCE)
    for _ in range(3):
        Party.objects.create(agreement=agreement, organisation=make_organisation())
        Aim.objects.create(agreement=agreement, goal=make_goal(document=document))
    client.force_login(coordinator)
    client.get(reverse("ui:about"))
    with django_assert_max_num_queries(8):
        assert client.get(agreement.get_absolute_url()).status_code == 200


def test_the_signed_document_is_handed_out_as_a_download_and_nothing_else(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    facts = answers(file=SimpleUploadedFile("Avtal å, ö.pdf", PDF, content_type="text/html"))
    client.post(url("add_agreement", make_organisation().pk), facts)
    answer = client.get(url("agreement_document", Agreement.objects.get().pk))
    assert answer.getvalue() == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(url("agreement_document", make_agreement().pk)).status_code == 404


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("avtal.html", b"<script>alert(1)</script>"),
        ("avtal.pdf", b"<script>alert(1)</script>"),
        ("avtal.pdf", b"\x89PNG\r\n\x1a\n"),
        ("avtal.docx", packed(word__document_xml=b"<w/>", word__vbaProject_bin=b"x")),
        ("avtal.docx", packed(annat_xml=b"<w/>")),
        ("avtal.docx", b"PK\x03\x04trasig"),
        ("avtal.svg", b"<svg/>"),
        ("avtal.pdf", b""),
    ],
)
def test_what_is_no_document_is_refused_and_nothing_is_lost(
    client: Client, coordinator: User, name: str, body: bytes
) -> None:
    client.force_login(coordinator)
    facts = answers(purpose="Får inte tappas", file=SimpleUploadedFile(name, body))
    page = client.post(url("add_agreement", make_organisation().pk), facts)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"file"}
    assert "Får inte tappas" in page.text
    assert not Attachment.objects.exists()


def test_a_new_document_takes_the_place_of_the_old_which_stays_in_the_audit_trail(
    client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    client.post(
        url("add_agreement", make_organisation().pk),
        answers(file=SimpleUploadedFile("utkast.docx", packed(word__document_xml=b"<w/>"))),
    )
    agreement = Agreement.objects.get()
    client.post(url("edit_agreement", agreement.pk), answers(file=SimpleUploadedFile("signerat.pdf", PDF)))
    assert [one.name for one in Attachment.objects.order_by("pk")] == ["utkast.docx", "signerat.pdf"]
    history = client.get(reverse("journal:history", args=["partners.agreement", agreement.pk])).text
    assert "utkast.docx" in history
    assert "signerat.pdf" in history


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"renews_by": "12"}, "renews_by"),
        ({"expires_on": "2027-01-01", "renews_by": "9999"}, "renews_by"),
        ({"notice_months": "en månad"}, "notice_months"),
        ({"expires_on": "9999-12-31"}, "expires_on"),
        ({"signed_on": "0201-01-01"}, "signed_on"),
        ({"yearly_budget": "-1"}, "yearly_budget"),
        ({"goals": ["99999999999999999999999"]}, "goals"),
    ],
)
def test_terms_that_cannot_be_are_refused(
    client: Client, coordinator: User, changes: dict[str, Any], field: str
) -> None:
    client.force_login(coordinator)
    page = client.post(url("add_agreement", make_organisation().pk), answers(**changes))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}


def test_a_rest_comes_of_a_review_and_is_edited_only_where_there_is_one(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "rests_until" not in client.get(url("add_agreement", make_organisation().pk)).context["form"].fields
    resting = make_agreement(rests_until=date(2027, 1, 1), rest_means="Inga resor")
    facts = answers(revision=resting.revision, rests_until="2028-01-01")
    page = client.post(url("edit_agreement", resting.pk), facts)
    assert page.context["form"].errors.keys() == {"rest_means"}
    assert client.post(url("edit_agreement", resting.pk), {**facts, "rest_means": "Bara brev"}).status_code == 302
    assert Agreement.objects.get(pk=resting.pk).rests_until == date(2028, 1, 1)


def test_further_parties_are_added_removed_and_put_back(client: Client, coordinator: User) -> None:
    agreement, third = make_agreement(), make_organisation("Tredje parten")
    client.force_login(coordinator)
    page = client.post(url("add_party", agreement.pk), {"organisation": third.pk}, follow=True)
    assert "Tredje parten" in page.text
    assert agreement.title in client.get(third.get_absolute_url()).text

    removed = client.post(url("remove_party", Party.objects.get().pk), follow=True)
    undo = url("restore_party", agreement.pk, third.pk)
    assert undo in removed.text
    assert not Party.objects.exists()
    client.post(undo)
    client.post(undo)
    assert Party.objects.get().organisation == third


def test_a_secret_partner_hides_its_agreement_document_goals_and_trail(
    client: Client, decision_maker: User, here: object
) -> None:
    goal = make_goal("Mål", document=make_document(status=PolicyDocument.Status.IN_FORCE))
    agreement = make_agreement(organisation=make_organisation("Hemlig", secrecy_ground="OSL 15 kap. 1 §"))
    aim = Aim.objects.create(agreement=agreement, goal=goal)
    open_one = make_agreement()
    Party.objects.create(agreement=open_one, organisation=agreement.organisation)
    client.force_login(decision_maker)
    assert client.get(agreement.get_absolute_url()).status_code == 404
    assert client.get(url("agreement_document", agreement.pk)).status_code == 404
    assert "Hemlig" not in client.get(open_one.get_absolute_url()).text
    assert Entry.objects.get(kind="partners.aim", object_id=aim.pk).secret


def test_who_may_only_read_meets_no_buttons_and_is_refused(client: Client, auditor: User) -> None:
    agreement = make_agreement()
    client.force_login(auditor)
    assert url("edit_agreement", agreement.pk) not in client.get(agreement.get_absolute_url()).text
    for name in ("edit_agreement", "add_party"):
        assert client.get(url(name, agreement.pk)).status_code == 403
