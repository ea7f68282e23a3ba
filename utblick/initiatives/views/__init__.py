"""The pages of initiatives."""

from utblick.initiatives.views.afterlife import afterlife
from utblick.initiatives.views.gates import add_gate, decide_gate, edit_gate, hand_in
from utblick.initiatives.views.hosting import exchange_of_contact
from utblick.initiatives.views.initiatives import initiative, listed
from utblick.initiatives.views.lessons import add_lesson, answer_lesson, edit_lesson, learnt, lesson, lessons
from utblick.initiatives.views.meetings import (
    add_meetings,
    cancel_meeting,
    edit_meeting,
    meetings,
    restore_meeting,
)
from utblick.initiatives.views.outcomes import add_result, edit_result
from utblick.initiatives.views.portfolio import board, calendar, calendar_of, timeline
from utblick.initiatives.views.starting import edit, start, undo_start
from utblick.initiatives.views.steps import add_step, edit_step
from utblick.initiatives.views.ties import add_partner, edit_contribution, remove_partner, restore_partner
from utblick.initiatives.views.travel import (
    add_group,
    add_leg,
    decide_travel,
    edit_group,
    edit_leg,
    exchange,
    restore_travel,
    travel_report,
    withdraw_travel,
)
from utblick.initiatives.views.undoing import move, restore, restore_part, withdraw, withdraw_part

__all__ = [
    "add_gate",
    "add_group",
    "add_leg",
    "add_lesson",
    "add_meetings",
    "add_partner",
    "add_result",
    "add_step",
    "afterlife",
    "answer_lesson",
    "board",
    "calendar",
    "calendar_of",
    "cancel_meeting",
    "decide_gate",
    "decide_travel",
    "edit",
    "edit_contribution",
    "edit_gate",
    "edit_group",
    "edit_leg",
    "edit_lesson",
    "edit_meeting",
    "edit_result",
    "edit_step",
    "exchange",
    "exchange_of_contact",
    "hand_in",
    "initiative",
    "learnt",
    "lesson",
    "lessons",
    "listed",
    "meetings",
    "move",
    "remove_partner",
    "restore",
    "restore_meeting",
    "restore_part",
    "restore_partner",
    "restore_travel",
    "start",
    "timeline",
    "travel_report",
    "undo_start",
    "withdraw",
    "withdraw_part",
    "withdraw_travel",
]
