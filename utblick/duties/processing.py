"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"duties.recurring": ("owner", "made_by")}}
