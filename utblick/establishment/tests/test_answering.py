"""An enquiry is answered by mail, sites are proposed, it is followed to its end; each can be taken back."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.filling import filled, form_of
from utblick.accounts.models import Municipality, User
from utblick.establishment import answering, following, sending
from utblick.establishment.fitting import fitting
from utblick.establishment.measuring import YEAR, measured
from utblick.establishment.models import AnswerPromise, Enquiry, EnquiryLetter, Proposal
from utblick.establishment.tests.make import PDF, make_enquiry, make_vacant_site
from utblick.followup.compiling import compile_figures
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Initiative, Result
from utblick.initiatives.tests.make import make_initiative
from utblick.teamwork.models import Task

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def asked(coordinator: User) -> Enquiry:
    AnswerPromise(owner=coordinator).save()
    return make_enquiry()


@pytest.fixture
def page(client: Client, coordinator: User) -> Any:
    """Sends the form of a page, filled in from what the page itself says."""
    client.force_login(coordinator)

    def send(url_name: str, enquiry: Enquiry, **given: Any) -> Any:
        address = reverse(f"establishment:{url_name}", args=[enquiry.pk])
        return client.post(address, filled(form_of(client.get(address).text), **given), follow=True)

    return send


def test_the_answer_goes_by_mail_after_a_while_and_the_task_is_done(
    page: Any, asked: Enquiry, coordinator: User
) -> None:
    answer = page("answer", asked, body="Guten Tag,\n\nwir haben ein Grundstück mit Gleisanschluss.")
    assert "om några minuter" in answer.text
    asked.refresh_from_db()
    assert (asked.state, asked.answered_by, asked.was_in_time) == ("answered", coordinator, True)
    assert Task.objects.get().done_at
    assert sending.send_all(timezone.now()) == 1, "only the receipt: there is time to think again"
    assert [sending.send_all(timezone.now() + LATER) for _ in range(2)] == [1, 0]
    letter = mail.outbox[-1]
    assert asked.number in letter.subject
    assert "Gleisanschluss" in letter.body
    assert letter.reply_to == [coordinator.email]


def test_the_greeting_alone_is_no_answer(page: Any, asked: Enquiry) -> None:
    refused = page("answer", asked)
    assert refused.status_code == 422
    assert EnquiryLetter.objects.filter(kind="answer").count() == 0


def test_a_letter_taken_back_leaves_the_enquiry_as_it_was(
    client: Client, page: Any, asked: Enquiry, coordinator: User
) -> None:
    site = make_vacant_site()
    letter = answering.propose(asked, by=coordinator, body="Ja", sites=[site])
    client.post(reverse("establishment:take_back", args=[letter.pk]))
    asked.refresh_from_db()
    assert (asked.state, asked.answered_on) == ("new", None)
    assert Task.objects.get().done_at is None
    assert not Proposal.objects.exists()
    assert sending.send_all(timezone.now() + LATER) == 1, "the receipt alone"


def test_a_letter_that_has_gone_stands(client: Client, page: Any, asked: Enquiry, coordinator: User) -> None:
    letter = answering.answer(asked, by=coordinator, body="Ja")
    sending.send_all(timezone.now() + LATER)
    answer = client.post(reverse("establishment:take_back", args=[letter.pk]), follow=True)
    assert "har redan gått" in answer.text
    asked.refresh_from_db()
    assert asked.state == "answered"


def test_sites_are_proposed_in_their_language_with_facts_and_address(page: Any, asked: Enquiry) -> None:
    said = {"de": {"name": "Gewerbegebiet Hoting"}}
    site = make_vacant_site(area=84_000, power=Decimal(18), zoning="in_force", translations=said)
    make_vacant_site("Liten lokal", kind="premises", area=100)
    page("propose", asked, sites=[str(site.pk)])
    letter = EnquiryLetter.objects.get(kind="proposal")
    assert re.search(r"Gewerbegebiet Hoting\n.*Fläche: 84.000 m²", letter.body, re.DOTALL)
    assert "Elektrische Leistung: 18 MW" in letter.body
    assert f"/public/de/sites/{site.pk}/" in letter.body
    assert "{sites}" not in letter.body
    asked.refresh_from_db()
    assert asked.state == "proposed"


def test_what_each_site_lacks_is_said_and_what_fits_best_comes_first(here: Municipality) -> None:
    enquiry = make_enquiry(wanted="land", area=40_000, power=Decimal(4))
    small = make_vacant_site("A liten", area=1_000, power=Decimal(5))
    hall = make_vacant_site("B lokal", kind="premises", area=50_000)
    good = make_vacant_site("C bra", area=38_000, power=Decimal(18))
    make_vacant_site("D upptagen", state="taken")
    told = [(one.site, [str(lack) for lack in one.lacks]) for one in fitting(enquiry)]
    assert told == [(good, []), (small, ["för litet"]), (hall, ["annan typ", "okänd eleffekt"])]


def test_what_came_of_it_is_told_in_the_follow_up_of_the_goal(page: Any, asked: Enquiry, coordinator: User) -> None:
    goal = make_goal("Etablering", document=make_document(status=PolicyDocument.Status.IN_FORCE))
    initiative = make_initiative("Näringsliv", goals=[goal], status=Initiative.Status.RUNNING)
    answering.answer(asked, by=coordinator, body="Ja")
    page("establish", asked, jobs="25", investment="8 500 000", initiative=str(initiative.pk))
    result = Result.objects.get()
    assert (result.value, result.unit_of_value) == (25, "jobb")
    assert "Nordwind" not in result.text, "a company is named only where somebody writes its name"
    today = timezone.localdate()
    figures = compile_figures(today - YEAR, today)
    [part] = [one for one in figures.goals if one.pk == goal.pk]
    assert [noted.value for _initiative, noted in part.results()] == [25]
    assert (figures.establishment.established, figures.establishment.jobs) == (1, 25)


def test_opened_again_it_goes_on_where_its_letters_say_and_the_result_is_withdrawn(
    client: Client, page: Any, asked: Enquiry, coordinator: User
) -> None:
    initiative = make_initiative("Näringsliv", status=Initiative.Status.RUNNING)
    answering.answer(asked, by=coordinator, body="Ja")
    following.establish(asked, by=coordinator, jobs=5, investment=None, initiative=initiative, told="De kommer.")
    client.post(reverse("establishment:reopen", args=[asked.pk]))
    asked.refresh_from_db()
    assert (asked.state, asked.jobs, asked.closed_on) == ("answered", None, None)
    assert not Result.objects.standing().exists()


def test_a_lost_enquiry_says_why(page: Any, asked: Enquiry) -> None:
    assert page("lose", asked, reason="").status_code == 422
    page("lose", asked, reason="Ingen tomt med mer än 5 MW")
    asked.refresh_from_db()
    assert (asked.state, asked.closed_on) == ("lost", timezone.localdate())


def test_it_is_moved_along_the_pipeline(client: Client, page: Any, asked: Enquiry, coordinator: User) -> None:
    answering.answer(asked, by=coordinator, body="Ja")
    client.post(reverse("establishment:move", args=[asked.pk]), {"to": "visit"})
    asked.refresh_from_db()
    assert asked.state == "visit"
    client.post(reverse("establishment:move", args=[asked.pk]), {"to": "lost"})
    asked.refresh_from_db()
    assert asked.state == "visit", "an end has a form of its own"


def test_documents_are_kept_handed_out_and_withdrawn(client: Client, page: Any, asked: Enquiry) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = reverse("establishment:add_document", args=[asked.pk])
    assert client.post(address, {"file": SimpleUploadedFile("karta.exe", b"MZ")}).status_code == 422
    client.post(address, {"file": SimpleUploadedFile("karta.pdf", PDF)})
    document = asked.documents.get()
    handed_out: Any = client.get(reverse("establishment:document", args=[document.pk]))
    assert b"".join(handed_out.streaming_content) == PDF
    client.post(reverse("establishment:withdraw_document", args=[document.pk]))
    assert client.get(reverse("establishment:document", args=[document.pk])).status_code == 404


def test_how_the_promise_is_kept_is_measured(here: Municipality, coordinator: User) -> None:
    today = timezone.localdate()
    in_time, late, waiting, spam = (make_enquiry(name) for name in ("I tid", "Sent", "Väntar", "Skräp"))
    answering.answer(in_time, by=coordinator, body="Ja")
    for one in (late, waiting):
        one.answer_by = today - timedelta(days=3)
        one.save()
    answering.answer(late, by=coordinator, body="Ja")
    following.lose(spam, by=coordinator, reason="Spam")
    found = measured(today - YEAR, today, today)
    assert (found.received, found.waiting, found.in_time, found.late, found.lost) == (4, 1, 1, 2, 1)


def test_an_address_with_a_slip_is_put_right(page: Any, asked: Enquiry) -> None:
    page("edit_enquiry", asked, email="anke@holz.example")
    asked.refresh_from_db()
    assert asked.email == "anke@holz.example"


def test_readers_neither_answer_nor_close(client: Client, decision_maker: User, asked: Enquiry) -> None:
    client.force_login(decision_maker)
    assert client.get(asked.get_absolute_url()).status_code == 200
    for name in ("answer", "propose", "establish", "lose", "edit_enquiry", "add_document"):
        assert client.get(reverse(f"establishment:{name}", args=[asked.pk])).status_code == 403
