"""The competition radar: two after one call, or with one partner abroad, each without knowing of the other.

Asked anew each time, so that it is said as soon as the second begins, and to both. Between municipalities of the same
installation only what each shows on its public page is told.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Lower
from django.urls import reverse

from utblick.accounts.models import User
from utblick.initiatives.models import Initiative, Participation
from utblick.tenancy import scope
from utblick.watch.answering import units_of

CALL, PARTNER = "call", "partner"
LIVE = [Initiative.Status.IDEA, Initiative.Status.PREPARING, Initiative.Status.RUNNING]
MOST_ROWS = 2_000
FEW = 4
"""Of those who are after the same, where it is told beside other things."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of those who are after the same: the initiative, and whose it is. Of another municipality only the title is told."""

    initiative: int
    title: str
    url: str
    who: str
    unit: int | None
    owner: int | None
    is_ours: bool
    is_secret: bool = False

    @property
    def party(self) -> tuple[Any, ...]:
        """Who it is: the unit, or where there is none the person."""
        return (self.who,) if not self.is_ours else ("unit", self.unit) if self.unit else ("owner", self.owner)


@dataclass(frozen=True, slots=True)
class Clash:
    """What several are after: a call or a partner abroad, and who they are."""

    kind: str
    about: str
    sides: tuple[Side, ...]
    url: str = ""
    key: str = ""
    """Tells what they are after from all else, where this module says what it is."""

    @property
    def foremost(self) -> tuple[Side, ...]:
        return self.sides[:FEW]

    @property
    def more(self) -> int:
        return len(self.sides) - len(self.foremost)

    def concerns(self, user: User) -> bool:
        units = units_of(user)
        return any(side.is_ours and (side.owner == user.pk or side.unit in units) for side in self.sides)


def radar() -> list[Clash]:
    """All that concerns this municipality. One query."""
    here, sees_secrets = scope.municipality(), scope.current().sees_secrets
    with scope.everywhere():
        calls = _shared(_calls(here.pk, sees_secrets), "key")
        partners = _shared(_partners(here.pk, here.country, sees_secrets), "key")
        rows = list(calls.union(partners, all=True).order_by("kind", "key", "pk_")[:MOST_ROWS])
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        found[row["kind"], row["key"]].append(row)
    clashes = [_clash(kind, key, group, here.pk) for (kind, key), group in found.items()]
    return [one for one in clashes if _is_one(one)]


def concerning(user: User, *, everyones: bool) -> list[Clash]:
    """What this person should know: where the own unit or own work is a part; all of it for who keeps the whole together."""
    return [one for one in radar() if everyones or one.concerns(user)]


def without_secrets(clashes: Iterable[Clash]) -> list[Clash]:
    """What is told to who may not see the confidential, of what is told to who may."""
    seen = (replace(one, sides=tuple(side for side in one.sides if not side.is_secret)) for one in clashes)
    return [one for one in seen if _is_one(one)]


def _is_one(clash: Clash) -> bool:
    return any(side.is_ours for side in clash.sides) and len({side.party for side in clash.sides}) > 1


def _clash(kind: str, key: str, rows: list[Any], here: int) -> Clash:
    ours = next((row for row in rows if row["where"] == here), rows[0])
    return Clash(kind, ours["about"], tuple(_side(row, here) for row in rows), key=key)


def _side(row: Any, here: int) -> Side:
    is_ours = row["where"] == here
    return Side(
        initiative=row["pk_"],
        title=row["title_"],
        url=reverse("initiatives:initiative", args=[row["pk_"]]) if is_ours else "",
        who=(row["unit_name"] or row["owner_name"] or "") if is_ours else row["municipality_name"],
        unit=row["unit_"] if is_ours else None,
        owner=row["owner_"] if is_ours else None,
        is_ours=is_ours,
        is_secret=bool(row["grounds"]),
    )


def _calls(here: int, sees_secrets: bool) -> QuerySet[Any]:
    rows = Initiative.objects.current().filter(
        _may_be_told("", here, sees_secrets), status__in=LIVE, item__isnull=False
    )
    return _columns(
        rows.annotate(key=Cast("item_id", CharField()), grounds=F("secrecy_ground")), CALL, "item__title", ""
    )


def _partners(here: int, country: str, sees_secrets: bool) -> QuerySet[Any]:
    """A partner abroad is the same where name and country are: each municipality has its own register."""
    to_tell = _may_be_told("initiative__", here, sees_secrets) & _partner_may_be_told(here, sees_secrets)
    rows = Participation.objects.current().filter(
        to_tell, initiative__withdrawn_at=None, initiative__status__in=LIVE, organisation__withdrawn_at=None
    )
    abroad = rows.exclude(organisation__country=country)
    key = Concat(Lower("organisation__name"), Value("|"), "organisation__country", output_field=CharField())
    grounds = Concat("initiative__secrecy_ground", "organisation__secrecy_ground")
    return _columns(abroad.annotate(key=key, grounds=grounds), PARTNER, "organisation__name", "initiative__")


def _may_be_told(path: str, here: int, sees_secrets: bool) -> Q:
    ours, open_ = Q(**{f"{path}municipality": here}), Q(**{f"{path}secrecy_ground": ""})
    public = Q(**{f"{path}published": True}) & open_
    return (ours if sees_secrets else ours & open_) | public


def _partner_may_be_told(here: int, sees_secrets: bool) -> Q:
    ours, open_ = Q(organisation__municipality=here), Q(organisation__secrecy_ground="")
    return (ours if sees_secrets else ours & open_) | open_ & Q(organisation__published=True)


def _columns(rows: QuerySet[Any], kind: str, about: str, path: str) -> QuerySet[Any]:
    return rows.order_by().values(
        "key",
        "grounds",
        kind=Value(kind, CharField()),
        about=Cast(about, CharField()),
        pk_=F(f"{path}pk"),
        title_=F(f"{path}title"),
        where=F(f"{path}municipality"),
        municipality_name=F(f"{path}municipality__name"),
        unit_=F(f"{path}unit"),
        unit_name=F(f"{path}unit__name"),
        owner_=F(f"{path}owner"),
        owner_name=F(f"{path}owner__name"),
    )


def _shared(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    """Only the rows whose key others have too."""
    counted = rows.order_by().values(key).annotate(_n=Count("pk", distinct=True)).filter(_n__gt=1).values(key)
    return rows.filter(**{f"{key}__in": counted})
