"""Log-in at a real provider over HTTP: who comes in, as whom, and with which roles."""

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.accounts.tests.make import PASSWORD, make_municipality, make_unit, make_user
from utblick.federation.models import Identity
from utblick.federation.tests.conftest import Runs
from utblick.federation.tests.make import answer, claims, log_in, make_group_role
from utblick.journal.models import Entry
from utblick.tenancy import scope

HOME, PROFILE, LOG_IN = reverse("desk:home"), reverse("accounts:profile"), reverse("account_login")


def is_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


def roles_of(user: User) -> set[str]:
    return set(Membership.objects.current().filter(user=user).values_list("role", flat=True))


def test_the_log_in_page_leads_to_the_municipalitys_own_provider(client: Client, runs: Runs) -> None:
    provider = runs({"1": claims()})
    with scope.acting(make_municipality("Grannkommun")):
        elsewhere = runs({"1": claims()}, name="grannens konto", domains=["granne.example"])
    page = client.get(LOG_IN, {"next": "/members/"}).text
    assert "Logga in med kommunkonto" in page
    assert f"{reverse('federated:begin', args=[provider.pk])}?next=%2Fmembers%2F" in page
    assert "grannens konto" not in page
    assert client.get(reverse("federated:begin", args=[elsewhere.pk])).status_code == 404


def test_somebody_new_comes_in_with_the_roles_of_the_groups(client: Client, runs: Runs) -> None:
    unit = make_unit("Skolan")
    provider = runs({"1": claims(groups=["skola", "annat"])})
    make_group_role(provider, "skola", Role.OFFICER, unit)
    make_group_role(provider, "ledning", Role.COORDINATOR)
    arrived = log_in(client, provider, "1")
    assert arrived.headers["Location"] == HOME
    user = User.objects.get(email="eva@kommun.example")
    assert (user.name, user.has_usable_password(), roles_of(user)) == ("Eva Ek", False, {Role.OFFICER})
    assert is_in(client)
    told = set(Entry.objects.values_list("kind", "act"))
    assert {
        ("accounts.user", "created"),
        ("accounts.membership", "created"),
        ("federation.identity", "created"),
    } <= told


def test_a_role_by_group_goes_with_the_group_and_one_by_hand_stays(client: Client, runs: Runs) -> None:
    person = claims(groups=["ledning", "granskning"])
    provider = runs({"1": person})
    make_group_role(provider, "ledning", Role.COORDINATOR)
    make_group_role(provider, "granskning", Role.AUDITOR)
    user = make_user(Role.AUDITOR)
    User.objects.filter(pk=user.pk).update(email="eva@kommun.example")
    log_in(client, provider, "1")
    assert roles_of(user) == {Role.COORDINATOR, Role.AUDITOR}
    person["groups"] = []
    log_in(client, provider, "1")
    assert roles_of(user) == {Role.AUDITOR}
    ended = Entry.objects.get(kind="accounts.membership", act="withdrawn")
    assert ended.after["remark"] == "ledning"
    assert is_in(client)


def test_who_has_lost_the_last_group_is_not_let_in_and_has_no_role(client: Client, runs: Runs) -> None:
    person = claims(groups=["ledning"])
    provider = runs({"1": person})
    make_group_role(provider, "ledning", Role.COORDINATOR)
    log_in(client, provider, "1")
    client.post(reverse("account_logout"))
    person["groups"] = []
    refused = log_in(client, provider, "1")
    assert refused.status_code == 403
    assert "Du har ingen roll här" in refused.text
    assert not is_in(client)
    assert roles_of(User.objects.get(email="eva@kommun.example")) == set()


def test_nobody_signs_up(client: Client, runs: Runs) -> None:
    provider = runs({"1": claims()})
    assert log_in(client, provider, "1").status_code == 403
    assert not User.objects.exists()
    assert not Identity.objects.exists()


def test_who_has_a_role_by_hand_comes_in_by_the_verified_address(client: Client, runs: Runs) -> None:
    provider = runs({"1": claims(email="EVA@kommun.example")})
    user = make_user(Role.OFFICER, unit=make_unit())
    User.objects.filter(pk=user.pk).update(email="eva@kommun.example")
    assert log_in(client, provider, "1", to="/members/").headers["Location"] == "/members/"
    assert Identity.objects.get().user == user


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"email": "eva@annan.example"}, "inte en av kommunens"),
        ({"email": "eva@kommun.example.annan.example"}, "inte en av kommunens"),
        ({"email_verified": False}, "bekräftad e-postadress"),
        ({"email_verified": None}, "bekräftad e-postadress"),
        ({"email": ""}, "bekräftad e-postadress"),
        ({"email": "x@y@kommun.example"}, "bekräftad e-postadress"),
        ({"email": "eva@kommun.example".replace("v", "ⱽ")}, "bekräftad e-postadress"),
        ({"email": f"{'e' * 300}@kommun.example"}, "bekräftad e-postadress"),
        ({"name": "Eva\0Ek"}, "gick inte att lita på"),
    ],
)
def test_an_address_that_the_provider_merely_claims_opens_nothing(
    client: Client, runs: Runs, said: dict[str, object], words: str
) -> None:
    for address in ("eva@kommun.example", "eva@annan.example"):
        User.objects.create_user(address, PASSWORD, name="Eva")
    with scope.acting(make_municipality()):
        Membership.objects.create(user=User.objects.get(email="eva@annan.example"), role=Role.COORDINATOR)
    provider = runs({"1": claims(groups=["alla"], **said)})
    make_group_role(provider, "alla", Role.COORDINATOR)
    refused = log_in(client, provider, "1")
    assert refused.status_code == 403
    assert words in refused.text
    assert not Identity.objects.exists()
    assert not is_in(client)


def test_an_address_given_to_somebody_new_does_not_open_the_old_account(client: Client, runs: Runs) -> None:
    provider = runs({"1": claims(groups=["alla"]), "2": claims(groups=["alla"])})
    make_group_role(provider, "alla", Role.AUDITOR)
    log_in(client, provider, "1")
    client.post(reverse("account_logout"))
    assert "koppla loss" in log_in(client, provider, "2").text
    assert not is_in(client)


@pytest.mark.parametrize("facts", [{"is_operator": True}, {"is_active": False}])
def test_no_provider_speaks_for_an_operator_or_opens_a_closed_account(
    client: Client, runs: Runs, facts: dict[str, bool]
) -> None:
    provider = runs({"1": claims(groups=["alla"])})
    make_group_role(provider, "alla", Role.COORDINATOR)
    log_in(client, provider, "1")
    client.post(reverse("account_logout"))
    User.objects.update(**facts)
    assert log_in(client, provider, "1").status_code == 403
    Identity.objects.get().withdraw()
    assert log_in(client, provider, "1").status_code == 403
    assert not is_in(client)


def test_a_log_in_by_one_municipalitys_provider_is_good_for_no_other(client: Client, runs: Runs) -> None:
    """The person is coordinator of the neighbour too: the session that the provider gave opens nothing there."""
    provider = runs({"1": claims(groups=["alla"])})
    make_group_role(provider, "alla", Role.AUDITOR)
    log_in(client, provider, "1")
    neighbour = make_municipality("Grannkommun")
    with scope.acting(neighbour):
        Membership.objects.create(user=User.objects.get(email="eva@kommun.example"), role=Role.COORDINATOR)
    there = Client(headers={"host": neighbour.hosts})
    there.cookies = client.cookies
    assert there.get(PROFILE).status_code == 302
    assert not is_in(client)


def test_who_was_asked_for_two_factors_there_is_not_asked_here(
    client: Client, runs: Runs, settings: LazySettings
) -> None:
    settings.REQUIRE_MFA = True
    person = claims(groups=["ledning"], amr=["pwd", "mfa"])
    provider = runs({"1": person}, strong=["mfa"])
    make_group_role(provider, "ledning", Role.COORDINATOR)
    log_in(client, provider, "1")
    assert client.get(HOME).status_code == 200
    user = User.objects.get(email="eva@kommun.example")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.post(reverse("account_logout"))
    log_in(client, provider, "1")
    assert client.get(HOME).status_code == 200
    person["amr"] = ["pwd"]
    client.post(reverse("account_logout"))
    assert log_in(client, provider, "1").headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_where_the_provider_asked_for_one_factor_ours_is_demanded(
    client: Client, runs: Runs, settings: LazySettings
) -> None:
    settings.REQUIRE_MFA = True
    provider = runs({"1": claims(groups=["ledning"], amr=["pwd"])}, strong=["mfa"])
    make_group_role(provider, "ledning", Role.COORDINATOR)
    log_in(client, provider, "1")
    assert client.get(HOME).headers["Location"] == reverse("mfa_index")


def test_a_log_in_below_the_demanded_level_is_refused(client: Client, runs: Runs) -> None:
    person = claims(groups=["alla"], acr="loa2")
    provider = runs({"1": person}, required=["loa3", "loa4"])
    make_group_role(provider, "alla", Role.AUDITOR)
    there = client.get(reverse("federated:begin", args=[provider.pk])).headers["Location"]
    assert "acr_values=loa3+loa4" in there
    assert "inte säkert nog" in client.get(answer(there, "1")).text
    assert not User.objects.exists()
    person["acr"] = "loa3"
    log_in(client, provider, "1")
    assert is_in(client)


def test_a_password_at_another_municipality_leads_not_past_the_only_way(
    client: Client, runs: Runs, here: Municipality
) -> None:
    provider = runs({"1": claims(groups=["alla"])}, is_only_way=True)
    make_group_role(provider, "alla", Role.AUDITOR)
    log_in(client, provider, "1")
    client.post(reverse("account_logout"))
    user = User.objects.get(email="eva@kommun.example")
    user.set_password(PASSWORD)
    user.save()
    there = Client(headers={"host": make_municipality().hosts})
    there.post(LOG_IN, {"login": user.email, "password": PASSWORD})
    assert is_in(there)
    client.cookies = there.cookies
    assert not is_in(client)


def test_where_it_is_the_only_way_the_password_opens_no_more(client: Client, runs: Runs) -> None:
    provider = runs({"1": claims(groups=["alla"])}, is_only_way=True)
    make_group_role(provider, "alla", Role.AUDITOR)
    log_in(client, provider, "1")
    client.post(reverse("account_logout"))
    user = User.objects.get(email="eva@kommun.example")
    user.set_password(PASSWORD)
    user.save()
    answered = client.post(LOG_IN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert "loggar du in med kommunkonto" in answered.text
    assert not is_in(client)
    log_in(client, provider, "1")
    assert is_in(client)


def test_a_closed_provider_lets_nobody_in(client: Client, runs: Runs, here: Municipality) -> None:
    from utblick.federation import setting_up

    provider = runs({"1": claims(groups=["alla"])})
    make_group_role(provider, "alla", Role.AUDITOR)
    log_in(client, provider, "1")
    setting_up.end(provider)
    assert not is_in(client)
    assert client.get(reverse("federated:begin", args=[provider.pk])).status_code == 404
    assert roles_of(User.objects.get(email="eva@kommun.example")) == set()
