"""`make accessible`: prints what was walked and what was found, and ends with 1 where anything was.

ACCESSIBLE_DATA names the data folder of a demo that stands already; else one is built first.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import Queue
from typing import Any

PORT = int(os.environ.get("ACCESSIBLE_PORT", "8398"))
HOME = f"http://localhost:{PORT}"
AT_ONCE = int(os.environ.get("ACCESSIBLE_BROWSERS", "2"))
PUBLIC = ("sv", "en", "de", "nb", "fi")


def main() -> int:
    began, found = time.monotonic(), 0
    # So that the server goes too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with _demo(), _served():
        import django

        django.setup()
        cookies = _cookies()
        for part in (_of_pages, _of_jobs, _of_papers):
            for what, faults in part(cookies):
                found += len(faults)
                print(*[f"  {what}: {one}" for one in faults], sep="\n", end="\n" if faults else "", flush=True)
    print(f"{found} findings in {time.monotonic() - began:.0f} s, load average {os.getloadavg()[0]:.1f}")
    return int(bool(found))


def _of_pages(cookies: dict[str, dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    pages = list(_pages(cookies))
    unlike = _unlike(pages)
    visits = {(one.who, one.language) for one in pages}
    print(
        f"{len(pages)} pages of {len(cookies)} visitors ({len(visits)} with their languages), {len(unlike)} drawn unlike",
        flush=True,
    )
    controls = 0
    for one in _looked_at(unlike, cookies):
        controls += one["controls"]
        yield _where(one), one["found"]
    print(f"{controls} controls reached by keys", flush=True)


def _of_jobs(cookies: dict[str, dict[str, str]]) -> Iterator[tuple[str, list[str]]]:
    from accessible import jobs

    for name, fault in jobs.done(HOME, cookies["coordinator"]):
        yield name, [fault] if fault else []
    print(f"{len(jobs.JOBS)} jobs by keys alone: {', '.join(jobs.JOBS)}", flush=True)


def _of_papers(_: Any) -> Iterator[tuple[str, list[str]]]:
    from accessible import papers

    made = list(papers.made())
    for name, pdf in made:
        yield name, papers.faults(pdf)
    print(f"{len(made)} PDFs checked", flush=True)


@contextmanager
def _demo() -> Iterator[None]:
    # The source that is added by keys lies on this machine.
    os.environ |= {"UTBLICK_FETCH_ALLOW": "127.0.0.0/8"}
    os.environ |= {"UTBLICK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "utblick.config.settings"}
    if standing := os.environ.get("ACCESSIBLE_DATA"):
        os.environ["UTBLICK_DATA"] = standing
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["UTBLICK_DATA"] = folder
        for verb in (["migrate", "--verbosity", "0"], ["demo"]):
            subprocess.run([sys.executable, "-m", "django", *verb], check=True, stdout=subprocess.DEVNULL)
        yield


@contextmanager
def _served() -> Iterator[None]:
    """The web processes alone: no job is to change a page while it is looked at."""
    import httpx

    order = [sys.executable, "-m", "gunicorn", "utblick.config.wsgi:application", "--bind", f"127.0.0.1:{PORT}"]
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"], check=True)
    server = subprocess.Popen([*order, "--workers", "2", "--threads", "4", "--log-level", "error"])
    try:
        for _ in range(240):
            try:
                httpx.get(f"{HOME}/health/")
                break
            except httpx.TransportError:
                time.sleep(0.5)
            if server.poll() is not None:
                sys.exit(f"Something else answers at {HOME}: choose another with ACCESSIBLE_PORT.")
        yield
    finally:
        server.terminate()
        server.wait()


def _cookies() -> dict[str, dict[str, str]]:
    """By role, of somebody who is logged in; the visitor has none."""
    from django.test import Client

    from tests.test_demo_pages import ROLES
    from utblick.accounts.models import User

    found: dict[str, dict[str, str]] = {"visitor": {}}
    for who, email in ROLES.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.get(email=email), "utblick.accounts.roles.RoleBackend")
        found[who] = {"session": client.cookies["session"].value}
    return found


def _pages(cookies: dict[str, dict[str, str]]) -> Iterator[Any]:
    # The written pages of a language, and those that the program makes in it.
    public = [("visitor", code, f"{HOME}/{code}/", (f"/{code}/", f"/public/{code}/")) for code in PUBLIC]
    visits = [(who, language, f"{HOME}/", ("/",)) for language in ("sv", "en") for who in cookies if cookies[who]]
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(lambda visit: _asked(cookies[visit[0]], *visit), [*visits, *public]):
            yield from found


def _asked(cookies: dict[str, str], who: str, language: str, home: str, within: tuple[str, ...]) -> list[Any]:
    import httpx

    from accessible.asking import pages

    told = {**cookies, "django_language": language}
    with httpx.Client(cookies=told, timeout=60, follow_redirects=True) as client:
        return list(pages(client, who, language, home, within))


def _unlike(pages: list[Any]) -> list[Any]:
    """Of those that are drawn alike the first; and the first page of every visitor, for its header and menu."""
    met, seen, kept = set[tuple[str, str]](), set[str](), []
    for one in pages:
        if (one.who, one.language) not in met or one.drawn not in seen:
            kept.append(one)
        met.add((one.who, one.language))
        seen.add(one.drawn)
    return kept


def _looked_at(pages: list[Any], cookies: dict[str, dict[str, str]]) -> Iterator[dict[str, Any]]:
    """By several browsers at once, each in a process of its own; as they come."""
    told: Queue[dict[str, Any] | None] = Queue()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = [pages[at::AT_ONCE] for at in range(AT_ONCE)]
        running = [pool.submit(_look, part, cookies, told) for part in parts]
        for _ in running:
            yield from iter(told.get, None)
    for one in running:
        one.result()


def _look(pages: list[Any], cookies: dict[str, dict[str, str]], told: "Queue[dict[str, Any] | None]") -> None:
    from dataclasses import asdict

    try:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"pages": [asdict(one) for one in pages], "cookies": cookies}, file)
            file.flush()
            order = [sys.executable, "-m", "accessible.looking", file.name]
            with subprocess.Popen(order, stdout=subprocess.PIPE, text=True) as browser:
                for line in browser.stdout or ():
                    told.put(json.loads(line))
            if browser.returncode:
                raise subprocess.CalledProcessError(browser.returncode, order)
    finally:
        told.put(None)


def _where(one: dict[str, Any]) -> str:
    page = one["page"]
    return f"{page['who']} ({page['language']}) at {page['address'].removeprefix(HOME)}"


if __name__ == "__main__":
    sys.exit(main())
