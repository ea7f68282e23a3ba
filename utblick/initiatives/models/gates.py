"""The decisions that an initiative must have before it can apply."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models.parts import Part, PartQuerySet
from utblick.tenancy.scope import OwnedManager


class GateQuerySet(PartQuerySet["Gate"]):
    def in_order(self) -> Self:
        return self.order_by("role", "pk")

    def left(self) -> Self:
        """Those that nobody has decided or skipped."""
        return self.standing().filter(outcome="")


class Gate(Part):
    """A decision that the initiative needs: by which body, and once taken, with day and section; or why it was skipped."""

    class Role(models.IntegerChoices):
        PREPARES = 1, _("Prepares the matter")
        DECIDES = 2, _("Decides")
        CONFIRMS = 3, _("Decides finally")

    class Outcome(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        SKIPPED = "skipped", _("Skipped")

    body = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="gates", verbose_name=_("body"))
    role = models.PositiveSmallIntegerField(_("what the body does"), choices=Role, default=Role.DECIDES)
    about = models.CharField(
        _("what is to be decided"), max_length=200, help_text=_("For example “Application and co-financing”.")
    )
    # Where the runway leads: kept so that a moved meeting shows in the history and the day stands among what is due.
    meeting = models.ForeignKey(
        "initiatives.Meeting",
        models.PROTECT,
        null=True,
        related_name="gates",
        editable=False,
        verbose_name=_("meeting"),
    )
    papers_by = models.DateField(_("last day to hand in papers"), null=True, editable=False)
    handed_in_on = models.DateField(_("papers handed in"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome, blank=True)
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    section = models.CharField(_("section"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = OwnedManager.from_queryset(GateQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Part.Meta):
        verbose_name = _("decision that is needed")
        verbose_name_plural = _("decisions that are needed")
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(outcome__in=["yes", "no"]) | models.Q(decided_on__isnull=False),
                name="decision_has_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="skipped") | ~models.Q(reason=""), name="skipped_only_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.about}"

    def search_text(self) -> str:
        return f"{self.case_number} {self.section} {self.reason}"
