"""Where a project stands on its way, and what is missing before it can go on."""

from collections.abc import Sequence
from dataclasses import dataclass

from utblick.projects.models import Check, Project
from utblick.projects.stages import AHEAD, MILESTONES, MOVES

Stage = Project.Stage


@dataclass(frozen=True, slots=True)
class Milestone:
    """A stage on the way, with the checks before it. `state`: done, current or ahead."""

    stage: str
    label: str
    state: str
    checks: tuple[Check, ...]

    @property
    def left(self) -> int:
        return sum(not one.outcome for one in self.checks)


@dataclass(frozen=True, slots=True)
class Standing:
    way: tuple[Milestone, ...]
    ahead: tuple[tuple[str, str], ...]
    """The stages that can come now, with what the button says."""
    behind: str
    """The stage before, for who moved on by mistake."""

    @property
    def asked(self) -> tuple[Milestone, ...]:
        return tuple(one for one in self.way if one.checks)


def standing(project: Project, checks: Sequence[Check]) -> Standing:
    way = MILESTONES if project.stage != Stage.REJECTED else (*MILESTONES[:3], Stage.REJECTED)
    here = way.index(project.stage)
    labels = dict(Stage.choices)
    found = tuple(
        Milestone(
            stage,
            str(labels[stage]),
            "current" if place == here else "done" if place < here else "ahead",
            tuple(one for one in checks if one.before == stage),
        )
        for place, stage in enumerate(way)
    )
    ahead = tuple((str(stage), str(MOVES[stage])) for stage in AHEAD[project.stage])
    return Standing(found, ahead, str(way[here - 1]) if here else "")
