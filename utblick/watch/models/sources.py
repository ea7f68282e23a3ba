"""What the watch reads. A source is asked once for all municipalities of the installation; each has its subscriptions."""

from datetime import datetime, timedelta
from typing import Self
from urllib.parse import urldefrag

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.watch import troubles

# No wait is longer than a day: a date further ahead is the trace of a clock that was wrong.
LONGEST_WAIT = timedelta(hours=24)
# So is a reading further ahead than the clocks of two machines may differ, and a claim longer than any is made.
CLOCKS_DIFFER, LONGEST_CLAIM = timedelta(minutes=5), timedelta(hours=1)


class SourceQuerySet(models.QuerySet["Source"]):
    def in_use(self) -> Self:
        """Those that somebody subscribes to."""
        return self.filter(is_in_use=True)

    def due(self, now: datetime) -> Self:
        """Those in use whose next reading has come."""
        too_far = now + LONGEST_WAIT + timedelta(hours=2)
        come = models.Q(next_at=None) | models.Q(next_at__lte=now) | models.Q(next_at__gt=too_far)
        return self.in_use().filter(come | models.Q(asked_at__gt=now + CLOCKS_DIFFER))

    def free(self, now: datetime) -> Self:
        """Those that no other worker is reading."""
        stale = models.Q(claimed_until__lt=now) | models.Q(claimed_until__gt=now + LONGEST_CLAIM)
        return self.filter(models.Q(claimed_until=None) | stale)


class Source(models.Model):
    """An address in the world and how it last answered. Belongs to nobody."""

    class Kind(models.TextChoices):
        FEED = "feed", _("Feed (RSS, Atom, JSON Feed)")
        EU_CALLS = "eu_calls", _("EU Funding & Tenders Portal")
        TED = "ted", _("TED, European tenders")
        CALENDAR = "calendar", _("Calendar (iCal)")
        PAGE = "page", _("Watched web page")
        MAIL = "mail", _("Newsletters by mail")
        BY_HAND = "by_hand", _("Files and pages handed in")

    PRIVATE = (Kind.BY_HAND, Kind.MAIL)

    connector = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FEED)
    address = models.CharField(_("address"), max_length=1000, unique=True)
    title = models.CharField(max_length=300, blank=True)  # as the source calls itself
    rhythm_minutes = models.PositiveIntegerField(_("minutes between readings"), default=60)
    is_in_use = models.BooleanField(default=True)
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
    # What the last full reading delivered, beside what the source said that there is; unknown is null.
    delivered = models.PositiveIntegerField(null=True, blank=True)
    promised = models.PositiveIntegerField(null=True, blank=True)
    # The worker that is reading it now, and until when it may take that for granted.
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def is_asked(self) -> bool:
        """Whether the watch goes and asks; what is handed in comes by itself."""
        return self.connector != self.Kind.BY_HAND

    @property
    def is_private(self) -> bool:
        """Whether what it tells is one municipality's own, and is never shown as another's."""
        return self.connector in self.PRIVATE

    @property
    def place(self) -> str:
        """Where a person finds it, without which part of the page is read; empty where only programs ask, or nobody does."""
        is_seen = self.connector in (self.Kind.FEED, self.Kind.CALENDAR, self.Kind.PAGE)
        return urldefrag(self.address).url if is_seen else ""

    @property
    def rhythm_words(self) -> str:
        hours = round(self.rhythm_minutes / 60)
        if self.rhythm_minutes < 60:
            return gettext("every %(minutes)s minutes") % {"minutes": self.rhythm_minutes}
        if hours <= 1:
            return gettext("every hour")
        return gettext("every %(hours)s hours") % {"hours": hours} if hours < 24 else gettext("once a day")

    @property
    def is_well(self) -> bool:
        return not self.error

    @property
    def trouble(self) -> str:
        """What is wrong in plain words, and what to do; empty when all is well."""
        return troubles.words_for_source(self.error, self.connector, self.answered_at)


class SubscriptionQuerySet(RecordedQuerySet["Subscription"]):
    def with_health(self, now: datetime) -> Self:
        """With the source and its `recent` tellings of the last four weeks, in one query.

        Each is counted by itself along an index: joined and grouped, the whole table of tellings would be read.
        """
        from utblick.watch.models.items import Sighting  # which imports this module

        seen = Sighting.objects.filter(source=models.OuterRef("source"))
        recent = seen.filter(seen_at__gte=now - timedelta(weeks=4)).order_by().values("source")
        counted = models.Subquery(recent.annotate(n=models.Count("pk")).values("n"), output_field=models.IntegerField())
        return self.select_related("source").annotate(recent=Coalesce(counted, 0))


class Subscription(Recorded):
    """A municipality reads a source."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="subscriptions")
    name = models.CharField(_("name"), max_length=200)
    theme = models.CharField(_("theme"), max_length=100, blank=True)
    # Until when the source's troubles and silence have been seen here: what is older is not told again.
    seen_until = models.DateTimeField(null=True, blank=True, editable=False)

    unrecorded = Recorded.unrecorded | {"seen_until"}

    objects = OwnedManager.from_queryset(SubscriptionQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source"], name="subscription_once_in_municipality")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def items_a_week(self) -> float | None:
        """Over the last four weeks; None unless the rows were asked for `with_health`."""
        recent: int | None = getattr(self, "recent", None)
        return None if recent is None else recent / 4

    def get_absolute_url(self) -> str:
        return reverse("watch:source", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.theme} {self.source.address}"
