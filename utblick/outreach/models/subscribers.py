"""Who gets newsletters: people outside who asked for it, contact persons at local actors, and those who work here."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import Membership, Role
from utblick.journal.mailing import Mailing
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.partners.models import GuestLanguage
from utblick.tenancy.scope import OwnedManager

CONFIRMED_WITHIN = timedelta(days=3)
"""How long the mailed link opens."""
KEPT_AFTER_STOP = timedelta(days=30)
"""How long somebody who has stopped can come back by the link in an old mail; then the person is forgotten."""


class Interest(models.TextChoices):
    """What one may want to read about: the areas that a resident knows, not the goals of a document."""

    BUSINESS = "business", _("Business and new markets")
    SCHOOL = "school", _("School and young people")
    CULTURE = "culture", _("Culture and associations")
    CLIMATE = "climate", _("Climate, energy and forest")
    CARE = "care", _("Health and care")
    FUNDING = "funding", _("EU funding and projects")
    PLACE = "place", _("Visiting and moving here")


class Wishes(models.Model):
    """In which language and about what somebody wants to read."""

    language = models.CharField(_("language"), max_length=2, choices=GuestLanguage, default=GuestLanguage.SWEDISH)
    interests = models.JSONField(_("areas of interest"), default=list, blank=True)  # none chosen: all of them

    class Meta:
        abstract = True


class SubscriberQuerySet(RecordedQuerySet["Subscriber"]):
    def known(self) -> Self:
        """Without those who have been forgotten."""
        return self.current().filter(erased_at=None)

    def at(self, email: str) -> Self:
        return self.known().filter(email__iexact=email)

    def matching(self, words: str) -> Self:
        return self.filter(models.Q(email__icontains=words) | models.Q(name__icontains=words))

    def in_state(self, state: str) -> Self:
        """The same as `Subscriber.state` tells of one."""
        if state == Subscriber.State.STOPPED:
            return self.filter(stopped_at__isnull=False)
        return self.filter(stopped_at=None, paused_at__isnull=state != Subscriber.State.PAUSED)

    def over(self, now: datetime) -> Self:
        """Those to be forgotten: who stopped long ago, or got newsletters only for working here and has left.

        Who works here stays, or the mails would begin again.
        """
        at_work = Membership.objects.current().exclude(role=Role.LOCAL_ACTOR).values("user")
        gone = models.Q(stopped_at__lt=now - KEPT_AFTER_STOP) | models.Q(confirmed_at=None)
        return self.known().filter(gone).exclude(user__in=at_work)


class Subscriber(Wishes, Recorded):
    """One address that newsletters go to. Personal data: what for, on what basis, since when, until when."""

    class State(models.TextChoices):
        READS = "reads", _("Gets newsletters")
        PAUSED = "paused", _("Paused: the address does not work")
        STOPPED = "stopped", _("Has stopped")

    email = models.EmailField(_("e-mail address"), blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    # A contact person at a local actor.
    actor = models.ForeignKey(
        "actors.LocalActor", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("local actor")
    )
    # Somebody who works here, and so gets what goes to the role; with `confirmed_at` also what the person asked for.
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("person"),
    )  # fmt: skip
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True, editable=False)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = OwnedManager.from_queryset(SubscriberQuerySet)()  # type: ignore[misc, assignment]

    kept_out = frozenset({"email", "name", "actor_id", "user_id", "interests", "language"})

    class Meta(Recorded.Meta):
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "municipality",
                Lower("email"),
                condition=models.Q(erased_at=None, withdrawn_at=None),
                name="subscriber_once_per_address",
            )
        ]

    def __str__(self) -> str:
        """Without name and address, since this stands in the audit trail."""
        return f"{Subscriber._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("digests:subscriber", args=[self.pk])

    @property
    def state(self) -> State:
        if self.stopped_at:
            return self.State.STOPPED
        return self.State.PAUSED if self.paused_at else self.State.READS

    @property
    def state_name(self) -> str:
        return str(self.state.label)

    @property
    def is_reading(self) -> bool:
        return self.state is self.State.READS and not self.erased_at and not self.withdrawn_at

    @property
    def basis(self) -> str:
        """The legal basis, in words."""
        return str(_("Consent, by the mailed link") if self.confirmed_at else _("Task in the public interest"))

    @property
    def kept_until(self) -> datetime | None:
        """When the person is forgotten; None while the mails go on, and for who works here."""
        return self.stopped_at + KEPT_AFTER_STOP if self.stopped_at and not self.user_id else None

    def interests_in_words(self) -> list[str]:
        return [str(Interest(one).label) for one in self.interests if one in Interest.values]


class SignUp(Wishes, Mailing):
    """Somebody wrote an address on the public page: the mail that asks whether it was its owner. Forgotten within the week."""

    email = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    actor = models.ForeignKey("actors.LocalActor", models.CASCADE, null=True, related_name="+")
    # The same form with the same words, sent twice, is one.
    mark = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(Mailing.Meta):
        verbose_name = _("request for newsletters")
        verbose_name_plural = _("requests for newsletters")
        constraints = [models.UniqueConstraint(fields=["municipality", "mark"], name="signed_up_once_per_form")]

    def __str__(self) -> str:
        return str(self.pk)

    def is_open(self, now: datetime) -> bool:
        """Whether the link still opens."""
        made: datetime = self.made_at
        return now < made + CONFIRMED_WITHIN

    @property
    def wishes(self) -> dict[str, Any]:
        return {"name": self.name, "language": self.language, "interests": self.interests, "actor": self.actor}
