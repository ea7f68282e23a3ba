"""What stands beside an initiative on its page: the goals that it serves, its partners, and what remained of it."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, IntegerField, Value
from django.db.models.functions import Cast

from utblick.accounts.models import User
from utblick.goals.models import Goal
from utblick.initiatives.models import Afterlife, Contribution, Initiative, Participation
from utblick.partners.models import Organisation


class Beside(NamedTuple):
    goals: list[Contribution]
    partners: list[Participation]
    remained: list[Afterlife]


class Row(NamedTuple):
    """What a goal, a partner and an answer have in common, so that they can be asked for at once."""

    kind: str
    pk: int
    place: int
    of: int
    name: str
    text: str
    how: str
    day: date | None


def beside(initiative: Initiative) -> Beside:
    """In one query; of what they point to, they know what the page tells."""
    here = {"initiative": initiative}
    goals = _rows(
        Contribution.objects.filter(**here), "goal", "goal__position", "goal", "goal__name", "goal__text", "how"
    )
    partners = _rows(
        Participation.objects.filter(**here),
        "partner",
        None,
        "organisation",
        "organisation__name",
        "organisation__country",
        "role",
    )
    remained = _rows(
        Afterlife.objects.current().filter(**here),
        "remained",
        None,
        "months",
        "answered_by__name",
        "text",
        "remains",
        "answered_on",
    )
    rows = goals.union(partners, remained, all=True).order_by("told_kind", "told_place", "told_pk")
    found = [Row(*row) for row in rows]
    return Beside(
        [_goal(row) for row in found if row.kind == "goal"],
        [_partner(row) for row in found if row.kind == "partner"],
        [_remained(row) for row in reversed(found) if row.kind == "remained"],
    )


def _rows(
    rows: Any, kind: str, place: str | None, of: str, name: str, text: str, how: str, day: str | None = None
) -> Any:
    told = {
        "told_kind": Value(kind, CharField()),
        "told_pk": F("pk"),
        "told_place": F(place) if place else Value(0, IntegerField()),
        "told_of": F(of),
        "told_name": F(name),
        "told_text": F(text),
        "told_how": F(how),
        "told_day": F(day) if day else Cast(Value(None), DateField()),
    }
    return rows.order_by().annotate(**told).values_list(*told)


def _goal(row: Row) -> Contribution:
    return Contribution(pk=row.pk, goal=Goal(pk=row.of, name=row.name, text=row.text), how=row.how)


def _partner(row: Row) -> Participation:
    organisation = Organisation(pk=row.of, name=row.name, country=row.text)
    return Participation(pk=row.pk, organisation=organisation, role=row.how)


def _remained(row: Row) -> Afterlife:
    facts = {"months": row.of, "text": row.text, "remains": row.how, "answered_on": row.day}
    return Afterlife(pk=row.pk, answered_by=User(name=row.name), **facts)
