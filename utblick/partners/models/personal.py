"""What is kept about people outside the municipality: until when, and that it was erased."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal.models import Recorded, RecordedQuerySet


class PersonalQuerySet[M: Recorded](RecordedQuerySet[M]):
    def known(self) -> Self:
        """Also of what was withdrawn: it is kept until it is erased."""
        return self.filter(erased_at=None)

    def speaking_of(self, words: str) -> Self:
        """Those with these words in their name or address."""
        wanted = models.Q()
        for name in self.model.found_by:  # type: ignore[attr-defined]
            wanted |= models.Q(**{f"{name}__icontains": words})
        return self.known().filter(wanted)


class Personal(models.Model):
    """A row with personal data; each kind says what it is `kept_for`.

    `personal`: what is taken out of the row, and of the audit trail, when it is erased.
    """

    personal: ClassVar[tuple[str, ...]]
    found_by: ClassVar[tuple[str, ...]] = ("name", "email")

    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def kept_until(self) -> date | None:
        """None: until somebody erases it."""
        return None
