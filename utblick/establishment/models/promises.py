"""What the municipality promises a company that asks: how soon it is answered, and who sees to it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.promises import Promised, answered_within

STANDARD = 3


class AnswerPromise(Promised):
    """One for the municipality. Where none has been written, STANDARD holds and the coordinators answer."""

    working_days = answered_within(
        STANDARD,
        _("working days to the first answer"),
        _("Told in the receipt. Holidays and the eves on which the town hall is closed are not counted."),
    )

    class Meta(Promised.Meta):
        verbose_name = _("promise of an answer")
        verbose_name_plural = _("promises of answers")
        constraints = [models.UniqueConstraint(fields=["municipality"], name="answer_promised_once")]

    def get_absolute_url(self) -> str:
        return reverse("establishment:promise")
