"""The pages about campaigns."""

from utblick.campaigns.views.campaigns import campaign, listed, of_goal
from utblick.campaigns.views.changing import edit, restore, start, take_on, withdraw
from utblick.campaigns.views.pages import add_page, first_page, remove_page, restore_page

__all__ = [
    "add_page",
    "campaign",
    "edit",
    "first_page",
    "listed",
    "of_goal",
    "remove_page",
    "restore",
    "restore_page",
    "start",
    "take_on",
    "withdraw",
]
