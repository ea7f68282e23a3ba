"""A child that is brought down takes nobody with it, and the next question has a fresh one."""

from pathlib import Path

import pytest

from utblick.quarantine import Died, Pool


@pytest.fixture(scope="module")
def pool() -> Pool:
    return Pool("utblick.quarantine.tests.shouter")


def shout(pool: Pool, do: str = "", **more: str) -> str:
    told: str = pool.ask({"do": do, **more}, b"hej", seconds=1)
    return told


@pytest.mark.parametrize("do", ["die", "fill", "turn"])
def test_it_may_crash_and_has_little_memory_and_time(pool: Pool, do: str) -> None:
    with pytest.raises(Died):
        shout(pool, do)
    assert shout(pool) == "HEJ"


def test_it_may_write_no_file(pool: Pool, tmp_path: Path) -> None:
    with pytest.raises(Died):
        shout(pool, "write", file=str(tmp_path / "written"))
    assert not (tmp_path / "written").exists() or (tmp_path / "written").read_text() == ""


def test_a_secret_of_the_installation_is_not_in_its_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UTBLICK_SECRET_KEY", "hemlig")
    fresh = Pool("utblick.quarantine.tests.shouter")
    shout(fresh)
    child = fresh._idle.queue[-1]
    assert child
    assert b"hemlig" not in Path(f"/proc/{child._process.pid}/environ").read_bytes()
    fresh.close()
