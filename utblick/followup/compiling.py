"""Result → report: what the rows say of a period.

An initiative is a part of the period if it went on at some time in it, or if a step, a result or a lesson of it falls there.
What is confidential is never in a report, whoever composes it: a report is a public document.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from utblick.campaigns.counting import Reached, reached
from utblick.campaigns.models import Campaign, Reach
from utblick.establishment.measuring import measured
from utblick.followup.figures import (
    AgreementLine,
    CampaignLine,
    ContactLine,
    Duty,
    EuroRate,
    Figures,
    GoalPart,
    Gone,
    IndicatorLine,
    InitiativeLine,
    Noted,
    Partner,
    Period,
    StepLine,
    Watch,
    sums_of_lines,
)
from utblick.followup.hanging import Row, hanging_on
from utblick.followup.priorities import priority_lines
from utblick.goals.governing import governing, said
from utblick.goals.models import Goal, PolicyDocument, Programme, Responsibility
from utblick.goals.pieces import Kind, Piece
from utblick.indicators.models import Indicator
from utblick.indicators.series import Series, series_of
from utblick.indicators.standing import Status
from utblick.initiatives.models import Initiative, Lesson, Result, Step
from utblick.initiatives.models.steps import AMOUNTS, GROUPS
from utblick.initiatives.sums import Money, People, sums_of_rows
from utblick.journal import clock
from utblick.partners.models import Agreement, Contact
from utblick.projects.models import Budget, Project
from utblick.tenancy import scope
from utblick.watch import whynot
from utblick.watch.models import Decision, InboxItem, Subscription

MOST_GONE = 100


def compile_work(first: date, last: date) -> Figures:
    """Of the period only the initiatives and the goals with their indicators, as the report has them."""
    with scope.acting(scope.municipality(), scope.current().user, sees_secrets=False):
        return _work(Period(first, last))


def compile_initiatives(first: date, last: date) -> Figures:
    """Of the period only the initiatives with what was done in them and what came of it."""
    with scope.acting(scope.municipality(), scope.current().user, sees_secrets=False):
        period = Period(first, last)
        return Figures(
            period, timezone.localdate(clock.now()), initiatives=list(done_in(period, taking_part(period)).values())
        )


def _work(period: Period) -> Figures:
    figures = Figures(period, timezone.localdate(clock.now()), initiatives=lines_of(period, taking_part(period)))
    document = governing(period.first, period.last)
    if document:
        figures.policy, figures.policy_pk, figures.section = document.title, document.pk, document.section
        figures.adopted_by, figures.adopted_on = document.adopted_by, document.adopted_on
        figures.duties_in_all = _duties(document).count()
        figures.duties = [Duty(duty.pk, duty.text, duty.owner) for duty in _duties(document).unowned()]
    figures.goals = _goals(figures.initiatives, document)
    _measure(figures)
    return figures


def compile_figures(first: date, last: date) -> Figures:
    """All figures of the period (both days within). The number of queries is the same whatever the rows."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=False):
        period = Period(first, last)
        figures = _work(period)
        figures.totals = sums_of_lines(figures.initiatives)
        figures.watch = _watch(period)
        figures.establishment = measured(first, last, figures.today)
        figures.agreements, figures.contacts = _agreements(period), _contacts(period)
        figures.rates = _rates(figures.initiatives)
        _prioritised(figures)
    return figures


# Initiatives and goals


def taking_part(period: Period) -> QuerySet[Initiative]:
    """The initiatives that are a part of the period."""
    first, last = period.first, period.last
    own = {"initiative": OuterRef("pk")}
    something = (
        Q(Exists(Step.objects.within(first, last).filter(**own)))
        | Q(Exists(Result.objects.standing().filter(noted_on__range=(first, last), **own)))
        | Q(Exists(Lesson.objects.standing().filter(learnt_on__range=(first, last), **own)))
    )
    return Initiative.objects.current().filter(going_on(first, last) | something)


def going_on(first: date, last: date) -> Q:
    """Begun by the last day and not over before the first. An idea has not begun; without a first day the day it was
    written down counts, and without a last day it goes on until its status says that it is over."""
    begun = Q(starts_on__lte=last) | Q(starts_on=None, created_at__lt=midnight(last + timedelta(days=1)))
    over = [Initiative.Status.FINISHED, Initiative.Status.STOPPED]
    lasting = Q(ends_on__gte=first) | Q(ends_on=None) & ~Q(status__in=over)
    return ~Q(status=Initiative.Status.IDEA) & begun & lasting


def lines_of(period: Period, chosen: QuerySet[Initiative]) -> list[InitiativeLine]:
    """These initiatives with what the period holds of them. Five queries."""
    lines = done_in(period, chosen)
    _campaigns(lines, Campaign.objects.standing().filter(**_ours(chosen)), period)
    return list(lines.values())


def _ours(chosen: QuerySet[Initiative]) -> dict[str, Any]:
    return {"initiative__in": chosen.order_by().values("pk")}


def done_in(period: Period, chosen: QuerySet[Initiative]) -> dict[int, InitiativeLine]:
    """With their goals, partners, steps, results and lessons. Three queries."""
    rows = chosen.select_related("unit", "owner", "form").order_by(F("starts_on").asc(nulls_last=True), "pk")
    lines = {row.pk: _line(row) for row in rows}
    ours = _ours(chosen)
    _steps(lines, Step.objects.within(period.first, period.last).filter(**ours).in_order())
    for row in hanging_on(ours["initiative__in"], period.first, period.last):
        _hang(lines[row.initiative], row)
    return lines


def _hang(line: InitiativeLine, row: Row) -> None:
    match row.kind:
        case "goal":
            line.goals[row.of or 0] = str(Goal(name=row.name, text=row.text))
        case "partner":
            line.partners.append(Partner(row.of or 0, row.name, row.text))
        case "result":
            line.results.append(Noted(row.pk, row.day, row.text, row.more, row.value, row.of))
        case "lesson":
            line.lessons.append(Noted(row.pk, row.day, row.text, row.more))


def _campaigns(lines: dict[int, InitiativeLine], rows: QuerySet[Campaign], period: Period) -> None:
    """Those that went on in the period, with what was counted in it."""
    within = Step.objects.within(period.first, period.last).order_by().values("pk")
    campaigns = list(rows.filter(step__in=within).select_related("step").order_by("step__starts_on", "pk"))
    days = Reach.objects.filter(day__range=(period.first, period.last))
    found = reached(days, "page__campaign") if campaigns else {}
    for row in campaigns:
        counted, step = found.get(row.pk, Reached()), row.step
        lines[row.initiative_id].campaigns.append(
            CampaignLine(row.pk, step.title, row.goal_id, counted.arrivals, counted.views, row.target, step.cost)
        )


def _line(row: Initiative) -> InitiativeLine:
    return InitiativeLine(
        pk=row.pk,
        title=row.title,
        status=row.status,
        unit=str(row.unit or ""),
        person=str(row.owner or ""),
        form=str(row.form or ""),
        programme=row.funding_programme,
    )


def _steps(lines: dict[int, InitiativeLine], rows: Iterable[Step]) -> None:
    found: dict[int, list[Step]] = defaultdict(list)
    for row in rows:
        found[row.initiative_id].append(row)
    for pk, steps in found.items():
        lines[pk].sums = sums_of_rows(steps)
        lines[pk].steps = [_step(step) for step in steps]


def _step(row: Step) -> StepLine:
    return StepLine(
        pk=row.pk,
        kind=row.kind,
        title=row.title,
        status=row.status,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        place=row.place,
        country=row.country,
        money=Money(**{name: getattr(row, name) for name in AMOUNTS}),
        planned=People(**{group: getattr(row, f"planned_{group}") for group in GROUPS}),
        people=People(**{group: getattr(row, group) for group in GROUPS}),
        kg_co2e=row.kg_co2e,
    )


def _rates(initiatives: list[InitiativeLine]) -> list[EuroRate]:
    """Of the steps whose plan was reckoned from a budget in euro."""
    steps = (step for one in initiatives for step in one.steps if not step.fell_through)
    planned = [step.pk for step in steps if step.money.planned_cost is not None]
    newest = Budget.objects.current().filter(project=OuterRef("project")).newest_first().values("pk")[:1]
    rows = Budget.objects.current().filter(
        pk=Subquery(newest),
        project__currency=Project.Currency.EUR,
        project__withdrawn_at=None,
        project__step__in=planned,
    )
    found = rows.exclude(per_euro=None).order_by("project__step__starts_on", "pk").select_related("project__step")
    return [
        EuroRate(row.project_id, row.project.step.title, row.per_euro, row.rate_on) for row in found if row.per_euro
    ]


def _duties(document: PolicyDocument) -> Any:
    if document.status == PolicyDocument.Status.IN_FORCE:
        return Responsibility.objects.in_force()
    return Responsibility.objects.current().filter(pk__in=said(document, Kind.DUTY)).order_by("position", "pk")


def _goals(initiatives: list[InitiativeLine], document: PolicyDocument | None) -> list[GoalPart]:
    """The goals of the document that governed the period, as it worded them, and after them others that were served or that
    a result names."""
    served = {pk for one in initiatives for pk in (*one.goals, *(result.goal for result in one.results if result.goal))}
    worded = said(document, Kind.GOAL) if document and document.status != PolicyDocument.Status.IN_FORCE else {}
    then = Q(document=document) | Q(pk__in=worded)
    rows = Goal.objects.current().filter(then | Q(pk__in=served)).select_related("document", "unit")
    order = {pk: at for at, pk in enumerate(worded, start=1)}
    found = [
        (not (row.pk in worded or row.document == document), order.get(row.pk, row.position), row.pk, row)
        for row in rows
        if row.document.status != PolicyDocument.Status.DRAFT
    ]
    parts = {pk: _goal(row, worded.get(pk), is_of_another=another) for another, _at, pk, row in sorted(found)}
    for one in initiatives:
        for pk in one.goals:
            if pk in parts:
                parts[pk].initiatives.append(one)
        # A result for a goal that the report does not have is told as one that names none.
        one.results = [result if result.goal in parts else replace(result, goal=None) for result in one.results]
        for pk in dict.fromkeys(result.goal for result in one.results if result.goal):
            if pk not in one.goals:
                parts[pk].beside.append(one)
    for part in parts.values():
        part.sums = sums_of_lines(part.initiatives)
    return list(parts.values())


def _goal(row: Goal, then: Piece | None, *, is_of_another: bool) -> GoalPart:
    name, text = (then.name or str(row), then.text) if then else (str(row), row.text)
    return GoalPart(row.pk, name, text, str(row.unit or ""), str(row.document) if is_of_another else "")


def _measure(figures: Figures) -> None:
    year, parts = figures.period.last.year, {goal.pk: goal for goal in figures.goals}
    for series in series_of(list(Indicator.objects.in_use().filter(goal__in=parts))):
        parts[series.indicator.goal_id].indicators.append(indicator_line(series, year))


def indicator_line(series: Series, year: int) -> IndicatorLine:
    one, standing, reading = series.indicator, series.standing_in(year), series.readings.get(year)
    so_far = reading is not None and reading.so_far and reading.value is not None
    target = standing.target_year, standing.target
    if so_far or standing.status == Status.NOT_MEASURED:  # nothing is judged, so the target is that of the year itself
        target = series.aim(year) or (None, None)
    return IndicatorLine(
        pk=one.pk,
        name=one.name,
        unit=one.unit,
        status=standing.status,
        baseline_year=one.baseline_year,
        baseline=one.baseline,
        before=series.value(year - 1),
        value=series.value(year),
        so_far=so_far,
        target_year=target[0],
        target=target[1],
    )


def _prioritised(figures: Figures) -> None:
    """What the programme that held in the period put first."""
    overlapping = {"starts_on__lte": figures.period.last, "ends_on__gte": figures.period.first}
    # A version that was adopted afterwards put nothing first in the period.
    overlapping["adopted_on__lte"] = figures.period.last
    programme = Programme.objects.current().exclude(status=Programme.Status.DRAFT).filter(**overlapping).first()
    figures.programme = str(programme or "")
    figures.put_first = priority_lines(programme, figures) if programme else []


# The watch


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def end_of(period: Period) -> datetime:
    """The moment that is no longer within it."""
    return midnight(period.last + timedelta(days=1))


def _watch(period: Period) -> Watch:
    start, end = midnight(period.first), end_of(period)
    within = {"created_at__gte": start, "created_at__lt": end}
    decisions = Decision.objects.current().filter(**within)
    verdicts = decisions.order_by().values_list("verdict").annotate(count=Count("pk"))
    inbox = InboxItem.objects.aggregate(
        arrived=Count("pk", filter=Q(arrived_at__gte=start, arrived_at__lt=end)),
        # Whoever composes before the period is over must not call the deadlines to come missed.
        expired=Count("pk", filter=Q(decided=False, deadline__gte=start, deadline__lt=min(end, clock.now()))),
    )
    return Watch(
        gone=_gone(start, min(end, clock.now())),
        reasons=list(whynot.given(start, end)),
        sources=Subscription.objects.current().count(),
        arrived=inbox["arrived"],
        expired=inbox["expired"],
        verdicts=dict(verdicts),
        started=Initiative.objects.current().filter(**within).exclude(item=None).count(),
        median_days=median_days_of(decisions),
    )


def _gone(start: datetime, end: datetime) -> list[Gone]:
    rows = InboxItem.objects.undecided().filter(deadline__gte=start, deadline__lt=end).order_by("-fit", "pk")
    told = rows.values_list("item_id", "item__title", "deadline", "best__profile__name")[:MOST_GONE]
    return [Gone(pk, title, timezone.localdate(closed), met or "") for pk, title, closed, met in told]


def median_days_of(decisions: QuerySet[Decision]) -> Decimal | None:
    """Days from the inbox to the decision; None where nothing was decided."""
    here = {"item__inbox_items__municipality": F("municipality")}
    pairs = decisions.order_by().filter(**here).values_list("created_at", "item__inbox_items__arrived_at")
    waits = [max((decided - arrived).total_seconds(), 0) / 86400 for decided, arrived in pairs]
    return Decimal(str(round(median(waits), 1))) if waits else None


# Agreements and contacts


def _agreements(period: Period) -> list[AgreementLine]:
    """Those in force at some time in the period. One that has run out without being ended stands until somebody ends it."""
    signed: Any = Agreement.objects.current().signed(by=period.last)
    rows = signed.filter(Q(ended_on=None) | Q(ended_on__gte=period.first))
    return [
        AgreementLine(
            pk=row.pk,
            organisation_pk=row.organisation_id,
            organisation=row.organisation.name,
            country=row.organisation.country,
            kind=row.kind,
            title=row.title,
            signed_on=row.signed_on,
            # One that renews itself runs until the end of the period that it is in, not of its first.
            expires_on=row.term.end(period.last),
            ended_on=row.ended_on,
            review_on=row.review_on,
        )
        for row in rows.select_related("organisation").order_by("organisation__name", "pk")
    ]


def _contacts(period: Period) -> list[ContactLine]:
    rows = Contact.objects.current().filter(happened_on__range=(period.first, period.last))
    return [
        ContactLine(
            pk=row.pk,
            organisation_pk=row.organisation_id,
            organisation=row.organisation.name,
            country=row.organisation.country,
            kind=row.kind,
            day=row.happened_on,
            subject=row.subject,
            case_number=row.case_number,
        )
        for row in rows.select_related("organisation").order_by("happened_on", "pk")
    ]
