"""A cell → the very rows that it is made of: whose sum, asked for by itself, is the cell's."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from utblick.analysis.pivot.dimensions import Dimension
from utblick.analysis.pivot.figures import Parts
from utblick.analysis.pivot.names import Names
from utblick.analysis.pivot.ordering import labels
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import INITIATIVES, RESULTS, STEPS, Key, Rows


class NoSuchCell(LookupError):
    """An address that names no row or column of the table."""


def keys_of(question: Question, asked: Mapping[str, str]) -> dict[str, Key]:
    """The keys of the row and the column that the address names; raises NoSuchCell."""
    try:
        return {name: one.key_of(asked[name]) for name, one in question.dimensions if asked.get(name)}
    except ValueError as error:
        raise NoSuchCell from error


def named(question: Question, keys: Mapping[str, Key], names: Names) -> list[tuple[Dimension, str]]:
    """What the cell stands under: “Goal”, “Young people abroad”. Raises NoSuchCell where that is not ours."""
    found = []
    for name, one in question.dimensions:
        if name in keys:
            key = keys[name]
            known = {None: str(one.missing), **labels(one, names, [key])}
            if key not in known:
                raise NoSuchCell
            found.append((one, known[key]))
    return found


def come_to(question: Question, rows: Rows) -> Parts:
    """Of these rows, in one query."""
    found: dict[str, Any] = rows.aggregate(**question.figure.aggregates())
    parts, _untold = question.figure.read(found.values())
    return parts


def listed(question: Question, rows: Rows) -> Rows:
    """As they are shown: the newest first, those without a day last."""
    subject = question.figure.subject
    day = "noted_on" if subject is RESULTS else "starts_on"
    whole = ["unit"] if subject is INITIATIVES else ["initiative__unit", *(["project"] if subject is STEPS else [])]
    return rows.select_related(*whole).order_by(F(day).desc(nulls_last=True), "-pk")
