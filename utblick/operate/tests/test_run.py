import socket
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError

from utblick.operate.management.commands.run import address
from utblick.operate.tests.conftest import PATIENCE, Start, wait_until
from utblick.operate.tests.jobs import slow
from utblick.operate.tests.test_kill import queue, words


def test_run_serves_and_works_until_it_is_told_to_stop(python: Start, tmp_path: Path) -> None:
    # What was collected before is not collected anew: that takes longer than the rest.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    (tmp_path / "static").symlink_to(settings.STATIC_ROOT)
    notes = tmp_path / "notes"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    queue().enqueue(slow, [str(notes), 0.0], {})

    process = python("-m", "django", "run", "--bind", f"127.0.0.1:{port}", "--workers", "1")
    assert wait_until(lambda: answers(port))
    assert wait_until(lambda: "done" in words(notes))
    process.terminate()
    assert process.wait(timeout=PATIENCE) == 0
    assert not answers(port)


def test_a_taken_port_is_said_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match=r"cannot be used: .* Choose another with --bind"):
            address(f"127.0.0.1:{taken.getsockname()[1]}")


@pytest.mark.parametrize("bind", ["8000", "localhost", "127.0.0.1:web", "127.0.0.1:99999"])
def test_what_is_no_address_is_refused(bind: str) -> None:
    with pytest.raises(CommandError):
        address(bind)


def answers(port: int) -> bool:
    # httpx reads all certificates of the machine first: asked again and again, that took more of it than the start.
    try:
        return urlopen(f"http://127.0.0.1:{port}/ready/").status == 200
    except OSError:
        return False
