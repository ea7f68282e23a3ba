"""Addresses of other programs that are told when something happens here, and what each was told."""

from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from utblick.accounts.kept_secrets import KeepsSecret, Unreadable, encrypt
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.outreach.webhooks.reasons import OTHER, REASONS
from utblick.outreach.webhooks.signing import written
from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet

SENDING = timedelta(minutes=10)
"""How long another worker may be at a delivery before it is taken for dead."""


class Event(models.TextChoices):
    ITEM_DECIDED = "item.decided", _("An item was decided on")
    INITIATIVE_CHANGED = "initiative.changed", _("An initiative was started or changed")
    REPORT_FROZEN = "report.frozen", _("A report was frozen")
    ENQUIRY_RECEIVED = "enquiry.received", _("A company asked about establishing itself")
    TEST = "webhook.test", _("A test")


class WebhookQuerySet(RecordedQuerySet["Webhook"]):
    def on(self) -> Self:
        return self.current().filter(off_since=None)


def new_secret() -> str:
    """As it is kept: encrypted."""
    return encrypt(written(token_bytes(32)))


class Webhook(KeepsSecret, Recorded):
    """One address, the events it is told of, and the secret that proves that it is we who tell."""

    name = models.CharField(_("what is told"), max_length=100, help_text=_("For example “The case register”."))
    url = models.URLField(_("address"), max_length=500)
    events = models.JSONField(_("is told when"), default=list)
    secret = models.CharField(max_length=100, blank=True, default="", editable=False)
    kept_secret = models.TextField(default=new_secret, db_default="", editable=False)
    # The newest entry of the trail when it was made: nothing older is told.
    after_entry = models.BigIntegerField(default=0, editable=False)
    failing_since = models.DateTimeField(_("has not answered since"), null=True, editable=False)
    off_since = models.DateTimeField(_("switched off"), null=True, editable=False)

    objects = OwnedManager.from_queryset(WebhookQuerySet)()  # type: ignore[misc, assignment]

    unrecorded = Recorded.unrecorded | {"failing_since", "after_entry"}

    class Meta(Recorded.Meta):
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("webhooks:webhook", args=[self.pk])

    def search_text(self) -> str:
        return ""

    @property
    def readable_secret(self) -> str:
        """As it is given to the receiver; empty when its key is lost."""
        try:
            return self.reveal()
        except Unreadable:
            return ""

    @property
    def event_names(self) -> list[str]:
        return [str(Event(one).label) for one in self.events if one in Event.values]


class DeliveryQuerySet(OwnedQuerySet["WebhookDelivery"]):
    def due(self, now: datetime) -> Self:
        """Those whose time has come and that no living worker is at, of webhooks that are on."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - SENDING)
        on = Q(webhook__off_since=None, webhook__withdrawn_at=None)
        return self.filter(free, on, done_at=None, given_up_at=None, next_at__lte=now)


class WebhookDelivery(Owned):
    """One event told to one address: tried until it is taken, or given up. `trouble`: why the last try came to nothing."""

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    entry = models.ForeignKey("journal.Entry", models.PROTECT, related_name="+")
    event = models.CharField(max_length=30, choices=Event)
    made_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    objects = OwnedManager.from_queryset(DeliveryQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_at"], condition=Q(done_at=None, given_up_at=None), name="webhook_delivery_waiting"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["webhook", "entry", "event"], name="event_delivered_once_to_a_webhook")
        ]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.event}"

    @property
    def why(self) -> str:
        """Why the last try came to nothing."""
        return str(REASONS.get(self.trouble, OTHER)) if self.trouble else ""

    @property
    def message_id(self) -> str:
        """The same at each try, so that the receiver can pass over what it has had."""
        return f"msg_{self.municipality_id}_{self.pk}"
