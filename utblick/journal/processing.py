"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.journal.register import INSIDE, Basis, Processing

TRAIL = Processing(
    name=_("The audit trail"),
    purpose=_("To show who has changed what, and that nobody has tampered with it."),
    basis=Basis.LEGAL,
    persons=_("Staff and elected representatives, and those whom the changed rows tell of"),
    recipients=INSIDE,
    kept=_("with the system; what was told of an erased person is taken out of it"),
)
FILES = Processing(
    name=_("Attached files"),
    purpose=_("To keep what was signed, minuted or received with the matter that it belongs to."),
    basis=Basis.PUBLIC,
    persons=_("Those whom the files tell of"),
    recipients=INSIDE,
    kept=_("as long as the matter that it is a part of; what is archived is kept"),
)
DECLARED = {
    TRAIL: {"journal.entry": ("by", "label", "before", "after")},
    FILES: {"journal.attachment": ("name", "body", "text", "named")},
}
NOT_PERSONAL = {"journal.sending": ("address",)}
