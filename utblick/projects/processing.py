"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"projects.delivery": ("owner",), "projects.ledger": ("by",)}}
NOT_PERSONAL = {"projects.budget": ("name",), "projects.ledger": ("name",)}
