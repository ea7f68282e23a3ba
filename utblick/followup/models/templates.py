"""The municipality's own Word template of the report."""

from typing import Optional

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet
from utblick.tenancy.scope import OwnedManager


class WordTemplateQuerySet(RecordedQuerySet["WordTemplate"]):
    def in_use(self) -> Optional["WordTemplate"]:
        """The newest that is not withdrawn."""
        return self.current().select_related("file").order_by("-pk").first()


class WordTemplate(Recorded):
    """One that was tried and found fit. What replaces it is another; withdrawn, the one before it is used again."""

    file = models.ForeignKey(
        "journal.Attachment", models.PROTECT, editable=False, related_name="+", verbose_name=_("file")
    )
    name = models.CharField(_("file name"), max_length=200, editable=False)
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, editable=False, related_name="+", verbose_name=_("added by")
    )

    objects = OwnedManager.from_queryset(WordTemplateQuerySet)()  # type: ignore[misc, assignment]

    class Meta(Recorded.Meta):
        verbose_name = _("Word template of the report")
        verbose_name_plural = _("Word templates of the report")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("followup:template")
