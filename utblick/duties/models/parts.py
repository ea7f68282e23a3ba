"""Who has which part in a duty."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Role
from utblick.journal.about import About, AboutManager
from utblick.journal.models import Recorded, RecordedQuerySet


class DutyPart(About, Recorded):
    """A unit's, or a role's, part in a duty. The duty itself stays where it is: a clause, a priority, an agreement, a project.

    Who is responsible by the object's own field has no row here.
    """

    class Part(models.TextChoices):
        RESPONSIBLE = "responsible", _("Is responsible")
        DECIDES = "decides", _("Decides")
        CONSULTED = "consulted", _("Is consulted")
        INFORMED = "informed", _("Is informed")

    part = models.CharField(_("part"), max_length=12, choices=Part)
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, related_name="duty_parts", editable=False, verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True, editable=False)

    objects = AboutManager.from_queryset(RecordedQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("part in a duty")
        verbose_name_plural = _("parts in duties")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, role="") | (Q(unit=None) & ~Q(role="")), name="part_of_a_unit_or_a_role"
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "unit"], condition=Q(unit__isnull=False), name="one_part_a_unit"
            ),
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "role"], condition=~Q(role=""), name="one_part_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.get_role_display()}: {self.get_part_display()}"

    @property
    def column(self) -> str:
        return f"unit-{self.unit_id}" if self.unit_id else f"role-{self.role}"
