"""Who is in an audience at this moment, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from utblick.accounts.models import Membership, Role, Unit, User
from utblick.actors.models import LocalActor
from utblick.goals.models import Goal
from utblick.initiatives.models import Contribution
from utblick.outreach.models import Audience, Subscriber


@dataclass(frozen=True, slots=True)
class Reader:
    """One address of an audience, with what put it there."""

    email: str
    name: str
    language: str
    why: tuple[str, ...]
    user: User | None = None
    subscriber: Subscriber | None = None

    @property
    def gets(self) -> bool:
        """Whether the mail goes out: nobody who has stopped, and no address that keeps failing."""
        return self.subscriber is None or self.subscriber.is_reading


def of_audience(audience: Audience) -> list[Reader]:
    """Each address once, however many ways it came in; also those who have stopped, since the page shows them."""
    known = list(Subscriber.objects.known().select_related("actor"))
    found: dict[str, Reader] = {}
    for reader in [*_members(audience, known), *_subscribers(audience, known)]:
        key = reader.email.lower()
        before = found.get(key)
        found[key] = replace(before, why=(*before.why, *reader.why)) if before else reader
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.email))


def _members(audience: Audience, everyone: list[Subscriber]) -> Iterator[Reader]:
    if not audience.members:
        return
    by_user = {one.user_id: one for one in everyone if one.user_id}
    by_email = {one.email.lower(): one for one in everyone}
    serving = _serving(_keys(audience.goals))
    for membership in _memberships(audience):
        goals = serving[("unit", membership.unit_id)] | serving[("user", membership.user_id)]
        if not audience.goals or goals:
            known = by_user.get(membership.user_id) or by_email.get(membership.user.email.lower())
            yield _member(membership, sorted(goals), known)


def _memberships(audience: Audience) -> Iterable[Membership]:
    rows = Membership.objects.current().exclude(role=Role.LOCAL_ACTOR).filter(user__is_active=True)
    if audience.roles:
        rows = rows.filter(role__in=audience.roles)
    if audience.units:
        rows = rows.filter(unit__in=_with_parts(_keys(audience.units)))
    return rows.select_related("user", "unit").order_by("pk")


def _member(membership: Membership, goals: list[str], known: Subscriber | None) -> Reader:
    user, role = membership.user, str(membership.get_role_display())
    why = [f"{role}, {membership.unit}" if membership.unit else role]
    why += [_("works for the goal %(goal)s") % {"goal": goal} for goal in goals]
    language = known.language if known and known.confirmed_at else user.language
    return Reader(user.email, user.name, language, tuple(why), user, known)


def _keys(named: list[dict[str, object]]) -> set[int]:
    return {int(str(one["id"])) for one in named}


def _with_parts(units: set[int]) -> set[int]:
    """The units with all that belong to them, down the tree."""
    parts = defaultdict(set)
    for pk, parent in Unit.objects.current().values_list("pk", "parent"):
        parts[parent].add(pk)
    found, new = set(units), set(units)
    while new:
        new = set().union(*(parts[one] for one in new)) - found
        found |= new
    return found


def _serving(goals: set[int]) -> dict[tuple[str, int | None], set[str]]:
    """By unit and person the goals that they are responsible for, or own an initiative for."""
    found: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for goal in Goal.objects.current().filter(pk__in=goals).exclude(unit=None):
        found[("unit", goal.unit_id)].add(str(goal))
    rows = Contribution.objects.standing().filter(goal__in=goals).select_related("goal", "initiative")
    for one in rows:
        found[("user", one.initiative.owner_id)].add(str(one.goal))
    found.pop(("user", None), None)  # an initiative without an owner
    return found


def _subscribers(audience: Audience, everyone: Iterable[Subscriber]) -> Iterator[Reader]:
    wanted = [_of_goal(goal) for goal in Goal.objects.current().filter(pk__in=_keys(audience.goals))]
    for one in everyone:
        if one.confirmed_at is None or not _shares(audience.interests, one.interests):
            continue
        why = _as_contact(audience, one.actor, wanted) if one.actor else _as_outsider(audience, one)
        if why:
            yield Reader(one.email, one.name, one.language, tuple(why), one.user, one)


def _shares(asked: list[str], chosen: list[str]) -> bool:
    """Whoever has chosen no area wants to read of all."""
    return not asked or not chosen or bool(set(asked) & set(chosen))


def _as_outsider(audience: Audience, subscriber: Subscriber) -> list[str]:
    if not audience.outsiders:
        return []
    return [_("subscribes"), *subscriber.interests_in_words()]


def _as_contact(audience: Audience, actor: LocalActor, wanted: list[tuple[str, set[str]]]) -> list[str]:
    is_asked = audience.actors and not actor.withdrawn_at
    of_kind = not audience.kinds or actor.kind in audience.kinds
    in_industry = audience.industry.casefold() in actor.industry.casefold()
    if not (is_asked and of_kind and in_industry):
        return []
    goals = [name for name, words in wanted if words & _words(actor)]
    if wanted and not goals:
        return []
    who = _("contact person at %(actor)s") % {"actor": actor}
    shared = [_("shares words with the goal %(goal)s") % {"goal": goal} for goal in goals]
    return [who, *([actor.industry] if audience.industry else []), *shared]


def _of_goal(goal: Goal) -> tuple[str, set[str]]:
    return str(goal), _words(goal)


def _words(one: Goal | LocalActor) -> set[str]:
    """The concepts and keywords by which items are matched to it: what a goal and an actor can have in common."""
    return {concept["id"] for concept in one.concepts} | {word.casefold() for word in one.keywords}
