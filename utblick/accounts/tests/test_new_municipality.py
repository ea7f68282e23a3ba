import pytest
from django.core.management import CommandError, call_command

from utblick.accounts.models import Membership, Municipality, Role
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db


def test_a_municipality_gets_its_first_coordinator() -> None:
    call_command("municipality", "Östersund", coordinator="Eva@Example.se", host="Utblick.Ostersund.se")
    created = Municipality.objects.get()
    assert (created.name, created.slug, created.hosts) == ("Östersund", "ostersund", "utblick.ostersund.se")
    with scope.acting(created):
        role = Membership.objects.select_related("user").get()
        assert (role.user.email, role.role) == ("eva@example.se", Role.COORDINATOR)
        assert not role.user.has_usable_password()


def test_the_first_coordinator_sets_a_password_by_mail(client: object, mailoutbox: list[object]) -> None:
    from django.test import Client
    from django.urls import reverse

    call_command("municipality", "Krokom", coordinator="eva@example.se")
    answers = [
        Client().post(reverse("account_reset_password"), {"email": f"{who}@example.se"}).headers["Location"]
        for who in ("eva", "ingen")
    ]
    assert answers[0] == answers[1]
    known, unknown = mailoutbox
    assert ["/log-in/password/reset/key/" in one.body for one in (known, unknown)] == [True, False]  # type: ignore[attr-defined]
    assert (unknown.to, "ingen@example.se" in unknown.body) == (["ingen@example.se"], True)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("Östersund", {"coordinator": "inte en adress"}),
        ("!!!", {"coordinator": "eva@example.se"}),
        ("Härnösand", {"coordinator": "eva@example.se"}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(name: str, facts: dict[str, str]) -> None:
    call_command("municipality", "Härnösand", coordinator="a@example.se")
    with pytest.raises(CommandError):
        call_command("municipality", name, **facts)
    assert Municipality.objects.count() == 1


def test_a_host_name_leads_to_one_municipality() -> None:
    call_command("municipality", "Krokom", coordinator="a@example.se", host="a.example.se")
    with pytest.raises(CommandError, match=r"a\.example\.se"):
        call_command("municipality", "Bräcke", coordinator="a@example.se", host="a.example.se")
