"""What the municipality does: initiatives, the steps within them, what came of them."""

from utblick.initiatives.models.afterlife import Afterlife
from utblick.initiatives.models.gates import Gate
from utblick.initiatives.models.initiative import Contribution, Initiative, Participation
from utblick.initiatives.models.leads import ActorPart, Lead
from utblick.initiatives.models.lessons import Lesson, LessonMail, Recipient
from utblick.initiatives.models.meetings import Meeting
from utblick.initiatives.models.outcomes import Result
from utblick.initiatives.models.parts import Part, PartQuerySet
from utblick.initiatives.models.steps import Headcount, Step
from utblick.initiatives.models.travel import Group, Leg, TravelReport

__all__ = [
    "ActorPart",
    "Afterlife",
    "Contribution",
    "Gate",
    "Group",
    "Headcount",
    "Initiative",
    "Lead",
    "Leg",
    "Lesson",
    "LessonMail",
    "Meeting",
    "Part",
    "PartQuerySet",
    "Participation",
    "Recipient",
    "Result",
    "Step",
    "TravelReport",
]
