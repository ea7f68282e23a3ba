"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {
    STAFF: {"sharing.invitation": ("sent_by",), "sharing.reply": ("answered_by",), "sharing.sharing": ("given_by",)}
}
