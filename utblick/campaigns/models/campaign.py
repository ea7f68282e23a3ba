"""A campaign and its pages."""

from datetime import date
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.models import Contribution, Part, PartQuerySet, Step
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.ui.countries import country_names
from utblick.ui.languages import language_names

MOST_ARRIVALS = 10_000_000


class CampaignQuerySet(PartQuerySet["Campaign"]):
    def standing(self) -> Self:
        return super().standing().filter(step__withdrawn_at=None)

    def serving(self, goal: Any) -> Self:
        """Those of a goal: where a campaign names its goal that one, else every goal of its initiative."""
        served = Contribution.objects.standing().filter(goal=goal).values("initiative")
        return self.filter(models.Q(goal=goal) | models.Q(goal=None, initiative__in=served))

    def with_reach(self) -> Self:
        """Each with `views` and `arrivals` (counting.py)."""
        come = ~models.Q(pages__reach__origin="own")
        views = models.Sum("pages__reach__views", default=0)
        return self.annotate(views=views, arrivals=models.Sum("pages__reach__views", filter=come, default=0))


class Campaign(Part):
    """What is published to win somebody for something. Its title, period and money stand in the step that it is."""

    step = models.OneToOneField("initiatives.Step", models.PROTECT, related_name="campaign", editable=False)
    goal = models.ForeignKey(
        "goals.Goal",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("goal"),
        help_text=_("Empty: it is told of under every goal of the initiative."),
    )
    owner = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name=_("responsible person"),
    )
    audience = models.TextField(
        _("audience"), max_length=500, help_text=_("Whom it is to reach, and what they are to do.")
    )
    countries = models.CharField(_("countries"), max_length=200, blank=True)
    languages = models.CharField(_("languages"), max_length=60, blank=True)
    slug = models.SlugField(
        _("short address"),
        max_length=40,
        help_text=_("The last part of the address for posters, adverts and letters: short, and easy to spell."),
    )
    target = models.PositiveIntegerField(
        _("arrivals to reach"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ARRIVALS)],
        help_text=_("How many times somebody is to come to its pages from elsewhere."),
    )

    objects = OwnedManager.from_queryset(CampaignQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Part.Meta):
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-step__starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "slug"],
                name="campaign_has_its_short_address",
                violation_error_message=_("Another campaign has this short address. Choose another."),
            )
        ]

    def __str__(self) -> str:
        return self.step.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.initiative_id = self.step.initiative_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("campaigns:campaign", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.audience} {self.slug} {self.country_names}"

    @property
    def country_names(self) -> str:
        return country_names(self.countries.split())

    @property
    def language_names(self) -> str:
        return language_names(self.languages.split())

    @property
    def short_path(self) -> str:
        return reverse("reach:short_address", args=[self.slug])


class CampaignPageQuerySet(RecordedQuerySet["CampaignPage"]):
    def standing(self) -> Self:
        of_campaign = {"withdrawn_at": None, "step__withdrawn_at": None, "initiative__withdrawn_at": None}
        return self.current().filter(**{f"campaign__{name}": value for name, value in of_campaign.items()})

    def counted_on(self, day: date) -> Self:
        """Those of campaigns that go on on that day: they are counted from the first day to the last."""
        within = {"campaign__step__starts_on__lte": day, "campaign__step__ends_on__gte": day}
        return self.standing().filter(**within).exclude(campaign__step__status__in=Step.FELL_THROUGH)


class CampaignPage(Recorded):
    """A public page that the campaign leads to. Withdrawn it is no longer counted; what was counted stays."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pages", editable=False)
    # What the room of the public pages knows it by (pages.py): the page in all its languages.
    key = models.CharField(_("page"), max_length=80)
    title = models.CharField(_("title"), max_length=255, editable=False)  # as it was called when it was chosen
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = OwnedManager.from_queryset(CampaignPageQuerySet)()  # type: ignore[misc, assignment]

    secret_with = "campaign__initiative"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("page of a campaign")
        verbose_name_plural = _("pages of campaigns")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "key"], name="page_once_in_a_campaign")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.campaign.get_absolute_url()
