"""Fetching the books of projects: of one with all its partners, of one or many with our own part alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BooleanField, CharField, DateField, Exists, F, OuterRef, Q, Subquery, Value

from utblick.projects.book import Book, Cost, Forecast
from utblick.projects.models import Adjustment, Booking, Budget, Claim, Line, Partner, Project, Share
from utblick.projects.words import CATEGORIES

OURS = Q(partner__organisation=None)


def book(project: Project, budget: Budget | None = None) -> Book:
    """The book of one project, with this version of its budget or the newest. Four queries."""
    chosen = budget or Budget.objects.of(project).newest_first().first()
    found = Book(project, chosen)
    if chosen:
        chosen.project = project
        found.lines = list(Line.objects.of(project).filter(budget=chosen))
    found.partners = partners_of(project)
    return found


def our_book(project: Project) -> Book:
    """The same with our own lines alone, and with what was booked and forecast. Two queries, or three before there are lines."""
    found = Book(project)
    _take_lines({project.pk: found}, OURS)
    if not found.lines and (budget := Budget.objects.of(project).newest_first().first()):
        found.budget, budget.project = budget, project
    _take_costs({project.pk: found})
    return found


def with_claims(found: Book) -> Book:
    """The same with what was claimed. One query more."""
    found.claims = list(Claim.objects.of(found.project))
    return found


def shared_book(project: Project, **narrowed: Any) -> Book:
    """What was claimed in the project for each partner, or in some of its claims: no budget and no costs. Three queries."""
    found = Book(project, partners=partners_of(project))
    found.claims = list(Claim.objects.of(project).filter(**narrowed))
    shares = Share.objects.of(project).filter(claim__in=[one.pk for one in found.claims])
    found.shares = list(shares.select_related("partner__organisation", "municipality"))
    return found


def with_lines(found: Book) -> Book:
    """The same with what its partners' budgets hold. One query more."""
    partners = found.partners
    _take_lines({found.project.pk: found}, Q())
    found.partners = partners
    return found


def categories_of(project: Project) -> tuple[str, ...]:
    """Those that its costs are booked on."""
    newest = Budget.objects.of(project).newest_first().first()
    if newest is None:
        return tuple(CATEGORIES)
    newest.project = project
    return newest.option.method.categories


def partners_of(project: Project) -> list[Partner]:
    """We first, then the lead, then the others."""
    rows = Partner.objects.of(project).select_related("organisation", "municipality")
    return sorted(rows, key=lambda one: (not one.is_us, one.role != Partner.Role.LEAD, one.pk))


def our_books(projects: Iterable[Project]) -> list[Book]:
    """The books of many, each with our own part of its newest budget, and where we lead with the partners' parts and what was
    claimed for them; four queries however many they are."""
    found = {one.pk: Book(one) for one in projects}
    we_lead = Partner.objects.current().filter(project=OuterRef("project"), organisation=None, role=Partner.Role.LEAD)
    _take_lines(found, OURS | Q(Exists(we_lead)))
    _take_costs(found)
    _take(found, Claim.objects.current().filter(project__in=found), "claims")
    shares = Share.objects.current().filter(project__in=found, claim__withdrawn_at=None)
    _take(found, shares.select_related("claim"), "shares")
    return list(found.values())


def _take_lines(found: Mapping[int, Book], whose: Q) -> None:
    """Those of the newest budgets; a budget comes with its lines, and so do the partners that they are of."""
    newest = Budget.objects.current().filter(project=OuterRef("project")).order_by("-number").values("pk")[:1]
    rows = Line.objects.current().filter(whose, budget=Subquery(newest), partner__withdrawn_at=None, project__in=found)
    _take(found, rows.select_related("partner", "budget"), "lines")
    for one in found.values():
        for line in one.lines[:1]:
            one.budget, line.budget.project = line.budget, one.project
        one.partners = [*{line.partner_id: line.partner for line in one.lines}.values()]


def _take_costs(found: Mapping[int, Book]) -> None:
    """What was booked and what was forecast by hand, in one query."""
    booked = _columns(Booking.objects.current().filter(project__in=found), reason=Value("", CharField()))
    by_hand = _columns(
        Adjustment.objects.current().filter(project__in=found),
        booked_on=Value(None, DateField()),
        in_kind=Value(False, BooleanField()),
    )
    for key, on, category, amount, in_kind, reason in booked.union(by_hand, all=True).order_by():
        if on:
            found[key].bookings.append(Cost(on, category, amount, in_kind))
        else:
            found[key].adjustments.append(Forecast(category, amount, reason))


def _columns(rows: Any, **missing: Value) -> Any:
    names = ("project", *Cost._fields, "reason")
    told = {f"told_{name}": missing.get(name) or F(name) for name in names}
    return rows.order_by().annotate(**told).values_list(*told)


def _take(found: Mapping[int, Book], rows: Iterable[Line | Claim | Share], name: str) -> None:
    for row in rows:
        one = found[row.project_id]
        row.project = one.project
        getattr(one, name).append(row)
