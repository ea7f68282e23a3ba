"""The ways in by identity providers, for the log-in page."""

from collections.abc import Iterable

from django import template

from utblick.federation.models import IdentityProvider

register = template.Library()


@register.simple_tag
def identity_providers() -> Iterable[IdentityProvider]:
    """Those of the municipality whose page it is."""
    return IdentityProvider.objects.current()
