"""Decision → initiative → result, for what came from the watch: how far each initiative that began with an item has got."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from utblick.initiatives.models import Initiative, Result, Step
from utblick.projects.models import Project

APPLIED = (Step.Status.APPLIED, Step.Status.REJECTED, Step.Status.RUNNING, Step.Status.DONE)
UNDER_WAY = (Step.Status.RUNNING, Step.Status.DONE)


@dataclass(slots=True)
class Led:
    """An initiative that began with an item of the inbox. Applied for: a project in it was; granted: or is under way or done."""

    pk: int
    title: str
    status: str
    item: int
    profile: int | None
    arrived_at: datetime
    is_applied: bool
    is_granted: bool
    has_results: bool
    sources: set[int] = field(default_factory=set)

    @property
    def status_label(self) -> Any:
        return Initiative.Status(self.status).label


def led_to(since: datetime, until: datetime) -> list[Led]:
    """What began with items that reached the inbox in the time, the newest first; one query.

    What is confidential is told only to who may see it.
    """
    place = "item__inbox_items__"
    came = {
        f"{place}municipality": F("municipality"),
        f"{place}arrived_at__gte": since,
        f"{place}arrived_at__lt": until,
    }
    rows = Initiative.objects.current().filter(**came).annotate(**_reached()).order_by("-created_at", "pk")
    facts = ("pk", "title", "status", "item", f"{place}best__profile", f"{place}arrived_at", *_reached())
    return list(_each_once(rows.values_list(*facts, "item__sightings__source")))


def _reached() -> dict[str, Any]:
    ours = {"initiative": OuterRef("pk")}
    projects = Step.objects.standing().filter(kind=Step.Kind.PROJECT, **ours)
    granted = Exists(Project.objects.granted().filter(**ours)) | Exists(projects.filter(status__in=UNDER_WAY))
    return {
        "is_applied": Exists(projects.filter(status__in=APPLIED)),
        "is_granted": Q(granted),
        "has_results": Exists(Result.objects.standing().filter(**ours)),
    }


def _each_once(rows: Iterable[Any]) -> Iterable[Led]:
    """An item that several sources told comes once for each."""
    found: dict[int, Led] = {}
    for *facts, source in rows:
        found.setdefault(facts[0], Led(*facts)).sources.add(source)
    return found.values()
