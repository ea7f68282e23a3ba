import pytest

from utblick.accounts.models import Unit, User
from utblick.accounts.tests.make import make_unit
from utblick.journal.models import Entry, Superseded
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db


def test_a_change_is_kept_with_who_before_and_after(coordinator: User) -> None:
    with scope.acting(scope.municipality(), coordinator):
        unit = make_unit("Skola")
        unit.name = "Barn och utbildning"
        unit.save()

    changed, created = Entry.objects.all()[:2]
    assert (created.act, created.after["name"]) == ("created", "Skola")
    assert (changed.act, changed.before, changed.after) == (
        "changed",
        {"name": "Skola"},
        {"name": "Barn och utbildning"},
    )
    assert changed.by == coordinator


def test_a_save_that_changes_nothing_leaves_no_entry(here: object) -> None:
    unit = make_unit()
    before = Entry.objects.count()
    unit.save()
    assert Entry.objects.count() == before


def test_withdrawing_and_restoring_are_told_apart_from_changes(here: object) -> None:
    unit = make_unit()
    unit.withdraw()
    unit.restore()
    assert list(Entry.objects.values_list("act", flat=True)[:2]) == ["restored", "withdrawn"]


def test_an_older_copy_does_not_overwrite_a_newer_one(here: object) -> None:
    unit = make_unit("Först")
    mine, yours = Unit.objects.get(pk=unit.pk), Unit.objects.get(pk=unit.pk)
    yours.name = "Din ändring"
    yours.save()
    mine.name = "Min ändring"
    with pytest.raises(Superseded):
        mine.save()
    assert Unit.objects.get(pk=unit.pk).name == "Din ändring"


def test_what_would_pass_by_the_trail_is_refused(here: object) -> None:
    unit = make_unit()
    with pytest.raises(TypeError):
        Unit.objects.all().update(name="x")
    with pytest.raises(TypeError):
        Unit.objects.all().delete()
    with pytest.raises(TypeError):
        unit.delete()


def test_an_entry_is_neither_changed_nor_deleted(here: object) -> None:
    make_unit()
    entry = Entry.objects.all()[0]
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
