"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.journal.register import INSIDE, STAFF, WITH_ITS_MATTER, Basis, Processing

MET = Processing(
    name=_("People met abroad"),
    purpose=_("To take up the thread after a journey, and to find a local company its counterpart."),
    basis=Basis.PUBLIC,
    persons=_("Contacts at companies and organisations"),
    recipients=INSIDE,
    kept=WITH_ITS_MATTER,
)
DECLARED = {
    MET: {"initiatives.lead": ("person",), "initiatives.travelreport": ("met",)},
    STAFF: {
        "initiatives.afterlife": ("answered_by",),
        "initiatives.group": ("leader",),
        "initiatives.initiative": ("owner",),
        "initiatives.lessonmail": ("user",),
        "initiatives.recipient": ("answered_by",),
        "initiatives.travelreport": ("author",),
    },
}
NOT_PERSONAL = {"initiatives.group": ("name",)}
