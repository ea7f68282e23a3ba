"""A trail that somebody has touched from outside is known from one that nobody has."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.translation import gettext_lazy as _
from pytest_django import DjangoAssertNumQueries

from utblick.initiatives.tests.make import make_initiative
from utblick.journal import sealing
from utblick.journal.erasing import erase_from_trail
from utblick.journal.models import Entry, Seal, TrailCheck
from utblick.journal.tasks import check_and_anchor
from utblick.journal.verifying import Found, Wrong, verify

NONE = Path("/nowhere/anchors.txt")
BEGAN = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _anchors(settings: LazySettings, tmp_path: Path) -> None:
    settings.ANCHORS = tmp_path / "anchors" / "trail.txt"


@pytest.fixture
def sealed(here: object) -> list[int]:
    """The keys of three entries, sealed."""
    with time_machine.travel(BEGAN, tick=False):
        for title in ("Vänortsbesök", "Språkutbyte", "Leden över gränsen"):
            make_initiative(title)
        sealing.seal()
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def run(sql: str, *values: Any) -> None:
    """As somebody does who reaches the database and not Utblick."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def wrongs(found: Found | None = None) -> dict[Wrong, list[int]]:
    return dict((found or verify(NONE)).keys)


def test_a_trail_that_nobody_has_touched_is_whole(sealed: list[int]) -> None:
    make_initiative("Ny")
    found = verify(NONE)
    assert (found.sealed, found.waiting, found.faults) == (3, 1, 0)


@pytest.mark.parametrize(
    "change",
    [
        "label = 'Annat'",
        "act = 'withdrawn'",
        "kind = 'goals.goal'",
        "object_id = object_id + 1",
        "at = '2026-11-24 09:00:00.000001+00:00'",
        'by_id = NULL, before = \'{"title": "Annat"}\'',
        "after = '{}'",
    ],
)
def test_an_entry_that_was_changed_in_the_database_is_told(sealed: list[int], change: str) -> None:
    run(f"UPDATE journal_entry SET {change} WHERE id = %s", sealed[1])
    assert wrongs() == {Wrong.CHANGED: [sealed[1]]}


def test_an_entry_that_was_changed_before_it_was_sealed_is_told_then_and_ever_after(here: object) -> None:
    make_initiative("Vänortsbesök")
    run("UPDATE journal_entry SET label = 'Annat'")
    key = Entry.objects.get().pk
    assert wrongs() == {Wrong.FOREIGN: [key]}
    sealing.seal()
    assert wrongs() == {Wrong.FOREIGN: [key]}


def test_what_a_database_writes_in_another_way_is_no_other_content(here: object) -> None:
    entry = Entry(act="changed", kind="goals.goal", object_id=1, label="Mål")
    entry.after = {
        10: "ten",
        2: Decimal("1.50"),
        "large": 1e16,
        "small": 1e-7,
        "whole": 2.0,
        "day": BEGAN,
        "word": _("Goal"),
    }
    entry.save()
    assert wrongs() == {}
    sealing.seal()
    assert wrongs() == {}


def test_an_entry_that_was_removed_is_told(sealed: list[int]) -> None:
    run("DELETE FROM journal_entry WHERE id = %s", sealed[1])
    assert wrongs() == {Wrong.REMOVED: [sealed[1]]}


def test_a_removed_entry_whose_seal_is_gone_with_it_breaks_the_chain(sealed: list[int]) -> None:
    run("DELETE FROM journal_entry WHERE id = %s", sealed[1])
    run("DELETE FROM journal_seal WHERE entry = %s", sealed[1])
    assert wrongs() == {Wrong.CHAIN: [3]}


def test_an_entry_that_was_put_in_directly_is_told_before_and_after_it_is_sealed(sealed: list[int]) -> None:
    insert_copy(sealed[0], label="Påhittat")
    new = Entry.objects.latest("pk").pk
    assert wrongs()[Wrong.FOREIGN] == [new]
    sealing.seal()
    assert wrongs()[Wrong.FOREIGN] == [new]


def test_a_true_entry_that_was_put_in_once_more_bears_the_others_mark(sealed: list[int]) -> None:
    insert_copy(sealed[0])
    sealing.seal()
    assert wrongs() == {Wrong.COPIED: [sealed[0], Entry.objects.latest("pk").pk]}


def insert_copy(pk: int, label: str = "") -> None:
    columns = [field.column for field in Entry._meta.concrete_fields if field.column != "id"]
    values = ["%s" if label and column == "label" else column for column in columns]
    told = (
        f"INSERT INTO journal_entry ({', '.join(columns)}) SELECT {', '.join(values)} FROM journal_entry WHERE id = %s"
    )
    run(told, *([label] if label else []), pk)


def test_two_entries_that_have_changed_places_are_told(sealed: list[int]) -> None:
    one, two = Entry.objects.filter(pk__in=sealed[:2]).order_by("pk")
    for entry, of in ((one, two), (two, one)):
        Entry.objects.filter(pk=entry.pk).update(
            label=of.label, object_id=of.object_id, before=of.before, after=of.after, mark=of.mark, at=of.at
        )
    assert wrongs() == {Wrong.CHANGED: sealed[:2]}


def test_what_comes_with_a_date_from_long_before_the_last_seal_is_told(sealed: list[int]) -> None:
    with time_machine.travel(BEGAN - timedelta(days=2), tick=False):
        make_initiative("Efterhandskonstruktion")
    with time_machine.travel(BEGAN + timedelta(hours=1), tick=False):
        sealing.seal()
    assert wrongs() == {Wrong.BACKDATED: [Entry.objects.latest("pk").pk]}


def test_a_chain_that_was_made_anew_as_a_whole_agrees_with_no_anchor(sealed: list[int], settings: LazySettings) -> None:
    sealing.anchor()
    assert wrongs(verify(settings.ANCHORS)) == {}
    run("DELETE FROM journal_seal")
    run("DELETE FROM journal_entry WHERE id = %s", sealed[1])
    sealing.seal()
    assert wrongs() == {}
    assert wrongs(verify(settings.ANCHORS)) == {Wrong.ANCHOR: [3]}


def test_a_line_that_was_touched_in_the_file_of_anchors_is_told(sealed: list[int], settings: LazySettings) -> None:
    sealing.anchor()
    settings.ANCHORS.write_text(
        "\xff inget ankare\n" + settings.ANCHORS.read_text().replace(" 3 ", " 2 "), encoding="latin-1"
    )
    assert wrongs(verify(settings.ANCHORS)) == {Wrong.ANCHOR: [0, 2]}


def test_personal_data_that_utblick_takes_out_breaks_nothing_and_is_counted(sealed: list[int]) -> None:
    entry = Entry.objects.get(pk=sealed[0])
    initiative = type(make_initiative()).objects.get(pk=entry.object_id)
    erase_from_trail(initiative, ["title", "summary"])
    found = verify(NONE)
    assert (found.erased, found.faults) == (1, 0)


def test_a_new_secret_key_leaves_what_is_sealed_whole_and_the_old_one_vouches_for_the_rest(
    sealed: list[int], settings: LazySettings
) -> None:
    make_initiative("Under den gamla nyckeln")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-key"
    assert list(wrongs()) == [Wrong.FOREIGN]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert wrongs() == {}


def test_what_turns_up_late_takes_a_later_place_in_the_chain(here: object) -> None:
    make_initiative("Före")
    early = Entry.objects.get().pk
    run("UPDATE journal_entry SET id = id + 50")
    sealing.seal()
    make_initiative("Efter")
    run("UPDATE journal_entry SET id = %s WHERE label = 'Efter'", early)
    sealing.seal()
    assert [(one.number, one.entry) for one in Seal.objects.all()] == [(1, early + 50), (2, early)]
    assert wrongs() == {}


def test_many_are_sealed_in_a_few_queries(here: object, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(20):
        make_initiative()
    with django_assert_max_num_queries(8):
        assert sealing.seal() == 20


def test_the_command_names_each_fault_and_fails(sealed: list[int], settings: LazySettings) -> None:
    sealing.anchor()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "Nothing was changed" in out.getvalue()
    assert "1 anchors" in out.getvalue()
    run("DELETE FROM journal_entry WHERE id = %s", sealed[1])
    with pytest.raises(CommandError, match="1 faults"):
        call_command("verify_audit", stdout=out)
    assert f"1 are gone: entries {sealed[1]}" in out.getvalue()


def test_the_nightly_check_is_kept_and_shown(client: Any, auditor: Any, sealed: list[int]) -> None:
    client.force_login(auditor)
    check_and_anchor.func()
    assert "ingenting har ändrats, tagits bort eller lagts till utanför Utblick" in client.get("/journal/").text
    run("DELETE FROM journal_entry WHERE id = %s", sealed[1])
    check_and_anchor.func()
    assert [one.faults for one in TrailCheck.objects.all()] == [1, 0]
    assert "utblick verify-audit" in client.get("/journal/").text
