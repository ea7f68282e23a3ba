"""The one place where rows of another municipality are read.

Everywhere else a query gives the rows of the municipality that the work acts for (tenancy/scope.py). The queries here pass by
that, and are bounded by an agreement to share instead: as a condition within the query itself, so that an agreement that is
ended, or a region that is one no longer, empties them at once. They can be read and narrowed, and change nothing.

    shared = with_region()             # what others share with the region of the running work
    ours()                             # what the municipality of the running work shares with whom it shares by name, or would
    told(shared.named)                 # one by one: what is told of an initiative, and nothing else of it
    parts(Step, of=shared.counted)     # the parts of what is shared, within the same bounds

What is confidential, withdrawn, an idea still or kept out by its municipality is in none of it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from utblick.accounts.models import Municipality
from utblick.initiatives.models import Initiative, Part
from utblick.journal.models import RecordedQuerySet
from utblick.sharing.models import Sharing, Withheld
from utblick.sharing.programmes import NAMES, UNTOLD
from utblick.tenancy import scope

TOLD = (
    *("pk", "title", "summary", "status", "starts_on", "ends_on", "programme_told"),
    *("municipality_id", "municipality__name", "unit__name", "form__name"),
)
"""What is told of an initiative that is shared by name; the rest of it does not leave the database."""

type Rows = QuerySet[Any, Any]
"""Initiatives, each with `programme_told`: the programme that is written in it, as far as that is shared."""


@dataclass(frozen=True, slots=True)
class Shared:
    """`counted` are in the figures; `named`, some or all of them, are shown one by one as well."""

    counted: Rows
    named: Rows


def sharers() -> Rows:
    """Those that share with the region of the running work, as (level, key of the municipality as text, its name)."""
    found: Rows = _sharings().order_by().annotate(key=Cast("municipality_id", CharField()))
    return found.values_list("level", "key", "municipality__name")


def _sharings() -> RecordedQuerySet[Sharing]:
    """The agreements that stand with it."""
    here = {"region": scope.municipality_id(), "region__kind__in": Municipality.REGIONAL}
    return RecordedQuerySet(Sharing).filter(**here, withdrawn_at=None)


def with_region() -> Shared:
    by_name = _sharings().filter(level=Sharing.Level.NAMED)
    counted = _open().filter(municipality__in=_sharings().values("municipality"))
    return _shared(counted, Q(municipality__in=by_name.values("municipality")))


def ours() -> Rows:
    own: Rows = _open().filter(municipality=scope.municipality_id())
    told: Rows = own.annotate(programme_told=F("funding_programme"))
    return told


def _open() -> Rows:
    kept: QuerySet[Any, Any] = RecordedQuerySet(Withheld).filter(withdrawn_at=None).values("initiative")
    rows: RecordedQuerySet[Initiative] = RecordedQuerySet(Initiative).filter(withdrawn_at=None, secrecy_ground="")
    return rows.exclude(status=Initiative.Status.IDEA).exclude(pk__in=kept)


def _shared(counted: Rows, by_name: Q) -> Shared:
    """A programme that everybody knows is a figure; one in a municipality's own words is told by who shares by name."""
    tells = Q(funding_programme__in=["", *NAMES]) | by_name
    programme = Case(When(tells, then=F("funding_programme")), default=Value(UNTOLD))
    counted = counted.annotate(programme_told=programme)
    return Shared(counted, counted.filter(by_name))


def told(rows: Rows) -> Rows:
    told: Rows = rows.values(*TOLD)
    return told


def parts[M: Part](kind: type[M], *, of: Rows) -> RecordedQuerySet[M]:
    return _standing(kind).filter(initiative__in=of.order_by().values("pk"))


def parts_of_each[M: Part](kind: type[M], path: str = "pk") -> RecordedQuerySet[M]:
    """Those of each initiative that a query is about, for Exists(); `path` leads to it. As bounded as that query."""
    return _standing(kind).filter(initiative=OuterRef(path))


def _standing[M: Part](kind: type[M]) -> RecordedQuerySet[M]:
    """Those whose every whole is neither confidential nor withdrawn (of a partner: its organisation too)."""
    wholes = {f"{whole}__secrecy_ground": "" for whole in kind.secret_with.split()}
    standing = {f"{whole}__withdrawn_at": None for whole in kind.secret_with.split()}
    return RecordedQuerySet(kind).filter(withdrawn_at=None, **wholes, **standing)
