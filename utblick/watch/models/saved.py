"""What a person keeps looking for."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.watch.models.inbox import Profile
from utblick.watch.models.items import Item

WITHIN: list[tuple[int, str | Promise]] = [(14, _("two weeks")), (30, _("a month")), (90, _("three months"))]


class SavedSearchQuerySet(RecordedQuerySet["SavedSearch"]):
    def of(self, user: User) -> Self:
        return self.current().filter(owner=user)

    def mailed(self) -> Self:
        """Those whose owner wants to be told by mail."""
        return self.current().exclude(rhythm="")


class SavedSearch(Recorded):
    """One person's own search among the items, under a name; what is new in it can be mailed."""

    class Place(models.TextChoices):
        INBOX = "inbox", _("the inbox: what waits for a decision")
        TAKEN = "taken", _("what we go on with: relevant, assigned, consultation, initiative")
        ALL = "all", _("everything that our sources bring")

    class Rhythm(models.TextChoices):
        NEVER = "", _("never")
        DAILY = "daily", _("weekday mornings")
        WEEKLY = "weekly", _("once a week, on Monday")

    owner = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", editable=False)
    name = models.CharField(_("name"), max_length=80)
    place = models.CharField(_("search in"), max_length=10, choices=Place, default=Place.INBOX)
    words = models.CharField(_("words"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Item.Kind, blank=True)
    programme = models.CharField(_("programme"), max_length=200, blank=True)
    profile = models.ForeignKey(
        Profile, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("meets")
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    closes_within = models.PositiveSmallIntegerField(_("closes within"), null=True, blank=True, choices=WITHIN)
    rhythm = models.CharField(_("mail me what is new"), max_length=10, choices=Rhythm, blank=True, default=Rhythm.NEVER)
    # What came before is not new: moved on when what is asked for changes.
    news_since = models.DateTimeField(default=timezone.now, editable=False)

    unrecorded = Recorded.unrecorded | {"news_since"}

    objects = OwnedManager.from_queryset(SavedSearchQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = [Lower("name"), "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("watch:saved_search", args=[self.pk])

    @property
    def closes_in(self) -> timedelta | None:
        return timedelta(days=self.closes_within) if self.closes_within else None
