import pytest
from django.utils import timezone

from utblick.accounts.models import Municipality, Unit, User
from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.followup.models import Report
from utblick.goals.models import Goal, Programme
from utblick.goals.tests.make import make_goal
from utblick.journal.marks import is_marked
from utblick.journal.models import Entry, Recorded, Superseded
from utblick.search.finding import find
from utblick.tenancy import scope
from utblick.tenancy.scope import OnlyLooks, OutsideScope

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


# Many at once


def test_many_that_are_saved_at_once_are_told_of_as_one_by_one(coordinator: User) -> None:
    with scope.acting(scope.municipality(), coordinator):
        units = [Unit(name=name) for name in ("Skola", "Kultur", "Näringsliv")]
        Unit.save_all(units)
        units[0].name, units[0].remark = "Barn och utbildning", "Ny nämnd"
        units[1].withdrawn_at = timezone.now()
        Unit.save_all(units)

    told = list(Entry.objects.filter(kind="accounts.unit").order_by("pk"))
    assert [(one.act, one.object_id, one.label) for one in told] == [
        *(("created", unit.pk, name) for unit, name in zip(units, ("Skola", "Kultur", "Näringsliv"), strict=True)),
        ("changed", units[0].pk, "Barn och utbildning"),
        ("withdrawn", units[1].pk, "Kultur"),
    ]
    assert (told[3].before, told[3].after) == (
        {"name": "Skola"},
        {"name": "Barn och utbildning", "remark": "Ny nämnd"},
    )
    assert all(one.by == coordinator and is_marked(one) for one in told)
    stored = Unit.objects.order_by("pk").values_list("name", "revision", "withdrawn_at")
    assert list(stored) == [(unit.name, 2, unit.withdrawn_at) for unit in units]


def test_many_that_are_saved_at_once_are_found_by_what_they_say_now(here: object) -> None:
    goals = [make_goal(name=name) for name in ("Vänorter", "Energi")]
    goals[0].name, goals[1].withdrawn_at = "Skolutbyten", timezone.now()
    Goal.save_all(goals)
    assert [hit.title for hit in find("skolutbyten")] == ["Skolutbyten"]
    assert not find("energi")


def test_where_one_of_many_is_older_none_is_saved(here: object) -> None:
    mine = [make_unit("Ett"), make_unit("Två")]
    yours = Unit.objects.get(pk=mine[1].pk)
    yours.name = "Din ändring"
    yours.save()
    for unit in mine:
        unit.name = "Min ändring"

    with pytest.raises(Superseded):
        Unit.save_all(mine)
    assert sorted(Unit.objects.values_list("name", flat=True)) == ["Din ändring", "Ett"]


def test_many_are_refused_where_each_would_be(here: Municipality) -> None:
    with scope.acting(make_municipality()):
        theirs = make_unit("Deras")
    theirs.name = "Vår"
    with pytest.raises(Unit.DoesNotExist):
        Unit.save_all([theirs])
    with pytest.raises(OutsideScope):
        Unit.save_all([Unit(name="Vår", municipality=theirs.municipality)])
    with scope.acting(here, looks_only=True), pytest.raises(OnlyLooks):
        Unit.save_all([Unit(name="Ny")])


@pytest.mark.parametrize("kind", [Report, Programme])
def test_what_checks_itself_at_each_save_is_not_saved_with_many(here: object, kind: type[Recorded]) -> None:
    with pytest.raises(TypeError):
        kind.save_all([])
