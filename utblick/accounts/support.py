"""Help by somebody from outside: the municipality lets support look in for some hours, and each visit is as one of its people.

Why so, and what a visit may not do: docs/decisions/support-looks-and-does-nothing.md.
"""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager

LONGEST = timedelta(minutes=30)
"""How long one visit may take."""


class SupportAccessQuerySet(RecordedQuerySet["SupportAccess"]):
    def open(self) -> Self:
        return self.current().filter(until__gt=timezone.now())


class SupportAccess(Recorded):
    """That the municipality lets whoever operates Utblick look in, until then."""

    until = models.DateTimeField(_("open until"))
    purpose = models.CharField(_("what support is to help with"), max_length=200)

    objects = OwnedManager.from_queryset(SupportAccessQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("support access")
        verbose_name_plural = _("support accesses")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return reverse("accounts:support")

    @property
    def is_open(self) -> bool:
        return self.withdrawn_at is None and timezone.now() < self.until


class SupportVisitQuerySet(RecordedQuerySet["SupportVisit"]):
    def going_on(self) -> Self:
        now = timezone.now()
        began = self.filter(ended_at=None, created_at__gt=now - LONGEST)
        return began.filter(access__withdrawn_at=None, access__until__gt=now)

    def forgotten(self) -> Self:
        """Those that are over and that nobody has ended."""
        now = timezone.now()
        over = Q(created_at__lte=now - LONGEST) | Q(access__until__lte=now) | ~Q(access__withdrawn_at=None)
        return self.filter(over, ended_at=None)


class SupportVisit(Recorded):
    """That an operator sees Utblick as a person of the municipality sees it, and for what reason."""

    access = models.ForeignKey(SupportAccess, models.PROTECT, related_name="visits", verbose_name=_("support access"))
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("seen as"))
    operator = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name=_("operator"))
    reason = models.CharField(_("reason"), max_length=200)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = OwnedManager.from_queryset(SupportVisitQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("support visit")
        verbose_name_plural = _("support visits")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.operator} → {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:support")

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself at the latest."""
        return min(self.created_at + LONGEST, self.access.until)

    @property
    def is_going_on(self) -> bool:
        return self.ended_at is None and self.access.is_open and timezone.now() < self.ends_at

    def end(self) -> None:
        """Over as of now; of one that nobody ended, as of when it could go on no longer."""
        closed = self.access.withdrawn_at or self.ends_at
        self.ended_at = min(clock.now(), self.ends_at, closed)
        self.save()
