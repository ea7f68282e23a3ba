"""A journey → what it costs the climate; a travel report → a lesson, and the exchange as it was."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Unit, User
from utblick.initiatives import spreading
from utblick.initiatives.models import Group, Leg, Lesson, Step, TravelReport
from utblick.initiatives.travel import places
from utblick.initiatives.travel.climate import Point, factor_for, great_circle, kilograms
from utblick.journal import clock
from utblick.partners.models import Organisation
from utblick.tenancy import scope


class UnknownPlace(ValidationError):
    """A place that nobody here knows where it lies; `field` of the leg holds it."""

    def __init__(self, field: str, name: str) -> None:
        self.field = field
        told = _("We do not know where “%(name)s” lies. Write a larger place nearby, or how many kilometres it was.")
        super().__init__(told, code="unknown_place", params={"name": name})


@transaction.atomic
def save_leg(leg: Leg) -> None:
    """Reckon the leg and add up its exchange anew. Raises UnknownPlace, or Superseded."""
    reckon(leg)
    leg.save()
    add_up(leg.group.step)


@transaction.atomic
def save_group(group: Group) -> None:
    """The number of travellers may have changed: its legs are reckoned anew. Raises Superseded."""
    group.save()
    for leg in Leg.objects.current().filter(group=group):
        leg.group = group
        reckon(leg)
        leg.save()
    add_up(group.step)


@transaction.atomic
def withdraw(part: Group | Leg) -> None:
    part.withdraw()
    add_up(_step_of(part))


@transaction.atomic
def restore(part: Group | Leg) -> None:
    part.restore()
    add_up(_step_of(part))


def _step_of(part: Group | Leg) -> Step:
    return part.step if isinstance(part, Group) else part.group.step


def reckon(leg: Leg) -> None:
    """How far, and how many kilograms, for the whole group. Raises UnknownPlace."""
    day = leg.travelled_on or leg.group.step.starts_on or timezone.localdate(clock.now())
    straight = leg.own_km if leg.own_km is not None else great_circle(*_ends_of(leg))
    factor = factor_for(leg.means, straight, day)
    way = leg.own_km if leg.own_km is not None else factor.way(straight)
    leg.km = way * (2 if leg.both_ways else 1)
    leg.factor, leg.factor_of = factor.kg, factor.valid_from
    leg.kg_co2e = kilograms(factor, leg.km, travellers=leg.group.travellers, vehicles=leg.vehicles)


def _ends_of(leg: Leg) -> tuple[Point, Point]:
    return _known("begins", leg.begins, leg.group.step), _known("ends", leg.ends, leg.group.step)


def _known(field: str, name: str, step: Step) -> Point:
    point = locate(name, step)
    if point is None:
        raise UnknownPlace(field, name)
    return point


def locate(name: str, step: Step) -> Point | None:
    """Home, a partner's place, or a town; where several towns have the name, the one in the country of the exchange or here."""
    here, wanted = scope.municipality(), name.strip().casefold()
    if wanted == here.name.casefold() and here.latitude is not None and here.longitude is not None:
        return here.latitude, here.longitude
    for known, latitude, longitude in _partners_places():
        if wanted in (known.casefold(), known.split(",")[0].casefold()):
            return latitude, longitude
    place = places.find(name, step.country, here.country)
    return place.point if place else None


def _partners_places() -> list[tuple[str, float, float]]:
    rows: Any = Organisation.objects.current().exclude(place="").exclude(latitude=None)
    return list(rows.values_list("place", "latitude", "longitude"))


def known_places(step: Step) -> list[str]:
    """What is offered while a place is typed: home, where the exchange is, and where partners are."""
    first = [scope.municipality().name, step.place]
    others = sorted({place.split(",")[0] for place, _latitude, _longitude in _partners_places()})
    return [place for place in dict.fromkeys([*first, *others]) if place]


def add_up(step: Step) -> None:
    """The climate cost of an exchange is that of its legs; empty where none is told."""
    legs = Leg.objects.current().filter(group__step=step, group__withdrawn_at=None)
    total = legs.aggregate(total=Sum("kg_co2e"))["total"]
    if total != step.kg_co2e:
        step.kg_co2e = total
        step.save()


@transaction.atomic
def report(step: Step, *, by: User, lesson: Lesson, met: str, units: Iterable[Unit], leg: Leg | None) -> TravelReport:
    """Keep what was told of an exchange: the lesson, and where it is told, the way there. The step itself is saved already.

    Raises UnknownPlace.
    """
    lesson.save()
    spreading.spread(lesson, units, by=by)
    if leg is not None:
        leg.group.save()
        save_leg(leg)
    made = TravelReport(step=step, lesson=lesson, met=met, author=by)
    made.reported_on = timezone.localdate(clock.now())
    made.save()
    return made


def journey_of(step: Step, *, travellers: int, **facts: Any) -> Leg:
    """The one group and its one leg, there and back, of an exchange for which nobody has told more."""
    abroad = bool(step.country) and step.country != scope.municipality().country
    direction = Group.Direction.OUT if abroad else Group.Direction.IN
    group = Group(step=step, name=step.title[:120], direction=direction, travellers=travellers)
    return Leg(group=group, travelled_on=step.starts_on, **facts)
