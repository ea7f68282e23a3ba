"""Fetching the books of projects: of one with all its partners, of one with our own part alone, or of many."""

from collections.abc import Iterable, Mapping

from django.db.models import Subquery

from utblick.projects.book import Book
from utblick.projects.models import Adjustment, Booking, Budget, Claim, Line, Partner, Project
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
    # A budget comes with its lines; only one in which nothing is filled in yet is asked for by itself.
    found = Book(project, lines[0].budget if lines else newest.first(), lines=lines)
    if found.budget:
        found.budget.project = project
    found.partners = [line.partner for line in found.lines[:1]]
    found.bookings = list(Booking.objects.of(project))
    found.adjustments = list(Adjustment.objects.of(project))
    return found


def with_claims(found: Book) -> Book:
    """The same with what was claimed. One query more."""
    found.claims = list(Claim.objects.of(found.project))
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


def books(projects: Iterable[Project]) -> list[Book]:
    """The books of many, each with its newest budget; six queries however many they are."""
    found = {one.pk: Book(one) for one in projects}
    _take(found, Budget.objects.current().filter(project__in=found).order_by("number"), "budget")
    newest = {one.budget.pk for one in found.values() if one.budget}
    _take(found, Partner.objects.current().filter(project__in=found).order_by("pk"), "partners")
    _take(found, Line.objects.current().filter(budget__in=newest), "lines")
    _take(found, Booking.objects.current().filter(project__in=found), "bookings")
    _take(found, Claim.objects.current().filter(project__in=found), "claims")
    _take(found, Adjustment.objects.current().filter(project__in=found), "adjustments")
    return list(found.values())


def _take(
    found: Mapping[int, Book], rows: Iterable[Adjustment | Budget | Partner | Line | Booking | Claim], name: str
) -> None:
    for row in rows:
        one = found[row.project_id]
        row.project = one.project
        if name == "budget":
            one.budget = row  # type: ignore[assignment]
        else:
            getattr(one, name).append(row)
