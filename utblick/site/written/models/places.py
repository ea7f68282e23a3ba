"""Where to go, what to do, where to stay, what happens."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from utblick.site.written.models.pages import WrittenPage


class Located(models.Model):
    """Something that one goes to."""

    street = models.CharField(_("address"), max_length=200, blank=True)
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    where_panels: ClassVar[list[Any]] = [FieldPanel("street"), FieldPanel("latitude"), FieldPanel("longitude")]

    class Meta:
        abstract = True

    def schema_where(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.street:
            found["address"] = {"@type": "PostalAddress", "streetAddress": self.street, "addressCountry": "SE"}
        if self.latitude is not None and self.longitude is not None:
            found["geo"] = {"@type": "GeoCoordinates", "latitude": self.latitude, "longitude": self.longitude}
        return found


class PlacePage(WrittenPage, Located):
    opening = models.CharField(_("opening hours"), max_length=300, blank=True)
    getting_there = models.CharField(_("getting there"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)

    facts_panels = [*Located.where_panels, FieldPanel("opening"), FieldPanel("getting_there"), FieldPanel("website")]
    schema_type = "TouristAttraction"

    class Meta:
        verbose_name = _("place to visit")
        verbose_name_plural = _("places to visit")

    def schema(self) -> dict[str, Any]:
        return self.schema_where() | ({"sameAs": self.website} if self.website else {})


class ActivityPage(WrittenPage, Located):
    season = models.CharField(_("season"), max_length=100, blank=True)
    duration = models.CharField(_("time it takes"), max_length=100, blank=True)
    suits = models.CharField(_("for whom"), max_length=200, blank=True)
    organiser = models.CharField(_("organiser"), max_length=150, blank=True)
    website = models.URLField(_("website"), blank=True)

    facts_panels = [
        *(FieldPanel("season"), FieldPanel("duration"), FieldPanel("suits"), FieldPanel("organiser")),
        *Located.where_panels,
        FieldPanel("website"),
    ]
    schema_type = "TouristAttraction"

    class Meta:
        verbose_name = _("thing to do")
        verbose_name_plural = _("things to do")

    def schema(self) -> dict[str, Any]:
        return self.schema_where() | ({"touristType": self.suits} if self.suits else {})


class StayPage(WrittenPage, Located):
    class Kind(models.TextChoices):
        HOTEL = "Hotel", _("Hotel")
        HOSTEL = "Hostel", _("Hostel")
        CAMPSITE = "Campground", _("Campsite")
        COTTAGE = "LodgingBusiness", _("Cottage")
        BED_AND_BREAKFAST = "BedAndBreakfast", _("Bed and breakfast")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.HOTEL)
    beds = models.PositiveSmallIntegerField(_("number of beds"), null=True, blank=True)
    season = models.CharField(_("open season"), max_length=100, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)

    facts_panels = [
        *(FieldPanel("kind"), FieldPanel("beds"), FieldPanel("season")),
        *Located.where_panels,
        *(FieldPanel("telephone"), FieldPanel("website")),
    ]

    class Meta:
        verbose_name = _("place to stay")
        verbose_name_plural = _("places to stay")

    @property
    def schema_type(self) -> str:  # type: ignore[override]
        return self.kind

    def schema(self) -> dict[str, Any]:
        told = {"telephone": self.telephone, "url": self.website}
        return self.schema_where() | {name: value for name, value in told.items() if value}


class EventPage(WrittenPage, Located):
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=150)
    organiser = models.CharField(_("organiser"), max_length=150, blank=True)
    price = models.CharField(_("price"), max_length=100, blank=True)
    website = models.URLField(_("website"), blank=True)

    facts_panels = [
        *(FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("venue")),
        *Located.where_panels,
        *(FieldPanel("organiser"), FieldPanel("price"), FieldPanel("website")),
    ]
    schema_type = "Event"

    class Meta:
        verbose_name = _("event to visit")
        verbose_name_plural = _("events to visit")

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it begins.")})

    def schema(self) -> dict[str, Any]:
        where = {"@type": "Place", "name": self.venue, **self.schema_where()}
        found: dict[str, Any] = {"startDate": self.starts_at.isoformat(), "location": where}
        if self.ends_at:
            found["endDate"] = self.ends_at.isoformat()
        return found | ({"organizer": {"@type": "Organization", "name": self.organiser}} if self.organiser else {})
