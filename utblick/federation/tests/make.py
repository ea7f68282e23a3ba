"""Builders for tests of log-in by a provider, and a browser's way there and back."""

from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Unit
from utblick.federation.models import GroupRole, IdentityProvider

DOMAIN = "kommun.example"


def make_provider(name: str = "kommunkonto", **facts: Any) -> IdentityProvider:
    usual: dict[str, Any] = {"issuer": "https://idp.example", "client_id": "utblick", "domains": [DOMAIN]}
    provider = IdentityProvider(name=name, **{**usual, **facts})
    provider.keep("hemligt")
    provider.save()
    return provider


def make_group_role(provider: IdentityProvider, group: str, role: str, unit: Unit | None = None) -> GroupRole:
    return GroupRole.objects.create(provider=provider, group=group, role=role, unit=unit)


def claims(name: str = "Eva Ek", **others: Any) -> dict[str, Any]:
    first = name.split(" ")[0].lower()
    return {"name": name, "email": f"{first}@{DOMAIN}", "email_verified": True, **others}


def log_in(client: Client, provider: IdentityProvider, subject: str, *, to: str = "") -> Any:
    """As the browser does it: to the provider, where the person says who it is, and back."""
    there = client.get(reverse("federated:begin", args=[provider.pk]), {"next": to} if to else {})
    return client.get(answer(there.headers["Location"], subject))


def answer(there: str, subject: str, **pressed: str) -> str:
    """The address that the provider sends the browser back to."""
    parts = urlsplit(there)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    form = urlencode({"sub": subject, **pressed})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{parts.path}?{parts.query}", form, kind)
    back = urlsplit(connection.getresponse().getheader("Location") or "")
    connection.close()
    return f"{back.path}?{back.query}"
