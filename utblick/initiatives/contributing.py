"""Which goals an initiative serves."""

from collections.abc import Iterable

from django.db import transaction

from utblick.goals.models import Goal
from utblick.initiatives.models import Contribution, Initiative


@transaction.atomic
def serve(initiative: Initiative, goals: Iterable[Goal]) -> None:
    """Let the initiative serve exactly these goals; what is said of how it serves one that stays is kept."""
    wanted = {goal.pk: goal for goal in goals}
    for contribution in Contribution.objects.filter(initiative=initiative):
        if contribution.goal_id not in wanted:
            contribution.remove()
        wanted.pop(contribution.goal_id, None)
    for goal in wanted.values():
        Contribution.objects.create(initiative=initiative, goal=goal)
