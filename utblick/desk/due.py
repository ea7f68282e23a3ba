"""What is due: every date in the municipality's international work that somebody must act before."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.actors.models import Registration
from utblick.actors.models.registrations import ANSWERED_WITHIN
from utblick.desk.asking import of_endings, of_lessons, of_parts, of_referrals
from utblick.establishment.models import Enquiry
from utblick.goals.models import PolicyDocument
from utblick.initiatives.dated import DatedRow, dated, soonest_first
from utblick.initiatives.models import Gate, Initiative, Step, TravelReport
from utblick.partners.models import Promise, VisitRequest
from utblick.partners.reminders import Occasion, reminders
from utblick.projects.models import Claim, Delivery
from utblick.watch.models import Decision

OVERDUE_DAYS = 60  # how long something that has passed is still shown


@dataclass(frozen=True, slots=True)
class Due:
    """One date: what kind, which object, its page, and whether it has passed.

    `asked`: who answers for it, where the reader is told because that person has been reminded for long.
    """

    on: date
    kind: str
    label: Lazy
    title: str
    url: str
    passed: bool
    asked: User | None = None


# Per kind: what it is called, and the page of the object by its key.
KINDS: dict[str, tuple[Lazy, str]] = {
    "application": (_("Application deadline"), "initiatives:initiative"),
    "call": (_("Call that we found relevant closes"), "watch:item"),
    "papers": (_("Papers to hand in for a decision"), "initiatives:initiative"),
    "start": (_("Begins"), "initiatives:initiative"),
    "end": (_("Ends"), "initiatives:initiative"),
    "policy_review": (_("Governing document to revise"), "goals:document"),
    "policy_end": (_("Governing document ceases to apply"), "goals:document"),
    "lesson": (_("What became of the lesson?"), "initiatives:answer_lesson"),
    "afterlife": (_("What remains?"), "initiatives:afterlife"),
    "referral": (_("Answer about a draft programme"), "goals:answer"),
    "part": (_("Your unit's part of the follow-up to hand in"), "followup:answer"),
    "registration": (_("Registration of a local actor to answer"), "actors:registration"),
    "request": (_("Request for a visit to answer"), "partners:request"),
    "enquiry": (_("Answer to a company that wants to come here"), "establishment:enquiry"),
    "promise": (_("We promised"), "partners:contact"),
    "promised": (_("They promised"), "partners:contact"),
    "travel": (_("Travel report to write"), "initiatives:exchange"),
    "claim": (_("Last day to claim the programme's money"), "projects:claims"),
    "delivery": (_("Milestone or deliverable"), "projects:plan"),
}


OCCASIONS: dict[Occasion, Lazy] = {
    Occasion.REVIEW: _("Agreement to review"),
    Occasion.NOTICE: _("Last day to give notice, or the agreement is renewed"),
    Occasion.END: _("Agreement runs out"),
    Occasion.REST_OVER: _("Agreement has rested as long as was said"),
}


def due(today: date, *, user: User | None = None, days: int = 60, most: int = 12) -> list[Due]:
    """What is due within so many days, and what has passed lately without being closed; soonest first. Two queries.

    Agreements remind their owners first and all others later, see partners/reminders.py.
    """
    first, last = today - timedelta(days=OVERDUE_DAYS), today + timedelta(days=days)
    asked = [rows.filter(on__range=(lower, last)) for rows, lower in [*_dated(first, today), *_asked(today, user)]]
    found = [_told(row, today) for row in soonest_first(asked, most=most)] + _of_agreements(first, today, user)
    return sorted(found, key=lambda one: one.on)[:most]


def _of_agreements(first: date, today: date, user: User | None) -> list[Due]:
    return [
        Due(
            one.on,
            one.occasion,
            OCCASIONS[one.occasion],
            one.agreement.title,
            one.agreement.get_absolute_url(),
            one.on < today,
            one.owner if one.escalated else None,
        )
        for one in reminders(today, user=user, since=first)
    ]


def _told(row: DatedRow, today: date) -> Due:
    label, url_name = KINDS[row.what]
    return Due(row.on, row.what, label, row.title, reverse(url_name, args=[row.key]), row.on < today)


def _dated(first: date, today: date) -> list[tuple[QuerySet[Any], date]]:
    """Querysets of rows with a date, each with the earliest day that is still of interest."""
    waiting = Initiative.objects.current().filter(status__in=Initiative.BEFORE_DEADLINE)
    papers = Gate.objects.left().filter(handed_in_on=None, initiative__status__in=Initiative.BEFORE_DEADLINE)
    steps = Step.objects.current().filter(initiative__withdrawn_at=None)
    told = TravelReport.objects.current().filter(step=OuterRef("pk"))
    untold = steps.filter(~Exists(told), kind="exchange", status__in=["running", "done"], ends_on__lt=today)
    claims = Claim.objects.standing().filter(asked_on=None, project__step__withdrawn_at=None)
    deliveries = Delivery.objects.standing().filter(done_on=None, project__step__withdrawn_at=None)
    promises = Promise.objects.open()
    requests = VisitRequest.objects.waiting()
    enquiries = Enquiry.objects.waiting()
    registrations = Registration.objects.waiting()
    within_a_week = TruncDate(ExpressionWrapper(F("created_at") + ANSWERED_WITHIN, DateTimeField()))
    documents = PolicyDocument.objects.in_force()
    relevant = [Decision.Verdict.RELEVANT, Decision.Verdict.ASSIGNED]
    calls = Decision.objects.current().filter(verdict__in=relevant, item__deadline__isnull=False)
    return [
        (dated(waiting, "application", TruncDate("deadline"), title="title"), first),
        (dated(papers, "papers", F("papers_by"), title="initiative__title", key="initiative_id"), first),
        (dated(calls, "call", TruncDate("item__deadline"), title="item__title", key="item_id"), today),
        (dated(steps.filter(status="planned"), "start", F("starts_on"), title="title", key="initiative_id"), today),
        (dated(steps.filter(status="running"), "end", F("ends_on"), title="title", key="initiative_id"), first),
        (dated(untold, "travel", F("ends_on"), title="title"), first),
        (
            dated(
                claims.exclude(project__stage="rejected"),
                "claim",
                F("due_on"),
                title="project__step__title",
                key="project_id",
            ),
            first,
        ),
        (
            dated(
                deliveries.exclude(project__stage="rejected"), "delivery", F("due_on"), title="title", key="project_id"
            ),
            first,
        ),
        (dated(promises.filter(side="ours"), "promise", F("due_on"), title="text", key="contact_id"), first),
        (dated(promises.filter(side="theirs"), "promised", F("due_on"), title="text", key="contact_id"), first),
        (dated(requests, "request", F("answer_by"), title="organisation_name"), date.min),
        (dated(registrations, "registration", within_a_week, title="name"), date.min),
        (dated(enquiries, "enquiry", F("answer_by"), title="company"), date.min),
        (dated(documents, "policy_review", F("review_on"), title="title"), first),
        (dated(documents, "policy_end", F("valid_until"), title="title"), first),
    ]


def _asked(today: date, user: User | None) -> list[tuple[QuerySet[Any], date]]:
    """What is asked of the reader stays until it is answered."""
    return [
        (dated(of_lessons(today, user), "lesson", F("ask_on"), title="short"), date.min),
        (dated(of_endings(today, user), "afterlife", F("ask_on"), title="title"), date.min),
        (
            dated(of_referrals(user), "referral", F("referral__answer_by"), title="referral__programme__title"),
            today,
        ),
        (dated(of_parts(user), "part", F("collection__answer_by"), title="collection__report__title"), date.min),
    ]
