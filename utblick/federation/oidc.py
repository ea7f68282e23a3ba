"""OpenID Connect, the code flow with PKCE: where the visitor is sent, and what the answer proves.

All that is believed stands in the ID token, whose signature is checked although it came straight from the provider. Why not
allauth's own: docs/decisions/a-municipality-has-its-own-identity-provider.md.
"""

import hmac
import time
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, TypedDict
from urllib.parse import quote_plus, urlencode

import jwt

from utblick.accounts.kept_secrets import Unreadable
from utblick.federation.asking import Addresses, addresses, fetch, key_for
from utblick.federation.models import IdentityProvider
from utblick.federation.told import LEEWAY, NotLetIn, Told
from utblick.watch.connectors import Request

# Never `none`, and none of those that are checked with a key that both sides know.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
SCOPE = "openid profile email"
OLDEST = 600
"""Seconds since the token was made."""
LONGEST = 255
"""Characters of a subject, by the standard. A longer one is not cut: two would be one."""


class Question(TypedDict):
    """What the visitor's session keeps until the answer is here."""

    nonce: str
    verifier: str
    back: str
    """Our own address that the answer comes to."""


def ask(back: str) -> Question:
    return Question(nonce=token_urlsafe(32), verifier=token_urlsafe(48), back=back)


def way_there(provider: IdentityProvider, question: Question, state: str) -> str:
    """The address at the provider that the visitor is sent to."""
    challenge = urlsafe_b64encode(sha256(question["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": question["back"],
        "scope": SCOPE,
        "state": state,
        "nonce": question["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if provider.required:
        asked["acr_values"] = " ".join(provider.required)
    if provider.max_age:
        asked["max_age"] = str(provider.max_age * 60)
    there = addresses(provider.issuer).authorize
    return f"{there}{'&' if '?' in there else '?'}{urlencode(asked)}"


def read(provider: IdentityProvider, question: Question, answer: dict[str, str]) -> Told:
    """What the provider says of the visitor who came back with this answer. Raises NotLetIn."""
    found = addresses(provider.issuer)
    _is_from(found, answer)
    if "error" in answer:
        given_up = answer["error"] in {"access_denied", "login_required", "interaction_required"}
        raise NotLetIn(
            "given_up" if given_up else "not_proved", f"{answer['error']}: {answer.get('error_description')}"
        )
    token = fetch(_redeem(provider, found, question, answer.get("code", ""))).get("id_token")
    return told(provider, claims_of(provider, found, str(token or ""), question["nonce"]))


def _is_from(found: Addresses, answer: dict[str, str]) -> None:
    """An answer made by one provider is not taken to another (RFC 9207)."""
    who = answer.get("iss")
    if who != found.issuer and (who is not None or found.names_itself):
        raise NotLetIn("not_proved", f"the answer is from {who}")


def _redeem(provider: IdentityProvider, found: Addresses, question: Question, code: str) -> Request:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": question["back"],
        "code_verifier": question["verifier"],
        "client_id": provider.client_id,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    secret = _secret_of(provider)
    if found.takes_secret_in_header and secret:
        named = f"{quote_plus(provider.client_id)}:{quote_plus(secret)}"
        headers["Authorization"] = f"Basic {b64encode(named.encode()).decode()}"
    elif secret:
        form["client_secret"] = secret
    return Request(found.token, method="POST", headers=headers, content=urlencode(form).encode())


def _secret_of(provider: IdentityProvider) -> str:
    try:
        return provider.reveal()
    except Unreadable as error:
        told = "the client secret cannot be read: is the signing key before in UTBLICK_OLD_SECRET_KEYS?"
        raise NotLetIn("secret_lost", told) from error


def claims_of(provider: IdentityProvider, found: Addresses, token: str, nonce: str) -> dict[str, Any]:
    """Of an ID token that is the provider's, made for us, now, as the answer to this question."""
    try:
        kid = str(jwt.get_unverified_header(token).get("kid", ""))
        claims: dict[str, Any] = jwt.decode(
            token,
            key_for(found, kid),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=found.issuer,
            leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
        )
    except jwt.PyJWTError as error:
        raise NotLetIn("not_proved", repr(error)) from error
    _is_ours(provider, claims, nonce)
    return claims


def _is_ours(provider: IdentityProvider, claims: dict[str, Any], nonce: str) -> None:
    if time.time() - claims["iat"] > OLDEST or not 0 < len(claims["sub"]) <= LONGEST:
        raise NotLetIn("not_proved", "too old, or of no subject")
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise NotLetIn("not_proved", "another nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else provider.client_id) != provider.client_id:
        raise NotLetIn("not_proved", f"made for {claims.get('azp')}")


def told(provider: IdentityProvider, claims: dict[str, Any]) -> Told:
    """The claims in our words. An address that the provider does not vouch for is none."""
    return Told(
        subject=claims["sub"],
        address=_address(provider, claims),
        name=str(claims.get("name") or "")[:150],
        groups=_groups(provider, claims),
        assurance=frozenset({str(claims.get("acr") or ""), *_words(claims.get("amr"))} - {""}),
        recognised_at=when if isinstance(when := claims.get("auth_time"), int | float) else None,
    )


def _address(provider: IdentityProvider, claims: dict[str, Any]) -> str:
    address = str(claims.get(provider.address_claim) or "").strip().lower()
    # Entra ID says it by xms_edov. Another claim than `email` the operator has chosen since the provider alone gives it out.
    vouched = {str(claims.get(name)).lower() for name in ("email_verified", "xms_edov")}
    is_vouched = provider.address_claim != "email" or not vouched.isdisjoint({"true", "1"})
    return address if is_vouched and claims.get("email_verified") is not False else ""


def _groups(provider: IdentityProvider, claims: dict[str, Any]) -> frozenset[str]:
    """Of somebody in more than 200 groups Entra ID tells none, but where to ask; then no role may be taken for gone."""
    name = provider.groups_claim
    if name in (claims.get("_claim_names") or {}):
        raise NotLetIn("too_many_groups")
    return frozenset(_words(claims[name] if name in claims else _within(claims, name)))


def _within(claims: dict[str, Any], path: str) -> Any:
    """As Keycloak tells its roles: realm_access.roles."""
    value: Any = claims
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _words(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, str) and one]
