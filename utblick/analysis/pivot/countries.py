"""The countries of an initiative: those of its partners, and those of its steps that have come about or still may.

The rule of followup/priorities.py, over all years: what an initiative belongs to does not change with the period looked at.
"""

from django.db.models import Exists, OuterRef, Q

from utblick.analysis.pivot.subjects import Key, Rows, Subject
from utblick.initiatives.models import Participation, Step


def _partners() -> Rows:
    return Participation.objects.exclude(organisation__country="")


def _steps() -> Rows:
    return Step.objects.standing().exclude(status__in=Step.FELL_THROUGH).exclude(country="")


def countries() -> Rows:
    """Each initiative with each of its countries, once."""
    partners = _partners().order_by().values_list("initiative", "organisation__country")
    found: Rows = partners.union(_steps().order_by().values_list("initiative", "country")).order_by()
    return found


def of_country(subject: Subject, key: Key) -> Q:
    partners = _partners().filter(initiative=OuterRef(subject.initiative))
    steps = _steps().filter(initiative=OuterRef(subject.initiative))
    if key is None:
        return ~Q(Exists(partners)) & ~Q(Exists(steps))
    return Q(Exists(partners.filter(organisation__country=key))) | Q(Exists(steps.filter(country=key)))
