"""The municipality's counterparts and the persons there."""

from datetime import date, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.accounts.validators import check_organisation_number
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.partners.regions import belongs_to, region_name
from utblick.tenancy.scope import Confidential, OwnedManager
from utblick.ui.countries import country_name
from utblick.ui.languages import language_names

KEPT_GONE = timedelta(days=365)
_OUTSIDE = _("That is outside the globe.")


class OrganisationQuerySet(RecordedQuerySet["Organisation"]):
    def published(self) -> Self:
        return self.current().filter(published=True)


class Organisation(Confidential, Recorded):
    """A counterpart, at home or abroad."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        REGION = "region", _("Region")
        COMPANY = "company", _("Company")
        SCHOOL = "school", _("School")
        ASSOCIATION = "association", _("Association")
        NETWORK = "network", _("Network")
        AUTHORITY = "authority", _("Authority")
        UNIVERSITY = "university", _("University")
        RESEARCH = "research", _("Research institute")

    class Rhythm(models.IntegerChoices):
        QUARTER = 3, _("every quarter")
        HALF_YEAR = 6, _("every six months")
        YEAR = 12, _("every year")
        TWO_YEARS = 24, _("every second year")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    country = models.CharField(_("country"), max_length=2)  # ISO 3166-1 alpha-2
    place = models.CharField(_("place"), max_length=100, blank=True)
    region = models.CharField(
        _("region (NUTS)"),
        max_length=5,
        blank=True,
        help_text=_("A code such as SE322, or the name of a Nordic county or region."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90, _OUTSIDE), MaxValueValidator(90, _OUTSIDE)],
        help_text=_("Degrees north, for example 63,85. Puts the organisation on the map."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180, _OUTSIDE), MaxValueValidator(180, _OUTSIDE)],
        help_text=_("Degrees east, for example 15,55."),
    )
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=13,
        blank=True,
        validators=[check_organisation_number],
        help_text=_("For Swedish organisations."),
    )
    website = models.URLField(_("website"), blank=True)
    # Codes, separated by spaces.
    languages = models.CharField(
        _("languages"), max_length=60, blank=True, help_text=_("That they work in, for example Norwegian, English.")
    )
    description = models.TextField(_("what they do and are good at"), blank=True)
    description_en = models.TextField(_("the same in English, for the public page"), blank=True)
    known_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("known by")
    )
    known_by_unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("known by (unit)")
    )
    published = models.BooleanField(_("shown on the public page"), default=False)
    contact_every = models.PositiveSmallIntegerField(
        _("how often we are in touch"),
        choices=Rhythm,
        null=True,
        blank=True,
        help_text=_(
            "Silent for longer than this, the relation is shown as gone quiet. "
            "Empty: every year where there is an agreement, otherwise it is not watched."
        ),
    )

    objects = OwnedManager.from_queryset(OrganisationQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "organisation_number"],
                condition=~models.Q(organisation_number=""),
                name="organisation_number_once_in_municipality",
                violation_error_message=_("An organisation with this number is already in the register."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.pk])

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def region_name(self) -> str:
        return region_name(self.region)

    @property
    def language_names(self) -> str:
        return language_names(self.languages.split())

    def clean(self) -> None:
        if self.region and self.country and belongs_to(self.region) != self.country:
            raise ValidationError({"region": _("That region lies in another country.")})
        if (self.latitude is None) != (self.longitude is None):
            missing = "longitude" if self.longitude is None else "latitude"
            raise ValidationError({missing: _("Write both the latitude and the longitude, or neither.")})

    def search_text(self) -> str:
        where = f"{self.place} {self.region_name} {country_name(self.country)} {self.language_names}"
        return f"{where} {self.description} {self.description_en}"


class Person(Personal, Recorded):
    """A named contact at an organisation. Personal data: why we hold it, on what basis, when it was last verified."""

    personal = ("name", "title", "email", "phone", "language")
    held_with = "organisation"

    class Basis(models.TextChoices):
        PUBLIC_TASK = "public_task", _("Task in the public interest")
        CONSENT = "consent", _("Consent")
        CONTRACT = "contract", _("Agreement with the person")
        DUTY = "duty", _("Legal obligation")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people", editable=False)
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=40, blank=True)
    purpose = models.CharField(
        _("why we keep this"), max_length=200, help_text=_("For example “Contact for the school exchange”.")
    )
    legal_basis = models.CharField(_("legal basis"), max_length=20, choices=Basis, default=Basis.PUBLIC_TASK)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)

    objects = OwnedManager.from_queryset(PersonalQuerySet)()  # type: ignore[misc, assignment]

    secret_with = "organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or gettext("Erased person")

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])

    def search_text(self) -> str:
        return f"{self.title} {self.organisation}"

    @property
    def kept_for(self) -> str:
        return f"{self.purpose} ({self.get_legal_basis_display().lower()})"

    @property
    def kept_until(self) -> date | None:
        """A year after the person was withdrawn."""
        return timezone.localdate(self.withdrawn_at) + KEPT_GONE if self.withdrawn_at else None
