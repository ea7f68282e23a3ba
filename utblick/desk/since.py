"""What has happened since a day, told to those who decide: what was decided, begun, ended, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.followup.models import Report
from utblick.goals.models import Programme
from utblick.initiatives.dated import dated, newest_first
from utblick.initiatives.models import Gate, Initiative, Result
from utblick.partners.models import Agreement
from utblick.projects.models import Project

MOST = 30

# Per kind: what it is called, and the page of the object by its key.
KINDS: dict[str, tuple[Promise, str]] = {
    "yes": (_("Decision: yes"), "initiatives:initiative"),
    "no": (_("Decision: no"), "initiatives:initiative"),
    "granted": (_("Application granted"), "projects:project"),
    "rejected": (_("Application rejected"), "projects:project"),
    "begun": (_("Has begun"), "initiatives:initiative"),
    "over": (_("Is over"), "initiatives:initiative"),
    "result": (_("Result"), "initiatives:initiative"),
    "signed": (_("Agreement signed"), "partners:agreement"),
    "ended": (_("Agreement ended"), "partners:agreement"),
    "adopted": (_("Programme adopted"), "goals:programme"),
    "report": (_("Follow-up finished"), "followup:report"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    on: date
    kind: str
    title: str
    url: str

    @property
    def label(self) -> Promise:
        return KINDS[self.kind][0]


def happened(first: date, today: date) -> list[Happened]:
    """From the first day until today, both among them; newest first. One query."""
    asked = [rows.filter(on__range=(first, today)) for rows in _rows()]
    return [
        Happened(row.on, row.what, row.title, reverse(KINDS[row.what][1], args=[row.key]))
        for row in newest_first(asked, most=MOST)
    ]


def _rows() -> list[QuerySet[Any]]:
    gates, ours = Gate.objects.standing(), Initiative.objects.current()
    projects = Project.objects.standing().filter(step__withdrawn_at=None)
    about, of = {"title": "initiative__title", "key": "initiative_id"}, {"title": "title"}
    called = {"title": "step__title"}
    granted = projects.exclude(stage__in=["idea", "preparation", "application", "rejected"])
    agreements = Agreement.objects.current().filter(organisation__withdrawn_at=None)
    return [
        dated(gates.filter(outcome="yes"), "yes", F("decided_on"), **about),
        dated(gates.filter(outcome="no"), "no", F("decided_on"), **about),
        dated(granted, "granted", F("decided_on"), **called),
        dated(projects.filter(stage="rejected"), "rejected", F("decided_on"), **called),
        dated(ours.filter(status="running"), "begun", F("starts_on"), **of),
        dated(ours.filter(status__in=Initiative.OVER), "over", F("closed_on"), **of),
        dated(Result.objects.standing(), "result", F("noted_on"), title="text", key="initiative_id"),
        dated(agreements, "signed", F("signed_on"), **of),
        dated(agreements, "ended", F("ended_on"), **of),
        dated(Programme.objects.adopted(), "adopted", F("adopted_on"), **of),
        dated(Report.objects.frozen(), "report", TruncDate("frozen_at"), **of),
    ]
