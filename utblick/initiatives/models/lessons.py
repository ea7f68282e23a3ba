"""What an initiative taught, to whom that was sent, and whether it was put to use."""

from datetime import date
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.accounts.models import User
from utblick.accounts.roles import memberships
from utblick.initiatives.models.parts import Part
from utblick.journal.mailing import Mailing
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.ui.cutting import cut


class Lesson(Part):
    """What others should know."""

    learnt_on = models.DateField(_("date"))
    text = models.TextField(_("what we learnt"), help_text=_("Write as you would tell a colleague."))
    change = models.TextField(_("what should change"), blank=True)
    evidence = models.TextField(
        _("how we know"), blank=True, help_text=_("What we saw, counted or were told. A link is fine.")
    )
    for_whom = models.CharField(_("who should know"), max_length=200, blank=True)
    text_en = models.TextField(_("the same in English, for the public page"), blank=True)
    published = models.BooleanField(_("shown on the public page"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-learnt_on", "-pk"]

    def __str__(self) -> str:
        return cut(self.text, 120)

    def get_absolute_url(self) -> str:
        return reverse("initiatives:lesson", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.text} {self.change} {self.evidence} {self.for_whom} {self.text_en}"


class RecipientQuerySet(RecordedQuerySet["Recipient"]):
    def standing(self) -> Self:
        """Without what was withdrawn, itself, with its lesson or with the initiative."""
        return self.current().filter(lesson__withdrawn_at=None, lesson__initiative__withdrawn_at=None)

    def asked_of(self, user: User) -> Self:
        """Those that this person's unit is asked about."""
        return self.filter(unit__in=[one.unit_id for one in memberships(user) if one.unit_id])

    def to_answer(self, day: date) -> Self:
        return self.standing().filter(ask_on__lte=day)


class Recipient(Recorded):
    """A unit that a lesson was sent to, and what became of the lesson there."""

    class Answer(models.TextChoices):
        USED = "used", _("Put to use")
        IN_PROGRESS = "in_progress", _("In progress")
        NOT_USED = "not_used", _("Not put to use")

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="recipients", editable=False)
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, related_name="lessons_received", editable=False, verbose_name=_("unit")
    )
    sent_on = models.DateField(_("sent"), editable=False)
    # When the unit is asked; empty once the answer is final.
    ask_on = models.DateField(_("asked about on"), null=True, editable=False)
    answer = models.CharField(_("what became of it"), max_length=12, choices=Answer, blank=True)
    why = models.TextField(_("how, or why not"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", editable=False, verbose_name=_("answered by")
    )

    objects = OwnedManager.from_queryset(RecipientQuerySet)()  # type: ignore[misc, assignment]

    secret_with = "lesson__initiative"  # noqa: S105
    # Who may answer is whoever may work for the unit: nobody owns the question alone.
    owner_id = None

    class Meta(Recorded.Meta):
        verbose_name = _("recipient of a lesson")
        verbose_name_plural = _("recipients of lessons")
        ordering = ["unit__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["lesson", "unit"], name="lesson_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.lesson}"

    def get_absolute_url(self) -> str:
        return reverse("initiatives:lesson", args=[self.lesson_id])


class LessonMail(Mailing):
    """The mail that tells one person at a unit of a lesson."""

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="mails")
    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")

    secret_with = "recipient__lesson__initiative"  # noqa: S105

    class Meta(Mailing.Meta):
        verbose_name = _("mail about a lesson")
        verbose_name_plural = _("mails about lessons")
        constraints = [models.UniqueConstraint(fields=["recipient", "user"], name="lesson_mailed_once_to_each")]

    def __str__(self) -> str:
        return f"{self.user}: {self.recipient}"
