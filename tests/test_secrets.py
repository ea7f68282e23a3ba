import pytest

from utblick.accounts.models import Municipality
from utblick.initiatives.models import Initiative, Lesson
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db


def test_a_secret_and_its_parts_are_hidden_from_who_may_not_see_them(municipality: Municipality) -> None:
    with scope.acting(municipality, sees_secrets=True):
        initiative = Initiative.objects.create(title="Etablering", secrecy_ground="OSL 30:23")
        Lesson.objects.create(initiative=initiative, learnt_on="2026-11-01", text="Vänta med pressen")
        assert Lesson.objects.count() == 1

    with scope.acting(municipality):
        assert not Initiative.objects.exists()
        assert not Lesson.objects.exists()
