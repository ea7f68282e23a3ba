"""The meeting calendar of boards and committees."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.runway import day_for_papers, holiday, is_working_day
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class MeetingQuerySet(RecordedQuerySet["Meeting"]):
    def from_day(self, day: date) -> Self:
        return self.current().filter(held_on__gte=day)


class Meeting(Recorded):
    """A day on which a body meets, and the last day to hand in papers to its secretary."""

    body = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="meetings", verbose_name=_("body"))
    held_on = models.DateField(_("day of the meeting"))
    papers_by = models.DateField(_("last day to hand in papers"))
    # None: the day for papers was set by hand, and stays when the meeting moves.
    papers_days = models.PositiveSmallIntegerField(
        _("papers are handed in so many days before"), null=True, blank=True, editable=False
    )
    # UID of RFC 5545, in a series with the day: so a newer file tells that this meeting was moved.
    calendar_uid = models.CharField(
        _("what the meeting is called in the body's own calendar"), max_length=200, blank=True, default=""
    )

    objects = OwnedManager.from_queryset(MeetingQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "held_on"],
                condition=models.Q(withdrawn_at=None),
                name="meeting_once_a_day_and_body",
                violation_error_message=_("The body already has a meeting on that day."),
            ),
            models.CheckConstraint(
                condition=models.Q(papers_by__lte=models.F("held_on")), name="papers_before_the_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"

    @property
    def papers_set_by_hand(self) -> bool:
        return self.papers_days is None

    def move_to(self, day: date) -> None:
        """Put it on another day. The day for papers goes with it; one set by hand stays, as long as the meeting comes after it."""
        self.held_on = day
        self.papers_by = min(day, self.papers_by) if self.papers_days is None else day_for_papers(day, self.papers_days)

    def days_off(self) -> dict[date, str]:
        """Of its two days those that are no working days, each with the day's name."""
        return {day: name for day in (self.papers_by, self.held_on) if (name := _name_off(day))}

    def clean(self) -> None:
        super().clean()
        if self.held_on and self.papers_by and self.papers_by > self.held_on:
            raise ValidationError({"papers_by": _("Papers are handed in on the day of the meeting at the latest.")})

    def get_absolute_url(self) -> str:
        return reverse("initiatives:meetings")


def _name_off(day: date) -> str:
    """The holiday, else the day of the week; empty for a working day."""
    return "" if is_working_day(day) else holiday(day, get_language() or "sv") or str(WEEKDAYS[day.weekday()])
