"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.actors.models.people import KEPT_GONE
from utblick.actors.models.registrations import KEPT
from utblick.journal.register import INSIDE, STAFF, Basis, Processing

ACTORS = Processing(
    name=_("Local actors and their contact persons"),
    purpose=_("To tell local companies, schools and associations of what fits them, and to know whom to ask."),
    basis=Basis.CONSENT,
    persons=_(
        "Contact persons at local actors, and owners of sole proprietorships, whose organisation number is their personal number"
    ),
    recipients=INSIDE,
    kept=_("after the person was withdrawn, then erased by itself; the actor as long as it is in the register"),
    days=KEPT_GONE,
)
REGISTRATIONS = Processing(
    name=_("Registrations by local actors"),
    purpose=_("To take who asks for it into the register of local actors."),
    basis=Basis.CONSENT,
    persons=_("Those who register themselves"),
    recipients=INSIDE,
    kept=_("after the answer, then erased by itself"),
    days=KEPT,
)
DECLARED = {
    ACTORS: {
        "actors.contactperson": ("name", "title", "email", "phone"),
        "actors.localactor": ("name", "organisation_number"),
        "actors.importrow": ("name",),
        "actors.representative": ("user",),
    },
    REGISTRATIONS: {
        "actors.registration": ("name", "organisation_number", "contact_name", "email", "phone", "message"),
    },
    STAFF: {"actors.import": ("by",), "actors.registration": ("answered_by",)},
}
NOT_PERSONAL = {"actors.import": ("name",)}
