"""Answers that a provider never gave, or not to us, or not now: each is refused."""

import json
import time
from base64 import b64encode
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role
from utblick.federation import asking, login_views, oidc
from utblick.federation.models import IdentityProvider
from utblick.federation.tests.conftest import Runs
from utblick.federation.tests.make import answer, claims, make_group_role, make_provider
from utblick.federation.told import NotLetIn
from utblick.watch.connectors import Request

ISSUER, NONCE = "https://idp.example", "n" * 43
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE = ec.generate_private_key(ec.SECP256R1())
FOUND = asking.Addresses(ISSUER, f"{ISSUER}/go", f"{ISSUER}/token", f"{ISSUER}/keys", True, False)


def published(key: Any, kid: str) -> dict[str, Any]:
    kind = jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else jwt.algorithms.RSAAlgorithm
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": kid, "use": "sig"}


@pytest.fixture
def provider(here: Municipality, monkeypatch: pytest.MonkeyPatch) -> IdentityProvider:
    """One that publishes two keys, and a shared secret that is none."""
    caches["local"].clear()
    shared = {"kty": "oct", "kid": "shared", "k": b64encode(b"k" * 32).decode()}
    told = {"keys": [published(KEY, "a"), published(CURVE, "c"), shared]}
    monkeypatch.setattr(asking, "fetch", lambda request: told)
    return make_provider(issuer=ISSUER)


def token(key: Any = KEY, algorithm: str = "RS256", kid: str = "a", **others: Any) -> str:
    now = int(time.time())
    usual = {"iss": ISSUER, "aud": "utblick", "sub": "1", "iat": now, "exp": now + 60, "nonce": NONCE}
    said = {name: value for name, value in {**usual, **others}.items() if value is not None}
    return jwt.encode(said, key, algorithm=algorithm, headers={"kid": kid})


def test_a_token_that_is_as_it_should_be_is_believed(provider: IdentityProvider) -> None:
    for good in (token(), token(CURVE, "ES256", "c"), token(aud=["utblick", "annan"], azp="utblick")):
        assert oidc.claims_of(provider, FOUND, good, NONCE)["sub"] == "1"


def by_public_key() -> str:
    """HMAC with the public key as its secret, which a careless reader checks with that same key."""
    body = token().split(".")[1]
    other = jwt.utils.base64url_encode(json.dumps({"alg": "HS256", "kid": "a"}).encode()).decode()
    secret = json.dumps(published(KEY, "a")).encode()
    signed = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(f"{other}.{body}".encode(), secret)
    return f"{other}.{body}.{jwt.utils.base64url_encode(signed).decode()}"


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(lambda: token(STRANGER), id="another key"),
        pytest.param(lambda: token(kid="b"), id="a key that is not published"),
        pytest.param(lambda: token("", "none"), id="no signature"),
        pytest.param(lambda: token(b"k" * 32, "HS256", "shared"), id="a shared secret"),
        pytest.param(by_public_key, id="the public key as a secret"),
        pytest.param(lambda: token()[:-4] + "AAAA", id="another signature"),
        pytest.param(lambda: token(iss="https://annan.example"), id="another issuer"),
        pytest.param(lambda: token(aud="annan"), id="for another"),
        pytest.param(lambda: token(aud=["utblick", "annan"]), id="for several, and not said for whom"),
        pytest.param(lambda: token(azp="annan"), id="given to another"),
        pytest.param(lambda: token(nonce="m" * 43), id="the answer to another question"),
        pytest.param(lambda: token(nonce=None), id="the answer to no question"),
        pytest.param(lambda: token(exp=int(time.time()) - 120), id="out of date"),
        pytest.param(lambda: token(exp=None), id="for ever"),
        pytest.param(lambda: token(iat=int(time.time()) - 3600, exp=int(time.time()) + 3600), id="made an hour ago"),
        pytest.param(lambda: token(iat=int(time.time()) + 3600, exp=int(time.time()) + 7200), id="made later"),
        pytest.param(lambda: token(sub=None), id="of nobody"),
        pytest.param(lambda: token(sub="s" * 256), id="a subject that would have to be cut"),
        pytest.param(lambda: token(sub=""), id="an empty subject"),
        pytest.param(lambda: "", id="nothing"),
        pytest.param(lambda: "a.b.c", id="no token"),
    ],
)
def test_what_the_provider_did_not_say_to_us_now_is_not_believed(provider: IdentityProvider, forged: Any) -> None:
    with pytest.raises(NotLetIn, match="not_proved"):
        oidc.claims_of(provider, FOUND, forged(), NONCE)


def test_a_new_key_is_asked_for_and_an_invented_one_not_again_and_again(
    here: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    caches["local"].clear()
    keys, asked = [published(STRANGER, "old")], []
    monkeypatch.setattr(asking, "fetch", lambda request: asked.append(request) or {"keys": list(keys)})
    with pytest.raises(NotLetIn):
        asking.key_for(FOUND, "old-one")
    caches["local"].delete(f"federation-keys:{FOUND.keys}:asked")
    keys.append(published(KEY, "a"))
    assert asking.key_for(FOUND, "a")
    count = len(asked)
    for number in range(5):
        with pytest.raises(NotLetIn):
            asking.key_for(FOUND, f"invented{number}")
    assert len(asked) == count


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://annan.example"},
        {"token_endpoint": "http://idp.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_calls_itself_otherwise_or_goes_without_tls_is_not_asked(
    provider: IdentityProvider, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any]
) -> None:
    usual = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/k"}
    usual |= {"authorization_endpoint": f"{ISSUER}/a", "token_endpoint": f"{ISSUER}/t"}
    monkeypatch.setattr(asking, "fetch", lambda request: {**usual, **told})
    with pytest.raises(NotLetIn, match="not_set_up"):
        asking.addresses(ISSUER)


def test_a_provider_within_a_private_network_is_reached_only_where_the_operator_allows_it(here: Municipality) -> None:
    for address in ("https://127.0.0.1/x", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/"):
        with pytest.raises(NotLetIn, match="private"):
            asking.fetch(Request(address))


def test_an_answer_is_taken_once_and_only_in_the_browser_that_asked(
    client: Client, runs: Runs, here: Municipality
) -> None:
    provider = runs({"1": claims(groups=["alla"])})
    make_group_role(provider, "alla", Role.AUDITOR)
    there = client.get(reverse("federated:begin", args=[provider.pk])).headers["Location"]
    back = answer(there, "1")
    assert "tog för lång tid" in Client(headers={"host": here.hosts}).get(back).text
    assert client.get(back).status_code == 302
    assert "tog för lång tid" in client.get(back).text


def test_an_answer_is_not_taken_to_another_provider(client: Client, runs: Runs) -> None:
    one = runs({"1": claims(groups=["alla"])})
    other = runs({"1": claims(groups=["alla"])}, name="skolans konto")
    make_group_role(other, "alla", Role.COORDINATOR)
    there = client.get(reverse("federated:begin", args=[one.pk])).headers["Location"]
    query = answer(there, "1").partition("?")[2]
    assert client.get(f"{reverse('federated:back', args=[other.pk])}?{query}").status_code == 403
    back = f"{reverse('federated:back', args=[one.pk])}?{query}"
    assert client.get(back + "&iss=https%3A%2F%2Fannan.example").status_code == 403


def test_a_code_is_worth_nothing_without_what_the_browser_keeps(client: Client, runs: Runs) -> None:
    """Somebody else's code, caught on its way, put into an answer to one's own question."""
    provider = runs({"1": claims(groups=["alla"]), "2": claims("Ulf Ul", groups=["alla"])})
    make_group_role(provider, "alla", Role.AUDITOR)
    begin = reverse("federated:begin", args=[provider.pk])
    caught = answer(client.get(begin).headers["Location"], "1").partition("code=")[2].partition("&")[0]
    own = answer(client.get(begin).headers["Location"], "2")
    code = own.partition("code=")[2].partition("&")[0]
    refused = client.get(own.replace(code, caught))
    assert refused.status_code == 403
    assert "gick inte att lita på" in refused.text


def test_who_breaks_off_is_told_so_and_may_try_again(client: Client, runs: Runs) -> None:
    provider = runs({"1": claims()})
    there = client.get(reverse("federated:begin", args=[provider.pk])).headers["Location"]
    page = client.get(answer(there, "1", action="deny")).text
    assert "Du avbröt inloggningen" in page
    assert reverse("federated:begin", args=[provider.pk]) in page


@pytest.mark.parametrize("wanted", ["https://annan.example/", "//annan.example", "\\\\annan.example", "javascript:1"])
def test_the_way_back_leads_nowhere_else(client: Client, runs: Runs, wanted: str) -> None:
    provider = runs({"1": claims(groups=["alla"])})
    make_group_role(provider, "alla", Role.AUDITOR)
    there = client.get(reverse("federated:begin", args=[provider.pk]), {"next": wanted}).headers["Location"]
    assert client.get(answer(there, "1")).headers["Location"] == reverse("desk:home")


def test_attempts_are_counted(client: Client, runs: Runs, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"log_in_by_provider": "6/m/ip"}
    provider = runs({})
    begin = reverse("federated:begin", args=[provider.pk])
    assert {client.get(begin).status_code for _ in range(6)} == {302}
    assert client.get(begin).status_code == 429
    assert len(client.session[login_views.ASKED]) == login_views.AT_ONCE


def test_who_is_in_too_many_groups_for_a_token_loses_no_role(provider: IdentityProvider) -> None:
    with pytest.raises(NotLetIn, match="too_many_groups"):
        oidc.told(provider, {"sub": "1", "_claim_names": {"groups": "src1"}})


@pytest.mark.parametrize(
    ("claim", "said", "groups"),
    [
        ("groups", {"groups": ["a", "b"]}, {"a", "b"}),
        ("groups", {"groups": "a"}, {"a"}),
        ("groups", {"groups": [1, None, {"a": 1}, ""]}, set()),
        ("groups", {}, set()),
        ("realm_access.roles", {"realm_access": {"roles": ["utblick"]}}, {"utblick"}),
        ("https://idp.example/roles", {"https://idp.example/roles": ["x"]}, {"x"}),
    ],
)
def test_groups_are_read_as_providers_write_them(claim: str, said: dict[str, Any], groups: set[str]) -> None:
    assert oidc.told(IdentityProvider(municipality_id=1, groups_claim=claim), {"sub": "1", **said}).groups == groups


def test_entra_says_otherwise_that_an_address_is_proved() -> None:
    said = {"sub": "1", "email": "Eva@Kommun.example"}
    assert oidc.told(IdentityProvider(municipality_id=1), {**said, "xms_edov": True}).address == "eva@kommun.example"
    assert oidc.told(IdentityProvider(municipality_id=1), said).address == ""
    assert oidc.told(
        IdentityProvider(municipality_id=1, address_claim="upn"), {"sub": "1", "upn": "eva@k.example"}
    ).address
