"""Vacant land and premises that a company can establish itself on, and their pictures."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.partners.documents.guests import first_said
from utblick.tenancy.scope import OwnedManager

KEPT = timedelta(days=365)
"""How long the owner's contact is kept after the site was withdrawn."""
KM: dict[str, Any] = {"null": True, "blank": True, "validators": [MaxValueValidator(2_000)]}


class VacantSiteQuerySet(PersonalQuerySet["VacantSite"]):
    def published(self) -> Self:
        """What the public sees: also what is reserved, which may become free; not what is taken."""
        return self.current().filter(published=True).exclude(state=VacantSite.State.TAKEN)

    def free(self) -> Self:
        return self.current().filter(state=VacantSite.State.FREE)


class VacantSite(Personal, Recorded):
    """A piece of land or premises. The name and the description are in Swedish; `translations` holds them in other languages.

    The owner's contact is for ourselves, and shown to the public only where the owner has said so.
    """

    personal = ("owner_name", "owner_email", "owner_phone")
    found_by = ("owner_name", "owner_email")

    class Kind(models.TextChoices):
        LAND = "land", _("Land")
        PREMISES = "premises", _("Premises")

    class State(models.TextChoices):
        FREE = "free", _("Free")
        RESERVED = "reserved", _("Reserved")
        TAKEN = "taken", _("Taken")

    class Zoning(models.TextChoices):
        UNKNOWN = "", _("Not said")
        IN_FORCE = "in_force", _("Detailed plan in force for business")
        UNDER_WAY = "under_way", _("Detailed plan under way")
        NONE = "none", _("No detailed plan")

    class Supply(models.TextChoices):
        """How near water and broadband are."""

        UNKNOWN = "", _("Not said")
        THERE = "there", _("Connected")
        NEAR = "near", _("At the boundary")
        NONE = "none", _("Missing")

    class Terms(models.TextChoices):
        """What the price is for."""

        SALE = "sale", _("kr, for sale")
        SALE_M2 = "sale_m2", _("kr per m², for sale")
        RENT_M2 = "rent_m2", _("kr per m² and year, to rent")
        RENT = "rent", _("kr a month, to rent")

    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LAND)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.FREE)
    description = models.TextField(
        _("description"), max_length=5_000, help_text=_("What suits here, and why just here?")
    )
    translations = models.JSONField(_("in other languages"), default=dict, blank=True)
    place = models.CharField(_("place"), max_length=100)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    area = models.PositiveIntegerField(_("area, m²"), validators=[MinValueValidator(1)])
    power = models.DecimalField(
        _("electric power, MW"),
        max_digits=8,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("0,4 is told as 400 kVA."),
    )
    water = models.CharField(_("water and sewage"), max_length=10, choices=Supply, blank=True)
    broadband = models.CharField(_("fibre"), max_length=10, choices=Supply, blank=True)
    road_km = models.PositiveSmallIntegerField(_("km to a main road"), **KM)
    rail_km = models.PositiveSmallIntegerField(_("km to a railway for goods"), **KM)
    harbour_km = models.PositiveSmallIntegerField(_("km to a harbour"), **KM)
    airport_km = models.PositiveSmallIntegerField(_("km to an airport"), **KM)
    zoning = models.CharField(_("detailed plan"), max_length=10, choices=Zoning, blank=True)
    price = models.DecimalField(
        _("price or rent"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Empty: on request."),
    )
    terms = models.CharField(_("what the price is for"), max_length=10, choices=Terms, default=Terms.SALE)
    available_from = models.DateField(_("available from"), null=True, blank=True, help_text=_("Empty: at once."))
    owner_name = models.CharField(_("owner's contact"), max_length=150, blank=True)
    owner_email = models.EmailField(_("e-mail address"), blank=True)
    owner_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    shows_owner = models.BooleanField(
        _("the owner's contact is shown on the public page"),
        default=False,
        help_text=_("Only with the owner's consent."),
    )
    published = models.BooleanField(_("shown on the public pages"), default=False)

    objects = OwnedManager.from_queryset(VacantSiteQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("vacant site")
        verbose_name_plural = _("vacant sites")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(area__gt=0), name="vacant_site_has_an_area"),
            models.CheckConstraint(
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="vacant_site_has_both_coordinates",
                violation_error_message=_("Write both latitude and longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if any(getattr(self, name) for name in self.personal):
            self.erased_at = None  # the data of a new owner
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("establishment:vacant_site", args=[self.pk])

    def search_text(self) -> str:
        told = [text for one in self.translations.values() for text in one.values()]
        return " ".join([self.place, self.description, *told])

    @property
    def kept_for(self) -> str:
        return gettext("Contact for a vacant site (task in the public interest)")

    @property
    def kept_until(self) -> date | None:
        return timezone.localdate(self.withdrawn_at) + KEPT if self.withdrawn_at else None

    @property
    def power_text(self) -> str:
        return power_text(self.power)

    def said(self, field: str, language: str) -> tuple[str, str]:
        """Name or description as a reader of this language gets it, and the language that it is in."""
        texts = {code: told.get(field, "") for code, told in self.translations.items()}
        return first_said({**texts, "sv": getattr(self, field)}, language)

    def forget(self) -> None:
        """The site stays on offer without its owner's name."""
        self.shows_owner = False


class SitePicture(Recorded):
    """A picture, made ready for the web when it came. `alts`: what it shows, by language; the Swedish is always there."""

    site = models.ForeignKey(VacantSite, models.PROTECT, related_name="pictures", editable=False)
    file = models.ForeignKey("journal.Attachment", models.PROTECT, related_name="+", editable=False)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    alts = models.JSONField(_("what the picture shows"), default=dict)

    class Meta(Recorded.Meta):
        verbose_name = _("picture of a vacant site")
        verbose_name_plural = _("pictures of vacant sites")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.alts.get("sv", ""))

    def get_absolute_url(self) -> str:
        return self.site.get_absolute_url()

    def alt(self, language: str) -> tuple[str, str]:
        """Never empty; with the language that it is in."""
        return first_said(self.alts, language)


def power_text(megawatts: Decimal | None) -> str:
    """As it is told of what has that much: a plot in MW, a hall in kVA."""
    if megawatts is None:
        return ""
    return f"{figure(megawatts)} MW" if megawatts >= 1 else f"{figure(megawatts * 1000)} kVA"


def figure(value: Decimal | int) -> str:
    """Without decimals that say nothing."""
    told = Decimal(value)
    return number_format(told.normalize() if told % 1 else int(told), use_l10n=True, force_grouping=True)
