"""What a figure can be divided by: goal, form, country, unit and year; and where a row without such a thing stands.

A dimension gives a queryset its key in one or more ways (arms): no row has a key twice, in one arm or in two, so that what the
arms come to may be added up. A row of several keys (an initiative of two goals) is under each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import GreaterThan, IsNull, LessThan
from django.utils.translation import gettext_lazy as _

from utblick.analysis.pivot.countries import countries, of_country
from utblick.analysis.pivot.subjects import RESULTS, YEARS, Arm, Key, Subject
from utblick.initiatives.models import Contribution
from utblick.ui.asking import LARGEST_KEY

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Dimension:
    """`many`: a row may have several keys. `only`: the rows that are under a key, without a second of any."""

    key: str
    label: "StrPromise"
    missing: "StrPromise"
    arms: Callable[[Subject], list[Arm]]
    only: Callable[[Subject, Key], Q]
    many: bool = False
    spans: bool = False
    """Whether its key is a first and a last."""

    def key_of(self, text: str) -> Key:
        """The key that an address names. Raises ValueError where it can be none."""
        if text == NONE:
            return None
        if self.key == "country":
            return _country(text)
        key = int(text) if text.isdecimal() and len(text) < 20 else 0
        if not 0 < key <= LARGEST_KEY or (self.key == "year" and key not in YEARS):
            raise ValueError(text)
        return key


NONE = "none"
"""How an address names the row of those without a key."""


def _country(text: str) -> str:
    if len(text) != 2 or not text.isalpha():
        raise ValueError(text)
    return text.upper()


# A field of the initiative


def _field(name: str) -> dict[str, Any]:
    def arms(subject: Subject) -> list[Arm]:
        return [lambda rows, key: rows.annotate(**{key: F(f"{subject.to}{name}_id")})]

    return {"arms": arms, "only": lambda subject, key: Q(**{f"{subject.to}{name}": key})}


# Goals


def _goals(subject: Subject) -> list[Arm]:
    """A result that names its goal is there alone; else it is under each goal of its initiative, as in the report."""
    served = F(f"{subject.to}contributions__goal_id")
    if subject is not RESULTS:
        return [lambda rows, key: rows.annotate(**{key: served})]
    return [
        lambda rows, key: rows.exclude(goal=None).annotate(**{key: F("goal_id")}),
        lambda rows, key: rows.filter(goal=None).annotate(**{key: served}),
    ]


def _of_goal(subject: Subject, key: Key) -> Q:
    serving = Contribution.objects.filter(initiative=OuterRef(subject.initiative))
    served = Q(Exists(serving.filter(Q(goal=key)))) if key else ~Q(Exists(serving))
    if subject is not RESULTS:
        return served
    return Q(goal=key) | Q(goal=None) & served if key else Q(goal=None) & served


# Years


def _years(subject: Subject) -> list[Arm]:
    """The first and the last: who reads them counts the row in each between."""
    return [lambda rows, key: rows.annotate(**{key: subject.first, f"{key}_last": subject.last})]


def _of_year(subject: Subject, key: Key) -> Q:
    if isinstance(key, int):
        return subject.within(date(key, 1, 1), date(key, 12, 31))
    first, last = subject.first, subject.last
    outside = Q(LessThan(last, YEARS[0])) | Q(GreaterThan(first, YEARS[-1]))
    return Q(IsNull(first, True)) | Q(LessThan(last, first)) | outside


GOAL = Dimension("goal", _("Goal"), _("No goal given"), _goals, _of_goal, many=True)
FORM = Dimension("form", _("Form of cooperation"), _("No form of cooperation given"), **_field("form"))
COUNTRY = Dimension("country", _("Country"), _("No country given"), countries, of_country, many=True)
UNIT = Dimension("unit", _("Unit"), _("No unit given"), **_field("unit"))
YEAR = Dimension("year", _("Year"), _("No year"), _years, _of_year, spans=True)
DIMENSIONS = {one.key: one for one in (GOAL, FORM, COUNTRY, UNIT, YEAR)}
