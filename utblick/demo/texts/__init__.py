"""The demo's written texts: TOML and plain text, one file a subject. Days are counted from the day of the demo."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """A file of facts; what is named `…_on` becomes the day that lies so many days from today's."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def dated(facts: dict[str, Any], today: date) -> dict[str, Any]:
    """The same facts with their days in place: `signed_on = -400` is the day 400 days ago."""
    return {
        name: today + timedelta(days=value) if name.endswith("_on") and isinstance(value, int) else value
        for name, value in facts.items()
    }


def filled(name: str, **values: object) -> str:
    """A plain text with its `{names}` in place."""
    return (HERE / f"{name}.txt").read_text("utf-8").format(**values)
