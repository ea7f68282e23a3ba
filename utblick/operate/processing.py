"""What this room holds of people: nothing. Jobs may name rows; they are thrown away after 30 days, failed ones after 90."""

from utblick.journal.register import STAFF, Declared

DECLARED: Declared = {STAFF: {}}
NOT_PERSONAL = {"operate.backuprun": ("name",), "operate.workerseen": ("name",)}
