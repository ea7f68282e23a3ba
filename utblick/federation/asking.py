"""What a provider publishes of itself, by the one door to the network: its addresses and its keys."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
from django.conf import settings
from django.core.cache import caches

from utblick.federation.told import NotLetIn
from utblick.watch.connectors import Request
from utblick.watch.errors import Rejected, Trouble
from utblick.watch.http import Door, Limits

LIMITS = Limits(seconds=10, connect_seconds=5, bytes=1024 * 1024, redirects=0)
WELL_KNOWN = "/.well-known/openid-configuration"
KEPT = 3600
"""Seconds that addresses and keys are held for true."""
PAUSE = 60
"""Seconds before a key that is not among the kept ones is asked for again: whoever invents keys makes us ask no oftener."""


@dataclass(frozen=True, slots=True)
class Addresses:
    issuer: str
    authorize: str
    token: str
    keys: str
    takes_secret_in_header: bool
    names_itself: bool
    """Whether its answers say who answers (RFC 9207)."""


def addresses(issuer: str) -> Addresses:
    """By OpenID Connect Discovery. Raises NotLetIn where the provider does not answer, or calls itself something else."""
    return _kept(f"federation:{issuer}", lambda: _discover(issuer))


def _kept[T](name: str, ask: Callable[[], T]) -> T:
    found: T | None = caches["local"].get(name)
    if found is None:
        found = ask()
        caches["local"].set(name, found, KEPT)
    return found


def _discover(issuer: str) -> Addresses:
    told = fetch(Request(issuer.rstrip("/") + WELL_KNOWN))
    if told.get("issuer") != issuer:
        raise NotLetIn("not_set_up", f"{issuer} calls itself {told.get('issuer')}")
    ways = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Addresses(
        issuer=issuer,
        authorize=_safe(told, "authorization_endpoint"),
        token=_safe(told, "token_endpoint"),
        keys=_safe(told, "jwks_uri"),
        takes_secret_in_header="client_secret_basic" in ways,
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _safe(told: dict[str, Any], name: str) -> str:
    """Secrets go there, and what comes from there is believed: not without TLS, but where a test or a demo listens."""
    address = str(told.get(name, ""))
    if not is_safe(address):
        raise NotLetIn("not_set_up", f"{name} is {address or 'missing'}")
    return address


def is_safe(address: str) -> bool:
    parts = urlsplit(address)
    nearby = parts.hostname in {"localhost", "127.0.0.1"} and bool(settings.FETCH_ALLOW)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and nearby))


def key_for(found: Addresses, kid: str) -> jwt.PyJWK:
    """The public key that the provider signs with under this name, asked for anew when it is not known."""
    name = f"federation-keys:{found.keys}"
    keys = _kept(name, lambda: _keys(found))
    if kid not in keys and caches["local"].add(f"{name}:asked", True, PAUSE):
        caches["local"].delete(name)
        keys = _kept(name, lambda: _keys(found))
    try:
        return jwt.PyJWK(keys[kid])
    except (KeyError, jwt.PyJWTError) as error:
        raise NotLetIn("not_proved", f"key {kid[:40]}: {error!r}") from error


def _keys(found: Addresses) -> dict[str, dict[str, Any]]:
    """By name. Those of kinds that we do not know, or for encryption, are passed over; a shared secret is no key here."""
    told = fetch(Request(found.keys)).get("keys")
    rows = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    signing = [one for one in rows if one.get("use", "sig") == "sig" and one.get("kty") in {"RSA", "EC", "OKP"}]
    return {str(one.get("kid", "")): one for one in signing}


def fetch_text(address: str) -> str:
    """Raises NotLetIn, and ValueError for what is no text."""
    return _body(Request(address)).decode()


def _body(request: Request) -> bytes:
    try:
        return Door(allow=settings.FETCH_ALLOW, limits=LIMITS).fetch(request).body
    except Rejected as error:
        raise NotLetIn("not_proved", f"{request.url}: {error.status} {error.body[:200]!r}") from error
    except Trouble as error:
        raise NotLetIn("no_answer", f"{request.url}: {error}") from error


def fetch(request: Request) -> dict[str, Any]:
    """An object in JSON. Raises NotLetIn."""
    try:
        told = json.loads(_body(request))
    except ValueError as error:
        raise NotLetIn("no_answer", f"{request.url}: {error}") from error
    if not isinstance(told, dict):
        raise NotLetIn("no_answer", f"{request.url}: no object")
    return told
