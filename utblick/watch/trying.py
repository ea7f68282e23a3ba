"""The day's trials: items from far down the inbox, shown among the best for what a decision on them teaches.

Who only ever judges what the engine puts first teaches it only what it knew. So two in each ten come from below, those profiles
first that have been taught least. They are drawn once a day and kept, so that the inbox does not change under its reader.
"""

import heapq
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, Q
from django.utils import timezone

from utblick.accounts.models import Municipality, User
from utblick.tenancy import scope
from utblick.watch.models import InboxItem, Learning, Untried

SIZE = 20
BELOW, REACH = 40, 2_000
"""What is read anyway, and how far down below it a trial is drawn from."""
LASTS = timedelta(days=1)


def draw_for_all(now: datetime | None = None) -> int:
    """Today's trials for each municipality that has none yet. Returns how many items were drawn."""
    with scope.everywhere():
        places = list(Municipality.objects.all())
    return sum(_draw_for(place, now or timezone.now()) for place in places)


def _draw_for(place: Municipality, now: datetime) -> int:
    with scope.acting(place):
        return draw(now)


@transaction.atomic
def draw(now: datetime) -> int:
    today = timezone.localdate(now)
    if InboxItem.objects.filter(tried_on=today).exists():
        return 0
    chosen = list(fewest_first(_from_below(now), _taught(), _chance(today)))[:SIZE]
    return InboxItem.objects.filter(pk__in=chosen).update(tried_on=today)


def fewest_first(items: Sequence[tuple[int, int]], taught: Mapping[int, int], chance: random.Random) -> Iterator[int]:
    """Items in turn from the profile that has been taught least, each one that is drawn counted as a lesson to come.

    Pure. `items` are (item, profile); which of a profile's items is left to chance.
    """
    of_profile: dict[int, list[int]] = defaultdict(list)
    for item, profile in chance.sample(items, len(items)):
        of_profile[profile].append(item)
    waiting = [(taught.get(profile, 0), profile) for profile in of_profile]
    heapq.heapify(waiting)
    while waiting:
        lessons, profile = heapq.heappop(waiting)
        yield of_profile[profile].pop()
        if of_profile[profile]:
            heapq.heappush(waiting, (lessons + 1, profile))


def _from_below(now: datetime) -> list[tuple[int, int]]:
    """Items below those that are read anyway, by what they meet best; none that closes before the day is over."""
    stays_open = Q(deadline=None) | Q(deadline__gte=now + LASTS)
    waiting = InboxItem.objects.undecided().open(now).filter(stays_open, best__isnull=False).ranked()
    rows = waiting.values_list("pk", "best__profile")[BELOW : BELOW + REACH]
    return sorted(rows)


def _taught() -> dict[int, int]:
    return dict(Learning.objects.values_list("profile", F("wanted") + F("unwanted")))


def _chance(today: date) -> random.Random:
    """The same day always draws the same."""
    return random.Random(f"{today} {scope.municipality_id()} trials")  # noqa: S311


def is_of_today() -> Q:
    """A waiting row of the inbox that is on trial today; none is for who wants none."""
    wants_none = Untried.objects.current().filter(user=scope.current().user)
    return Q(~Exists(wants_none), tried_on=timezone.localdate())


def switch_off(user: User) -> Untried:
    """No trials for this person. Once is enough, however often it is said."""
    standing = Untried.objects.current().filter(user=user).first()
    return standing or Untried.objects.create(user=user)


def switch_on(user: User) -> None:
    for row in Untried.objects.current().filter(user=user):
        row.withdraw()
