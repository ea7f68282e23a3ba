"""Open redirects: each line of a public list at every place that leads on to where the address or the form says."""

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from attacks.corpora import lines
from attacks.place import Place, place
from attacks.telling import Tried, printed

# Every place that reads `next`, or where one came from; a POST each.
PLACES = [
    *("/ui/theme/", "/language/", "/log-in/login/", "/log-in/logout/", "/log-in/reauthenticate/", "/log-in/link/"),
    *("/initiatives/{initiative}/move/running/", "/teamwork/tasks/{task}/done/", "/partners/import/{import}/progress/"),
    *("/watch/{item}/decide/", "/partners/finder/organisations/1/add/"),
]


def attack() -> Iterator[Tried]:
    hostile = lines("open-redirect.txt")
    with place() as here:
        for address in found(here):
            client = here.browser(None if "/log-in/" in address else here.people["coordinator"])
            through = [line for line in hostile if leads_out(here, client, address, line)]
            yield Tried(f"lines as `next` and as the page one came from, at {address}", len(hostile), through)


def found(here: Place) -> list[str]:
    keys = here.chain.keys
    known = {
        "initiative": keys["initiatives"][0],
        "task": keys["teamwork"][0],
        "import": keys["partners"][0],
        "item": keys["watch"][0],
    }
    return [address.format(**known) for address in PLACES]


def leads_out(here: Place, client: Any, address: str, line: str) -> bool:
    sent = {
        "next": line,
        "theme": "dark",
        "language": "en",
        "email": "x@y.example",
        "login": "x@y.example",
        "password": "x",
    }
    referer = "".join(sign for sign in line if sign.isprintable())
    answers = [
        client.post(address, sent, headers={"referer": referer}),
        client.get(address, {"next": line}, headers={"referer": referer}),
    ]
    return any(is_out(answer.headers.get("Location", ""), here.here.hosts) for answer in answers)


def is_out(location: str, host: str) -> bool:
    """Whether a browser would leave: it takes backslashes for slashes, and passes over tabs and line breaks."""
    seen = "".join(sign for sign in location if sign not in "\t\r\n").strip().replace("\\", "/")
    if not seen:
        return False
    parts = urlsplit(seen)
    leaves = bool(parts.scheme or seen.startswith("//"))
    return leaves and (parts.scheme not in ("http", "https", "") or parts.hostname != host)


if __name__ == "__main__":
    sys.exit(not printed("Open redirects", attack()))
