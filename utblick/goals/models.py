"""What the municipality wants: its governing documents, goals, forms of cooperation, responsibilities and programme."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class Adoption(models.Model):
    """The decision by which something was adopted."""

    adopted_by = models.CharField(_("adopted by"), max_length=150, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    section = models.CharField(_("section (§)"), max_length=20, blank=True)
    case_number = models.CharField(_("case number"), max_length=50, blank=True)

    class Meta:
        abstract = True


class PolicyDocumentQuerySet(RecordedQuerySet["PolicyDocument"]):
    def in_force(self) -> Self:
        return self.current().filter(status=PolicyDocument.Status.IN_FORCE)


class PolicyDocument(Adoption, Recorded):
    """An adopted governing document. A revision is a new row that points at the one it replaces."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being imported")
        IN_FORCE = "in_force", _("In force")
        REPLACED = "replaced", _("Replaced")

    title = models.CharField(_("title"), max_length=200)
    id_number = models.CharField(_("id number"), max_length=50, blank=True)
    type = models.CharField(_("type"), max_length=50, blank=True)
    version = models.CharField(_("version"), max_length=20, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("Empty: until further notice."))
    review_on = models.DateField(
        _("to be revised by"), null=True, blank=True, help_text=_("The coordinator is reminded ahead of this day.")
    )
    purpose = models.TextField(_("purpose"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    source_name = models.CharField(max_length=200, blank=True, editable=False)
    source_text = models.TextField(blank=True, editable=False)
    # The passages that the reader found in source_text: kind, start, end, text and what became of each.
    passages = models.JSONField(default=list, editable=False)

    objects = OwnedManager.from_queryset(PolicyDocumentQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("governing document")
        verbose_name_plural = _("governing documents")
        ordering = ["-adopted_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("goals:document", args=[self.pk])

    def search_text(self) -> str:
        return f"{self.id_number} {self.case_number} {self.purpose} {self.source_text}"


class Wanted(models.Model):
    """Something that items are matched against. Never bare: the concepts and keywords carry it across languages."""

    # [{"id": "...", "scheme": "eurovoc", "sv": "...", "en": "..."}]
    concepts = models.JSONField(_("concepts"), default=list, blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True)

    class Meta:
        abstract = True


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

    class Meta(Recorded.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("goals:goal", args=[self.pk])

    def search_text(self) -> str:
        return " ".join([self.text, *self.actions, *self.keywords])


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
        return self.text[:120]

    def get_absolute_url(self) -> str:
        return reverse("goals:responsibilities")

    def search_text(self) -> str:
        return f"{self.owner} {self.text}"


class Programme(Adoption, Recorded):
    """What is put first in a period."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ADOPTED = "adopted", _("Adopted")
        ENDED = "ended", _("Ended")

    title = models.CharField(_("title"), max_length=200)
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
