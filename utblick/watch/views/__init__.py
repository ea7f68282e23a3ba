"""The pages of the watch."""

from utblick.watch.views.deciding import assign, decide, split, undo
from utblick.watch.views.inbox import inbox
from utblick.watch.views.item import item
from utblick.watch.views.sources import add_source, import_opml, read_now, restore_source, sources, withdraw_source

__all__ = [
    "add_source",
    "assign",
    "decide",
    "import_opml",
    "inbox",
    "item",
    "read_now",
    "restore_source",
    "sources",
    "split",
    "undo",
    "withdraw_source",
]
