"""A whole relation on one time line: agreements, reviews, contacts, initiatives, people, money and results, newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from utblick.partners.gains import GROUPS
from utblick.partners.models import Agreement, Contact

MOST = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `step`: where people and money were, from the initiatives."""

    when: date
    kind: str
    text: str
    url: str = ""
    step: Any = None

    @property
    def counted(self) -> bool:
        return self.step is not None and any(getattr(self.step, group) is not None for group in GROUPS)


def story(agreements: Iterable[Agreement], contacts: Iterable[Contact], participations: Sequence[Any]) -> list[Moment]:
    """Of what the page has fetched already, and the steps and results of the initiatives: two queries."""
    initiatives = [one.initiative for one in participations]
    moments = [
        *_of_agreements(agreements),
        *(
            Moment(one.happened_on, str(one.get_kind_display()), one.subject, one.get_absolute_url())
            for one in contacts
        ),
        *_of_initiatives(initiatives),
    ]
    if initiatives:
        moments += _of_steps(_parts("steps", initiatives))
        moments += _of_results(_parts("results", initiatives))
    return sorted(moments, key=lambda one: one.when, reverse=True)[:MOST]


def _of_agreements(agreements: Iterable[Agreement]) -> Iterator[Moment]:
    for one in agreements:
        url, kind = one.get_absolute_url(), str(one.get_kind_display())
        days = ((one.signed_on, _("signed")), (one.ended_on, _("ended")))
        for day, what in days:
            if day:
                yield Moment(day, kind, f"{one.title}: {what}", url)


def _of_initiatives(initiatives: Iterable[Any]) -> Iterator[Moment]:
    for one in initiatives:
        if one.starts_on:
            yield Moment(one.starts_on, _("Initiative begins"), one.title, one.get_absolute_url())


def _of_steps(steps: Iterable[Any]) -> Iterator[Moment]:
    for one in steps:
        if one.starts_on and one.status not in type(one).FELL_THROUGH:
            url = one.initiative.get_absolute_url()
            yield Moment(one.starts_on, str(one.get_kind_display()), one.title, url, step=one)


def _of_results(results: Iterable[Any]) -> Iterator[Moment]:
    for one in results:
        yield Moment(one.noted_on, _("Result"), Truncator(one.text).chars(200), one.initiative.get_absolute_url())


def _parts(relation: str, initiatives: Sequence[Any]) -> QuerySet[Any]:
    """The rows that belong to these initiatives. Partners know the relation's name, not the room."""
    model: Any = type(initiatives[0])._meta.get_field(relation).related_model
    rows: QuerySet[Any] = model.objects.current().filter(initiative__in=initiatives).select_related("initiative")
    return rows
