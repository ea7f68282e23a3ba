"""Who else an agreement is made with, and which goals it serves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.partners.models.agreements import Agreement


class AgreementPart(Recorded):
    """A part of an agreement, as secret as the organisation that the agreement is with."""

    secret_with = "agreement__organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()  # type: ignore[attr-defined, no-any-return]


class Aim(AgreementPart):
    """A goal that an agreement serves."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="aims", editable=False)
    goal = models.ForeignKey("goals.Goal", models.PROTECT, related_name="aims", verbose_name=_("goal"))

    class Meta(AgreementPart.Meta):
        verbose_name = _("goal of an agreement")
        verbose_name_plural = _("goals of agreements")
        ordering = ["goal__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "goal"], name="aim_once_per_agreement")]

    def __str__(self) -> str:
        return f"{self.agreement} → {self.goal}"


class Party(AgreementPart):
    """A further party to an agreement, beside the organisation that it is kept with."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="parties", editable=False)
    organisation = models.ForeignKey(
        "partners.Organisation", models.PROTECT, related_name="parties", verbose_name=_("organisation")
    )

    # Nor does it tell of an organisation that the reader may not see.
    secret_with = "agreement__organisation organisation"  # noqa: S105

    class Meta(AgreementPart.Meta):
        verbose_name = _("further party")
        verbose_name_plural = _("further parties")
        ordering = ["organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once_per_agreement")]

    def __str__(self) -> str:
        return str(self.organisation)
