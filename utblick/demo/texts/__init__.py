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
    """The same facts with their days in place: `signed_on = -400` is the working day 400 days ago."""
    return {
        name: working_day(today, value) if name.endswith("_on") and isinstance(value, int) else value
        for name, value in facts.items()
    }


def working_day(today: date, days: int) -> date:
    """The day so many days from today, or the nearest before it on which an office is open: no weekend, no Christmas.

    What is planned for Christmas is planned for after it. Two days keep their order.
    """
    day = today + timedelta(days=days)
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 11):
        winter = day.year + (day.month == 12)
        day = date(winter, 1, 12) if days > 0 else date(winter - 1, 12, 19)
    return day - timedelta(days=max(0, day.weekday() - 4))


def filled(name: str, **values: object) -> str:
    """A plain text with its `{names}` in place."""
    return (HERE / f"{name}.txt").read_text("utf-8").format(**values)
