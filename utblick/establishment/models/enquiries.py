"""Enquiries by companies that think of coming here, as they were written on the public pages; and how far each has come."""

from datetime import date, timedelta
from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.establishment.models.vacant_sites import VacantSite, power_text
from utblick.initiatives.runway import working_days_between
from utblick.journal.models import Recorded
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.partners.models import GuestLanguage
from utblick.tenancy.scope import Confidential, OwnedManager
from utblick.ui.countries import country_name

KEPT = timedelta(days=365)
"""How long name and address are kept after the matter is closed: as the public form says."""


class EnquiryQuerySet(PersonalQuerySet["Enquiry"]):
    def waiting(self) -> Self:
        """Those that have had no answer by a person."""
        return self.current().filter(state=Enquiry.State.NEW)

    def open(self) -> Self:
        return self.current().exclude(state__in=Enquiry.CLOSED)

    def ended(self) -> Self:
        return self.known().filter(closed_on__isnull=False)


class Enquiry(Confidential, Personal, Recorded):
    """Who wants to come, with what and when. Written by a stranger: nothing in it is trusted."""

    personal = ("name", "email", "phone", "message")

    class State(models.TextChoices):
        NEW = "new", _("Unanswered")
        ANSWERED = "answered", _("Answered")
        PROPOSED = "proposed", _("Sites proposed")
        VISIT = "visit", _("Visit")
        NEGOTIATION = "negotiation", _("Negotiation")
        ESTABLISHED = "established", _("Established")
        LOST = "lost", _("Lost")

    CLOSED = (State.ESTABLISHED, State.LOST)
    ON_THE_WAY = (State.ANSWERED, State.PROPOSED, State.VISIT, State.NEGOTIATION)

    class Wanted(models.TextChoices):
        LAND = "land", _("Land")
        PREMISES = "premises", _("Premises")
        EITHER = "either", _("Land or premises")

    class Start(models.TextChoices):
        """When they want to begin."""

        SOON = "soon", _("Within half a year")
        YEAR = "year", _("Within a year")
        YEARS = "years", _("In one to three years")
        OPEN = "open", _("Not decided")

    number = models.CharField(_("number"), max_length=12, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=GuestLanguage)
    company = models.CharField(_("company"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    message = models.TextField(_("what they want to do"))
    wanted = models.CharField(_("looks for"), max_length=10, choices=Wanted, default=Wanted.EITHER)
    area = models.PositiveIntegerField(_("area, m²"), null=True, blank=True)
    power = models.DecimalField(_("electric power, MW"), max_digits=8, decimal_places=2, null=True, blank=True)
    staff = models.PositiveIntegerField(_("staff"), null=True, blank=True, validators=[MaxValueValidator(100_000)])
    start = models.CharField(_("wants to begin"), max_length=10, choices=Start, default=Start.OPEN)
    site = models.ForeignKey(
        VacantSite, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name=_("about the site")
    )
    # The same form with the same words, sent twice, is one enquiry.
    mark = models.CharField(max_length=64, editable=False)
    answer_by = models.DateField(_("answer promised by"), editable=False)
    answered_on = models.DateField(_("first answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("answered by")
    )
    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who answers for it")
    )
    task = models.ForeignKey("teamwork.Task", models.PROTECT, null=True, related_name="+", editable=False)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.NEW, editable=False)
    closed_on = models.DateField(_("closed"), null=True, editable=False)
    reason = models.CharField(_("why it was lost"), max_length=300, blank=True)
    jobs = models.PositiveIntegerField(_("jobs"), null=True, blank=True)
    investment = models.DecimalField(_("investment, kr"), max_digits=14, decimal_places=2, null=True, blank=True)
    result = models.ForeignKey(
        "initiatives.Result", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("result")
    )

    objects = OwnedManager.from_queryset(EnquiryQuerySet)()  # type: ignore[misc, assignment]

    unrecorded = Recorded.unrecorded | {"mark"}

    class Meta(Recorded.Meta):
        verbose_name = _("establishment enquiry")
        verbose_name_plural = _("establishment enquiries")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "mark"], name="enquiry_sent_once"),
            models.UniqueConstraint(fields=["municipality", "number"], name="enquiry_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state="lost") | ~models.Q(reason=""), name="lost_enquiry_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.company

    def get_absolute_url(self) -> str:
        return reverse("establishment:enquiry", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.number} {self.name} {self.message} {self.case_number}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def power_text(self) -> str:
        return power_text(self.power)

    @property
    def is_closed(self) -> bool:
        return self.state in self.CLOSED

    @property
    def received_on(self) -> date:
        return timezone.localdate(self.created_at)

    @property
    def days_to_answer(self) -> int | None:
        """Working days from the day it came; None while it waits."""
        return working_days_between(self.received_on, self.answered_on) if self.answered_on else None

    @property
    def was_in_time(self) -> bool:
        return self.answered_on is not None and self.answered_on <= self.answer_by

    @property
    def kept_for(self) -> str:
        return gettext("Asked about establishing here (task in the public interest)")

    @property
    def kept_until(self) -> date | None:
        """None while the matter is open."""
        return self.closed_on + KEPT if self.closed_on else None

    def beside(self) -> dict[str, list[str]]:
        return {"letters": [letter.body for letter in self.letters.all()]}

    def forget(self) -> None:
        """The letters are emptied too. That somebody asked, when it was answered and what came of it stays."""
        self.mark = f"erased {self.pk}"
        self.letters.all().update(subject="", body="")


class EnquiryDocument(Recorded):
    """A file that belongs to the matter: a plan of the site, what the company sent, a draft of an agreement."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="documents", editable=False)
    file = models.ForeignKey("journal.Attachment", models.PROTECT, related_name="+", editable=False)

    secret_with = "enquiry"  # noqa: S105

    class Meta(Recorded.Meta):
        verbose_name = _("document of an enquiry")
        verbose_name_plural = _("documents of enquiries")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.file)

    def search_text(self) -> str:
        return ""

    def get_absolute_url(self) -> str:
        return self.enquiry.get_absolute_url()
