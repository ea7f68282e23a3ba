"""Of which kinds of record something may be disposed: since when each is counted, and which kinds of rows are a part of it.

What points to a record, and is not told here as its part, stops the disposal: so a room that adds a relation loses nothing. What
is not here at all is always kept: governing documents, programmes, agreements, frozen reports, delegation decisions, and the
decisions of the inbox, on which the figures of what the watch brought rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.partners.models import VisitRequest

type Since = models.F | models.expressions.Combinable


@dataclass(frozen=True, slots=True)
class Disposable:
    """`since`: the day that it ended; `over`: which have ended; `parts`: what goes with it, by relation; `reference`: of its fields
    the one by which it is known outside; `counted` in words."""

    since: Since
    counted: str | Promise
    over: Q
    parts: tuple[str, ...] = ()
    reference: str = ""


_VISITED = models.Case(
    models.When(state=VisitRequest.State.ACCEPTED, then=Coalesce("last_day", "first_day", "answered_on")),
    default=F("answered_on"),
)

KINDS: Mapping[str, Disposable] = {
    "partners.visitrequest": Disposable(
        since=_VISITED,
        counted=_("the visit, or the answer where there was none"),
        over=Q(answered_on__isnull=False),
        parts=("partners.requestmail.request",),
    ),
    "establishment.enquiry": Disposable(
        since=F("closed_on"),
        counted=_("the day that it was closed"),
        over=Q(closed_on__isnull=False),
        parts=(
            "establishment.enquirydocument.enquiry",
            "establishment.enquiryletter.enquiry",
            "establishment.proposal.enquiry",
            "establishment.proposal.letter",
        ),
        reference="number",
    ),
    "partners.contact": Disposable(
        since=Coalesce("ends_on", "happened_on"),
        counted=_("the day of the contact"),
        over=Q(happened_on__isnull=False),
        parts=(
            "partners.guest.contact",
            "partners.gift.contact",
            "partners.promise.contact",
            "partners.programmepoint.contact",
        ),
        reference="case_number",
    ),
    "initiatives.initiative": Disposable(
        since=F("closed_on"),
        counted=_("the day that it was finished or stopped"),
        over=Q(closed_on__isnull=False),
        parts=(
            "initiatives.contribution.initiative",
            "initiatives.participation.initiative",
            "initiatives.actorpart.initiative",
            "initiatives.step.initiative",
            "initiatives.group.step",
            "initiatives.leg.group",
            "initiatives.travelreport.step",
            "initiatives.travelreport.lesson",
            "initiatives.lesson.initiative",
            "initiatives.recipient.lesson",
            "initiatives.lessonmail.recipient",
            "initiatives.result.initiative",
            "initiatives.gate.initiative",
            "initiatives.afterlife.initiative",
        ),
        reference="case_number",
    ),
    "initiatives.travelreport": Disposable(
        since=F("reported_on"), counted=_("the day of the report"), over=Q(reported_on__isnull=False)
    ),
    "projects.evidence": Disposable(
        since=F("initiative__closed_on"),
        counted=_("the day that the initiative was finished or stopped"),
        over=Q(initiative__closed_on__isnull=False),
    ),
    "outreach.digest": Disposable(
        since=TruncDate("begun_at"),
        counted=_("the day that it was sent"),
        over=Q(begun_at__isnull=False),
        parts=("outreach.digestentry.digest", "outreach.digestmail.digest"),
    ),
    "actors.registration": Disposable(
        since=F("answered_on"),
        counted=_("the day of the answer"),
        over=Q(answered_on__isnull=False),
        parts=("actors.registrationmail.registration",),
    ),
    "accessible.remark": Disposable(
        since=F("answered_on"), counted=_("the day of the answer"), over=Q(answered_on__isnull=False)
    ),
    "teamwork.task": Disposable(
        since=TruncDate("done_at"),
        counted=_("the day that it was done"),
        over=Q(done_at__isnull=False),
        parts=("teamwork.notice.task",),
    ),
}


def model_of(kind: str) -> Any:
    return apps.get_model(kind)


def due(kind: str, last_day: date) -> "models.QuerySet[Any]":
    """Those that ended, or were withdrawn, on this day or before; each with the day as `ended`."""
    told = KINDS[kind]
    ended = Coalesce(told.since, TruncDate("withdrawn_at"))
    rows = model_of(kind).objects.filter(told.over | Q(withdrawn_at__isnull=False))
    found: models.QuerySet[Any] = rows.annotate(ended=ended).filter(ended__lte=last_day).order_by("ended", "pk")
    return found


def reference_of(row: Any) -> str:
    """By which the record is known when it is gone: its own number, else that of the row."""
    told = KINDS[row._meta.label_lower].reference
    return str((told and getattr(row, told)) or f"nr {row.pk}")[:60]
