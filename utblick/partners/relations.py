"""What a partner and the municipality have done together, asked for from below by the relation's name."""

from typing import Any

from django.db.models import QuerySet

from utblick.partners.models import Organisation


def initiatives_with(organisation: Organisation) -> QuerySet[Any]:
    """The participations of a partner in initiatives that stand, newest first."""
    rows: Any = organisation.participations
    found: QuerySet[Any] = rows.filter(initiative__withdrawn_at=None).select_related("initiative")
    return found.order_by("-initiative__created_at")
