"""The pages of the follow-up, split by what one does there."""

from utblick.followup.views.downloading import download
from utblick.followup.views.editing import back_to_draft, compose, edit, edit_facts, restore_text
from utblick.followup.views.freezing import freeze, publish, restore, unpublish, withdraw
from utblick.followup.views.reading import report, reports
from utblick.followup.views.starting import start

__all__ = [
    "back_to_draft",
    "compose",
    "download",
    "edit",
    "edit_facts",
    "freeze",
    "publish",
    "report",
    "reports",
    "restore",
    "restore_text",
    "start",
    "unpublish",
    "withdraw",
]
