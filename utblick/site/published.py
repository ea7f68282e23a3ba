"""What the public may see: the one place that says it. Every public page, feed and calendar asks here and nowhere else.

What is withdrawn, not published or part of something that is not published is left out. What is confidential is left out by
the scope, which for public pages never sees secrets, whoever looks (serving.py).
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, Prefetch, QuerySet, Subquery, Value, When

from utblick.establishment.models import SitePicture, VacantSite
from utblick.followup.models import Rendering, Report, ReportQuerySet
from utblick.goals.models import Goal
from utblick.indicators.models import Indicator
from utblick.initiatives.models import Contribution, Initiative, Lesson, Participation, Result, Step
from utblick.initiatives.models.steps import StepQuerySet
from utblick.partners.models import Agreement, Organisation

ONGOING, PLANNED, EARLIER = 0, 1, 2
LATEST = F("starts_on").desc(nulls_last=True)
_GOING_ON = (Initiative.Status.PREPARING, Initiative.Status.RUNNING)
_STAGE = Case(
    When(status__in=_GOING_ON, then=Value(ONGOING)),
    When(status=Initiative.Status.IDEA, then=Value(PLANNED)),
    default=Value(EARLIER),
    output_field=IntegerField(),
)
# Whether an application is granted is not known, and what was rejected is not done.
TOLD_STEPS = (Step.Status.PLANNED, Step.Status.RUNNING, Step.Status.DONE)
_MEETINGS = (Step.Kind.EVENT, Step.Kind.EXCHANGE)


def goals() -> QuerySet[Goal]:
    """The goals of the document in force: what a council has adopted is public."""
    return Goal.objects.in_force().select_related("document")


def indicators(goals: Collection[Goal]) -> QuerySet[Indicator]:
    """What measures these goals; what is confidential is in none of their figures (indicators/counting.py)."""
    return Indicator.objects.in_use().filter(goal__in=goals)


def initiatives() -> QuerySet[Initiative]:
    """Those that go on first, then planned ones, then earlier ones (`stage`); within each the latest first."""
    rows = Initiative.objects.published().select_related("unit").annotate(stage=_STAGE)
    return rows.order_by("stage", LATEST, "-pk")


def ongoing() -> QuerySet[Initiative]:
    return initiatives().filter(status__in=_GOING_ON)


def contributions() -> QuerySet[Contribution]:
    """Which published initiatives serve which goals of the document in force."""
    rows = Contribution.objects.standing().filter(initiative__published=True, goal__in=Goal.objects.in_force())
    latest = F("initiative__starts_on").desc(nulls_last=True)
    return rows.select_related("goal", "initiative").order_by("goal__position", latest, "-initiative__pk")


def participations() -> QuerySet[Participation]:
    """Which published partners take part in which published initiatives."""
    rows = Participation.objects.standing().filter(initiative__published=True)
    published = rows.filter(organisation__published=True, organisation__withdrawn_at=None)
    return published.select_related("organisation", "initiative").order_by("organisation__name")


def partners() -> QuerySet[Any]:
    """Twin towns first; each knows `is_twin_town` and, where it is known, `twin_since`."""
    twinned = Agreement.objects.in_force().filter(kind=Agreement.Kind.TWIN_TOWN).of_it()
    first_signed = twinned.exclude(signed_on=None).order_by("signed_on").values("signed_on")[:1]
    rows = Organisation.objects.published().annotate(is_twin_town=Exists(twinned), twin_since=Subquery(first_signed))
    return rows.order_by("-is_twin_town", "name", "pk")


def agreements() -> QuerySet[Agreement]:
    """What has been agreed with partners that are shown, and signed."""
    shown = Agreement.objects.current().filter(organisation__published=True, organisation__withdrawn_at=None)
    return shown.signed().order_by("pk")


def steps() -> StepQuerySet:
    """All of published initiatives: what the figures are added up from."""
    return Step.objects.standing().filter(initiative__published=True)


def told_steps() -> StepQuerySet:
    """Those that can be told of by name."""
    return steps().filter(status__in=TOLD_STEPS).select_related("initiative")


def meetings() -> QuerySet[Step]:
    """Events and exchanges with a day, in the order they happen."""
    return told_steps().filter(kind__in=_MEETINGS, starts_on__isnull=False).order_by("starts_on", "pk")


def announced() -> QuerySet[Step]:
    """Meetings, and those that were called off: whoever has one in the calendar must see it."""
    told = (*TOLD_STEPS, Step.Status.CANCELLED)
    rows = steps().filter(status__in=told, kind__in=_MEETINGS, starts_on__isnull=False)
    return rows.select_related("initiative").order_by("starts_on", "pk")


def coming(today: date) -> QuerySet[Step]:
    """Meetings that have not ended."""
    return (
        meetings()
        .exclude(status=Step.Status.DONE)
        .exclude(ends_on__lt=today)
        .exclude(ends_on=None, starts_on__lt=today)
    )


def results() -> QuerySet[Result]:
    rows = Result.objects.standing().filter(published=True, initiative__published=True)
    return rows.select_related("initiative")


def lessons() -> QuerySet[Lesson]:
    """What we have learnt, where somebody has chosen to tell it."""
    rows = Lesson.objects.standing().filter(published=True, initiative__published=True)
    return rows.select_related("initiative")


def reports() -> ReportQuerySet:
    return Report.objects.published()


def documents(report: Report) -> QuerySet[Rendering]:
    """The files of a published report that are ready to be read."""
    ready = Rendering.objects.filter(report=report, content_checksum=report.checksum, state=Rendering.State.READY)
    return ready.order_by("pk")


def vacant_sites() -> QuerySet[Any]:
    """Free ones first; each knows its `shown_pictures`."""
    shown = Prefetch("pictures", SitePicture.objects.current(), to_attr="shown_pictures")
    return VacantSite.objects.published().prefetch_related(shown).order_by("state", "name", "pk")
