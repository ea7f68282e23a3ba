"""Initiatives of several municipalities that are one piece of work: an invitation, and the other side's answer to it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Municipality, User
from utblick.initiatives.models import Initiative, Part
from utblick.journal.models import Recorded


class Invitation(Part):
    """The municipality asks another to make its initiative a joint one, which it leads; taken back by being withdrawn."""

    invited = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("invited municipality"), editable=False
    )
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("invited by"), editable=False)

    class Meta(Part.Meta):
        verbose_name = _("invitation to a joint initiative")
        verbose_name_plural = _("invitations to joint initiatives")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "invited"],
                condition=models.Q(withdrawn_at=None),
                name="invited_once_to_an_initiative",
            ),
            models.CheckConstraint(condition=~models.Q(municipality=models.F("invited")), name="invited_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} → {self.invited}"

    def get_absolute_url(self) -> str:
        return reverse("sharing:joint", args=[self.initiative_id])


class Reply(Recorded):
    """What an invited municipality answered: with an initiative of its own it takes part, without one it declines.

    A row of the invited side, since neither writes in the other's; `invitation` is a row of the other. Leaving withdraws it.
    """

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="replies", editable=False)
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, null=True, related_name="joined", verbose_name=_("our initiative"), editable=False
    )
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("answered by"), editable=False
    )

    secret_with = "initiative"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("answer to an invitation")
        verbose_name_plural = _("answers to invitations")
        constraints = [
            models.UniqueConstraint(fields=["invitation"], condition=models.Q(withdrawn_at=None), name="answered_once")
        ]

    def __str__(self) -> str:
        return str(self.initiative or _("declined"))

    def get_absolute_url(self) -> str:
        return reverse("sharing:together")
