"""Municipalities filled to the brim: a mark of its own in every text of every row, and which of them may be shown."""

from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Any

from django.db import models

from utblick.accounts.models import Municipality, Unit, User
from utblick.accounts.tests.make import make_municipality, make_unit, make_user
from utblick.goals.models import CooperationForm, Goal
from utblick.goals.tests.make import make_form, make_goal
from utblick.initiatives.models import Contribution, Gate, Initiative, Participation, Result
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_organisation, make_person
from utblick.sharing import agreeing
from utblick.teamwork.tests.make import make_comment
from utblick.tenancy import scope

LEVELS = ("nothing", "ended", "figures", "named")
STATES = ("open", "secret", "idea", "withdrawn", "withheld")
# The texts that a municipality shares by name (docs: what is shared), of rows that belong to an initiative that is open.
SHARED = {
    (Initiative, "title"), (Initiative, "summary"), (Initiative, "funding_programme"), (Result, "text"),
    (Result, "unit_of_value"), (Organisation, "name"), (Goal, "name"), (Unit, "name"), (CooperationForm, "name"),
}  # fmt: skip
_number = count(1)


@dataclass
class Stuffed:
    """One municipality. `shown` and `hidden` are marks: what its region is to see, and what it never may."""

    municipality: Municipality
    level: str
    shown: set[str]
    hidden: set[str]
    keys: dict[int, str]
    """Each initiative's key and state."""


def stuff(region: Municipality, level: str, chance: Random) -> Stuffed:
    """An initiative in each state, and one more in any."""
    made = Stuffed(make_municipality(), level, set(), {"Estland", "Lettland"}, {})
    states = [*STATES, chance.choice(STATES)]
    with scope.acting(made.municipality, sees_secrets=True):
        user = make_user(name="Ingen Namngiven")
        if level != "nothing":
            sharing = agreeing.share(region, level="named" if level == "ended" else level, by=user)
        for state in states:
            _add(made, state, user)
        if level == "ended":
            sharing.withdraw()
    return made


def _add(made: Stuffed, state: str, user: User) -> None:
    """An initiative in this state, with everything that may belong to one."""
    unit, goal, form = make_unit(), make_goal(), make_form()
    partner, hushed = make_organisation(), make_organisation(country="LV")
    one = make_initiative(goals=[goal], partners=[partner, hushed], unit=unit, form=form, owner=user)
    step = make_step(initiative=one, country="FI" if state == "open" else "EE", cost=1000, own=400, women=3)
    rows: list[models.Model] = [one, unit, goal, form, partner, step, make_result(initiative=one, value=7)]
    rows += [make_lesson(initiative=one), make_person(organisation=partner), make_comment(user, "Sagt", about=one)]
    rows += [Gate.objects.create(initiative=one, body=unit, about="Ansökan"), hushed]
    rows += [*Contribution.objects.filter(initiative=one), *Participation.objects.filter(initiative=one)]
    for row in rows:
        _mark(made, row, may_show=made.level == "named" and state == "open" and row is not hushed)
    models.QuerySet.update(Organisation.objects.filter(pk=hushed.pk), secrecy_ground="OSL 15 kap. 1 §")
    made.keys[one.pk] = state
    _bring_into(state, one)


def _mark(made: Stuffed, row: models.Model, *, may_show: bool) -> None:
    """Write a mark into each text field of the row."""
    told: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, models.CharField | models.TextField) and _takes(field):
            mark = f"qz{next(_number):05}z"  # too long to stand in a token by chance
            told[field.name] = mark
            (made.shown if may_show and (type(row), field.name) in SHARED else made.hidden).add(mark)
    models.QuerySet.update(type(row)._base_manager.filter(pk=row.pk), **told)


def _takes(field: Any) -> bool:
    kept = {"secrecy_ground", "about_kind", "country", "region", "languages", "link", "website", "email"}
    return not field.choices and field.name not in kept and (field.max_length or 99) >= 8 and not field.unique


def _bring_into(state: str, one: Initiative) -> None:
    one = Initiative.objects.get(pk=one.pk)
    if state == "withdrawn":
        one.withdraw()
    elif state == "withheld":
        agreeing.withhold(one)
    else:
        ways = {"secret": {"secrecy_ground": "OSL 15 kap. 1 §"}, "idea": {"status": Initiative.Status.IDEA}}
        models.QuerySet.update(Initiative.objects.filter(pk=one.pk), **ways.get(state, {"status": "running"}))
