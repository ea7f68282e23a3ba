"""How a local actor stands against the ceiling on small aid, on a day."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from utblick.actors.ceilings import Given, Standing, standing
from utblick.actors.models import Aid, LocalActor


@dataclass(frozen=True, slots=True)
class AidOf:
    """What a local actor was given, newest first, and how it stands today."""

    aids: list[Aid]
    standing: Standing
    counts_after: date
    """What was given on this day or before it counts no longer."""


def aid_of(actor: LocalActor, day: date) -> AidOf:
    aids = list(Aid.objects.current().filter(actor=actor))
    stand = standing([Given(one.given_on, one.euros) for one in aids], day)
    return AidOf(aids, stand, day - relativedelta(years=stand.ceiling.years))
