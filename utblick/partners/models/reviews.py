"""The review of an agreement: what the relation gave beside what it cost, and what is proposed to the board."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utblick.journal.models import Recorded
from utblick.partners.models.agreements import Agreement, day_field


class Review(Recorded):
    """One look at an agreement, kept with its date and author: the figures as they were, and the proposal."""

    class Proposal(models.TextChoices):
        EXTEND = "extend", _("Extend")
        CHANGE = "change", _("Go on, but change")
        REST = "rest", _("Let rest")
        END = "end", pgettext_lazy("agreement", "End")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="reviews", editable=False)
    author = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", editable=False, verbose_name=_("by"))
    reviewed_on = models.DateField(_("reviewed on"), editable=False)
    looked_from = models.DateField(_("from"), editable=False)
    looked_to = models.DateField(_("to"), editable=False)
    # What partners/gains.py counted that day; the proposal stands on these figures, whatever is registered later.
    gains = models.JSONField(default=dict, editable=False)
    judgement = models.TextField(
        _("what the figures do not tell"), blank=True, help_text=_("What has it meant, for whom? What would be missed?")
    )
    proposal = models.CharField(_("proposal"), max_length=10, choices=Proposal)
    reasons = models.TextField(_("reasons for the proposal"))
    extend_until = day_field(_("extend until"), _("Empty: until further notice."))
    changes = models.TextField(_("what should change"), blank=True)
    rest_until = day_field(_("let it rest until"))
    rest_means = models.TextField(
        _("what the rest means"), blank=True, help_text=_("What is not done meanwhile, and what still is.")
    )
    end_on = day_field(_("end on"))
    # What the board made of it. `replaced` is what stood in the agreement before, for the way back.
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_on = day_field(_("decided on"))
    section = models.CharField(_("section (§)"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    carried_out_on = models.DateField(_("carried out"), null=True, blank=True, editable=False)
    replaced = models.JSONField(default=dict, editable=False)

    secret_with = "agreement__organisation"  # noqa: S105
    unrecorded = Recorded.unrecorded | {"replaced", "gains"}

    class Meta(Recorded.Meta):
        verbose_name = _("review of an agreement")
        verbose_name_plural = _("reviews of agreements")
        ordering = ["-reviewed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.reviewed_on}"

    def get_absolute_url(self) -> str:
        return reverse("partners:review", args=[self.pk])

    def clean(self) -> None:
        needed = {
            self.Proposal.CHANGE: ("changes", _("Write what should change.")),
            self.Proposal.REST: ("rest_until", _("Write until when: a rest without an end is forgotten.")),
            self.Proposal.END: ("end_on", _("Write the day on which it should end.")),
        }
        field, told = needed.get(self.Proposal(self.proposal), ("", "")) if self.proposal else ("", "")
        errors = {field: told} if field and not getattr(self, field) else {}
        if self.proposal == self.Proposal.REST and not self.rest_means:
            errors["rest_means"] = _("Write what the rest means: what is not done meanwhile, and what still is.")
        signed = self.agreement.signed_on
        for name in ("extend_until", "rest_until", "end_on"):
            if signed and (day := getattr(self, name)) and day < signed:
                errors[name] = _("This day is before the agreement was signed, %(day)s.") % {"day": signed}
        if errors:
            raise ValidationError(errors)
