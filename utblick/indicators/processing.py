"""What this room holds of people: figures, and nobody by name."""

from utblick.journal.register import STAFF, Declared

DECLARED: Declared = {STAFF: {}}
NOT_PERSONAL = {"indicators.comparison": ("name",), "indicators.indicator": ("name",)}
