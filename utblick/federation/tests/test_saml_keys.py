"""Requests that are signed, assertions that are encrypted, and a key that gives way to the next."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from utblick.accounts.models import Municipality, Role, User
from utblick.federation import keys
from utblick.federation.models import IdentityProvider
from utblick.federation.tests.make import make_group_role
from utblick.federation.tests.saml_idp import LOA3, SHA256, SamlProvider, encrypted, post
from utblick.federation.tests.test_saml import FORGERIES, begin, is_in

OLD, NEW = "old.pem", "new.pem"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With two pairs, made as the operator makes them."""
    made = tmp_path_factory.mktemp("keys")
    for name in (OLD, NEW):
        call_command("identity_provider", "key", str(made / name))
    return made


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> SamlProvider:
    """A provider that takes signed requests alone, as in Sweden Connect."""
    made = SamlProvider(tmp_path_factory.mktemp("idp"))
    made.config["service"]["idp"]["want_authn_requests_signed"] = True
    return made


@pytest.fixture
def provider(here: Municipality, idp: SamlProvider, settings: Settings, folder: Path) -> IdentityProvider:
    settings.SAML_KEYS = [str(folder / OLD)]
    connected = idp.connected(required=[LOA3], is_encrypted=True)
    make_group_role(connected, "alla", Role.AUDITOR)
    return connected


def certificate(folder: Path, name: str) -> str:
    return keys.KeyPair((folder / name).read_bytes()).certificate


def test_a_signed_request_is_answered_by_an_encrypted_assertion(
    client: Client, idp: SamlProvider, provider: IdentityProvider, folder: Path
) -> None:
    there = begin(client, provider)
    assert parse_qs(urlsplit(there).query)["SigAlg"] == [SHA256]
    xml, state = idp.answer(client, provider, there)
    sent = encrypted(xml, certificate(folder, OLD))
    assert "eva@kommun.example" not in sent
    post(client, provider, sent, state)
    assert is_in(client)
    assert User.objects.get().email == "eva@kommun.example"


def test_a_request_that_was_changed_on_its_way_is_refused_there(
    client: Client, idp: SamlProvider, provider: IdentityProvider
) -> None:
    from saml2.response import IncorrectlySigned

    there = begin(client, provider)
    for changed in (there.replace("RelayState=", "RelayState=x"), there.split("&SigAlg")[0]):
        with pytest.raises(IncorrectlySigned):
            idp.answer(client, provider, changed)


def test_an_open_assertion_is_refused_where_it_must_be_encrypted(
    client: Client, idp: SamlProvider, provider: IdentityProvider
) -> None:
    xml, state = idp.answer(client, provider, begin(client, provider))
    assert "gick inte att lita på" in post(client, provider, xml, state).text
    assert not is_in(client)


def test_what_is_encrypted_for_others_or_in_an_old_way_is_refused(
    client: Client, idp: SamlProvider, provider: IdentityProvider, folder: Path
) -> None:
    xml, state = idp.answer(client, provider, begin(client, provider))
    assert "gick inte att lita på" in post(client, provider, encrypted(xml, certificate(folder, NEW)), state).text
    # pysaml2 itself knows triple DES alone.
    xml, state = idp.answer(client, provider, begin(client, provider), encrypted=True)
    assert "EncryptedAssertion" in xml
    assert "gick inte att lita på" in post(client, provider, xml, state).text


def test_to_be_encrypted_makes_no_assertion_true(
    client: Client, idp: SamlProvider, provider: IdentityProvider, folder: Path
) -> None:
    there = begin(client, provider)
    unsigned, state = idp.answer(client, provider, there, signed=False)
    assert "gick inte att lita på" in post(client, provider, encrypted(unsigned, certificate(folder, OLD)), state).text
    xml, state = idp.answer(client, provider, begin(client, provider))
    changed = next(forge for forge in FORGERIES if forge.__name__ == "changed_words")(xml)
    assert "gick inte att lita på" in post(client, provider, encrypted(changed, certificate(folder, OLD)), state).text
    assert not is_in(client)


def test_a_new_key_takes_over_without_anybodys_noticing(
    client: Client, idp: SamlProvider, provider: IdentityProvider, folder: Path, settings: Settings
) -> None:
    settings.SAML_KEYS = [str(folder / OLD), str(folder / NEW)]
    metadata = client.get(reverse("federated:metadata", args=[provider.pk])).text
    both = [certificate(folder, name).split("\n")[1] for name in (OLD, NEW)]
    assert [metadata.count(one) for one in both] == [2, 2], "for signing and for encryption"
    assert metadata.index(both[0]) < metadata.index(both[1])
    settings.SAML_KEYS = [str(folder / NEW), str(folder / OLD)]
    xml, state = idp.answer(client, provider, begin(client, provider))
    post(client, provider, encrypted(xml, certificate(folder, OLD)), state)
    assert is_in(client)


def test_a_key_is_made_for_its_owner_alone_and_over_nothing(
    folder: Path, here: Municipality, idp: SamlProvider
) -> None:
    assert (folder / OLD).stat().st_mode & 0o777 == 0o600
    with pytest.raises(CommandError, match="exists"):
        call_command("identity_provider", "key", str(folder / OLD))


def test_a_key_that_cannot_be_read_is_told_as_what_is_not_set_up(
    client: Client, provider: IdentityProvider, settings: Settings, tmp_path: Path
) -> None:
    for path in (tmp_path / "none.pem", tmp_path / "empty.pem"):
        settings.SAML_KEYS = [str(path)]
        refused = client.get(reverse("federated:begin", args=[provider.pk]))
        assert (refused.status_code, "inte inställd" in refused.text) == (403, True)
        (tmp_path / "empty.pem").write_text("")


def test_encryption_is_not_demanded_without_a_key(here: Municipality, idp: SamlProvider, tmp_path: Path) -> None:
    place = tmp_path / "metadata.xml"
    place.write_text(idp.connected(name="annat").metadata)
    facts = ["--issuer", "x", "--client-id", "https://utblick.example/saml", "--domain", "kommun.example"]
    with pytest.raises(CommandError, match="need a key of our own"):
        call_command("identity_provider", "set", here.slug, "nytt", *facts, "--metadata", str(place), "--encrypted")
