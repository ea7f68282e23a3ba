"""Connects a municipality's identity provider, tries it, and closes it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse

from utblick.accounts.ending import end_sessions
from utblick.accounts.kept_secrets import Unreadable
from utblick.federation import saml
from utblick.federation.admission import end_role
from utblick.federation.asking import addresses, fetch, fetch_text, is_safe
from utblick.federation.models import GroupMembership, Identity, IdentityProvider
from utblick.federation.told import NotLetIn
from utblick.tenancy import scope
from utblick.watch.connectors import Request

DOMAIN = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+")


class Wrong(ValueError):
    """The provider is not saved; the words say what to correct."""


def metadata_at(place: str) -> str:
    """What a provider by SAML publishes, from a file or an address. Raises Wrong."""
    try:
        return fetch_text(place) if place.startswith("https://") else Path(place).read_text()
    except (NotLetIn, OSError, ValueError) as error:
        raise Wrong(f"The metadata cannot be read: {error}") from error


@transaction.atomic
def save(provider: IdentityProvider, facts: dict[str, Any]) -> IdentityProvider:
    """With these facts changed; the others stay. Raises Wrong."""
    stood = provider.issuer
    for name, value in facts.items():
        if name == "secret":
            provider.keep(value)
        else:
            setattr(provider, name, value)
    provider.domains = [domain.lower().removeprefix("@") for domain in provider.domains]
    _check(provider)
    provider.save()
    if provider.issuer != stood:
        # Another issuer may give the same subject to somebody else.
        _untie(provider)
    return provider


def _untie(provider: IdentityProvider) -> None:
    for identity in Identity.objects.current().filter(provider=provider).select_related("user"):
        identity.withdraw()
        end_sessions(identity.user)


def _check(provider: IdentityProvider) -> None:
    if not (provider.issuer and provider.client_id and provider.domains):
        raise Wrong("A new one needs --issuer, --client-id and --domain.")
    if provider.metadata:
        provider.kind = IdentityProvider.Kind.SAML
    wrong = saml.wrong_with(provider) if provider.metadata else ""
    if not provider.metadata and not is_safe(provider.issuer):
        wrong = f"{provider.issuer} does not begin with https://."
    if wrong:
        raise Wrong(wrong)
    strange = [domain for domain in provider.domains if not DOMAIN.fullmatch(domain)]
    if strange:
        raise Wrong(f"Not a domain: {', '.join(strange)}")
    _check_that_domains_are_free(provider)


def _check_that_domains_are_free(provider: IdentityProvider) -> None:
    """An address is vouched for within one municipality."""
    with scope.everywhere():
        rows = IdentityProvider.objects.current().exclude(municipality=provider.municipality_id)
        for other in rows.select_related("municipality"):
            if taken := set(other.domains) & set(provider.domains):
                raise Wrong(f"{', '.join(sorted(taken))} is vouched for by {other} of {other.municipality} already.")


@transaction.atomic
def end(provider: IdentityProvider) -> None:
    """Nobody comes in by it from now on, and who did is out at the next click; roles by its groups end."""
    for one in GroupMembership.objects.filter(provider=provider).select_related("membership__user"):
        end_role(one)
    _untie(provider)
    provider.withdraw()


def tried(provider: IdentityProvider) -> Iterator[str]:
    """What to tell the IT department, and whether the provider answers as it should; line by line."""
    home = scope.municipality().address
    try:
        provider.reveal()
    except Unreadable:
        yield "The client secret cannot be read any more, since the signing key is another: give it again by --secret-file."
    yield f"Redirect address to register at the provider: {home}{provider.way_back()}"
    if provider.kind == IdentityProvider.Kind.SAML:
        yield f"Or let it read our metadata: {home}{reverse('federated:metadata', args=[provider.pk])}"
        return
    try:
        found = addresses(provider.issuer)
        keys = fetch(Request(found.keys)).get("keys", [])
        yield f"The provider answers: log-in at {found.authorize}, {len(keys)} keys."
    except NotLetIn as refused:
        yield f"The provider does not answer as it should: {refused.detail or refused.code}"
