"""Visitors over TLS who count: each asks again and again, and notes what it got, how long it took and what got lost.

    python -m deploy.visitors ADDRESS HOST EMAIL PASSWORD SECONDS

A third read public pages, a third are logged in, a third send a form. Lost: any answer but the due one, and any broken connection.
Each request has a connection of its own, as the first of a visit has. Stops at SIGTERM and prints one line of JSON.
"""

import http.client
import json
import re
import signal
import ssl
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from urllib.parse import urlencode

OVER = Event()
HERE = ssl._create_unverified_context()  # noqa: S323 - the certificate is the machine's own
FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Counted:
    answered: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)
    longest: float = 0.0
    lock: Lock = field(default_factory=Lock)

    def note(self, kind: str, fault: str, seconds: float) -> None:
        with self.lock:
            self.answered[kind] += not fault
            self.longest = max(self.longest, seconds)
            if fault:
                self.lost.append(f"{kind}: {fault}")


class Visitor:
    def __init__(self, address: str, host: str) -> None:
        self.address, self.host = address, host
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        connection = http.client.HTTPSConnection(self.address, 443, context=HERE, timeout=60)
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= (
            {"Referer": f"https://{self.host}/", "Content-Type": "application/x-www-form-urlencoded"} if form else {}
        )
        try:
            connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode(errors="replace")
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, body

    def token(self, path: str) -> str:
        found = FIELD.search(self.ask(path)[1])
        return found[1] if found else ""

    def log_in(self, email: str, password: str) -> None:
        form = {"login": email, "password": password, "csrfmiddlewaretoken": self.token("/log-in/login/")}
        status, body = self.ask("/log-in/login/", form)
        if status != 302:
            raise SystemExit(f"No log-in: {status} {body[:500]}")


def visit(one: Visitor, kind: str, counted: Counted) -> None:
    path, due = {"read": ("/public/sv/", 200), "work": ("/", 200), "send": ("/language/", 302)}[kind]
    form = {"language": "sv", "next": "/", "csrfmiddlewaretoken": one.token("/ui/about/")} if kind == "send" else None
    while not OVER.is_set():
        began, fault = time.monotonic(), ""
        try:
            status, _ = one.ask(path, form)
            fault = "" if status == due else str(status)
        except (OSError, http.client.HTTPException) as error:
            fault = repr(error)
        counted.note(kind, fault, time.monotonic() - began)
        OVER.wait(0.05)


def main(address: str, host: str, email: str, password: str, seconds: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: OVER.set())
    counted, threads = Counted(), []
    worker = Visitor(address, host)
    worker.log_in(email, password)
    for kind in ("read", "work", "send") * 3:
        one = Visitor(address, host)
        one.cookies = dict(worker.cookies) if kind != "read" else {}
        threads.append(Thread(target=visit, args=(one, kind, counted)))
    for thread in threads:
        thread.start()
    OVER.wait(float(seconds))
    OVER.set()
    for thread in threads:
        thread.join()
    print(json.dumps({"answered": counted.answered, "lost": counted.lost, "longest": round(counted.longest, 2)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
