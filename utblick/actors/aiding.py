"""How a local actor stands against the ceiling on small aid, on a day."""

from dataclasses import dataclass
from datetime import date

from utblick.actors.ceilings import Given, Standing, standing
from utblick.actors.models import Aid, LocalActor


@dataclass(frozen=True, slots=True)
class AidOf:
    """What a local actor was given, newest first, and how it stands today."""

    aids: list[Aid]
    standing: Standing


def aid_of(actor: LocalActor, day: date) -> AidOf:
    aids = list(Aid.objects.current().filter(actor=actor))
    return AidOf(aids, standing([Given(one.given_on, one.euros) for one in aids], day))
