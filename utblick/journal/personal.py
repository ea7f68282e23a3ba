"""What is kept about people outside the municipality, in whichever room: until when, and that it was erased.

A model that builds on Personal is found, handed out and erased by the page of personal data (`partners/erasing.py`) by itself.
"""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from utblick.journal import clock
from utblick.journal.models import Recorded, RecordedQuerySet

if TYPE_CHECKING:
    from datetime import date


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

    def ended(self) -> Self:
        """Those that may have been kept long enough; `kept_until` tells."""
        return self.known().filter(withdrawn_at__isnull=False)


class Personal(models.Model):
    """A row with personal data; each kind says what it is `kept_for`.

    `personal`: what is taken out of the row, and of the audit trail, when it is erased. `held_with`: the relation to what it is
    a part of.
    """

    personal: ClassVar[tuple[str, ...]]
    found_by: ClassVar[tuple[str, ...]] = ("name", "email")
    held_with: ClassVar[str] = ""

    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def kept_until(self) -> "date | None":
        """None: until somebody erases it."""
        return None

    @property
    def whole(self) -> models.Model | None:
        """What it is a part of."""
        return getattr(self, self.held_with) if self.held_with else None

    def beside(self) -> dict[str, Any]:
        """What an extract tells beside the row itself."""
        return {}

    def forget(self) -> None:
        """What is done with the row, and with what came of it elsewhere, when it is erased."""
        row: Any = self  # Recorded, of which this is the other half
        row.withdrawn_at = row.withdrawn_at or clock.now()


def kinds() -> dict[str, Any]:
    """Every model with personal data, by its name in a form."""
    return {str(one._meta.model_name): one for one in apps.get_models() if issubclass(one, Personal)}
