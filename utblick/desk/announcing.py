"""What the competition radar has to tell: that somebody else is after the same call or the same partner abroad, or that a call from
which we have begun something fits local actors too."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2s

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.accounts.roles import ROLES
from utblick.desk import actor_radar
from utblick.desk.radar import CALL, FEW, Clash, Side, radar, without_secrets
from utblick.initiatives.models import Initiative
from utblick.teamwork.kinds import Event
from utblick.teamwork.news import Everybody, News, bring_up_to, everybody
from utblick.teamwork.people import roles_seeing

EVENTS = (Event.AFTER_THE_SAME,)
WORKING = {role for role, granted in ROLES.items() if "initiatives.change" in granted}


@dataclass(frozen=True, slots=True)
class Pair:
    """One who is told, in whose work it is met, and who else is after the same."""

    user: User
    clash: Clash
    own: Side
    other: Side

    @property
    def about(self) -> int:
        """The other's initiative: should it become confidential, the notice is gone. Another municipality's is none of ours."""
        return self.other.initiative if self.other.is_ours else self.own.initiative

    @property
    def key(self) -> str:
        """Who the other is, and after what: a second initiative of the same unit is no news."""
        said = repr((self.clash.kind, self.clash.key, self.other.party))
        return blake2s(said.encode(), digest_size=16).hexdigest()

    def in_words(self) -> str:
        of = _("The same call:") if self.clash.kind == CALL else _("The same partner abroad:")
        whose = [] if self.other.is_ours else [f"{self.other.who}: {self.other.title}"]
        return " · ".join([*whose, f"{of} {self.clash.about}"])


def news(people: Everybody) -> Iterator[News]:
    """To those who answer for each side, what the first page shows them. Two queries, a few more where there is news."""
    yield from _of_others(people)
    yield from _of_actors(people)


def _of_others(people: Everybody) -> Iterator[News]:
    seeing = set(roles_seeing(Initiative._meta.label_lower, secret=True))
    clashes = radar()
    pairs = [
        *(pair for pair in _pairs(clashes, people) if not seeing.isdisjoint(people.roles[pair.user.pk])),
        *(pair for pair in _pairs(without_secrets(clashes), people) if seeing.isdisjoint(people.roles[pair.user.pk])),
    ]
    initiatives = Initiative.objects.in_bulk({pair.about for pair in pairs})
    for pair in pairs:
        about, address = initiatives[pair.about], reverse("desk:radar")
        yield News(Event.AFTER_THE_SAME, about, (pair.user,), pair.key, address=address, worded=pair.in_words)


def _pairs(clashes: Sequence[Clash], people: Everybody) -> Iterator[Pair]:
    """Each person with everyone of whom the person is not a part, once however many initiatives they have."""
    for clash in clashes:
        own: dict[User, dict[object, Side]] = defaultdict(dict)
        for side in clash.sides:
            for user in _answering(side.unit, side.owner, people) if side.is_ours else ():
                own[user].setdefault(side.party, side)
        for user, sides in own.items():
            others = {side.party: side for side in reversed(clash.sides) if side.party not in sides}
            yield from (Pair(user, clash, next(iter(sides.values())), other) for other in others.values())


def _of_actors(people: Everybody) -> Iterator[News]:
    """Once for each call, however many it fits, to those of our side who may see the actors."""
    for item, begun, fits in actor_radar.begun_beside(timezone.now()):
        told: dict[User, Initiative] = {}
        for one in begun:
            for user in _answering(one.unit_id, one.owner_id, people):
                if people.may_see(user, one):
                    told.setdefault(user, one)
        for user, one in told.items():
            if names := [actor.name for actor in fits if people.may_see(user, actor)]:
                worded = partial(_fits_too, names, item.title)
                address, key = reverse("desk:radar"), f"{actor_radar.OURS}-{item.pk}"
                yield News(Event.AFTER_THE_SAME, one, (user,), key, address=address, worded=worded)


def _fits_too(names: list[str], title: str) -> str:
    more = len(names) - FEW
    listed = ", ".join(names[:FEW]) + (" " + _("and %(count)s more") % {"count": more} if more > 0 else "")
    return _("Fits local actors too: %(names)s · %(title)s") % {"names": listed, "title": title}


def _answering(unit: int | None, owner: int | None, people: Everybody) -> set[User]:
    """The owner and who works at the unit; the coordinators where there is nobody."""
    at = people.at(unit) if unit else ()
    working = {user for user in at if not WORKING.isdisjoint(people.roles[user.pk])}
    return {*people.one(owner), *working} or set(people.coordinators)


def tell_now() -> int:
    """The same at once, within a scope that sees secrets, to tell those who may. How many notices are new."""
    people = everybody()
    return bring_up_to(news(people), EVENTS, people)
