"""What the municipality does: initiatives, the steps within them, what came of them."""

from utblick.initiatives.models.gates import Gate
from utblick.initiatives.models.initiative import Contribution, Initiative, Participation
from utblick.initiatives.models.meetings import Meeting
from utblick.initiatives.models.outcomes import Lesson, Result
from utblick.initiatives.models.parts import Part, PartQuerySet
from utblick.initiatives.models.steps import Headcount, Step

__all__ = [
    "Contribution",
    "Gate",
    "Headcount",
    "Initiative",
    "Lesson",
    "Meeting",
    "Part",
    "PartQuerySet",
    "Participation",
    "Result",
    "Step",
]
