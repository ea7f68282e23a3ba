"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"campaigns.campaign": ("owner",)}}
