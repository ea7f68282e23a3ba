"""What a governing document says: its goals, forms of cooperation and duties."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.goals.models.documents import PolicyDocument
from utblick.goals.models.wanted import Wanted
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager
from utblick.ui.cutting import cut

_SAID_IN_FORCE = models.Q(document__status=PolicyDocument.Status.IN_FORCE, document__withdrawn_at=None)


class GoalQuerySet(RecordedQuerySet["Goal"]):
    def in_force(self) -> Self:
        return self.current().filter(_SAID_IN_FORCE)


class Goal(Wanted, Recorded):
    """What the document wants to achieve."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="goals", editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("short name"), max_length=80, help_text=_("Two or three words for lists and charts."))
    text = models.TextField(_("goal"), help_text=_("As the document says it."))
    actions = models.JSONField(_("actions"), default=list, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, null=True, blank=True, related_name="goals", verbose_name=_("responsible unit")
    )
    # SDG targets of Agenda 2030, such as "8.9".
    sdg_targets = models.JSONField(_("SDG targets"), default=list, blank=True)

    objects = OwnedManager.from_queryset(GoalQuerySet)()  # type: ignore[misc, assignment]  # the plugin resolves it a round late

    class Meta(Recorded.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or cut(self.text, 80)

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.pk])

    def search_text(self) -> str:
        return self.with_keywords(self.text, *self.actions)


class CooperationFormQuerySet(RecordedQuerySet["CooperationForm"]):
    def in_force(self) -> Self:
        return self.current().filter(_SAID_IN_FORCE)


class CooperationForm(Recorded):
    """The way of working that an initiative uses."""

    class Kind(models.TextChoices):
        PROJECT = "project", _("Multinational project")
        EXCHANGE = "exchange", _("Exchange of knowledge and experience")
        NETWORK = "network", _("Network or business exchange")
        AGREEMENT = "agreement", _("Twin town or cooperation agreement")
        SCANNING = "scanning", _("Horizon scanning and information at home")
        OTHER = "other", _("Other")

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="forms", editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("short name"), max_length=80)
    text = models.TextField(_("form of cooperation"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)

    objects = OwnedManager.from_queryset(CooperationFormQuerySet)()  # type: ignore[misc, assignment]  # the plugin resolves it a round late

    class Meta(Recorded.Meta):
        verbose_name = _("form of cooperation")
        verbose_name_plural = _("forms of cooperation")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("goals:home")

    def search_text(self) -> str:
        return self.text


class ResponsibilityQuerySet(RecordedQuerySet["Responsibility"]):
    def in_force(self) -> Self:
        return self.current().filter(_SAID_IN_FORCE)

    def unowned(self) -> Self:
        return self.filter(unit=None)


class Responsibility(Recorded):
    """A duty and its owner. A duty without a unit is a gap, and is shown as one."""

    document = models.ForeignKey(PolicyDocument, models.PROTECT, related_name="responsibilities", editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("duty"))
    owner = models.CharField(_("owner as the document says"), max_length=200, blank=True)
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        verbose_name=_("responsible unit"),
    )

    objects = OwnedManager.from_queryset(ResponsibilityQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return cut(self.text, 120)

    def get_absolute_url(self) -> str:
        return f"{reverse('goals:responsibilities')}#duty-{self.pk}"

    def search_text(self) -> str:
        return f"{self.owner} {self.text}"
