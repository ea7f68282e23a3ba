"""The referral of a draft programme: sent to units, answered by each, and what was done with the answers."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.accounts.roles import memberships
from utblick.goals.models.programme import Priority, Programme
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class Referral(Recorded):
    """A draft as it was sent out, and until when it is answered."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="referrals", editable=False)
    answer_by = models.DateField(_("last day to answer"))
    letter = models.TextField(_("what we ask"), blank=True, help_text=_("Shown above the draft."))
    sent_on = models.DateField(_("sent on"), editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    # What the units were sent; the draft may be worked on meanwhile.
    content = models.JSONField(default=dict, editable=False)

    unrecorded = Recorded.unrecorded | {"content"}

    class Meta(Recorded.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-sent_on", "-pk"]

    def __str__(self) -> str:
        return gettext("Referral of %(programme)s") % {"programme": self.programme}

    def get_absolute_url(self) -> str:
        return reverse("goals:referral", args=[self.pk])


class ConsultedQuerySet(RecordedQuerySet["Consulted"]):
    def asked(self) -> Self:
        """Of referrals that stand."""
        return self.current().filter(referral__withdrawn_at=None, referral__programme__withdrawn_at=None)

    def awaited(self) -> Self:
        """Whose answer can still make a difference."""
        return self.asked().filter(answered_on=None, referral__programme__status=Programme.Status.DRAFT)

    def asked_of(self, user: User) -> Self:
        """Of the units where this person works."""
        return self.filter(unit__in=[one.unit_id for one in memberships(user) if one.unit_id])


class Consulted(Recorded):
    """A unit that was asked, and its answer in whole."""

    class Verdict(models.TextChoices):
        YES = "yes", _("Yes")
        CHANGES = "changes", _("Yes, with changes")
        NO = "no", _("No")

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="consulted", editable=False)
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, related_name="+", editable=False, verbose_name=_("unit"))
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = OwnedManager.from_queryset(ConsultedQuerySet)()  # type: ignore[misc, assignment]

    # Nobody's own: the whole unit answers.
    owner_id = None

    class Meta(Recorded.Meta):
        verbose_name = _("answer to a referral")
        verbose_name_plural = _("answers to referrals")
        ordering = ["unit__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "unit"], name="unit_asked_once_by_a_referral")]

    def __str__(self) -> str:
        return gettext("Answer of %(unit)s") % {"unit": self.unit}

    def get_absolute_url(self) -> str:
        return reverse("goals:answer", args=[self.pk])

    def is_late(self, today: date) -> bool:
        return self.answered_on is None and today > self.referral.answer_by


class Remark(Recorded):
    """What a unit writes of one priority, or of the whole, and what was done with it."""

    class Heeded(models.TextChoices):
        TAKEN = "taken", _("Taken up")
        PARTLY = "partly", _("Taken up in part")
        NOT = "not", _("Not taken up")

    consulted = models.ForeignKey(Consulted, models.PROTECT, related_name="remarks", editable=False)
    # None: of the draft in whole.
    priority = models.ForeignKey(Priority, models.PROTECT, null=True, related_name="remarks", editable=False)
    text = models.TextField(_("remark"), max_length=4000)
    heeded = models.CharField(_("what was done with it"), max_length=10, choices=Heeded, blank=True)
    reply = models.TextField(_("how, or why not"), max_length=2000, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("remark on a programme")
        verbose_name_plural = _("remarks on programmes")
        # Those on the whole first, on every database.
        ordering = [models.F("priority__position").asc(nulls_first=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consulted", "priority"], name="remark_once_on_a_priority"),
            models.UniqueConstraint(
                fields=["consulted"], condition=models.Q(priority=None), name="remark_once_on_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consulted}: {self.priority or gettext('the draft in whole')}"

    def get_absolute_url(self) -> str:
        return f"{self.consulted.referral.get_absolute_url()}#remark-{self.pk}"
