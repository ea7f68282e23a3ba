"""The pages of the follow-up, split by what one does there."""

from utblick.followup.views.answering import answer
from utblick.followup.views.changes import changes
from utblick.followup.views.collecting import ask_left_out, collection, remind_missing, send_back
from utblick.followup.views.counted import counted
from utblick.followup.views.downloading import download
from utblick.followup.views.editing import back_to_draft, compose, edit, edit_facts, restore_text
from utblick.followup.views.freezing import freeze, publish, restore, unpublish, withdraw
from utblick.followup.views.letter import letter, letter_file
from utblick.followup.views.outcome import draft, outcome
from utblick.followup.views.reading import report, reports
from utblick.followup.views.starting import start
from utblick.followup.views.templates import our_template, restore_template, template, template_file, withdraw_template
from utblick.followup.views.whole import behind

__all__ = [
    "answer",
    "ask_left_out",
    "back_to_draft",
    "behind",
    "changes",
    "collection",
    "compose",
    "counted",
    "download",
    "draft",
    "edit",
    "edit_facts",
    "freeze",
    "letter",
    "letter_file",
    "our_template",
    "outcome",
    "publish",
    "remind_missing",
    "report",
    "reports",
    "restore",
    "restore_template",
    "restore_text",
    "send_back",
    "start",
    "template",
    "template_file",
    "unpublish",
    "withdraw",
    "withdraw_template",
]
