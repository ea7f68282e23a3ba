"""What leaves the system whole: full exports."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from utblick.tenancy.scope import Owned, OwnedManager, OwnedQuerySet

# Long enough to be fetched after a weekend; it holds everything, so it does not lie about.
KEPT = timedelta(days=7)
# Work that has told nothing for so long has lost its worker.
LOST_AFTER = timedelta(hours=1)


class ExportQuerySet(OwnedQuerySet["Export"]):
    def expired(self) -> Self:
        return self.filter(state=Export.State.READY, asked_at__lt=timezone.now() - KEPT)

    def under_way(self) -> Self:
        heard = models.Q(heard_at__gt=timezone.now() - LOST_AFTER)
        return self.filter(heard, state__in=(Export.State.WAITING, Export.State.WORKING))


class Export(Owned):
    """One full export: who asked, how far the work has come, and the file. `size` in bytes."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for its turn")
        WORKING = "working", _("Being put together")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Could not be made")
        GONE = "gone", _("Thrown away")

    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ordered by"))
    open_only = models.BooleanField(_("leave out what is confidential"), default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    heard_at = models.DateTimeField(default=timezone.now)
    # Kinds of objects that are written, of how many.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)

    objects = OwnedManager.from_queryset(ExportQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Owned.Meta):
        verbose_name = _("full export")
        verbose_name_plural = _("full exports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {timezone.localtime(self.asked_at):%Y-%m-%d %H:%M}"

    @property
    def is_worked_on(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}

    @property
    def is_lost(self) -> bool:
        return self.is_worked_on and timezone.now() - self.heard_at > LOST_AFTER

    @property
    def place(self) -> str:
        """What its file is called among the uploads, where any host finds it; no address leads there."""
        return f"exports/{self.pk}.zip"

    @property
    def file_name(self) -> str:
        return f"utblick-{slugify(self.municipality.name)}-{timezone.localtime(self.asked_at):%Y%m%d-%H%M}.zip"

    @property
    def kept_until(self) -> datetime:
        return self.asked_at + KEPT
