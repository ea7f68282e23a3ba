"""Long lists: in the background, batch by batch; what is killed goes on and doubles nothing."""

import time
from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import User
from utblick.journal import lists
from utblick.partners import importing, tasks
from utblick.partners.blocks import COMMONEST, Blocks
from utblick.partners.fates import Register
from utblick.partners.models import Import, ImportRow, Organisation
from utblick.partners.tests.make import make_import, make_organisation

pytestmark = pytest.mark.django_db
State = Import.State


def towns(count: int) -> list[str]:
    """Names of which none is like another."""
    return [blake2b(str(number).encode(), digest_size=6).hexdigest() for number in range(count)]


class Killed(Exception):
    """A worker that is gone in the middle of a batch."""


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "AT_A_TIME", 3)


def kill_in(monkeypatch: pytest.MonkeyPatch, state: State, batch: int) -> None:
    """The work of that state does its batch and is gone before it is kept."""
    work, done = importing.PROCESS.work[state], iter(range(1, 1000))

    def once(rows: Sequence[ImportRow], register: Register) -> None:
        work(rows, register)
        if next(done) == batch:
            raise Killed

    monkeypatch.setitem(importing.PROCESS.work, state, once)


def start(found: Import, state: State) -> None:
    assert lists.begin(found, state)
    lists.work_on(found, importing.PROCESS)


@pytest.mark.parametrize("batch", [1, 2, 4])
def test_work_that_is_killed_goes_on_and_doubles_nothing(
    coordinator: User, small_batches: None, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    found = make_import(coordinator, *towns(11))
    for state in (State.CARRYING, State.UNDOING, State.REDOING):
        kill_in(monkeypatch, state, batch)
        with pytest.raises(Killed):
            start(found, state)
        found.refresh_from_db()
        assert found.state == state
        tasks.work_on_import.enqueue(found.pk, found.begun)
        found.refresh_from_db()
        there = Organisation.objects.current().values_list("name", flat=True)
        assert len(there) == len(set(there)) == (0 if state == State.UNDOING else 11)


def test_rows_before_a_kill_are_remembered_after_it(
    coordinator: User, small_batches: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make_import(coordinator, "Lierne", "Snåsa", "Verdal", "Namsos", "Steinkjer", "Levanger", "Lierne")
    kill_in(monkeypatch, State.JUDGING, 2)
    with pytest.raises(Killed):
        start(found, State.JUDGING)
    found.refresh_from_db()
    lists.work_on(found, importing.PROCESS)
    last = found.rows.last()
    assert last is not None
    assert (last.fate, last.reason) == ("same", "Samma som rad 2")


def test_other_columns_stop_the_work_that_was_under_way(coordinator: User) -> None:
    found = make_import(coordinator, "Lierne")
    lists.begin(found, State.JUDGING)
    old = Import.objects.get()
    lists.begin(found, State.JUDGING)
    lists.work_on(old, importing.PROCESS)
    assert Import.objects.get().state == State.JUDGING
    lists.work_on(found, importing.PROCESS)
    assert Import.objects.get().state == State.DRAFT


def test_what_somebody_added_meanwhile_is_not_made_twice(coordinator: User) -> None:
    found = make_import(coordinator, "Lierne", "Snåsa")
    make_organisation("Lierne", country="NO")
    start(found, State.CARRYING)
    assert Organisation.objects.filter(name="Lierne").count() == 1
    assert list(found.rows.values_list("fate", flat=True)) == ["same", "new"]


def test_the_page_tells_how_far_it_has_come_and_is_drawn_anew_at_the_end(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    found = make_import(coordinator, "Lierne", "Snåsa")
    progress, htmx = reverse("partners:import_progress", args=[found.pk]), {"HX-Request": "true"}
    assert client.get(progress, headers=htmx).headers["HX-Refresh"] == "true"
    lists.begin(found, State.CARRYING)
    page = client.get(found.get_absolute_url()).text
    assert progress in page
    assert "rad 0 av 3" in page
    assert "rad 0 av 3" in client.get(progress, headers=htmx).text
    assert client.get(progress).status_code == 302


def test_the_rows_are_paged_and_narrowed_to_a_fate(
    client: Client, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    make_organisation("Namsos", country="NO")
    found = make_import(coordinator, *towns(120), "Namsos")
    client.force_login(coordinator)
    with django_assert_max_num_queries(8):
        first = client.get(found.get_absolute_url()).text
    assert ("Namsos" in first, "120 är nya" in first) == (False, True)
    assert "Namsos" in client.get(found.get_absolute_url() + "?page=2").text
    assert "Namsos" in client.get(found.get_absolute_url() + "?fate=same").text


def test_batches_shrink_where_they_would_keep_others_waiting() -> None:
    assert lists._fitting(200, 0.1) == 200
    assert lists._fitting(200, 4) == 25
    assert lists._fitting(200, 900) == lists.FEWEST
    assert lists._fitting(25, 0.05) == 200


def test_a_name_is_looked_for_among_few_however_many_there_are() -> None:
    blocks = Blocks()
    for number in range(20_000):
        blocks.add("SE", f"forening {number}")
    blocks.add("SE", "forening ramundberget")
    before = time.process_time()
    assert blocks.nearest("SE", "forening ramundbergets") == "forening ramundberget"
    assert all(blocks.nearest("SE", f"forening x{number}y") is None for number in range(2_000))
    assert time.process_time() - before < 1
    assert all(len(block) <= COMMONEST + 1 for block in blocks._names.values())
