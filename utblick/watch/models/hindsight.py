"""What is said afterwards: of what passed its deadline undecided, and of what was put aside."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.watch.models.inbox import Decision
from utblick.watch.models.items import Item


class LateVerdict(Recorded):
    """What a person says of an item that passed its deadline without a decision: a miss or nothing lost, and why it was missed.

    No decision: that nobody decided in time stays true.
    """

    class Cause(models.TextChoices):
        NOBODY_LOOKED = "unseen", _("Nobody looked in time")
        FOUND_LATE = "late", _("Found too late")
        NO_ANSWER = "unanswered", _("The one who was asked did not answer")
        UNCLEAR = "unclear", _("Unclear whom it concerned")
        NO_TIME = "busy", _("Nobody had the time to look into it")
        NO_DECISION = "undecided", _("A decision was needed and came too late")
        OTHER = "other", _("Something else")

    item = models.ForeignKey(Item, models.PROTECT, related_name="late_verdicts", editable=False)
    is_miss = models.BooleanField(_("would have been something for us"), editable=False)
    cause = models.CharField(_("why it was missed"), max_length=12, choices=Cause, blank=True)
    judged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("judged by")
    )

    objects = OwnedManager.from_queryset(RecordedQuerySet)()  # type: ignore[misc]

    class Meta(Recorded.Meta):
        verbose_name = _("late verdict")
        verbose_name_plural = _("late verdicts")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "item"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_late_verdict_per_item",
            )
        ]

    def __str__(self) -> str:
        said = _("Would have been something for us") if self.is_miss else _("Nothing lost")
        return f"{said}: {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("watch:item", args=[self.item_id])


class SampledDecisionQuerySet(RecordedQuerySet["SampledDecision"]):
    def waiting(self) -> Self:
        """Neither judged, nor taken up again by somebody meanwhile."""
        return self.current().filter(judged_by=None, decision__withdrawn_at=None)

    def judged(self) -> Self:
        return self.current().exclude(judged_by=None)


class SampledDecision(Recorded):
    """One of a month's sample, drawn by chance from all that was put aside in it, and what another person said of it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="samples", editable=False)
    month = models.DateField(_("month"), editable=False)  # its first day; the decisions were taken in it
    drawn_from = models.PositiveIntegerField(_("drawn from"), editable=False)
    is_wrong = models.BooleanField(_("should have been kept"), null=True, editable=False)
    judged_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("judged by")
    )

    objects = OwnedManager.from_queryset(SampledDecisionQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("sampled decision")
        verbose_name_plural = _("sampled decisions")
        ordering = ["month", "pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "decision"], name="decision_sampled_once")]

    def __str__(self) -> str:
        return str(self.decision.item)

    def get_absolute_url(self) -> str:
        return reverse("watch:item", args=[self.decision.item_id])
