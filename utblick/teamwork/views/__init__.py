"""The pages about an object, and of what one is told."""

from utblick.teamwork.views.about import about
from utblick.teamwork.views.comments import comment, file, restore_comment, take_back
from utblick.teamwork.views.notices import kinds, notices, open_notice, read_all
from utblick.teamwork.views.tasks import add_task, do, edit_task, restore_task, undo, withdraw_task

__all__ = [
    "about",
    "add_task",
    "comment",
    "do",
    "edit_task",
    "file",
    "kinds",
    "notices",
    "open_notice",
    "read_all",
    "restore_comment",
    "restore_task",
    "take_back",
    "undo",
    "withdraw_task",
]
