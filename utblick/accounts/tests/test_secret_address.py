"""A secret address opens one thing, for as long as its owner may see it and lets it stand."""

import pytest
from django.http import HttpResponse
from django.utils import translation

from utblick.accounts import secret_address
from utblick.accounts.models import Membership, Municipality, Role, SecretAddress, User
from utblick.accounts.tests.make import make_municipality, make_user
from utblick.journal.models import Entry
from utblick.tenancy import scope

PURPOSE = "desk.calendar"


def test_the_key_leads_to_the_address_and_no_other_does(officer: User) -> None:
    made = secret_address.make(officer, PURPOSE)
    assert secret_address.find(made.key, PURPOSE) == made
    for wrong in ("", made.seed, made.key[:-1] + "x", f"{made.seed}.", "å" * 300, "0.0"):
        assert secret_address.find(wrong, PURPOSE) is None


def test_a_key_opens_only_what_it_was_made_for(officer: User) -> None:
    made = secret_address.make(officer, PURPOSE, 7)
    assert secret_address.find(made.key, "watch.search") is None
    assert secret_address.make(officer, PURPOSE, 8).key != made.key


def test_asking_twice_gives_the_same_address(officer: User) -> None:
    assert secret_address.make(officer, PURPOSE) == secret_address.make(officer, PURPOSE)
    assert SecretAddress.objects.count() == 1


def test_a_revoked_address_is_closed_at_once_and_the_next_has_another_key(officer: User) -> None:
    made = secret_address.make(officer, PURPOSE)
    secret_address.revoke(made)
    assert secret_address.find(made.key, PURPOSE) is None
    assert secret_address.make(officer, PURPOSE).key != made.key


def test_a_key_opens_nothing_at_another_municipality(officer: User) -> None:
    made = secret_address.make(officer, PURPOSE)
    with scope.acting(make_municipality("Grannkommun")):
        assert secret_address.find(made.key, PURPOSE) is None


@pytest.mark.parametrize(("role", "sees"), [(Role.COORDINATOR, True), (Role.OFFICER, False)])
def test_it_is_read_as_its_owner_would_read_it(here: Municipality, role: Role, sees: bool) -> None:
    owner = make_user(role)
    owner.language = "en"
    with secret_address.acting_for(secret_address.make(owner, PURPOSE)):
        assert scope.current().user == owner
        assert scope.current().sees_secrets is sees
        assert translation.get_language() == "en"


def test_an_owner_whose_role_was_taken_may_see_nothing_by_it(officer: User) -> None:
    made = secret_address.make(officer, PURPOSE)
    Membership.objects.get(user=officer).withdraw()
    found = secret_address.find(made.key, PURPOSE)
    assert found is not None
    with secret_address.acting_for(found):
        assert not found.user.has_perm("desk.view")


def test_the_trail_tells_of_it_but_holds_no_key(officer: User) -> None:
    made = secret_address.make(officer, PURPOSE)
    secret_address.revoke(made)
    entries = Entry.objects.filter(kind="accounts.secretaddress")
    assert [entry.act for entry in entries] == [Entry.Act.WITHDRAWN, Entry.Act.CREATED]
    assert made.key not in str([(entry.before, entry.after, entry.label) for entry in entries])


def test_no_cache_and_no_search_engine_keeps_the_answer() -> None:
    answer = secret_address.private(HttpResponse())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
