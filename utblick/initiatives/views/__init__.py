"""The pages of initiatives."""

from utblick.initiatives.views.initiatives import initiative, listed
from utblick.initiatives.views.outcomes import add_lesson, add_result, edit_lesson, edit_result
from utblick.initiatives.views.starting import edit, start, undo_start
from utblick.initiatives.views.steps import add_step, edit_step
from utblick.initiatives.views.ties import add_partner, edit_contribution, remove_partner, restore_partner
from utblick.initiatives.views.undoing import move, restore, restore_part, withdraw, withdraw_part

__all__ = [
    "add_lesson",
    "add_partner",
    "add_result",
    "add_step",
    "edit",
    "edit_contribution",
    "edit_lesson",
    "edit_result",
    "edit_step",
    "initiative",
    "listed",
    "move",
    "remove_partner",
    "restore",
    "restore_part",
    "restore_partner",
    "start",
    "undo_start",
    "withdraw",
    "withdraw_part",
]
