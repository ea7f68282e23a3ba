"""What people do together about an object, and what each of them is told."""

from utblick.teamwork.kinds import Event
from utblick.teamwork.models.notices import Muted, Notice, NoticeQuerySet
from utblick.teamwork.models.talk import Comment, Task

__all__ = ["Comment", "Event", "Muted", "Notice", "NoticeQuerySet", "Task"]
