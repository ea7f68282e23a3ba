"""Log-in by SAML at a real provider, and the ways in which answers are forged."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from utblick.accounts.models import Membership, Municipality, Role, User
from utblick.federation import saml
from utblick.federation.login_views import ASKED
from utblick.federation.models import Identity, IdentityProvider
from utblick.federation.tests.make import make_group_role
from utblick.federation.tests.saml_idp import ENTITY, LOA3, SamlProvider, post
from utblick.federation.told import NotLetIn, Told

PROFILE = reverse("accounts:profile")


def is_in(client: Client) -> bool:
    return client.get(PROFILE).status_code == 200


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> SamlProvider:
    return SamlProvider(tmp_path_factory.mktemp("idp"))


@pytest.fixture
def provider(here: Municipality, idp: SamlProvider) -> IdentityProvider:
    connected = idp.connected(required=[LOA3])
    make_group_role(connected, "alla", Role.AUDITOR)
    return connected


def begin(client: Client, provider: IdentityProvider) -> str:
    there: str = client.get(reverse("federated:begin", args=[provider.pk])).headers["Location"]
    return there


def test_a_signed_assertion_of_the_demanded_level_logs_in(
    client: Client, idp: SamlProvider, provider: IdentityProvider
) -> None:
    xml, state = idp.answer(client, provider, begin(client, provider))
    assert post(client, provider, xml, state).headers["Location"] == reverse("desk:home")
    assert is_in(client)
    user = User.objects.get(email="eva@kommun.example")
    assert user.name == "Eva Ek"
    assert Membership.objects.get(user=user).role == Role.AUDITOR
    assert Identity.objects.get().subject == "eva-1"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param({"signed": False}, "gick inte att lita på", id="unsigned"),
        pytest.param({"audience": "https://annan.example/saml"}, "gick inte att lita på", id="for another"),
        pytest.param({"to": "_annan"}, "gick inte att lita på", id="the answer to another question"),
        pytest.param({"to": None}, "gick inte att lita på", id="the answer to no question"),
        pytest.param({"level": LOA3.replace("loa3", "loa2")}, "inte säkert nog", id="level too low"),
        pytest.param({"transient": True}, "inte inställd", id="somebody else each time"),
        pytest.param({"attributes": {"groups": ["alla"]}}, "bekräftad e-postadress", id="no address"),
        pytest.param({"attributes": {"mail": "eva@annan.example"}}, "inte en av kommunens", id="foreign address"),
    ],
)
def test_what_is_not_said_to_us_now_lets_nobody_in(
    client: Client, idp: SamlProvider, provider: IdentityProvider, said: dict[str, Any], words: str
) -> None:
    xml, state = idp.answer(client, provider, begin(client, provider), **said)
    refused = post(client, provider, xml, state)
    assert refused.status_code == 403
    assert words in refused.text
    assert not is_in(client)
    assert not User.objects.exists()


def test_an_answer_is_taken_once(client: Client, idp: SamlProvider, provider: IdentityProvider) -> None:
    there = begin(client, provider)
    xml, state = idp.answer(client, provider, there)
    post(client, provider, xml, state)
    client.post(reverse("account_logout"))
    assert "tog för lång tid" in post(client, provider, xml, state).text
    # Neither as the answer to a later question.
    _xml, later = idp.answer(client, provider, begin(client, provider))
    assert "gick inte att lita på" in post(client, provider, xml, later).text
    assert not is_in(client)


def test_an_answer_that_is_too_old_is_not_taken(client: Client, idp: SamlProvider, provider: IdentityProvider) -> None:
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        there = begin(client, provider)
        old, _state = idp.answer(client, provider, there)
    _xml, state = idp.answer(client, provider, begin(client, provider))
    kept = client.session
    asked = kept[ASKED]
    asked[state]["question"]["request"] = re.search(r'InResponseTo="([^"]+)"', old)[1]  # type: ignore[index]
    kept[ASKED] = asked
    kept.save()
    assert "gick inte att lita på" in post(client, provider, old, state).text


def test_another_providers_key_does_not_sign_for_this_one(
    client: Client, provider: IdentityProvider, tmp_path: Path
) -> None:
    xml, state = SamlProvider(tmp_path).answer(client, provider, begin(client, provider))
    assert "gick inte att lita på" in post(client, provider, xml, state).text


def assertion_of(xml: str) -> str:
    found = re.search(r"<(\w+:)?Assertion .*</(\w+:)?Assertion>", xml, re.S)
    assert found
    return found[0]


def evil(xml: str) -> str:
    """The assertion of somebody else, with no signature and another ID."""
    other = re.sub(r"<(\w+:)?Signature .*</(\w+:)?Signature>", "", assertion_of(xml), flags=re.S)
    return re.sub(r' ID="[^"]+"', ' ID="_evil"', other, count=1).replace("eva@", "chef@").replace("eva-1", "chef-1")


def beside_before(xml: str) -> str:
    return xml.replace(assertion_of(xml), evil(xml) + assertion_of(xml))


def beside_after(xml: str) -> str:
    return xml.replace(assertion_of(xml), assertion_of(xml) + evil(xml))


def signed_within_the_forged(xml: str) -> str:
    """The true assertion hidden in an element of the forged one, where a signature check by ID still finds it."""
    hidden = f'<s:Advice xmlns:s="urn:oasis:names:tc:SAML:2.0:assertion">{assertion_of(xml)}</s:Advice>'
    outer = re.sub(r"(</(?:\w+:)?Conditions>)", rf"\1{hidden}", evil(xml), count=1)
    return xml.replace(assertion_of(xml), outer)


def signed_in_extensions(xml: str) -> str:
    hidden = (
        f'<samlp:Extensions xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">{assertion_of(xml)}</samlp:Extensions>'
    )
    changed = xml.replace(assertion_of(xml), evil(xml))
    return re.sub(r"(</(?:\w+:)?Issuer>)", rf"\1{hidden}", changed, count=1)


def same_id(xml: str) -> str:
    true = re.search(r' ID="([^"]+)"', assertion_of(xml))
    assert true
    return xml.replace(assertion_of(xml), evil(xml).replace("_evil", true[1]) + assertion_of(xml))


def changed_words(xml: str) -> str:
    return xml.replace("eva@", "chef@")


def commented_words(xml: str) -> str:
    """A comment splits a text, and a careless reader takes the first half (CVE-2017-11427)."""
    return xml.replace("eva-1", "eva<!---->-1").replace("eva@kommun.example", "eva@kommun.example<!---->")


def bomb(xml: str) -> str:
    return '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + re.sub(r"<\?xml[^>]*\?>", "", xml)


FORGERIES: list[Callable[[str], str]] = [
    *(beside_before, beside_after, signed_within_the_forged, signed_in_extensions, same_id),
    *(changed_words, bomb, lambda xml: "", lambda xml: "<a/>", lambda xml: "A" * 1000),
]


def read(provider: IdentityProvider, there: str, xml: str, client: Client) -> Told:
    state = parse_qs(urlsplit(there).query)["RelayState"][0]
    question = client.session[ASKED][state]["question"]
    return saml.read(provider, question, {"ticket": saml.put_aside(b64encode(xml.encode()).decode())})


def test_a_true_signature_does_not_carry_a_forged_assertion(
    client: Client, idp: SamlProvider, provider: IdentityProvider
) -> None:
    there = begin(client, provider)
    xml, _state = idp.answer(client, provider, there)
    for forge in FORGERIES:
        assert forge(xml) != xml
        with pytest.raises(NotLetIn):
            read(provider, there, forge(xml), client)
    told = read(provider, there, commented_words(xml), client)
    assert (told.subject, told.address) == ("eva-1", "eva@kommun.example"), "a comment shortens nothing"


@pytest.mark.parametrize("packed", ["", "A" * 200_001])
def test_what_is_no_answer_is_refused(
    client: Client, idp: SamlProvider, provider: IdentityProvider, packed: str
) -> None:
    state = begin(client, provider).rpartition("RelayState=")[2]
    handed_on = client.post(
        reverse("federated:take_answer", args=[provider.pk]), {"SAMLResponse": packed, "RelayState": state}
    )
    refused = client.get(handed_on.headers["Location"]) if handed_on.status_code == 302 else handed_on
    assert refused.status_code == 403


def test_the_operator_connects_it_by_its_metadata(here: Municipality, idp: SamlProvider, tmp_path: Path) -> None:
    place = tmp_path / "metadata.xml"
    place.write_text(idp.connected(name="annat").metadata)
    facts = ["--issuer", ENTITY, "--client-id", "https://utblick.example/saml", "--domain", "kommun.example"]
    call_command("identity_provider", "set", here.slug, "e-legitimation", *facts, "--metadata", str(place))
    assert IdentityProvider.objects.get(name="e-legitimation").kind == "saml"
    place.write_text("<nonsense/>")
    with pytest.raises(CommandError, match="metadata"):
        call_command("identity_provider", "set", here.slug, "tredje", *facts, "--metadata", str(place))
