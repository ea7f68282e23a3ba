import pytest

from utblick.accounts.models import Municipality, Unit
from utblick.accounts.tests.make import make_municipality, make_unit
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db


def test_a_query_outside_every_scope_stops() -> None:
    with pytest.raises(scope.NoScope):
        list(Unit.objects.all())


def test_a_municipality_sees_only_its_own_rows() -> None:
    ours, theirs = make_municipality(), make_municipality()
    with scope.acting(ours):
        make_unit("Vår enhet")
    with scope.acting(theirs):
        make_unit("Deras enhet")

        assert [unit.name for unit in Unit.objects.all()] == ["Deras enhet"]


def test_a_queryset_written_in_one_scope_and_run_in_another_shows_the_others_rows() -> None:
    ours, theirs = make_municipality(), make_municipality()
    with scope.acting(ours):
        make_unit("Vår enhet")
        written_here = Unit.objects.all()
    with scope.acting(theirs):
        assert list(written_here) == []


def test_a_relation_to_another_municipalitys_row_does_not_validate() -> None:
    with scope.acting(make_municipality()):
        foreign = make_unit()
    with scope.acting(make_municipality()), pytest.raises(Exception, match="parent"):
        Unit(name="Underenhet", parent_id=foreign.pk).full_clean()


def test_a_row_of_another_municipality_is_not_written() -> None:
    ours, theirs = make_municipality(), make_municipality()
    with scope.acting(ours), pytest.raises(scope.OutsideScope):
        Unit(name="Fel", municipality=theirs).save()


def test_the_whole_installation_is_seen_only_when_asked_for() -> None:
    for _ in range(2):
        with scope.acting(make_municipality()):
            make_unit()
    with scope.everywhere():
        assert Unit.objects.count() == 2


def test_the_only_municipality_answers_at_any_name(client: object) -> None:
    from utblick.accounts.middleware import municipality_of

    only = make_municipality()
    assert municipality_of("utblick.example.se") == only
    make_municipality()
    assert municipality_of("other.example.se") is None
    assert Municipality.objects.count() == 2
