"""A clean Debian that is thrown away: debootstrap's root, booted by systemd in namespaces of its own, without a network."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

SUITE = "trixie"
MIRROR = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
NEEDED = ("debootstrap", "unshare", "nsenter")
# What a root in namespaces lacks of a machine: mounts of its own, and a few devices.
BOOT = """
set -e
cd "$1"
mount --bind . . && cd "$1"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs dev
mkdir dev/pts dev/shm
for one in null zero full random urandom tty; do touch dev/$one; mount --bind /dev/$one dev/$one; done
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs tmpfs dev/shm
touch dev/console
mount -t tmpfs tmpfs run
ip link set lo up
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
exec env -i container=other PATH=$PATH chroot . /usr/lib/systemd/systemd --log-target=journal --show-status=no
"""


class Machine:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.pid = 0

    def prepare(self, kept: Path, packages: Sequence[str]) -> None:
        """A new root, from the one that is kept between runs; with packages, which need the network that it lacks later."""
        if not (kept / "etc/debian_version").exists():
            shutil.rmtree(kept, ignore_errors=True)
            run("debootstrap", "--variant=minbase", SUITE, str(kept), MIRROR, quiet=True)
        run("cp", "-a", f"{kept}/.", str(self.root))
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        order = f"apt-get update -qq && apt-get install -y -qq --no-install-recommends {' '.join(packages)}"
        run("chroot", str(self.root), "env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", order, quiet=True)

    def boot(self) -> None:
        names = ("--pid", "--fork", "--mount", "--cgroup", "--ipc", "--uts", "--net")
        order = ["unshare", *names, "--kill-child", "sh", "-c", BOOT, "boot", str(self.root)]
        self._outer = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: bool(self._inner()), 30)
        self.pid = self._inner()
        # Degraded: some unit of the base system may want a device that no namespace has.
        wait_for(lambda: self.says("systemctl", "is-system-running").strip() in {"running", "degraded"}, 60)

    def _inner(self) -> int:
        told = Path(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children").read_text().split()
        return int(told[0]) if told else 0

    def inside(self, *order: str) -> list[str]:
        """The same order, to be carried out in the machine."""
        return ["nsenter", f"--target={self.pid}", *ALL, "env", "-i", PATH, *order]

    def beside(self, *order: str) -> list[str]:
        """With this host's files, and the machine's network."""
        return ["nsenter", f"--target={self.pid}", "--net", *order]

    def says(self, *order: str) -> str:
        return subprocess.run(self.inside(*order), capture_output=True, text=True).stdout

    def do(self, *order: str) -> str:
        done = subprocess.run(self.inside(*order), capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{' '.join(order)[:200]}\n{done.stdout}{done.stderr}")
        return done.stdout

    def stop(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            self._outer.wait()


ALL = ("--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd")
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def run(*order: str, quiet: bool = False) -> None:
    done = subprocess.run(order, stdout=subprocess.PIPE if quiet else None, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(order)[:200]} failed:\n{(done.stdout or '')[-3000:]}")


def wait_for(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit(f"Not within {seconds} s.")
        time.sleep(0.3)
