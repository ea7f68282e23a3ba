"""The one place where rows of another municipality are read.

Everywhere else a query gives the rows of the municipality that the work acts for (tenancy/scope.py). The queries here pass by
that, and are bounded by an agreement to share instead: as a condition within the query itself, so that an agreement that is
ended, or a region that is one no longer, empties them at once. They can be read and narrowed, and change nothing.

    shared = with_region()             # what others share with the region of the running work
    ours()                             # what the municipality of the running work shares with whom it shares by name, or would
    told(shared.named)                 # one by one: what is told of an initiative, and nothing else of it
    parts(Step, of=shared.counted)     # the parts of what is shared, within the same bounds

Joint initiatives are bounded by what both sides agreed to instead: an invitation that stands, and an answer to it that stands.

    sides(with_region().named)         # as far as each side is shared with the region
    sides(ours_jointly(), led_for_us())

What another should know of an answer, or of an invitation, is told to its people at once: work for it, which sees what is told it.

    with other_side(invited): ...

What is confidential, withdrawn, an idea still or kept out by its municipality is in none of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast

from utblick.accounts.models import Municipality
from utblick.initiatives.models import Initiative, Part
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.sharing.models import Invitation, Reply, Sharing, Withheld
from utblick.sharing.programmes import NAMES, UNTOLD
from utblick.tenancy import scope

TOLD = (
    *("pk", "title", "summary", "status", "starts_on", "ends_on", "programme_told"),
    *("municipality_id", "municipality__name", "unit__name", "form__name"),
)
"""What is told of an initiative that is shared by name; the rest of it does not leave the database."""

type Rows = QuerySet[Any, Any]
"""Mostly initiatives, each with `programme_told`: the programme that is written in it, as far as that is shared."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`counted` are in the figures; `named`, some or all of them, are shown one by one as well."""

    counted: Rows
    named: Rows


def sharers() -> Rows:
    """Those that share with the region of the running work, as (level, key of the municipality as text, its name)."""
    found: Rows = _sharings().order_by().annotate(key=Cast("municipality_id", CharField()))
    return found.values_list("level", "key", "municipality__name")


def _sharings() -> Rows:
    """The agreements that stand with it."""
    here = {"region": scope.municipality_id(), "region__kind__in": Municipality.REGIONAL}
    return _all(Sharing).filter(**here, withdrawn_at=None)


def begun(since: datetime) -> Rows:
    """Those that have begun to share with it since then, as (key of the agreement, name of the municipality)."""
    found: Rows = _sharings().filter(created_at__gt=since).order_by("pk")
    return found.values_list("pk", "municipality__name")


def with_region() -> Shared:
    by_name = _sharings().filter(level=Sharing.Level.NAMED)
    counted = _shareable().filter(municipality__in=_sharings().values("municipality"))
    return _shared(counted, Q(municipality__in=by_name.values("municipality")))


def ours() -> Rows:
    own: Rows = _shareable().filter(municipality=scope.municipality_id())
    told: Rows = own.annotate(programme_told=F("funding_programme"))
    return told


def _shareable() -> Rows:
    kept = _all(Withheld).filter(withdrawn_at=None).values("initiative")
    return _open().exclude(pk__in=kept)


def _open() -> Rows:
    rows = _all(Initiative).filter(withdrawn_at=None, secrecy_ground="")
    return rows.exclude(status=Initiative.Status.IDEA)


def _shared(counted: Rows, by_name: Q) -> Shared:
    """A programme that everybody knows is a figure; one in a municipality's own words is told by who shares by name."""
    tells = Q(funding_programme__in=["", *NAMES]) | by_name
    programme = Case(When(tells, then=F("funding_programme")), default=Value(UNTOLD))
    counted = counted.annotate(programme_told=programme)
    return Shared(counted, counted.filter(by_name))


def told(rows: Rows) -> Rows:
    told: Rows = rows.values(*TOLD)
    return told


def parts[M: Part](kind: type[M], *, of: Rows) -> Rows:
    return _standing(kind).filter(initiative__in=of.order_by().values("pk"))


def parts_of_each[M: Part](kind: type[M], path: str = "pk") -> Rows:
    """Those of each initiative that a query is about, for Exists(); `path` leads to it. As bounded as that query."""
    return _standing(kind).filter(initiative=OuterRef(path))


def _standing[M: Part](kind: type[M]) -> Rows:
    """Those whose every whole is neither confidential nor withdrawn (of a partner: its organisation too)."""
    wholes = {f"{whole}__secrecy_ground": "" for whole in kind.secret_with.split()}
    standing = {f"{whole}__withdrawn_at": None for whole in kind.secret_with.split()}
    return _all(kind).filter(withdrawn_at=None, **wholes, **standing)


def fellows() -> Rows:
    """Who can be invited: those that share with a region that we share with, and that region; as (key, name)."""
    here = scope.municipality_id()
    standing = _all(Sharing).filter(withdrawn_at=None, region__kind__in=Municipality.REGIONAL)
    regions = standing.filter(municipality=here).values("region")
    sharing = standing.filter(Q(region__in=regions) | Q(region=here)).values("municipality")
    found = Municipality.objects.filter(Q(pk__in=regions) | Q(pk__in=sharing)).exclude(pk=here)
    return found.values_list("pk", "name")


def invitations() -> Rows:
    """Those that stand to the municipality of the running work, with its own answer: `answered`, and to take part with what."""
    own = _all(Reply).filter(invitation=OuterRef("pk"), municipality=scope.municipality_id())
    standing = own.filter(withdrawn_at=None)
    rows: Rows = _invitations().annotate(answered=Exists(standing), joined=Subquery(standing.values("initiative")))
    whose = ("municipality_id", "municipality__name")
    told: Rows = rows.values("pk", "created_at", "initiative_id", "initiative__title", *whose, "answered", "joined")
    return told


def invited_to() -> Rows:
    """The initiatives that it is invited to, as they are shown to the invited."""
    asked = _open().filter(pk__in=_invitations().values("initiative"))
    rows: Rows = asked.annotate(programme_told=F("funding_programme"))
    return rows


def _invitations() -> Rows:
    rows = _all(Invitation).filter(invited=scope.municipality_id())
    return rows.filter(withdrawn_at=None, initiative__in=_open().values("pk"))


def correspondence() -> Rows:
    """The invitations to the municipality of the running work and those by it that stand, as `invitations` and `with_answers`."""
    here = scope.municipality_id()
    rows = _all(Invitation).filter(Q(invited=here) | Q(municipality=here), withdrawn_at=None)
    standing = _all(Reply).filter(invitation=OuterRef("pk"), municipality=OuterRef("invited"), withdrawn_at=None)
    rows = with_answers(rows.filter(initiative__in=_open().values("pk")))
    rows = rows.annotate(joined=Subquery(standing.values("initiative")))
    whose = ("municipality_id", "municipality__name", "invited__name")
    answers = ("answered", "joined", "declined", "left", "takes_part")
    told: Rows = rows.values("pk", "created_at", "initiative_id", "initiative__title", *whose, *answers)
    return told


def with_answers(ours: QuerySet[Invitation] | Rows) -> Rows:
    """Our own invitations, each with `takes_part`, `declined`, `answered`, and `left`: it has taken part and taken that back."""
    replies = _all(Reply).filter(invitation=OuterRef("pk"))
    standing, former = replies.filter(withdrawn_at=None), replies.exclude(withdrawn_at=None)
    asked = {"answered": Exists(standing), "declined": Exists(standing.filter(initiative=None))}
    asked["left"] = Exists(former.exclude(initiative=None))
    rows: Rows = ours.annotate(**asked, takes_part=Exists(_accepted().filter(invitation=OuterRef("pk"))))
    return rows


def asked_of_us(since: datetime) -> Rows:
    """The invitations that wait for our answer, and those that we had accepted and that were taken back since then (`lost_at`).

    Of the latter nothing is told but whose it was, and with what of ours we took part.
    """
    own = _all(Reply).filter(invitation=OuterRef("pk"), municipality=scope.municipality_id(), withdrawn_at=None)
    joined = own.filter(initiative__in=_open().values("pk"))
    rows = _all(Invitation).filter(invited=scope.municipality_id(), initiative__in=_open().values("pk"))
    rows = rows.annotate(answered=Exists(own), joined=Subquery(joined.values("initiative")), lost_at=F("withdrawn_at"))
    rows = rows.annotate(
        joined_by=Subquery(joined.values("answered_by")),
        title=Case(When(withdrawn_at=None, then=F("initiative__title")), default=Value("")),
    )
    waiting, lost = Q(withdrawn_at=None, answered=False), Q(withdrawn_at__gt=since, joined__isnull=False)
    told: Rows = rows.filter(waiting | lost)
    return told.values("pk", "title", "municipality__name", "lost_at", "joined", "joined_by")


def answers(since: datetime) -> Rows:
    """Those given since then to our invitations, each with `takes_part`; a yes with what is no longer open is not told.

    Also each yes taken back since then (`left_at`) after which no other answer came.
    """
    own = {"invitation__municipality": scope.municipality_id(), "municipality": F("invitation__invited")}
    standing = {"invitation__withdrawn_at": None, "invitation__initiative__in": _open().values("pk")}
    rows = _all(Reply).filter(**own, **standing).annotate(left_at=F("withdrawn_at"))
    rows = rows.annotate(takes_part=Exists(_accepted().filter(pk=OuterRef("pk"))))
    given = Q(withdrawn_at=None, created_at__gt=since) & (Q(initiative=None) | Q(takes_part=True))
    of_it = _all(Reply).filter(invitation=OuterRef("invitation"))
    later = of_it.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=OuterRef("withdrawn_at")))
    left = Q(withdrawn_at__gt=since, initiative__isnull=False) & ~Exists(later)
    whose = ("municipality__name", "invitation__initiative_id", "invitation__sent_by_id")
    told: Rows = rows.filter(given | left).order_by("pk").values("pk", "takes_part", "left_at", *whose)
    return told


@contextmanager
def other_side(municipality: int) -> Iterator[None]:
    """Work by the system for another municipality, to tell its people what it is told by us."""
    with scope.acting(Municipality.objects.get(pk=municipality), sees_secrets=True):
        yield


def ours_jointly() -> Rows:
    """Every side of the joint initiatives that the municipality of the running work has a part in."""
    others = _accepted().filter(invitation__initiative__in=led_for_us()).values("initiative")
    sides = _open().filter(Q(pk__in=led_for_us()) | Q(pk__in=others))
    rows: Rows = sides.annotate(programme_told=F("funding_programme"))
    return rows


def led_for_us(lead: int | None = None) -> Rows:
    """The keys of the initiatives that lead those; of the named one only, where it is one of them."""
    here = scope.municipality_id()
    mine = Q(municipality=here) | Q(invitation__municipality=here)
    mine &= Q(invitation__initiative=lead) if lead else Q()
    keys: Rows = _accepted().filter(mine).values("invitation__initiative")
    return keys


def sides(among: Rows, leads: Rows | None = None) -> Rows:
    """Pairs of the key of what leads and of a side, itself or what takes part; of these initiatives and leads only."""
    accepted = _accepted() if leads is None else _accepted().filter(invitation__initiative__in=leads)
    keys = among.order_by().values("pk")
    taking_part: Rows = accepted.filter(initiative__in=keys).values_list("invitation__initiative_id", "initiative_id")
    leading: Rows = accepted.filter(invitation__initiative__in=keys).annotate(side=F("invitation__initiative_id"))
    return leading.values_list("invitation__initiative_id", "side").union(taking_part).order_by()


def _accepted() -> Rows:
    """Answers that stand, to invitations that stand, by the one invited, with both initiatives open."""
    both = {"initiative__in": _open().values("pk"), "invitation__initiative__in": _open().values("pk")}
    rows = _all(Reply).filter(withdrawn_at=None, invitation__withdrawn_at=None)
    return rows.filter(municipality=F("invitation__invited"), **both)


def _all(kind: type[Recorded]) -> Rows:
    """Every row, of whatever municipality: to be bounded before it leaves this module."""
    return RecordedQuerySet(kind)
