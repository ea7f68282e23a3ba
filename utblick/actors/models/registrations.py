"""A company, school or association that asks on the public page to be in the register."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.actors.models.actors import ActorFacts, LocalActor
from utblick.journal.mailing import Mailing
from utblick.journal.models import Recorded
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.tenancy.scope import OwnedManager

ANSWERED_WITHIN = timedelta(days=7)
"""How long a registration may wait before it is late."""
KEPT = timedelta(days=90)
"""How long name and address are kept after the answer; the public form says so."""


class RegistrationQuerySet(PersonalQuerySet["Registration"]):
    def waiting(self) -> Self:
        return self.current().filter(state=Registration.State.WAITING)

    def ended(self) -> Self:
        return self.known().filter(answered_on__isnull=False)


class Registration(ActorFacts, Personal, Recorded):
    """What they tell of themselves, and who wrote. By a stranger: nothing of it is in the register before it is approved."""

    personal = ("contact_name", "email", "phone")
    found_by = ("contact_name", "email")
    held_with = "actor"

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")

    language = models.CharField(_("language"), max_length=2)
    contact_name = models.CharField(_("contact person"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    # The same form with the same words, sent twice, is one.
    mark = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    message = models.TextField(_("what we answer"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("answered by")
    )
    actor = models.ForeignKey(
        LocalActor,
        models.PROTECT,
        null=True,
        related_name="registrations",
        editable=False,
        verbose_name=_("local actor"),
    )

    objects = OwnedManager.from_queryset(RegistrationQuerySet)()  # type: ignore[misc, assignment]

    unrecorded = Recorded.unrecorded | {"mark"}

    class Meta(Recorded.Meta):
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "mark"], name="registered_once_per_form")]

    def get_absolute_url(self) -> str:
        return reverse("actors:registration", args=[self.pk])

    @property
    def kept_for(self) -> str:
        return gettext("Asked to be in the register of local actors (consent)")

    @property
    def kept_until(self) -> date | None:
        """None while it waits for an answer."""
        return self.answered_on + KEPT if self.answered_on else None

    def forget(self) -> None:
        super().forget()
        self.mark = f"erased {self.pk}"


class RegistrationMail(Mailing):
    """The mail that tells one step of a registration."""

    class Step(models.TextChoices):
        RECEIVED = "received", _("received")
        APPROVED = "approved", _("approved")
        DECLINED = "declined", _("declined")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mails")
    step = models.CharField(max_length=10, choices=Step)

    about = "registration"
    sent_again_by = "accounts.change"

    class Meta(Mailing.Meta):
        verbose_name = _("mail about a registration")
        verbose_name_plural = _("mails about registrations")
        constraints = [models.UniqueConstraint(fields=["registration", "step"], name="step_of_registration_told_once")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.step}"
