"""Requests from abroad to come here, as they were written on the public pages."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.journal.erasing import erase_from_trail
from utblick.journal.mailing import Mailing
from utblick.journal.mentions import GONE
from utblick.journal.models import Recorded
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.partners.models.contacts import Contact, GuestLanguage
from utblick.tenancy.scope import Confidential, OwnedManager
from utblick.ui.countries import country_name

ANSWERED_WITHIN = timedelta(days=7)
"""What the public form promises."""


KEPT = timedelta(days=365)
"""How long name and address are kept after the visit, or after the answer where there was none: as the public form says."""


class VisitRequestQuerySet(PersonalQuerySet["VisitRequest"]):
    def waiting(self) -> Self:
        return self.current().filter(state=VisitRequest.State.WAITING)

    def ended(self) -> Self:
        return self.known().filter(answered_on__isnull=False)


class VisitRequest(Confidential, Personal, Recorded):
    """Who wants to come, when and why; and what was answered. Written by a stranger: nothing in it is trusted."""

    personal = ("name", "email", "topics")
    held_with = "contact"

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        ACCEPTED = "accepted", _("Welcome")
        DECLINED = "declined", _("Declined")

    language = models.CharField(_("language"), max_length=2, choices=GuestLanguage)
    name = models.CharField(_("name"), max_length=150)
    organisation_name = models.CharField(_("organisation"), max_length=200)
    country = models.CharField(_("country"), max_length=2)
    email = models.EmailField(_("e-mail address"))
    people = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    topics = models.TextField(_("what they want to see or learn"))
    # The same form with the same words, sent twice, is one request.
    mark = models.CharField(max_length=64, editable=False)
    answer_by = models.DateField(_("answer by"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("answered by")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, related_name="requests", editable=False, verbose_name=_("official contact")
    )

    objects = OwnedManager.from_queryset(VisitRequestQuerySet)()  # type: ignore[misc, assignment]

    unrecorded = Recorded.unrecorded | {"mark"}

    class Meta(Recorded.Meta):
        verbose_name = _("request for a visit")
        verbose_name_plural = _("requests for visits")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "mark"], name="visit_requested_once")]

    def __str__(self) -> str:
        return self.organisation_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.answer_by = timezone.localdate(clock.now()) + ANSWERED_WITHIN
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("partners:request", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.name} {self.topics}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def kept_for(self) -> str:
        return gettext("Asked to come here (task in the public interest)")

    @property
    def kept_until(self) -> date | None:
        """None while it waits for an answer."""
        if self.answered_on is None:
            return None
        came = self.state == self.State.ACCEPTED
        return max(self.answered_on, (came and (self.last_day or self.first_day)) or self.answered_on) + KEPT

    def beside(self) -> dict[str, Any]:
        letter = RequestMail.objects.filter(request=self.pk).first()
        return {"letter": letter.body if letter else None}

    def forget(self) -> None:
        """The letter, and the person's name in what stands of the request in the official contact."""
        self.mark = f"erased {self.pk}"
        RequestMail.objects.filter(request=self.pk).update(body="", subject="")
        contact = self.contact
        purpose = self._without_name(contact.purpose) if contact else ""
        if contact and purpose != contact.purpose:
            contact.purpose = purpose
            contact.save()
            erase_from_trail(contact, ["purpose"])

    def _without_name(self, text: str) -> str:
        for word in filter(None, (self.name, self.email)):
            text = text.replace(word, GONE)
        return text


class RequestMail(Mailing):
    """The letter that answers a request. It waits a little, so that it can be taken back."""

    request = models.OneToOneField(VisitRequest, models.CASCADE, related_name="letter")
    subject = models.CharField(max_length=200)
    body = models.TextField(_("letter"))

    about = "request"
    sent_again_by = "partners.change"
    secret_with = "request"  # noqa: S105

    class Meta(Mailing.Meta):
        verbose_name = _("answer to a request for a visit")
        verbose_name_plural = _("answers to requests for visits")

    def __str__(self) -> str:
        return self.subject
