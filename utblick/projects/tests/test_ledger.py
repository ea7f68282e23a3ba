"""Costs from the accounts: what becomes of each row is shown first, carried out once, and undone as a whole."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Role, User
from utblick.accounts.tests.make import make_outsider, make_user
from utblick.journal import lists
from utblick.projects import posting, tasks
from utblick.projects.fates import Kind
from utblick.projects.models import Booking, Ledger, Project
from utblick.projects.tests.make import make_budget, make_project

pytestmark = pytest.mark.django_db
State = Ledger.State
FILE = """Projekt 4711;;;;
Bokföringsdatum;Konto;Text;Verifikat;Belopp
2026-10-02;5011;Lön september;A 101;41 250,50
2026-10-02;5611;Sociala avgifter;A 101;12 961,00
2026-10-14;7051;Tåg till Trondheim;B 77;1850
2026-10-20;7051;Återbetalt;B 78;-200
2099-01-01;7051;Nästa sekel;B 79;10
2026-10-21;7051;Otydligt;B 80;ett tusen
;;;;
2026-10-22;6411;Pärmar;;99,90
"""


@pytest.fixture
def project(here: object) -> Project:
    made = make_project(stage="running", starts_on=date(2026, 9, 1), ends_on=date(2027, 8, 31))
    make_budget(made, staff=100_000, own_cash=40_000)
    return made


@pytest.fixture
def book(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


class CutOff(Exception):
    """In the middle of a batch. For workers that are killed see test_killed_workers.py."""


def hand_in(client: Client, project: Project, text: str = FILE, name: str = "huvudbok.csv") -> Ledger:
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post(reverse("projects:read_ledger", args=[project.pk]), {"file": file})
    assert answer.status_code == 302, answer.text
    return Ledger.objects.latest("pk")


def fates(found: Ledger) -> dict[int, str]:
    return dict(found.rows.values_list("number", "fate"))


def start(found: Ledger, state: Ledger.State) -> None:
    lists.begin(found, state)
    lists.work_on(found, posting.PROCESS)


def test_columns_and_accounts_are_guessed_and_each_row_has_a_fate(book: Client, project: Project) -> None:
    found = hand_in(book, project)
    assert found.columns == {"booked_on": 0, "account": 1, "text": 2, "voucher": 3, "amount": 4}
    assert found.categories == {"5011": "staff", "5611": "staff", "6411": "", "7051": ""}
    assert fates(found) == {
        3: Kind.NEW, 4: Kind.NEW, 5: Kind.NEW, 6: Kind.NEW, 7: Kind.REFUSED, 8: Kind.REFUSED, 10: Kind.NEW,
    }  # fmt: skip
    page = book.get(found.get_absolute_url()).text
    assert "kreditering" in page
    assert "41 250,50" in page.replace("\xa0", " ").replace("\u202f", " ")
    assert not Booking.objects.exists(), "nothing is booked before it has been seen"


def test_what_was_chosen_is_what_is_booked_and_reaches_the_step(book: Client, project: Project) -> None:
    found = hand_in(book, project)
    columns = {name: str(place) for name, place in found.columns.items()}
    accounts = {"account-0": "staff", "account-1": "staff", "account-2": "", "account-3": "travel"}
    answer = book.post(found.get_absolute_url(), {**columns, **accounts, "category": "office"})
    assert answer.status_code == 302
    book.post(reverse("projects:post_ledger", args=[found.pk]))
    booked = {one.text: (one.category, one.amount, one.voucher) for one in Booking.objects.of(project)}
    assert booked == {
        "Lön september": ("staff", Decimal("41250.50"), "A 101"),
        "Sociala avgifter": ("staff", Decimal("12961.00"), "A 101"),
        "Tåg till Trondheim": ("travel", Decimal("1850.00"), "B 77"),
        "Återbetalt": ("travel", Decimal("-200.00"), "B 78"),
        "Pärmar": ("office", Decimal("99.90"), ""),
    }
    project.step.refresh_from_db()
    assert project.step.cost == Decimal("55961.40")


def test_the_same_list_again_books_only_what_has_come_since(book: Client, project: Project) -> None:
    start(hand_in(book, project), State.CARRYING)
    again = hand_in(book, project, f"{FILE}2026-11-02;5011;Lön oktober;A 130;41 250,50\n")
    assert [row for row, kind in fates(again).items() if kind == Kind.NEW] == [11]
    assert fates(again)[10] == Kind.SAME, "also without a voucher: the same day, amount and text"
    start(again, State.CARRYING)
    assert again.rows.exclude(made=None).count() == 1
    start(again, State.CARRYING)
    assert Booking.objects.of(project).count() == 6, "carried out once"


def test_the_whole_is_undone_but_for_what_was_changed_since_and_done_again(book: Client, project: Project) -> None:
    found = hand_in(book, project)
    book.post(reverse("projects:post_ledger", args=[found.pk]))
    changed = Booking.objects.get(text="Pärmar")
    changed.text = "Pärmar och pennor"
    changed.save()
    told = book.post(reverse("projects:undo_ledger", args=[found.pk]), follow=True).text
    assert "1 kostnad är kvar" in told
    assert [one.text for one in Booking.objects.of(project)] == ["Pärmar och pennor"]
    project.step.refresh_from_db()
    assert project.step.cost == Decimal("99.90")
    for name, left in (("redo", 5), ("undo", 1), ("redo", 5)):
        book.post(reverse(f"projects:{name}_ledger", args=[found.pk]))
        assert Booking.objects.of(project).count() == left


@pytest.mark.parametrize(("body", "told"), [("", "tabell"), ("bara ett ord", "tabell")])
def test_what_is_no_list_is_refused_in_words(book: Client, project: Project, body: str, told: str) -> None:
    file = SimpleUploadedFile("lista.csv", body.encode())
    answer = book.post(reverse("projects:read_ledger", args=[project.pk]), {"file": file})
    assert answer.status_code == 422
    assert told in answer.text


def test_work_that_is_cut_off_goes_on_also_where_it_takes_back(
    book: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_A_TIME", 2)
    found = hand_in(book, project)
    for state, left in ((State.CARRYING, 5), (State.UNDOING, 0), (State.REDOING, 5)):
        work, done = posting.PROCESS.work[state], iter(range(1, 1000))

        def once(rows: Any, register: Any, work: Any = work, done: Any = done) -> None:
            work(rows, register)
            if next(done) == 2:
                raise CutOff

        monkeypatch.setitem(posting.PROCESS.work, state, once)
        with pytest.raises(CutOff):
            start(found, state)
        tasks.work_on_ledger.enqueue(found.pk, Ledger.objects.get().begun)
        found.refresh_from_db()
        assert found.state == lists.ENDS_AS[state]
        assert Booking.objects.of(project).count() == left
    project.step.refresh_from_db()
    assert project.step.cost == Decimal("55961.40")


def test_a_long_list_tells_how_far_it_has_come_and_is_paged(
    book: Client, project: Project, django_assert_max_num_queries: Any
) -> None:
    rows = "".join(f"2026-10-02;5011;Lön {n};A {n};1\n" for n in range(120))
    found = hand_in(book, project, f"Datum;Konto;Text;Verifikat;Belopp\n{rows}")
    with django_assert_max_num_queries(8):
        page = book.get(found.get_absolute_url()).text
    assert "120 är nya, 120" in page
    assert ("Lön 99<" in page, "Lön 100<" in page) == (True, False)
    progress, htmx = reverse("projects:ledger_progress", args=[found.pk]), {"HX-Request": "true"}
    assert book.get(progress, headers=htmx).headers["HX-Refresh"] == "true"
    lists.begin(found, State.CARRYING)
    assert progress in book.get(found.get_absolute_url()).text
    assert "rad 0 av 121" in book.get(progress, headers=htmx).text
    assert book.get(progress).status_code == 302


def test_more_credited_than_booked_is_said_before_and_after_and_leaves_no_cost_below_nought(
    book: Client, project: Project
) -> None:
    found = hand_in(book, project, "Datum;Konto;Text;Verifikat;Belopp\n2026-10-20;7051;Återbetalt;B 1;−2 000,50\n")
    words = "mer krediteras än vad som är bokfört"
    assert words in book.get(found.get_absolute_url()).text
    start(found, State.CARRYING)
    assert "mer är krediterat än bokfört" in book.get(reverse("projects:outcome", args=[project.pk])).text
    project.step.refresh_from_db()
    assert project.step.cost == 0
    assert book.get(reverse("projects:cash_flow")).status_code == 200


def test_what_a_row_lacks_is_said_by_name(book: Client, project: Project) -> None:
    rows = "2026-10-02;5011;Bara dag;A 1;\n;5011;Summa;;500\n2026-10-02;5011;Oräknad formel;A 2;0\n"
    found = hand_in(book, project, f"Datum;Konto;Text;Verifikat;Belopp\n{rows}")
    told = [row.reason for row in found.rows.all()]
    assert told[:2] == ["Belopp saknas.", "Dag saknas."]
    assert "formel" in told[2]


def test_two_columns_cannot_hold_the_same(book: Client, project: Project) -> None:
    found = hand_in(book, project)
    answer = book.post(found.get_absolute_url(), {"booked_on": "0", "amount": "0", "category": "staff"})
    assert answer.status_code == 422


def test_only_who_may_change_the_project_comes_near(client: Client, book: Client, project: Project) -> None:
    found = hand_in(book, project)
    pages = [reverse("projects:read_ledger", args=[project.pk]), found.get_absolute_url()]
    for user, status in ((make_user(Role.OFFICER), 403), (make_user(Role.DECISION_MAKER), 403), (make_outsider(), 403)):
        client.force_login(user)
        assert {client.get(page).status_code for page in pages} == {status}
        assert client.post(reverse("projects:post_ledger", args=[found.pk])).status_code == status
    assert not Booking.objects.exists()
