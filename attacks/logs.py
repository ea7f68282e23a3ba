"""Forged lines in the log: line breaks and control signs in all that a stranger can send."""

import logging
import sys
from collections.abc import Iterator
from io import StringIO

from attacks.place import Place, place
from attacks.telling import Tried, printed

FORGED = "2026-01-01 00:00:00,000 INFO utblick.operate everything is well"
BREAKS = [
    "\n",
    "\r",
    "\r\n",
    "\u2028",
    "\u2029",
    "\x85",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1b[2K\r",
    "\x08" * 80,
    "%0a",
    "%0d%0a",
    "\\n",
]


def attack() -> Iterator[Tried]:
    with place() as here:
        logging.disable(logging.NOTSET)
        told = listened()
        times = sum(sent(here, line_break) for line_break in BREAKS)
        lines = told.getvalue().splitlines()
        through = [line for line in lines if line.startswith(FORGED)] + [
            line for line in lines if "\x1b" in line or "\x08" in line
        ]
        yield Tried(
            "line breaks and control signs in addresses, heads, forms and feeds",
            times,
            through,
            f"{len(lines):,} lines were logged",
        )


def listened() -> StringIO:
    """The log in both of its forms."""
    from django.conf import settings

    from utblick.operate import logs

    told, form = StringIO(), settings.LOGGING["formatters"]["line"]
    handlers = [logging.StreamHandler(told) for _ in range(2)]
    for handler, formatter in zip(handlers, (logs.Line(form["fmt"], style=form["style"]), logs.Json()), strict=True):
        handler.setFormatter(formatter)
    for name in ("", "utblick", "django", "django.request", "django.security", "django.security.DisallowedHost"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = handlers, False
        logger.setLevel(logging.INFO)
    return told


def sent(here: Place, line_break: str) -> int:
    evil = f"{line_break}{FORGED}"
    client, stranger = here.browser(here.people["coordinator"]), here.browser()
    client.get(f"/policy/{evil}")
    client.get("/nothing/", {"q": evil})
    client.get("/nothing/", headers={"referer": evil, "user-agent": evil, "accept-language": evil})
    stranger.post("/log-in/login/", {"login": f"x{evil}@y.example", "password": evil})
    stranger.post("/log-in/password/reset/", {"email": f"x{evil}"})
    client.post(f"/partners/{evil}/", {"name": evil})
    stranger.get("/public/sv/", headers={"host": evil.strip() or "x"})
    return 7


if __name__ == "__main__":
    sys.exit(not printed("Forged lines in the log", attack()))
