"""The delegation list: who may decide what, up to which amount, by which decision of which body."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Role
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class Matter(models.TextChoices):
    """What Utblick asks a mandate for."""

    TRAVEL = "travel", _("Journeys")
    APPLICATION = "application", _("Applications for outside funding")
    COFINANCING = "cofinancing", _("Co-financing")
    AGREEMENT = "agreement", _("Agreements")


def kronor(label: Any, **options: Any) -> "models.DecimalField[Decimal | None, Decimal | None]":
    told = MinValueValidator(Decimal(0), _("An amount cannot be negative."))
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, null=True, blank=True, validators=[told], **options
    )


class MandateQuerySet(RecordedQuerySet["Mandate"]):
    def valid(self, day: date) -> Self:
        return self.current().filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def in_order(self) -> Self:
        """As the list has them."""
        return self.order_by("matter", "point", "pk")


class Mandate(Recorded):
    """One point of a delegation list. Who holds it is asked anew each time: heads and roles change hands."""

    class Holder(models.TextChoices):
        HEAD = "head", _("The head of a unit")
        ROLE = "role", _("Everybody with a role")
        PERSON = "person", _("A named person")

    matter = models.CharField(_("what is decided"), max_length=12, choices=Matter)
    point = models.CharField(
        _("point in the list"),
        max_length=20,
        blank=True,
        help_text=_("As the delegation list numbers it, for example 4.2."),
    )
    holder = models.CharField(_("who decides"), max_length=8, choices=Holder, default=Holder.HEAD)
    person = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
        help_text=_("Empty: the head of the unit that the matter belongs to, and the heads above."),
    )
    up_to = kronor(_("up to, kronor"), help_text=_("Each decision, this amount included. Empty: whatever the amount."))
    up_to_a_year = kronor(
        _("in all in a calendar year, kronor"),
        help_text=_("All decisions on this point together. Empty: no such limit."),
    )
    conditions = models.CharField(_("conditions"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True, help_text=_("Empty: until further notice."))
    body = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        related_name="mandates_given",
        verbose_name=_("body that delegates"),
        help_text=_("Decisions are reported to it, and it decides where nobody has the mandate."),
    )
    decided_on = models.DateField(_("the body's decision, day"), null=True, blank=True)
    section = models.CharField(_("section (§)"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    objects = OwnedManager.from_queryset(MandateQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["matter", "point", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(holder="person", person__isnull=False) | (~Q(holder="person") & Q(person=None)),
                name="mandate_of_a_person_names_one",
            ),
            models.CheckConstraint(
                condition=(Q(holder="role") & ~Q(role="")) | (~Q(holder="role") & Q(role="")),
                name="mandate_of_a_role_names_it",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="mandate_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        matter = str(self.get_matter_display())
        return f"{self.point} {matter}" if self.point else matter

    def get_absolute_url(self) -> str:
        return f"{reverse('mandates:list')}#mandate-{self.pk}"

    def search_text(self) -> str:
        return f"{self.case_number} {self.conditions} {self.who}"

    @property
    def who(self) -> str:
        """The holder in words, as the list says it."""
        if self.holder == self.Holder.PERSON:
            return str(self.person)
        if self.holder == self.Holder.ROLE:
            role = str(self.get_role_display())
            return f"{role}, {self.unit}" if self.unit else role
        return str(
            _("The head of %(unit)s") % {"unit": self.unit} if self.unit else _("The head of the unit concerned")
        )

    @property
    def reference(self) -> str:
        """What a decision made on it rests on, kept with the decision in so many words."""
        day = self.decided_on.isoformat() if self.decided_on else ""
        section = f"§ {self.section}" if self.section else ""
        decision = " ".join(filter(None, [str(self.body), day, section]))
        point = str(_("point %(point)s") % {"point": self.point}) if self.point else ""
        # Nobody but a reader can tell whether it holds: a membership, within Europe, within the plan.
        conditions = str(_("on condition: %(conditions)s") % {"conditions": self.conditions}) if self.conditions else ""
        return ", ".join(filter(None, [point, decision, self.case_number, conditions.rstrip(".")]))

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if self.holder == self.Holder.PERSON and not self.person_id:
            errors["person"] = _("Choose the person.")
        if self.holder == self.Holder.ROLE and not self.role:
            errors["role"] = _("Choose the role.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            errors["valid_to"] = _("The last day cannot be before the first, %(day)s.") % {"day": self.valid_from}
        if self.up_to is not None and self.up_to_a_year is not None and self.up_to_a_year < self.up_to:
            errors["up_to_a_year"] = _("A single decision may be larger than this. Check the two amounts.")
        if errors:
            raise ValidationError(errors)
