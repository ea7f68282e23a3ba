"""Who has which part in which duty, and the duties that return each year."""

from utblick.duties.models.parts import DutyPart

__all__ = ["DutyPart"]
