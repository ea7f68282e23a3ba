"""An answer that the municipality promises those who write to it: within how many working days, and who sees to it."""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.runway import working_days_after
from utblick.journal.models import Recorded


def answered_within(standard: int, label: Any, help_text: Any) -> "models.PositiveSmallIntegerField[int, int]":
    """So many working days."""
    return models.PositiveSmallIntegerField(
        label, default=standard, validators=[MinValueValidator(1), MaxValueValidator(30)], help_text=help_text
    )


class Promised(Recorded):
    """One for the municipality, with `working_days` of its own. Where none has been written, the standard holds."""

    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who answers"),
        help_text=_("What comes in goes to this person, with a task. Nobody: to the coordinators."),
    )
    working_days: "models.PositiveSmallIntegerField[int, int]"

    class Meta(Recorded.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def standing(cls) -> Self:
        """What holds now; not saved where nobody has written it."""
        found: Any = cls._default_manager.select_related("owner").first()
        return found or cls()

    def due_after(self, day: date) -> date:
        return working_days_after(day, self.working_days)
