"""What a figure can be divided by: goal, form, country, unit and year; and where a row without such a thing stands.

A row has the key that it tells itself, or else those of its initiative: of two goals it is under each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import GreaterThan, IsNull, LessThan
from django.utils.translation import gettext_lazy as _

from utblick.analysis.pivot.countries import countries, of_country
from utblick.analysis.pivot.subjects import RESULTS, YEARS, Key, Rows, Subject
from utblick.initiatives.models import Contribution
from utblick.ui.asking import LARGEST_KEY

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Dimension:
    """`own`: what a row tells itself, a first and a last where it `spans`; `pairs`: each initiative with each of its keys, once;
    `only`: the rows that are under a key, without a second of any."""

    key: str
    label: "StrPromise"
    missing: "StrPromise"
    only: Callable[[Subject, Key], Q]
    own: Callable[[Subject], list[Any]]
    pairs: Callable[[], Rows] | None = None
    spans: bool = False

    @property
    def many(self) -> bool:
        """Whether a row may have several keys."""
        return self.pairs is not None

    def keys(self, told: Any) -> tuple[Key, ...]:
        """Those that the database tells of: of several the texts of all, with commas between them."""
        if not self.many or not told:
            return (told or None,)
        return tuple(int(key) if key.isdecimal() else key for key in told.split(","))

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
    return {
        "only": lambda subject, key: Q(**{f"{subject.to}{name}": key}),
        "own": lambda subject: [F(f"{subject.to}{name}_id")],
    }


# Goals


def _goals() -> Rows:
    served: Rows = Contribution.objects.order_by().values_list("initiative", "goal")
    return served


def _own_goal(subject: Subject) -> list[Any]:
    """A result that names its goal is there alone; else it is under each goal of its initiative, as in the report."""
    return [F("goal_id")] if subject is RESULTS else []


def _of_goal(subject: Subject, key: Key) -> Q:
    serving = Contribution.objects.filter(initiative=OuterRef(subject.initiative))
    served = Q(Exists(serving.filter(Q(goal=key)))) if key else ~Q(Exists(serving))
    if subject is not RESULTS:
        return served
    return Q(goal=key) | Q(goal=None) & served if key else Q(goal=None) & served


# Years


def _of_year(subject: Subject, key: Key) -> Q:
    if isinstance(key, int):
        return subject.within(date(key, 1, 1), date(key, 12, 31))
    first, last = subject.first, subject.last
    outside = Q(LessThan(last, YEARS[0])) | Q(GreaterThan(first, YEARS[-1]))
    return Q(IsNull(first, True)) | Q(LessThan(last, first)) | outside


GOAL = Dimension("goal", _("Goal"), _("No goal given"), _of_goal, _own_goal, _goals)
FORM = Dimension("form", _("Form of cooperation"), _("No form of cooperation given"), **_field("form"))
COUNTRY = Dimension("country", _("Country"), _("No country given"), of_country, lambda _subject: [], countries)
UNIT = Dimension("unit", _("Unit"), _("No unit given"), **_field("unit"))
YEAR = Dimension("year", _("Year"), _("No year"), _of_year, lambda subject: [subject.first, subject.last], spans=True)
DIMENSIONS = {one.key: one for one in (GOAL, FORM, COUNTRY, UNIT, YEAR)}
