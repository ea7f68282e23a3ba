"""An officer as Locust plays one: reads most of the time, writes now and then, thinks in between. Run by benchmarks/officers.py."""

import json
import os
import random
import re
import secrets
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from locust import HttpUser, task

KNOWN = json.loads(Path(os.environ["OFFICERS"]).read_text())
THINK = float(os.environ["THINK"])
WORDS = ["klimat", "skola", "samarbete", "kultur", "vänort", "energi", "ungdom", "näringsliv"]
FIELD = re.compile(r'name="(csrfmiddlewaretoken|form_key)" value="([^"]+)"')
_number = count()


class Officer(HttpUser):
    def wait_time(self) -> float:
        return random.uniform(0.5, 1.5) * THINK

    def on_start(self) -> None:
        self.known = KNOWN[next(_number) % len(KNOWN)]
        self.client.headers.update({"Host": self.known["host"]})
        self.client.cookies.set("session", self.known["session"])

    @task(4)
    def first_page(self) -> None:
        self._open("first page", "/")

    @task(6)
    def inbox(self) -> None:
        self._open("inbox", "/watch/inbox/")

    @task(8)
    def item(self) -> None:
        self._open("an item", f"/watch/items/{random.choice(self.known['items'])}/")

    @task(3)
    def own(self) -> None:
        self._open("my work", "/mine/")

    @task(5)
    def initiatives(self) -> None:
        self._open("list of initiatives", "/initiatives/")

    @task(6)
    def initiative(self) -> None:
        self._open("an initiative", f"/initiatives/{random.choice(self.known['initiatives'])}/")

    @task(3)
    def search(self) -> None:
        self._open("search", f"/search/?q={random.choice(WORDS)}")

    @task(2)
    def goals(self) -> None:
        self._open("goals", "/policy/")

    @task(3)
    def comment(self) -> None:
        """Write one, and keep the word by which it is found again where it was said to be saved."""
        where, token = (
            f"/teamwork/initiatives.initiative/{random.choice(self.known['initiatives'])}/",
            secrets.token_hex(8),
        )
        page = self._open("talk about an initiative", where)
        form = page.text.partition(f'action="{where}comment/"')[2].partition("</form>")[0]
        facts = dict(FIELD.findall(form)) | {"text": f"Sagt {token}", "mention": ""}
        with self.client.post(
            f"{where}comment/", data=facts, name="write a comment", allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code == 302:
                with Path(os.environ["SAVED"]).open("a") as file:
                    file.write(f"{token}\n")
            else:
                answer.failure(f"not saved: {answer.status_code}")

    def _open(self, name: str, path: str) -> Any:
        ask: Callable[..., Any] = self.client.get
        with ask(path, name=name, allow_redirects=False, catch_response=True) as page:
            if page.status_code != 200:
                page.failure(f"{page.status_code} {page.headers.get('location', '')}")
        return page
