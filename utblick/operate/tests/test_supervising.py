import subprocess
import sys
import time

from utblick.operate.supervising import FIRST_PAUSE, LONGEST_PAUSE, SETTLED_AFTER, Child, Supervisor
from utblick.operate.tests.conftest import wait_until

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def ended(name: str = "sleeper") -> Child:
    child = Child(name, [sys.executable, "-c", "raise SystemExit(3)"])
    child.start(now=0.0)
    child.process.wait()
    return child


def test_a_child_that_dies_is_started_again_after_a_pause() -> None:
    said: list[str] = []
    child = Child("The sleeper", SLEEPER)
    supervisor = Supervisor([child], said.append)
    supervisor.turn(now=0.0)
    first = child.process
    first.kill()
    first.wait()

    supervisor.turn(now=1.0)
    assert "The sleeper ended (-9)" in said[0]
    supervisor.turn(now=1.0 + FIRST_PAUSE / 2)
    assert child.process is None
    supervisor.turn(now=1.0 + FIRST_PAUSE)
    assert child.process is not None
    assert child.process.pid != first.pid
    supervisor.stop()


def test_the_pause_doubles_up_to_a_ceiling_and_is_forgotten_by_one_that_settled() -> None:
    child = ended()
    pauses = []
    for _ in range(9):
        child.died(now=0.0)
        pauses.append(child.due)
        child.start(now=0.0)
        child.process.wait()

    assert pauses[:4] == [1.0, 2.0, 4.0, 8.0]
    assert pauses[-1] == LONGEST_PAUSE
    child.died(now=SETTLED_AFTER)
    assert child.due == SETTLED_AFTER + FIRST_PAUSE


def test_children_are_gone_when_stop_returns() -> None:
    children = [Child("one", SLEEPER), Child("two", SLEEPER)]
    supervisor = Supervisor(children, print)
    supervisor.turn(time.monotonic())

    supervisor.stop()

    assert all(wait_until(lambda child=child: not child.is_running()) for child in children)


def test_a_child_outlives_no_supervisor_that_is_killed() -> None:
    code = "import sys, time; from utblick.operate.supervising import Child; "
    code += "c = Child('x', [sys.executable, '-c', 'import time; time.sleep(60)']); c.start(0); print(c.process.pid); "
    code += "sys.stdout.flush(); time.sleep(60)"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    child = int(parent.stdout.readline())
    assert is_alive(child)

    parent.kill()
    parent.wait()

    if sys.platform == "linux":
        assert wait_until(lambda: not is_alive(child))


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie, waiting for somebody to read its exit code, does not."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
