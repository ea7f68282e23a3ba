"""Fetching the books of projects: of one with all its partners, of one or many with our own part alone."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, Subquery

from utblick.projects.book import Book, Cost
from utblick.projects.models import Adjustment, Booking, Budget, Claim, Line, Partner, Project, Share
from utblick.projects.words import CATEGORIES


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
    """The same with our own lines alone, and with what was booked and forecast. Three queries."""
    newest = Budget.objects.of(project).newest_first()
    ours = Line.objects.of(project).filter(budget=Subquery(newest.values("pk")[:1]), partner__organisation=None)
    lines = list(ours.select_related("partner", "budget"))
    found = Book(project, lines=lines)
    _know_budget(found)
    if not lines and (budget := newest.first()):
        found.budget, budget.project = budget, project
    found.bookings = [Cost(*row) for row in Booking.objects.of(project).order_by().values_list(*Cost._fields)]
    found.adjustments = list(Adjustment.objects.of(project))
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
    """The books of many, each with our own part of its newest budget, and what was claimed for others; five queries however
    many they are."""
    found = {one.pk: Book(one) for one in projects}
    newest = Budget.objects.current().filter(project=OuterRef("project")).order_by("-number").values("pk")[:1]
    ours = Line.objects.current().filter(budget=Subquery(newest), partner__organisation=None, project__in=found)
    _take(found, ours.select_related("partner", "budget"), "lines")
    for one in found.values():
        _know_budget(one)
    booked = Booking.objects.current().filter(project__in=found).order_by()
    for key, *cost in booked.values_list("project", *Cost._fields):
        found[key].bookings.append(Cost(*cost))
    _take(found, Claim.objects.current().filter(project__in=found), "claims")
    _take(found, Adjustment.objects.current().filter(project__in=found), "adjustments")
    shares = Share.objects.current().filter(project__in=found, claim__withdrawn_at=None)
    _take(found, shares.select_related("claim"), "shares")
    return list(found.values())


def _know_budget(found: Book) -> None:
    """A budget comes with its lines, and so does the partner that we are."""
    for line in found.lines[:1]:
        found.budget, found.partners = line.budget, [line.partner]
        found.budget.project = found.project


def _take(found: Mapping[int, Book], rows: Iterable[Adjustment | Line | Claim | Share], name: str) -> None:
    for row in rows:
        one = found[row.project_id]
        row.project = one.project
        getattr(one, name).append(row)
