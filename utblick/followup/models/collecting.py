"""The collection for a report: what each unit says yes to, and what it writes about the goals in its own words."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.accounts.roles import memberships
from utblick.followup.models.reports import Report
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class Collection(Recorded):
    """The units are asked for their parts of a report. It is open as long as the report is a draft."""

    report = models.OneToOneField(Report, models.PROTECT, related_name="collection", editable=False)
    answer_by = models.DateField(_("last day to answer"))

    class Meta(Recorded.Meta):
        verbose_name = _("collection for a report")
        verbose_name_plural = _("collections for reports")

    def __str__(self) -> str:
        return str(self.report)

    def get_absolute_url(self) -> str:
        return reverse("followup:collection", args=[self.report_id])


class AnswerQuerySet(RecordedQuerySet["Answer"]):
    def awaited(self) -> Self:
        """Those that a draft still waits for."""
        open_ = self.current().filter(
            collection__report__status=Report.Status.DRAFT, collection__report__withdrawn_at=None
        )
        return open_.exclude(state=Answer.State.SUBMITTED)

    def asked_of(self, user: User) -> Self:
        """Of the units where this person works."""
        return self.filter(unit__in=[one.unit_id for one in memberships(user) if one.unit_id])

    def told(self) -> Self:
        return self.select_related("unit", "submitted_by", "collection__report").order_by("unit__name", "pk")


class Answer(Recorded):
    """One unit's part of a report. What the platform knows is read from the rows each time; nothing of it is copied here."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not handed in yet")
        SENT_BACK = "sent_back", _("Sent back with a question")
        SUBMITTED = "submitted", _("Handed in")

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="answers", editable=False)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+", editable=False, verbose_name=_("unit"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    submitted_at = models.DateTimeField(_("handed in"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("handed in by")
    )
    # The checksum of what the rows said when the unit said yes to it.
    agreed = models.CharField(max_length=64, blank=True, editable=False)
    question = models.TextField(_("question to the unit"), max_length=2000, blank=True)

    objects = OwnedManager.from_queryset(AnswerQuerySet)()  # type: ignore[misc, assignment]

    # Nobody's own: everyone at the unit answers for it.
    owner_id = None

    class Meta(Recorded.Meta):
        verbose_name = _("a unit's part of a report")
        verbose_name_plural = _("the units' parts of reports")
        constraints = [models.UniqueConstraint(fields=["collection", "unit"], name="unit_answers_once_in_collection")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.collection}"

    def get_absolute_url(self) -> str:
        return reverse("followup:answer", args=[self.pk])

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED

    def is_late(self, today: date) -> bool:
        return not self.is_submitted and today > self.collection.answer_by


class UnitText(Recorded):
    """What a unit writes about a goal, or about the whole where no goal is named. `late`: after the report was frozen."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="texts", editable=False)
    goal = models.ForeignKey("goals.Goal", models.PROTECT, null=True, related_name="+", editable=False)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    late = models.BooleanField(default=False, editable=False)

    class Meta(Recorded.Meta):
        verbose_name = _("a unit's own words")
        verbose_name_plural = _("the units' own words")
        constraints = [
            models.UniqueConstraint(fields=["answer", "goal", "late"], name="unit_writes_once_about_a_goal"),
            models.UniqueConstraint(
                fields=["answer", "late"], condition=models.Q(goal=None), name="unit_writes_once_about_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer}: {self.goal or ''}"

    def get_absolute_url(self) -> str:
        return reverse("followup:answer", args=[self.answer_id])
