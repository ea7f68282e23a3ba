"""The search over all rooms, as its reader meets it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.chain import make_chain
from utblick.accounts.models import Municipality, User
from utblick.desk import reading_files
from utblick.goals.tests.make import make_goal
from utblick.goals.tests.test_documents import make_docx
from utblick.initiatives.tests.make import make_initiative
from utblick.journal import attachments, secrecy
from utblick.journal.attachments import Attachment
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.search import finding, spelling
from utblick.teamwork.tests.make import make_comment, make_task
from utblick.watch.tests.make import make_item

PAGE = reverse("desk:search")


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("protokoll.docx", make_docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))


def test_the_place_where_the_words_stand_is_shown(client: Client, coordinator: User) -> None:
    make_goal(name="Kultur", text="Kommunen vill att bokbussen ska nå <b>Hotagen</b> varje vecka.")
    client.force_login(coordinator)
    assert '<a class="u-chip" href="?q=Kultur">Kultur</a>' in client.get(PAGE).text, "without words it teaches"
    answer = client.get(PAGE, {"q": "bokbuss hotagen"}).text
    assert "<mark>bokbussen</mark> ska nå &lt;b&gt;<mark>Hotagen</mark>&lt;/b&gt; varje vecka." in answer


def test_what_a_person_answers_for_is_found_by_the_name_whoever_it_is_by_now(
    client: Client, coordinator: User, officer: User
) -> None:
    officer.name, coordinator.name = "Maria Lindqvist", "Bo Ek"
    officer.save()
    coordinator.save()
    initiative = make_initiative("Bokbussen", owner=officer)
    make_agreement(title="Avtal om bussar", owner=officer)
    make_task(officer, "Ring till Oulu", about=initiative)
    make_initiative("Annat", owner=coordinator)

    def found(name: str) -> list[str]:
        return sorted(hit.title for hit in finding.find(name))

    assert found("maria lindqvist") == ["Avtal om bussar", "Bokbussen", "Ring till Oulu"]
    client.force_login(officer)
    assert "Bokbussen" in client.get(PAGE, {"q": "Lindqvist"}).text
    initiative.owner = coordinator
    initiative.save()
    assert found("maria lindqvist") == ["Avtal om bussar", "Ring till Oulu"]

    client.post(reverse("accounts:profile"), {"name": "Maria Berg", "language": "sv"})
    assert found("maria lindqvist") == []
    assert found("maria berg") == ["Avtal om bussar", "Ring till Oulu"]
    secrecy.mark(initiative, ground="OSL 15 kap. 1 §")
    assert found("bo ek") == ["Annat"], "what is secret is not found by who answers for it either"


def test_what_came_lately_can_be_looked_at_alone(
    client: Client, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = make_goal(name="Bokbussen i skogen"), make_goal(name="Bokbussen på fjället")
    for goal, days in ((old, 100), (new, 3)):
        goal.created_at = timezone.now() - timedelta(days=days)
        goal.save()
    client.force_login(coordinator)

    def answer(since: str) -> str:
        return client.get(PAGE, {"q": "bokbuss", "since": since}).text

    assert "2 träffar" in answer("year")
    month = answer("month")
    assert "på fjället" in month
    assert "i skogen" not in month
    assert f"{timezone.localdate(new.created_at):%Y-%m-%d}" in month
    assert 'href="?q=bokbuss&amp;since=year"' in month
    assert "2 träffar" in answer("nonsense")
    monkeypatch.setattr(finding, "FEW", 2)
    make_goal(name="Bokbussqvist")
    assert "2 träffar" in answer("")
    assert "1 träff<" in answer("month"), "longer words are not looked for only because few came lately"
    nothing = client.get(PAGE, {"q": "skogen", "since": "month"}).text
    assert "Inget som kommit så nyligen innehåller orden." in nothing
    assert "Senaste året" in nothing


def test_who_misspells_is_shown_what_was_meant(client: Client, coordinator: User) -> None:
    make_goal(name="Kultur", text="Bokbussen kör till Hotagen.")
    spelling.learn()
    client.force_login(coordinator)
    answer = client.get(PAGE, {"q": "hotgen"}).text
    assert "Inget innehåller ”hotgen”. Det här innehåller ”hotagen”." in answer
    assert "<mark>Hotagen</mark>" in answer


def test_where_nothing_holds_all_words_what_holds_all_but_one_is_shown(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Stöd till företag på mässor", "Stöd till skolor", "Företag i gruvan"):
        make_goal(name=name, text="Ett mål.")
    spelling.learn()
    client.force_login(coordinator)
    # More than other pages: of a word that stands nowhere it is asked in four ways what it is likely to be.
    with django_assert_max_num_queries(14):
        answer = client.get(PAGE, {"q": "stöd till de företag som exporterar"}).text
    assert "Inget innehåller alla orden. Det här kommer närmast." in answer
    assert "<mark>Stöd</mark> till <mark>företag</mark>" in answer
    assert "gruvan" not in answer
    assert "kommer närmast" not in client.get(PAGE, {"q": "stöd företag"}).text
    assert "Inga träffar" in client.get(PAGE, {"q": "qwertyuiop"}).text


def test_what_stands_in_a_file_is_found(client: Client, coordinator: User) -> None:
    comment = make_comment(coordinator, "Läs detta", file=file("Vi enades om en gemensam fiskvårdsplan."))
    client.force_login(coordinator)
    assert comment.get_absolute_url() not in client.get(PAGE, {"q": "fiskvårdsplan"}).text
    assert reading_files.read_all() == 1
    answer = client.get(PAGE, {"q": "fiskvårdsplan"}).text
    assert "<mark>fiskvårdsplan</mark>" in answer
    assert comment.get_absolute_url() in answer


def test_a_file_that_cannot_be_read_is_tried_once(here: Municipality) -> None:
    broken = attachments.keep(SimpleUploadedFile("avtal.pdf", b"%PDF-1.7 nothing"))
    assert reading_files.read_all() == 0
    assert not Attachment.objects.filter(text=None).exists()
    assert bytes(broken.body) == b"%PDF-1.7 nothing"


def test_a_secret_agreement_hides_what_its_file_says(client: Client, officer: User, coordinator: User) -> None:
    partner = make_organisation("Gruvbolaget", secrecy_ground="OSL 15 kap. 1 §")
    make_agreement(organisation=partner, document=attachments.keep(file("Hemlig bilaga om malmen")))
    reading_files.read_all()
    spelling.learn()
    for user, sees in ((coordinator, True), (officer, False)):
        client.force_login(user)
        for words in ("malmen", "malnen"):
            assert ("Hemlig" in client.get(PAGE, {"q": words}).text) == sees


def test_the_page_asks_the_same_number_of_questions_however_many_kinds_it_shows(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_chain()
    for _ in range(5):
        make_item(title=f"märke{coordinator.pk} ute")
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        client.get(PAGE, {"q": "märke"})
