"""What the pages of the room share: the tabs between them."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABS: tuple[tuple[str, Promise], ...] = (
    ("list", _("Delegation list")),
    ("decisions", _("Decisions")),
    ("reports", _("To report")),
)


def framed(current: str, context: dict[str, Any]) -> dict[str, Any]:
    tabs = [(label, reverse(f"mandates:{name}"), name == current) for name, label in TABS]
    return {"tabs": tabs, **context}
