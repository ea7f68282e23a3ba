import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from utblick.watch.tests.hostile import HostileServer


@pytest.fixture
def hostile() -> Iterator[HostileServer]:
    server = HostileServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real data that lies beside the checkout; not part of the project."""
    beside = Path(__file__).parents[4] / "shared" / "data"
    place = Path(os.environ.get("UTBLICK_SHARED_DATA", beside))
    if not place.is_dir():
        pytest.skip(f"the shared data is not at {place} (set UTBLICK_SHARED_DATA)")
    return place
