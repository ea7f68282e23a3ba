"""What the demo's people have written to each other about their work, and asked each other to do."""

from typing import Any

from django.apps import apps
from django.db import models

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.journal import clock
from utblick.teamwork import doing, talking
from utblick.tenancy import scope

NAMES = {"partners.organisation": "name"}


def talk(cast: Cast) -> None:
    said = texts.read("teamwork")
    for order, row in enumerate(sorted(said["comments"], key=lambda one: -one["days"])):
        with clock.at(moments.ago(cast.today, row["days"], order)), _by(cast, row):
            talking.write(_about(row), by=cast.people[row["by"]], text=row["text"])
    for order, row in enumerate(said["tasks"]):
        _ask(cast, order, texts.dated(row, cast.today))


def _ask(cast: Cast, order: int, row: dict[str, Any]) -> None:
    by, owner = cast.people[row["by"]], cast.people[row["owner"]]
    with clock.at(moments.ago(cast.today, row["days"], order)), _by(cast, row):
        task = doing.ask(_about(row), title=row["title"], due_on=row.get("due_on"), by=by, owner=owner)
    if "done" in row:
        with clock.at(moments.ago(cast.today, row["done"], order)), scope.acting(cast.municipality, owner):
            doing.do(task, by=owner)


def _by(cast: Cast, row: dict[str, Any]) -> Any:
    return scope.acting(cast.municipality, cast.people[row["by"]])


def _about(row: dict[str, Any]) -> models.Model:
    kind, beginning = row["about"]
    name = NAMES.get(kind, "title")
    found: models.Model = apps.get_model(kind)._default_manager.get(**{f"{name}__startswith": beginning})
    return found
