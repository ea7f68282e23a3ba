"""A real OpenID Connect provider, over HTTP, whose people each test chooses."""

from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import Any

import oidc_provider_mock as mock
import pytest
from django.conf import LazySettings
from django.core.cache import caches

from utblick.accounts.models import Municipality
from utblick.federation.models import IdentityProvider
from utblick.federation.tests.make import make_provider

type Runs = Callable[..., IdentityProvider]


@pytest.fixture
def runs(here: Municipality, settings: LazySettings) -> Iterator[Runs]:
    """Runs a provider with these people (subject: claims), and connects it to the municipality with these facts."""
    settings.FETCH_ALLOW = [ip_network("127.0.0.0/8"), ip_network("::1/128")]
    caches["local"].clear()
    servers: list[Any] = []

    def run(people: dict[str, dict[str, Any]], **facts: Any) -> IdentityProvider:
        known = [mock.User(sub=subject, claims=said) for subject, said in people.items()]
        running = mock.run_server_in_thread(user_claims=known, require_nonce=True)
        server = running.__enter__()
        servers.append(running)
        return make_provider(**{"issuer": f"http://localhost:{server.server_port}", **facts})

    yield run
    for one in servers:
        one.__exit__(None, None, None)
