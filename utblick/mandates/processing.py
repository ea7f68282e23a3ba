"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"mandates.delegationdecision": ("decider",), "mandates.mandate": ("person",)}}
