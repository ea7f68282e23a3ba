"""What was decided on a mandate, and whether the body that gave it has been told."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.about import About, AboutManager
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.mandates.models.mandates import Mandate, Matter, kronor


class DelegationDecisionQuerySet(RecordedQuerySet["DelegationDecision"]):
    def standing(self) -> Self:
        """Neither taken back nor overruled."""
        return self.current().filter(overruled_on=None)

    def about(self, obj: models.Model) -> Self:
        return self.filter(about_kind=obj._meta.label_lower, about_id=obj.pk)

    def in_short(self, kind: str) -> models.Subquery:
        """Who decided on the object of a row, when and by which mandate: a column of the row's own query. None where nobody did."""
        rows = self.standing().filter(about_kind=kind, about_id=models.OuterRef("pk")).order_by("pk")
        told = JSONObject(pk="pk", by="decider__name", on="decided_on", reference="reference")
        return models.Subquery(rows.values_list(told)[:1])

    def to_report(self) -> Self:
        """What its body has not been told of. Where no list had been entered there is no body to tell."""
        return self.current().filter(reported_on=None).exclude(body=None)


class DelegationDecision(About, Recorded):
    """One decision that somebody made for a body. What it rested on is kept as it was, whatever becomes of the mandate."""

    matter = models.CharField(_("what is decided"), max_length=12, choices=Matter, editable=False)
    title = models.CharField(_("decision"), max_length=300, editable=False)
    decider = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("day of the decision"), editable=False)
    amount = kronor(_("amount, kronor"), editable=False)
    euro = models.DecimalField(_("amount, euro"), max_digits=14, decimal_places=2, null=True, editable=False)
    per_euro = models.DecimalField(_("kronor for one euro"), max_digits=10, decimal_places=4, null=True, editable=False)
    rate_on = models.DateField(_("day of the rate"), null=True, editable=False)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Empty: no delegation list had been entered, so nobody's mandate was checked.
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, editable=False, related_name="decisions")
    reference = models.CharField(_("by mandate"), max_length=300, blank=True, editable=False)
    body = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("reported to")
    )
    reported_on = models.DateField(_("reported at the meeting"), null=True, editable=False)
    overruled_on = models.DateField(_("overruled"), null=True, blank=True)
    overruled_why = models.CharField(_("how it was overruled"), max_length=300, blank=True)

    objects = AboutManager.from_queryset(DelegationDecisionQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("delegation decision")
        verbose_name_plural = _("delegation decisions")
        ordering = ["-decided_on", "-pk"]
        indexes = [
            models.Index(fields=["mandate", "decided_on"], name="decided_by_mandate"),
            models.Index(fields=["municipality", "body", "reported_on"], name="decided_to_report"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "matter"],
                condition=Q(withdrawn_at=None, overruled_on=None),
                name="decided_once_on_delegation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_matter_display()}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("mandates:decision", args=[self.pk])

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None and self.overruled_on is None

    def search_text(self) -> str:
        return f"{self.case_number} {self.reference} {self.note}"
