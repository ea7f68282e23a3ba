"""What the municipality promises a company that asks: how soon it is answered, and who sees to it."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.runway import working_days_after
from utblick.journal.models import Recorded

STANDARD = 3


class AnswerPromise(Recorded):
    """One for the municipality. Where none has been written, STANDARD holds and the coordinators answer."""

    working_days = models.PositiveSmallIntegerField(
        _("working days to the first answer"),
        default=STANDARD,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Told in the receipt. Holidays and the eves on which the town hall is closed are not counted."),
    )
    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who answers"),
        help_text=_("New enquiries go to this person, with a task. Nobody: to the coordinators."),
    )

    class Meta(Recorded.Meta):
        verbose_name = _("promise of an answer")
        verbose_name_plural = _("promises of answers")
        constraints = [models.UniqueConstraint(fields=["municipality"], name="answer_promised_once")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("establishment:promise")

    @classmethod
    def standing(cls) -> "AnswerPromise":
        """What holds now; not saved where nobody has written it."""
        return cls.objects.select_related("owner").first() or cls()

    def due_after(self, day: date) -> date:
        return working_days_after(day, self.working_days)
