"""The pages of the watch."""

from utblick.watch.views.adding import add_calls, add_source, add_tenders, import_opml
from utblick.watch.views.catalogue import catalogue, switch_on
from utblick.watch.views.handing_in import columns, hand_in, send_here
from utblick.watch.views.item import item
from utblick.watch.views.newsletters import newsletters
from utblick.watch.views.source import note_seen, read_one_now, rename_source, source
from utblick.watch.views.sources import read_now, restore_source, sources, withdraw_source
from utblick.watch.views.watching import watch_page

__all__ = [
    "add_calls",
    "add_source",
    "add_tenders",
    "catalogue",
    "columns",
    "hand_in",
    "import_opml",
    "item",
    "newsletters",
    "note_seen",
    "read_now",
    "read_one_now",
    "rename_source",
    "restore_source",
    "send_here",
    "source",
    "sources",
    "switch_on",
    "watch_page",
    "withdraw_source",
]
