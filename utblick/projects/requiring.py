"""Asking each project for what the municipality has decided that it needs."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from utblick.projects.models import Check, Project, Requirements
from utblick.projects.models.requirements import Asked
from utblick.projects.stages import MILESTONES


def ask(project: Project, requirements: Requirements, checks: Iterable[Check] = ()) -> None:
    """Before the stages that are still ahead: what is newly asked for is added, what nobody asks for any more is taken away.

    `checks`: all that it has. What is seen to already stays, and is not asked for again before another stage.
    """
    ahead = MILESTONES[MILESTONES.index(project.stage) + 1 :] if project.stage in MILESTONES else ()
    known = {Asked(one.before, one.subject, one.text): one for one in checks}
    wanted = [one for one in requirements.asked() if one.before in ahead]
    seen_to = {(one.subject, one.text) for one in known.values() if one.outcome and not one.withdrawn_at}
    for one in wanted:
        there = known.get(one)
        if there and there.withdrawn_at:
            there.restore()
        elif not there and (one.subject, one.text) not in seen_to:
            Check(project=project, **one._asdict()).save()
    for one, check in known.items():
        if one.before in ahead and one not in wanted and not check.outcome and not check.withdrawn_at:
            check.withdraw()


@transaction.atomic
def ask_all(requirements: Requirements) -> int:
    """The same of every project that is on its way. Returns how many they are."""
    on_their_way = Project.objects.standing().filter(stage__in=MILESTONES[:-1]).select_related("step", "initiative")
    checks: dict[int, list[Check]] = defaultdict(list)
    for check in Check.objects.filter(project__in=on_their_way).select_related("project"):
        checks[check.project_id].append(check)
    for project in on_their_way:
        ask(project, requirements, checks[project.pk])
    return len(on_their_way)
