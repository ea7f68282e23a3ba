"""What was found. An item is stored once however many sources bring it; each bringing is a sighting."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.tenancy.scope import Scope, ScopeCondition, municipality_id
from utblick.watch.models.sources import Source


class ReadHere(ScopeCondition):
    """True for an item that a source brought which the municipality of the running work subscribes to.

    What came while a subscription stood is still seen after its end: decisions and initiatives refer to it.
    """

    def condition(self, column: str, params: tuple[Any, ...], scope: Scope) -> tuple[str, tuple[Any, ...]]:
        if scope.municipality is None:
            return "1=1", ()
        # The column is the compiler's own text, never a visitor's.
        sql = (
            "EXISTS (SELECT 1 FROM watch_sighting s JOIN watch_subscription u ON u.source_id = s.source_id "  # noqa: S608
            f"WHERE s.item_id = {column} AND u.municipality_id = %s "
            "AND (u.withdrawn_at IS NULL OR s.seen_at <= u.withdrawn_at))"
        )
        return sql, (*params, scope.municipality.pk)


class SeenIn(models.Func):
    """Of how many sources that are read here the item with this key is told.

    Written as SQL, as above: to put the same together from querysets costs more than to run it.
    """

    output_field = models.IntegerField()

    def as_sql(self, compiler: SQLCompiler, connection: Any, *_: Any, **extra: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        sql = (
            "(SELECT COUNT(*) FROM watch_sighting s JOIN watch_subscription u ON u.source_id = s.source_id "  # noqa: S608
            f"WHERE s.item_id = {column} AND u.municipality_id = %s AND u.withdrawn_at IS NULL)"
        )
        return sql, (*params, municipality_id())


class ItemQuerySet(models.QuerySet["Item"]):
    def open(self, now: datetime) -> Self:
        """Without what has passed its last deadline."""
        return self.filter(models.Q(deadline=None) | models.Q(deadline__gte=now))

    def worth_matching(self, now: datetime) -> Self:
        """Open, and if nothing says until when, not older than half a year."""
        recent = models.Q(found_at__gte=now - timedelta(days=180))
        return self.filter(models.Q(deadline__gte=now) | models.Q(deadline=None) & recent)

    def due_later(self, now: datetime) -> Self:
        """Those whose noted deadline has passed while a later one remains."""
        return self.filter(final_deadline__gte=now, deadline__lt=now)

    def without_texts(self) -> Self:
        """For lists: without the long columns."""
        return self.defer("body", "facts")


class ItemManager(models.Manager.from_queryset(ItemQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> ItemQuerySet:
        return super().get_queryset().filter(ReadHere(models.F("id")))  # type: ignore[no-any-return]


class Item(models.Model):
    """One thing found: call, tender, partner search, event, news. Never edited by hand: the next reading overwrites it."""

    class Kind(models.TextChoices):
        CALL = "call", _("Call")
        TENDER = "tender", _("Tender")
        PARTNER_SEARCH = "partner_search", _("Partner search")
        EVENT = "event", _("Event")
        NEWS = "news", _("News")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NEWS)
    title = models.CharField(max_length=500)
    summary = models.TextField(blank=True)  # plain text
    body = models.TextField(blank=True)  # sanitised HTML
    language = models.CharField(max_length=5, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, blank=True)  # forthcoming, open, closed; never trusted over the deadline
    published_at = models.DateTimeField(null=True, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)  # the next one; all of them in `deadlines`
    final_deadline = models.DateTimeField(null=True, blank=True)
    deadlines = models.JSONField(default=list)  # [{"at": ISO, "label": "..."}]
    budget = models.DecimalField(
        max_digits=15, decimal_places=2, null=True, blank=True
    )  # of the topic; unknown is null
    grant_min = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    grant_max = models.DecimalField(max_digits=15, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    codes = models.JSONField(default=list)  # ["cpv:03400000"]
    countries = models.JSONField(default=list)
    identifiers = models.JSONField(default=list)
    facts = models.JSONField(default=dict)  # what a connector tells beyond this
    content_hash = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ItemManager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["-found_at"], name="item_newest_first"),
            models.Index(fields=["deadline"], name="item_by_deadline"),
            models.Index(fields=["final_deadline"], name="item_by_final_deadline"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("watch:item", args=[self.pk])


class Sighting(models.Model):
    """One source's telling of an item."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="sightings", db_index=False)
    external_id = models.CharField(max_length=500)
    item = models.ForeignKey(Item, models.PROTECT, related_name="sightings")
    title = models.CharField(max_length=500)
    link = models.CharField(max_length=2000, blank=True)
    content_hash = models.CharField(max_length=64)
    seen_at = models.DateTimeField()  # first
    last_at = models.DateTimeField()  # last, to the day
    # Its telling is the one that the item shows; one of an item's sightings leads.
    leads = models.BooleanField(default=False)
    # Who sent the newsletter that told it; of other sources the source says that.
    sender = models.CharField(max_length=300, blank=True, db_default="", default="")
    # A person took it out of a wrong group; it is never grouped again.
    split = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="sighting_once_per_source_and_id")
        ]
        indexes = [models.Index(fields=["source", "seen_at"], name="sighting_by_source_and_day")]

    def __str__(self) -> str:
        return self.title


class MonthTold(models.Model):
    """How many tellings of a source were new in a month that is over: counted once, as it does not change any more (told.py)."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="months", db_index=False)
    month = models.DateField()  # its first day
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "month"], name="month_told_once_per_source")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.month:%Y-%m}: {self.count}"


class ItemKey(models.Model):
    """What an item can be recognised by: an identifier, an address, some of its words (keys.py)."""

    pk = models.CompositePrimaryKey("key", "item")
    key = models.BigIntegerField()  # keys.py
    item = models.ForeignKey(Item, models.CASCADE, related_name="keys", db_index=False)

    def __str__(self) -> str:
        return str(self.key)


class WordCounts(models.Model):
    """How often words were told, by which the rare ones are known (keys.py): one row for the whole installation."""

    counts = models.BinaryField()

    def __str__(self) -> str:
        return f"{len(self.counts)} bytes"


class Unmatched(models.Model):
    """An item that waits for being matched: new, changed, or brought to further municipalities. The queue of matching.py."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="unmatched")

    def __str__(self) -> str:
        return str(self.pk)


class ItemMeaning(models.Model):
    """What the optional sentence model makes of an item (meanings.py), once for all municipalities."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="meaning")
    version = models.CharField(max_length=64)  # the model's
    content_hash = models.CharField(max_length=64)  # the item's, when it was read
    vector = models.BinaryField()  # empty where the item says nothing

    def __str__(self) -> str:
        return str(self.pk)


class ItemVersion(models.Model):
    """What changed between two readings: {"deadline": [before, after]}."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="versions")
    at = models.DateTimeField()
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.at:%Y-%m-%d}"


__all__ = ["Item", "ItemKey", "ItemMeaning", "ItemVersion", "MonthTold", "Sighting", "Unmatched", "WordCounts"]
