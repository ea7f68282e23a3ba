"""How often a campaign's pages were read. Numbers only: nothing of who read them was ever written down."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.campaigns.models.campaign import CampaignPage
from utblick.tenancy.scope import Owned


class Origin(models.TextChoices):
    """From what kind of place a reader came."""

    SHORT = "short", _("The campaign's short address")
    SEARCH = "search", _("A search engine")
    SOCIAL = "social", _("A social network")
    OTHER = "other", _("Another website")
    DIRECT = "direct", _("Not known: typed, a mail, an app")
    OWN = "own", _("Our own pages")


class Reach(Owned):
    """So many times a page was read on a day, in a language, by readers from such a place.

    Asked for only by way of campaigns that the reader may see. It does not name what it is as secret as: whoever marks that would
    have to go through every one of these rows.
    """

    page = models.ForeignKey(CampaignPage, models.PROTECT, related_name="reach")
    day = models.DateField()
    language = models.CharField(max_length=5)
    origin = models.CharField(max_length=6, choices=Origin)
    views = models.PositiveIntegerField(default=0)

    class Meta(Owned.Meta):
        verbose_name = _("reach")
        verbose_name_plural = _("reach")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "day", "language", "origin"], name="reach_counted_in_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.page}, {self.day}: {self.views}"
