"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {
    STAFF: {
        "followup.answer": ("submitted_by",),
        "followup.letter": ("officer", "sender", "addressee"),
        "followup.report": ("frozen_by",),
        "followup.wordtemplate": ("added_by",),
    }
}
NOT_PERSONAL = {"followup.wordtemplate": ("name",)}
