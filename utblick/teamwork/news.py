"""What follows from a date or a state of things: told once to each whom it concerns, and no more told once it is not so.

The rooms that hold the dates say what is news now; here it is compared with what has been told. So it may be asked by any clock,
twice or after a kill, and never tells anything twice.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import models, transaction
from django.utils import translation

from utblick.accounts.models import Membership, Role, User
from utblick.journal import clock
from utblick.journal.models import is_secret
from utblick.teamwork.kinds import KIND_OF
from utblick.teamwork.models import Event, Muted, Notice
from utblick.teamwork.people import roles_seeing


@dataclass(frozen=True, slots=True)
class News:
    """One thing that some people should know now. `occasion` tells it from all others for ever: a date that moved is another.

    `text` in words where they are the same in every language; `worded` makes them in the reader's.
    """

    event: Event
    about: models.Model
    users: tuple[User, ...]
    key: str
    day: date | None = None
    address: str = ""
    text: str = ""
    worded: Callable[[], str] | None = None

    @property
    def occasion(self) -> str:
        return f"{self.event}:{self.key}"

    def text_for(self, user: User) -> str:
        with translation.override(user.language):
            return (self.worded() if self.worded else self.text)[:300]


@dataclass
class Everybody:
    """Those who have a role here, asked for once."""

    people: dict[int, User] = field(default_factory=dict)
    roles: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    units: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def one(self, key: int | None) -> tuple[User, ...]:
        """The person, where there is one with a role here."""
        return (self.people[key],) if key in self.people else ()

    @property
    def coordinators(self) -> tuple[User, ...]:
        return tuple(user for key, user in self.people.items() if Role.COORDINATOR in self.roles[key])

    def at(self, unit: int) -> tuple[User, ...]:
        return tuple(self.people[key] for key in sorted(self.units[unit]))

    def answering(self, owner: int | None) -> tuple[User, ...]:
        """Who answers for it; the coordinators where nobody here does."""
        return self.one(owner) or self.coordinators

    def may_see(self, user: User, obj: models.Model) -> bool:
        return not self.roles[user.pk].isdisjoint(roles_seeing(obj._meta.label_lower, secret=is_secret(obj)))


def everybody() -> Everybody:
    found = Everybody()
    for row in Membership.objects.current().filter(user__is_active=True).select_related("user").order_by("pk"):
        found.people[row.user_id] = row.user
        found.roles[row.user_id].add(row.role)
        if row.unit_id:
            found.units[row.unit_id].add(row.user_id)
    return found


@transaction.atomic
def bring_up_to(news: Iterable[News], events: Iterable[Event], people: Everybody) -> int:
    """Tell what is news and has not been told; take back, unread, what these events told and is news no longer. How many are new.

    Work in the system's name that sees secrets: whether each reader may see the object is asked here.
    """
    muted = set(Muted.objects.values_list("user", "kind"))
    wanted = {
        (user.pk, one.occasion): (one, user)
        for one in news
        for user in one.users
        if (user.pk, KIND_OF[one.event]) not in muted and people.may_see(user, one.about)
    }
    told = {(row.user_id, row.occasion): row for row in Notice.objects.filter(event__in=events).exclude(occasion="")}
    stale = [row.pk for key, row in told.items() if key not in wanted and row.read_at is None]
    Notice.objects.filter(pk__in=stale).delete()
    made = [_notice(one, user) for key, (one, user) in wanted.items() if key not in told]
    # Another worker at the same is no harm: whoever is first tells it.
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _notice(one: News, user: User) -> Notice:
    notice = Notice(user=user, event=one.event, occasion=one.occasion, day=one.day, address=one.address)
    notice.text, notice.made_at = one.text_for(user), clock.now()
    notice.set_about(one.about)
    return notice
