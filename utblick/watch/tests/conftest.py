import os
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from utblick.watch.tests.hostile import HostileServer
from utblick.watch.tests.newsroom import Newsroom


@pytest.fixture
def hostile() -> Iterator[HostileServer]:
    server = HostileServer()
    yield server
    server.close()


@pytest.fixture
def newsroom(settings: Any) -> Iterator[Newsroom]:
    """A server of feeds on this machine, which may be asked."""
    settings.FETCH_ALLOW = [ip_network("127.0.0.0/8")]
    room = Newsroom()
    yield room
    room.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data that lies beside the checkout; not part of the project."""
    beside = Path(__file__).parents[4] / "shared" / "data"
    place = Path(os.environ.get("UTBLICK_SHARED_DATA", beside))
    if not place.is_dir():
        pytest.skip(f"the shared data is not at {place} (set UTBLICK_SHARED_DATA)")
    return place
