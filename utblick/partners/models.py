"""The municipality's counterparts: organisations, persons, agreements and official contacts."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.validators import check_organisation_number
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import Confidential, OwnedManager


class OrganisationQuerySet(RecordedQuerySet["Organisation"]):
    def twin_towns(self) -> Self:
        """Those with a twin-town agreement that has not been ended."""
        return self.filter(
            agreements__kind=Agreement.Kind.TWIN_TOWN, agreements__ended_on=None, agreements__withdrawn_at=None
        ).distinct()

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

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.MUNICIPALITY)
    country = models.CharField(_("country"), max_length=2)  # ISO 3166-1 alpha-2
    place = models.CharField(_("place"), max_length=100, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=13,
        blank=True,
        validators=[check_organisation_number],
        help_text=_("For Swedish organisations."),
    )
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("what they do and are good at"), blank=True)
    description_en = models.TextField(_("the same in English, for the public page"), blank=True)
    known_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("known by")
    )
    published = models.BooleanField(_("shown on the public page"), default=False)

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

    def search_text(self) -> str:
        return f"{self.place} {self.country} {self.description} {self.description_en}"


class Person(Recorded):
    """A named contact at an organisation. Personal data: why we hold it, on what basis, when it was last verified."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people", editable=False)
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=40, blank=True)
    purpose = models.CharField(_("why we keep this"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=100)
    verified_on = models.DateField(_("last verified"), null=True, blank=True)

    secret_with = "organisation"

    class Meta(Recorded.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])

    def search_text(self) -> str:
        return f"{self.title} {self.organisation}"


class AgreementQuerySet(RecordedQuerySet["Agreement"]):
    def in_force(self) -> Self:
        return self.current().filter(ended_on=None)


class Agreement(Recorded):
    """Twin town, cooperation, network membership or letter of intent."""

    class Kind(models.TextChoices):
        TWIN_TOWN = "twin_town", _("Twin town")
        COOPERATION = "cooperation", _("Cooperation agreement")
        NETWORK = "network", _("Network membership")
        INTENT = "intent", _("Letter of intent")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="agreements", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    signed_on = models.DateField(_("signed"), null=True, blank=True)
    expires_on = models.DateField(_("runs until"), null=True, blank=True, help_text=_("Empty: until further notice."))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    yearly_fee = models.DecimalField(_("yearly fee, kronor"), max_digits=10, decimal_places=0, null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=150, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    section = models.CharField(_("section (§)"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible person")
    )

    objects = OwnedManager.from_queryset(AgreementQuerySet)()  # type: ignore[misc, assignment]

    secret_with = "organisation"

    class Meta(Recorded.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on=None)
                | models.Q(signed_on=None)
                | models.Q(expires_on__gte=models.F("signed_on")),
                name="agreement_expires_after_signing",
                violation_error_message=_("The agreement runs out before it was signed."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])

    def search_text(self) -> str:
        return f"{self.case_number} {self.purpose} {self.organisation}"


class Contact(Confidential, Recorded):
    """A meeting, visit, letter or call in the log of official contacts."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        VISIT_IN = "visit_in", _("Visit to us")
        VISIT_OUT = "visit_out", _("Visit by us")
        LETTER = "letter", _("Letter")
        CALL = "call", _("Call or video meeting")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    happened_on = models.DateField(_("date"))
    subject = models.CharField(_("about"), max_length=200)
    notes = models.TextField(_("what was said and promised"), blank=True)
    present = models.CharField(_("who took part"), max_length=300, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("official contact")
        verbose_name_plural = _("official contacts")
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.organisation_id])

    def search_text(self) -> str:
        return f"{self.case_number} {self.notes} {self.organisation}"
