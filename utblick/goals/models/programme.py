"""What is put first in a period."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.goals.models.adoption import Adoption
from utblick.goals.models.goals import CooperationForm, Goal
from utblick.goals.models.wanted import Wanted
from utblick.journal.models import Recorded


class Programme(Adoption, Recorded):
    """What is put first in a period."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted")
        ENDED = "ended", _("Ended")

    title = models.CharField(_("title of the programme"), max_length=200)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    text = models.TextField(_("introduction"), blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programme_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goals:programme")

    def search_text(self) -> str:
        return self.text


class Priority(Wanted, Recorded):
    """One thing that the programme puts first."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="priorities", editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("priority"), max_length=150)
    text = models.TextField(_("what we want"), blank=True)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="priorities", verbose_name=_("goal"))
    form = models.ForeignKey(
        CooperationForm, models.PROTECT, null=True, blank=True, related_name="priorities", verbose_name=_("form")
    )
    countries = models.JSONField(_("countries"), default=list, blank=True)  # ISO 3166-1 alpha-2
    weight = models.PositiveSmallIntegerField(_("weight"), default=3, help_text=_("From 1, minor, to 5, foremost."))
    budget = models.DecimalField(_("budget, kronor"), max_digits=12, decimal_places=0, null=True, blank=True)
    target = models.CharField(_("target"), max_length=200, blank=True)

    class Meta(Recorded.Meta):
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["-weight", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__range=(1, 5)), name="priority_weight_one_to_five")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("goals:priority", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.text, *self.keywords])
