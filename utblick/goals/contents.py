"""What a programme says, as plain values: frozen as JSON when it is adopted or sent out, compared, and written on paper."""

from collections.abc import Iterable
from typing import Any, TypedDict

from utblick.goals.models import Priority, Programme
from utblick.journal.frozen import plain


class PriorityContent(TypedDict):
    """`line`: the same for what goes on from version to version."""

    line: int
    name: str
    text: str
    goal: str
    form: str
    countries: list[str]
    weight: int
    budget: int | None
    target: str
    why: str


class EndedContent(TypedDict):
    line: int
    name: str
    why: str


class Content(TypedDict):
    title: str
    starts_on: str
    ends_on: str
    text: str
    version: int
    why: str
    adopted_by: str
    adopted_on: str
    section: str
    case_number: str
    priorities: list[PriorityContent]
    ended: list[EndedContent]


FACTS = (
    "title",
    "starts_on",
    "ends_on",
    "text",
    "version",
    "why",
    "adopted_by",
    "adopted_on",
    "section",
    "case_number",
)
WORDS = ("name", "text", "countries", "weight", "target", "why")


def content_of(programme: Programme) -> Content:
    """What was adopted, or what a draft says now. One query for a draft."""
    content: Content = programme.content if programme.is_frozen else live(programme)
    return content


def live(programme: Programme, rows: Iterable[Priority] | None = None) -> Content:
    """What its rows say now, whether adopted or not. `rows`: all its priorities, where they have been fetched."""
    rows = list(programme.priorities.select_related("goal", "form") if rows is None else rows)
    facts = {name: getattr(programme, name) or "" for name in FACTS}
    here = [_priority(row) for row in rows if row.withdrawn_at is None]
    ended = [{"line": row.line, "name": row.name, "why": row.why} for row in rows if row.withdrawn_at and row.line]
    content: Content = plain({**facts, "priorities": here, "ended": ended})
    return content


def _priority(row: Priority) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in WORDS},
        "line": row.root,
        "goal": str(row.goal),
        "form": str(row.form or ""),
        "budget": None if row.budget is None else int(row.budget),
    }
