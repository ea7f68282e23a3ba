"""What ties an agreement to goals and to the relation's work; the rooms above are asked through their relations' names."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from utblick.partners.models import Agreement, Aim


@transaction.atomic
def serve(agreement: Agreement, goals: Iterable[Model]) -> None:
    """Let the agreement serve exactly these goals."""
    wanted: dict[Any, Model] = {goal.pk: goal for goal in goals}
    for aim in Aim.objects.filter(agreement=agreement):
        if aim.goal_id not in wanted:
            aim.remove()
        wanted.pop(aim.goal_id, None)
    for key in wanted:
        Aim.objects.create(agreement=agreement, goal_id=key)
