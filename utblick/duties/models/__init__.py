"""Who has which part in which duty, and the duties that return each year."""

from utblick.duties.models.parts import DutyPart
from utblick.duties.models.recurring import Occurrence, Recurring, Ring

__all__ = ["DutyPart", "Occurrence", "Recurring", "Ring"]
