import pytest

from utblick.accounts.forms import UnitForm
from utblick.accounts.models import Membership, Municipality, Role
from utblick.accounts.people import colleagues
from utblick.accounts.tests.make import make_user
from utblick.duties.forms.recurring import RecurringForm
from utblick.initiatives.forms import InitiativeForm
from utblick.partners.forms import AgreementForm

pytestmark = pytest.mark.django_db


def test_a_local_actor_is_nobodys_colleague_and_is_given_nothing_to_answer_for(here: Municipality) -> None:
    officer, company = make_user(Role.OFFICER), make_user(Role.LOCAL_ACTOR)
    both = make_user(Role.OFFICER)
    Membership.objects.create(user=both, role=Role.LOCAL_ACTOR)

    assert set(colleagues()) == {officer, both}
    fields = [
        UnitForm().fields["head"],
        *(form().fields["owner"] for form in (RecurringForm, InitiativeForm, AgreementForm)),
    ]
    for field in fields:
        assert company not in field.queryset
        assert list(field.queryset).count(both) == 1
