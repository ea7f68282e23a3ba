"""What the municipality itself says of its accessibility, and what readers report."""

from datetime import date, timedelta

from django.db import models
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from utblick.initiatives.promises import Promised, answered_within
from utblick.journal.models import Recorded
from utblick.journal.personal import Personal, PersonalQuerySet
from utblick.partners.models import GuestLanguage
from utblick.tenancy.scope import OwnedManager

STANDARD = 5
KEPT = timedelta(days=365)
"""How long an e-mail address is kept after the answer: as the public form says."""
YEAR = timedelta(days=365)


class Statement(Promised):
    """One for the municipality. Where nobody has written it, the standard holds and the coordinators answer."""

    shortcomings = models.TextField(
        _("shortcomings that you know of"),
        blank=True,
        max_length=4_000,
        help_text=_(
            "In Swedish, one on each line: what does not work, for whom, and why. What the program finds stands there anyway."
        ),
    )
    shortcomings_en = models.TextField(_("the same in English"), blank=True, max_length=4_000)
    reviewed_on = models.DateField(
        _("when you last went through the pages"),
        null=True,
        blank=True,
        help_text=_("With the keyboard and a screen reader, by people. Once a year at least."),
    )
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("For those who cannot use the form.")
    )
    working_days = answered_within(STANDARD, _("working days to the answer"), _("Told on the form."))

    class Meta(Promised.Meta):
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")
        constraints = [models.UniqueConstraint(fields=["municipality"], name="accessibility_stated_once")]

    def get_absolute_url(self) -> str:
        return reverse("accessible:statement")

    def is_reviewed(self, today: date) -> bool:
        return self.reviewed_on is not None and self.reviewed_on > today - YEAR

    def own(self, language: str) -> tuple[list[str], str]:
        """The shortcomings, and the language they are told in."""
        is_english = language != "sv" and bool(self.shortcomings_en)
        told = self.shortcomings_en if is_english else self.shortcomings
        return [line for line in told.splitlines() if line.strip()], "en" if is_english else "sv"


class RemarkQuerySet(PersonalQuerySet["Remark"]):
    def ended(self) -> "RemarkQuerySet":
        return self.known().filter(answered_on__isnull=False)


class Remark(Personal, Recorded):
    """Something that does not work for somebody. Written by a stranger: nothing in it is trusted."""

    personal = ("email", "message")
    found_by = ("email",)

    message = models.TextField(_("what does not work"))
    address = models.CharField(_("on which page"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=GuestLanguage)
    # The same form with the same words, sent twice, is one remark.
    mark = models.CharField(max_length=64, editable=False)
    answer_by = models.DateField(_("answer promised by"), editable=False)
    task = models.ForeignKey("teamwork.Task", models.PROTECT, null=True, related_name="+", editable=False)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    outcome = models.TextField(
        _("what came of it"), max_length=4_000, help_text=_("What was mended, or what you answered and why.")
    )

    objects = OwnedManager.from_queryset(RemarkQuerySet)()  # type: ignore[misc, assignment]

    unrecorded = Recorded.unrecorded | {"mark"}

    class Meta(Recorded.Meta):
        verbose_name = _("remark on accessibility")
        verbose_name_plural = _("remarks on accessibility")
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["municipality", "mark"], name="remark_sent_once")]

    def __str__(self) -> str:
        return Truncator(self.message).chars(60)

    def get_absolute_url(self) -> str:
        return reverse("accessible:remark", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.message} {self.address}"

    @property
    def kept_until(self) -> date | None:
        """None while it waits for an answer."""
        return self.answered_on + KEPT if self.answered_on else None
