"""The log of official contacts, and all that belongs to one: guests, gifts, promises and the programme of the day."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.partners.models.organisations import Organisation
from utblick.tenancy.scope import Confidential, OwnedManager

_MOST_KRONOR = MaxValueValidator(1_000_000, _("That is over a million kronor. Check the value."))
_NOT_NEGATIVE = MinValueValidator(0, _("An amount cannot be negative."))


class GuestLanguage(models.TextChoices):
    """The languages that guests are written to in; each has its words in documents/guests.toml."""

    SWEDISH = "sv", "Svenska"
    ENGLISH = "en", "English"
    GERMAN = "de", "Deutsch"
    NORWEGIAN = "nb", "Norsk (bokmål)"
    FINNISH = "fi", "Suomi"


class Contact(Confidential, Recorded):
    """A meeting, visit, letter or call in the log of official contacts."""

    class Kind(models.TextChoices):
        MEETING = "meeting", _("Meeting")
        VISIT_IN = "visit_in", _("Visit to us")
        VISIT_OUT = "visit_out", _("Visit by us")
        LETTER = "letter", _("Letter")
        CALL = "call", _("Call or video meeting")

    IN_PERSON = (Kind.MEETING, Kind.VISIT_IN, Kind.VISIT_OUT)

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts", editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    happened_on = models.DateField(_("date"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    subject = models.CharField(_("about"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True, help_text=_("What is it for, for them and for us?"))
    place = models.CharField(_("where"), max_length=150, blank=True)
    notes = models.TextField(_("what was said"), blank=True)
    present = models.CharField(_("who took part, in short"), max_length=300, blank=True)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible person")
    )
    languages = models.CharField(
        _("languages spoken"), max_length=100, blank=True, help_text=_("And who interprets, if anybody.")
    )
    protocol = models.TextField(
        _("protocol"), blank=True, help_text=_("Who receives, flags, seating, speeches, what is served.")
    )
    guest_language = models.CharField(
        _("the guests' language"), max_length=2, choices=GuestLanguage, default=GuestLanguage.ENGLISH
    )
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    secret_with = "organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("official contact")
        verbose_name_plural = _("official contacts")
        ordering = ["-happened_on", "-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("partners:contact", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.case_number} {self.place} {self.purpose} {self.notes} {self.organisation}"

    def clean(self) -> None:
        if self.ends_on and self.happened_on and self.ends_on < self.happened_on:
            told = _("The last day cannot be before the first, %(day)s.") % {"day": self.happened_on}
            raise ValidationError({"ends_on": told})


class ContactPart(Recorded):
    """Something that belongs to one contact, and is as secret as it."""

    secret_with = "contact contact__organisation"  # noqa: S105

    class Meta(Recorded.Meta):
        abstract = True

    def get_absolute_url(self) -> str:
        return reverse("partners:contact", args=[self.contact_id])  # type: ignore[attr-defined]


def _of(related_name: str) -> "models.ForeignKey[Contact, Contact]":
    return models.ForeignKey(Contact, models.PROTECT, related_name=related_name, editable=False)


class Guest(Personal, ContactPart):
    """Somebody who takes part, in the order of precedence on the own side."""

    personal = ("name", "title", "note")
    found_by = ("name",)
    held_with = "contact"

    class Side(models.TextChoices):
        THEIRS = "theirs", _("The guests")
        OURS = "ours", _("The hosts")

    contact = _of("guests")
    side = models.CharField(_("side"), max_length=6, choices=Side, default=Side.THEIRS)
    position = models.PositiveSmallIntegerField(
        _("place in the order"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("title"), max_length=150, blank=True)
    note = models.CharField(
        _("to think of"), max_length=200, blank=True, help_text=_("Address, language. Nothing about health or faith.")
    )

    objects = OwnedManager.from_queryset(PersonalQuerySet)()  # type: ignore[misc, assignment]

    class Meta(ContactPart.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["-side", "position", "pk"]

    def __str__(self) -> str:
        return self.name or gettext("Erased person")

    @property
    def kept_for(self) -> str:
        return gettext("Took part in “%(contact)s” (task in the public interest)") % {"contact": self.contact}


class Gift(ContactPart):
    """A gift, given or received, with its value."""

    class Direction(models.TextChoices):
        GIVEN = "given", _("Given by us")
        RECEIVED = "received", _("Received by us")

    contact = _of("gifts")
    direction = models.CharField(_("given or received"), max_length=8, choices=Direction, default=Direction.GIVEN)
    what = models.CharField(_("what"), max_length=200)
    value = models.DecimalField(
        _("value, kronor"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[_NOT_NEGATIVE, _MOST_KRONOR],
        help_text=_("Estimated, for what we received."),
    )
    person = models.CharField(_("to or from whom"), max_length=150, blank=True)
    kept = models.CharField(
        _("where it is now"), max_length=200, blank=True, help_text=_("For what we received: kept, shown, passed on.")
    )

    class Meta(ContactPart.Meta):
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        ordering = ["direction", "pk"]

    def __str__(self) -> str:
        return self.what


class PromiseQuerySet(RecordedQuerySet["Promise"]):
    def open(self) -> Self:
        """Those not kept yet, of contacts that stand."""
        standing = {"contact__withdrawn_at": None, "contact__organisation__withdrawn_at": None}
        return self.current().filter(kept_on=None, **standing)


class Promise(ContactPart):
    """What was promised, by whom and until when."""

    class Side(models.TextChoices):
        OURS = "ours", _("We promised")
        THEIRS = "theirs", _("They promised")

    contact = _of("promises")
    side = models.CharField(_("who promised"), max_length=6, choices=Side, default=Side.OURS)
    text = models.CharField(_("what was promised"), max_length=300)
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sees to it")
    )
    due_on = models.DateField(_("until"), null=True, blank=True)
    kept_on = models.DateField(_("kept on"), null=True, editable=False)

    objects = OwnedManager.from_queryset(PromiseQuerySet)()  # type: ignore[misc, assignment]

    class Meta(ContactPart.Meta):
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.text

    def is_late(self, today: date) -> bool:
        return self.kept_on is None and self.due_on is not None and self.due_on < today


class ProgrammePoint(ContactPart):
    """A point of the programme of a visit or meeting, in Swedish and in the guests' language."""

    contact = _of("programme")
    day = models.DateField(_("day"))
    starts_at = models.TimeField(_("from (time)"))
    ends_at = models.TimeField(_("to (time)"), null=True, blank=True)
    what = models.CharField(_("what"), max_length=200)
    what_for_guests = models.CharField(_("the same in the guests' language"), max_length=200, blank=True)
    place = models.CharField(_("where"), max_length=150, blank=True)
    host = models.CharField(_("who receives"), max_length=150, blank=True)

    class Meta(ContactPart.Meta):
        verbose_name = _("point of the programme")
        verbose_name_plural = _("points of the programme")
        ordering = ["day", "starts_at", "pk"]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        if self.ends_at and self.starts_at and self.ends_at < self.starts_at:
            began = {"time": f"{self.starts_at:%H:%M}"}
            raise ValidationError({"ends_at": _("It ends before it begins, %(time)s.") % began})
        visit = self.contact
        if self.day and not visit.happened_on <= self.day <= (visit.ends_on or visit.happened_on):
            raise ValidationError({"day": _("The visit is not on that day. Change the days of the visit first.")})
