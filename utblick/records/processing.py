"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"records.export": ("by",), "records.disposallist": ("drawn_by", "approved_by")}}
