"""The governing document and its versions."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.goals.models.adoption import Adoption
from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class PolicyDocumentQuerySet(RecordedQuerySet["PolicyDocument"]):
    def in_force(self) -> Self:
        return self.current().filter(status=PolicyDocument.Status.IN_FORCE)

    def drafts(self) -> Self:
        return self.current().filter(status=PolicyDocument.Status.DRAFT)

    def adopted(self) -> Self:
        """In force or once in force."""
        return self.current().exclude(status=PolicyDocument.Status.DRAFT)


class PolicyDocument(Adoption, Recorded):
    """An adopted governing document. A revision is a new row that points at the one it replaces."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Being imported")
        IN_FORCE = "in_force", _("In force")
        REPLACED = "replaced", _("Replaced")

    title = models.CharField(_("title of the document"), max_length=200)
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
    source_name = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    source_text = models.TextField(blank=True, editable=False)
    # What source_text was read as (pieces.py), and the steps by which a person corrected it (drafts.py).
    passages = models.JSONField(default=list, editable=False)
    steps = models.JSONField(_("in the review"), default=list, editable=False)

    objects = OwnedManager.from_queryset(PolicyDocumentQuerySet)()  # type: ignore[misc, assignment]

    # Each step of the review writes its own, short entry instead of the whole list before and after.
    unrecorded = Recorded.unrecorded | {"passages", "steps"}

    class Meta(Recorded.Meta):
        verbose_name = _("governing document")
        verbose_name_plural = _("governing documents")
        ordering = ["-adopted_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=models.Q(status="in_force", withdrawn_at=None),
                name="one_document_in_force",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        page = "goals:review" if self.status == self.Status.DRAFT else "goals:document"
        return reverse(page, args=[self.pk])

    def search_text(self) -> str | None:
        if self.status == self.Status.DRAFT:
            return None
        return f"{self.id_number} {self.case_number} {self.purpose} {self.source_text}"
