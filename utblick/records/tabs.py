"""The pages of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _


def tabs(current: str) -> list[tuple[str, str, bool]]:
    archive = reverse("records:archive", args=["initiatives.initiative"])
    named = {
        "archive": (_("For the archive"), archive),
        "rules": (_("Document plan"), reverse("records:rules")),
        "disposals": (_("Disposal"), reverse("records:disposals")),
        "erasures": (_("Erasure"), reverse("records:erasures")),
        "processing": (_("Register of processing"), reverse("records:processing")),
        "exports": (_("Full export"), reverse("records:exports")),
    }
    return [(label, address, name == current) for name, (label, address) in named.items()]
