"""The duties of the municipality's international work, gathered from where each of them is; nothing is copied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Membership
from utblick.goals.models import Priority, Responsibility
from utblick.initiatives.dated import dated, soonest_first
from utblick.partners.models import Agreement
from utblick.projects.models import Claim, Delivery, Project
from utblick.ui.cutting import cut

Stage = Project.Stage
OVER = (Stage.REJECTED, Stage.CLOSED, Stage.IN_USE)
LONGEST = 160
YEAR = timedelta(days=365)
MOST_DATES = 2000


@dataclass(frozen=True, slots=True)
class Source:
    """Where duties of a kind come from: in words, their page, and the page on which the responsible person is changed.

    `mark`: before the key on a page that shows all of them.
    """

    label: Promise
    page: str
    person_page: str = ""
    mark: str = ""


SOURCES: dict[str, Source] = {
    "goals.responsibility": Source(
        _("Governing document"), "goals:responsibilities", "goals:edit_responsibility", mark="#duty-"
    ),
    "goals.priority": Source(_("Programme"), "goals:priority"),
    "partners.agreement": Source(_("Agreement"), "partners:agreement", "partners:edit_agreement"),
    "projects.project": Source(_("Project"), "projects:project", "initiatives:edit"),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. Its identity is its object; `unit` and `owner` are who is responsible by the object's own fields."""

    kind: str
    pk: int
    title: str
    unit: int | None
    unit_name: str
    owner: int | None
    owner_name: str
    owner_unit: int | None
    owner_is_here: bool
    whole: int
    """The key of the object on whose page the responsible person is changed."""

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.pk

    @property
    def anchor(self) -> str:
        return f"{self.kind.replace('.', '-')}-{self.pk}"

    @property
    def source(self) -> Source:
        return SOURCES[self.kind]

    @property
    def url(self) -> str:
        page, mark = self.source.page, self.source.mark
        return f"{reverse(page)}{mark}{self.pk}" if mark else reverse(page, args=[self.pk])

    @property
    def person_url(self) -> str:
        return reverse(self.source.person_page, args=[self.whole]) if self.source.person_page else self.url


def duties(today: date) -> list[Duty]:
    """All that somebody should be responsible for now. One query."""
    first, *others = [rows.order_by().values_list(*COLUMNS) for rows in _asked(today)]
    order = {kind: place for place, kind in enumerate(SOURCES)}
    rows = sorted(first.union(*others, all=True).order_by("row"), key=lambda row: (order[row[0]], row[2], row[1]))
    return [
        Duty(
            kind,
            pk,
            cut(capfirst(title), LONGEST),
            unit,
            unit_name,
            owner,
            owner_name,
            owner_unit,
            bool(is_here),
            whole,
        )
        for kind, pk, _place, title, unit, unit_name, owner, owner_name, owner_unit, is_here, whole in rows
    ]


COLUMNS = (
    "of_kind",
    "row",
    "place",
    "called",
    "in_unit",
    "in_unit_name",
    "by",
    "by_name",
    "by_unit",
    "by_is_here",
    "whole",
)


def _asked(today: date) -> list[QuerySet[Any]]:
    in_force = {"programme__status": "adopted", "programme__withdrawn_at": None}
    now = {"programme__starts_on__lte": today, "programme__ends_on__gte": today}
    return [
        _columns(Responsibility.objects.in_force(), "goals.responsibility", "text", place="position", unit="unit"),
        _columns(
            Priority.objects.current().filter(**in_force, **now),
            "goals.priority",
            "name",
            place="position",
            unit="goal__unit",
        ),
        _columns(
            Agreement.objects.in_force().filter(organisation__withdrawn_at=None),
            "partners.agreement",
            "title",
            owner="owner",
        ),
        _columns(
            Project.objects.standing().exclude(stage__in=OVER),
            "projects.project",
            "step__title",
            unit="initiative__unit",
            owner="initiative__owner",
            whole="initiative",
        ),
    ]


def _columns(
    rows: QuerySet[Any], kind: str, title: str, *, place: str = "", unit: str = "", owner: str = "", whole: str = "pk"
) -> QuerySet[Any]:
    """Cast so that they are alike in every part of the union."""
    number, text = IntegerField(), TextField()
    found: QuerySet[Any] = rows.annotate(
        of_kind=Value(kind, CharField()),
        row=Cast(F("pk"), number),
        place=Cast(F(place), number) if place else Value(0, number),
        called=Cast(F(title), text),
        in_unit=Cast(F(f"{unit}_id"), number) if unit else Cast(Value(None), number),
        in_unit_name=Coalesce(Cast(F(f"{unit}__name"), text), Value("", text)) if unit else Cast(Value(""), text),
        by=Cast(F(f"{owner}_id"), number) if owner else Cast(Value(None), number),
        by_name=Coalesce(Cast(F(f"{owner}__name"), text), Value("", text)) if owner else Cast(Value(""), text),
        by_unit=Subquery(_roles(owner).exclude(unit=None).values("unit")[:1]) if owner else Cast(Value(None), number),
        by_is_here=Case(When(Q(**{f"{owner}": None}) | Exists(_roles(owner)), then=1), default=0)
        if owner
        else Value(1, number),
        whole=Cast(F("pk" if whole == "pk" else f"{whole}_id"), number),
    )
    return found


def _roles(owner: str) -> QuerySet[Membership]:
    """The roles here of who owns a row, the oldest first."""
    roles: QuerySet[Membership] = Membership.objects.current().filter(user__is_active=True).order_by("pk")
    return roles.filter(user=OuterRef(f"{owner}_id"))


def due_days(today: date) -> Iterator[tuple[tuple[str, int], date]]:
    """Which duty has something due on which day in the year to come. One query."""
    claims = Claim.objects.standing().filter(asked_on=None, project__step__withdrawn_at=None)
    deliveries = Delivery.objects.standing().filter(done_on=None, project__step__withdrawn_at=None)
    agreements = Agreement.objects.unended().filter(organisation__withdrawn_at=None)
    asked = [
        dated(claims, "projects.project", F("due_on"), title="project__step__title", key="project_id"),
        dated(deliveries, "projects.project", F("due_on"), title="title", key="project_id"),
        dated(agreements, "partners.agreement", F("review_on"), title="title"),
        dated(agreements, "partners.agreement", F("expires_on"), title="title"),
    ]
    within = [rows.filter(on__range=(today, today + YEAR)) for rows in asked]
    for row in soonest_first(within, most=MOST_DATES):
        yield (row.what, row.key), row.on
