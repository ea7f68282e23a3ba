"""What this room holds of people."""

from utblick.journal.register import STAFF

DECLARED = {STAFF: {"goals.consulted": ("answered_by",), "goals.referral": ("sent_by",)}}
NOT_PERSONAL = {
    "goals.cooperationform": ("name",),
    "goals.goal": ("name",),
    "goals.policydocument": ("source_name",),
    "goals.priority": ("name",),
}
