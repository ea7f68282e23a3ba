"""What this room holds of people: it knows organisations by open data."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"finder.projectfile": ("by",)}}
NOT_PERSONAL = {"finder.participant": ("name",), "finder.projectfile": ("name",)}
