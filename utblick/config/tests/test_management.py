import gc
from collections.abc import Iterator

import pytest

from utblick.config.management import Commands


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_circles_are_looked_for_once_a_command_is_loaded_and_not_in_what_was_loaded() -> None:
    gc.unfreeze()
    gc.disable()

    Commands(["utblick", "check"]).fetch_command("check")

    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000
