"""The document plan: what is kept for ever and what is disposed of, after how long, by which decision."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.journal.telling import kind_in_words
from utblick.tenancy.scope import OwnedManager

LONGEST = 100
"""Years. What is to be kept longer is kept."""


class RetentionRuleQuerySet(RecordedQuerySet["RetentionRule"]):
    def disposing(self) -> Self:
        return self.current().filter(fate=RetentionRule.Fate.DISPOSE)


class RetentionRule(Recorded):
    """What becomes of one kind of record. A kind without a rule is kept."""

    class Fate(models.TextChoices):
        KEEP = "keep", _("Is kept")
        DISPOSE = "dispose", _("Is disposed of")

    # "partners.visitrequest": one of disposal/kinds.py.
    kind = models.CharField(max_length=60, editable=False)
    fate = models.CharField(_("what becomes of it"), max_length=8, choices=Fate, default=Fate.KEEP)
    years = models.PositiveSmallIntegerField(
        _("after how many years"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
        help_text=_("Whole years, from the day that the matter was ended or withdrawn."),
    )
    body = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    section = models.CharField(_("section"), max_length=20, blank=True, help_text=_("For example 34."))
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("For example the point of the document plan.")
    )

    objects = OwnedManager.from_queryset(RetentionRuleQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind"], condition=Q(withdrawn_at=None), name="one_rule_for_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(fate="keep") | Q(years__gte=1, body__isnull=False, decided_on__isnull=False),
                name="disposal_rests_on_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{kind_in_words(self.kind)}: {self.get_fate_display()}"

    def get_absolute_url(self) -> str:
        return reverse("records:rules")

    def clean(self) -> None:
        if self.fate == self.Fate.KEEP:
            return
        missing = [name for name in ("years", "body", "decided_on") if not getattr(self, name)]
        told = _("Nothing is disposed of without a decision: fill this in.")
        if missing:
            raise ValidationError(dict.fromkeys(missing, told))

    def last_day(self, on: date) -> date:
        """What was ended on this day or before is due `on` that day."""
        assert self.years is not None
        year = on.year - self.years
        # The 29th of February is the 28th in other years.
        return on.replace(year=year) if (on.month, on.day) != (2, 29) else date(year, 2, 28)

    @property
    def decision(self) -> str:
        """What the disposal rests on, in so many words."""
        return " ".join(filter(None, [self.decided, self.case_number]))

    @property
    def decided(self) -> str:
        """By whom, when and in which section; the case is told beside it."""
        day = self.decided_on.isoformat() if self.decided_on else ""
        section = f"§ {self.section}" if self.section else ""
        return " ".join(filter(None, [str(self.body or ""), day, section]))
