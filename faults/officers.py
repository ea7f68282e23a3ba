"""People who work in it through the pages, as a browser would, and remember what they were told was saved.

What is answered by an error, or not at all, is sent again, the very same form: so it may be there once, never twice.
"""

import random
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Thread
from typing import Any
from urllib.parse import urljoin

import httpx
from lxml import html

PEOPLE = ("samordnare@stromsund.example", "skola@stromsund.example")
PATIENCE = 60.0
"""Seconds that somebody goes on sending the same form."""


@dataclass
class Remembered:
    """What was said to be saved, by its token; what was given up may be there or not. Seconds of the longest wait for a page."""

    saved: dict[str, list[str]] = field(default_factory=lambda: {"comment": [], "decision": [], "step": []})
    given_up: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    costs: dict[str, int] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0


class Officer(Thread):
    def __init__(self, root: str, email: str, *, items: list[int], initiatives: list[int], seed: int) -> None:
        super().__init__(daemon=True)
        self.root, self.email = root, email
        self.items, self.initiatives = items, initiatives
        self.dice = random.Random(seed)
        self.told = Remembered()
        self.over = Event()
        self.browser = httpx.Client(base_url=root, timeout=30)

    def log_in(self, password: str) -> None:
        page = self.browser.get("/log-in/login/")
        answer = self._send(page, "/log-in/login/", {"login": self.email, "password": password})
        if answer is None or answer.status_code != 302:
            raise RuntimeError(f"{self.email} could not log in: {answer and answer.status_code}")

    def run(self) -> None:
        acts = [self._comment, self._comment, self._decide, self._step]
        while not self.over.wait(self.dice.uniform(0.2, 1.0)):
            self.dice.choice(acts)()

    def _comment(self) -> None:
        token = secrets.token_hex(8)
        page = self._open(f"/teamwork/initiatives.initiative/{self.dice.choice(self.initiatives)}/")
        upload = {}
        if self.dice.random() < 0.5:
            content = b"%PDF-1.7\n" + f"% {token}\n".encode() * self.dice.randint(1, 2000)
            upload = {"file": (f"{token}.pdf", content, "application/pdf")}
            self.told.files[token] = sha256(content).hexdigest()
        self._save("comment", token, page, "/comment/", {"text": f"Sagt {token}"}, upload)

    def _decide(self) -> None:
        if not self.items:
            return self._comment()
        token, item = secrets.token_hex(8), self.items.pop()
        page = self._open(f"/watch/items/{item}/")
        facts = {"verdict": "noted", "reason": f"Skäl {token}"}
        self._save("decision", token, page, f"/items/{item}/decide/", facts)

    def _step(self) -> None:
        token, cost = secrets.token_hex(8), self.dice.randint(1, 9) * 1000
        one = self.dice.choice(self.initiatives)
        page = self._open(f"/initiatives/{one}/steps/add/")
        facts = {"title": f"Steg {token}", "kind": "event", "cost": str(cost)}
        self.told.costs[token] = cost
        self._save("step", token, page, f"/initiatives/{one}/steps/add/", facts)

    def _save(
        self, kind: str, token: str, page: httpx.Response | None, action: str, facts: dict[str, str], upload: Any = None
    ) -> None:
        if page is None:  # nothing was shown, so nothing was sent
            return
        answer = self._send(page, action, facts, upload)
        done = answer is not None and answer.status_code == 302
        (self.told.saved[kind] if done else self.told.given_up).append(token)

    def _open(self, path: str) -> httpx.Response | None:
        answer = self._asked(lambda: self.browser.get(path))
        return answer if answer is not None and answer.status_code == 200 else None

    def _send(
        self, page: httpx.Response, action: str, facts: dict[str, str], upload: Any = None
    ) -> httpx.Response | None:
        form = next((one for one in html.fromstring(page.text).forms if _leads_to(one, page, action)), None)
        if form is None:
            self.told.answers["no form"] += 1
            return None
        fields: dict[str, list[str]] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        data = {**fields, **facts}
        return self._asked(
            lambda: self.browser.post(urljoin(str(page.url), form.action or ""), data=data, files=upload or None)
        )

    def _asked(self, ask: Any) -> httpx.Response | None:
        """The answer, asked for again while there is none or it is an error of the server."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            try:
                answer: httpx.Response = ask()
            except httpx.HTTPError as error:
                self.told.answers[type(error).__name__] += 1
            else:
                self.told.answers[str(answer.status_code)] += 1
                if answer.status_code < 500:
                    self.told.longest = max(self.told.longest, time.monotonic() - began)
                    return answer
            time.sleep(0.5)
        return None


def _leads_to(form: Any, page: httpx.Response, action: str) -> bool:
    return form.method == "POST" and urljoin(str(page.url), form.action or "").endswith(action)
