"""What the watch reads. A source is asked once for all municipalities of the installation; each has its subscriptions."""

from datetime import datetime
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded


class SourceQuerySet(models.QuerySet["Source"]):
    def due(self, now: datetime) -> Self:
        """Those that somebody subscribes to and whose next reading has come."""
        return self.filter(next_at__lte=now, in_use=True)


class Source(models.Model):
    """An address in the world and how it last answered. Belongs to nobody."""

    class Kind(models.TextChoices):
        FEED = "feed", _("Feed (RSS, Atom, JSON Feed)")
        EU_CALLS = "eu_calls", _("EU Funding & Tenders Portal")
        TED = "ted", _("TED, European tenders")

    connector = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FEED)
    address = models.CharField(_("address"), max_length=1000, unique=True)
    title = models.CharField(max_length=300, blank=True)  # as the source calls itself
    rhythm_minutes = models.PositiveIntegerField(_("minutes between readings"), default=60)
    in_use = models.BooleanField(default=True)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # What the last answers were; `error` holds the stable code of the connector's exception, empty when all is well.
    asked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    news_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=50, blank=True)
    error_detail = models.CharField(max_length=500, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title or self.address


class Subscription(Recorded):
    """A municipality reads a source."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="subscriptions")
    name = models.CharField(_("name"), max_length=200)
    theme = models.CharField(_("theme"), max_length=100, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source"], name="subscription_once_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("watch:sources")

    def search_text(self) -> str:
        return f"{self.theme} {self.source.address}"
