"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.journal.register import INSIDE, STAFF, WITH_ITS_MATTER, Basis, Processing
from utblick.partners.models.organisations import KEPT_GONE
from utblick.partners.models.requests import KEPT

PEOPLE = Processing(
    name=_("Contact persons at partners"),
    purpose=_(
        "To reach the right person at a twin town, an authority or another partner. The purpose of each stands with the person."
    ),
    basis=Basis.PUBLIC,
    persons=_("Contacts at companies and organisations"),
    recipients=INSIDE,
    kept=_("after the person was withdrawn, then erased by itself"),
    days=KEPT_GONE,
)
CONTACTS = Processing(
    name=_("Official contacts"),
    purpose=_("To document meetings, visits, letters and gifts, and what was promised."),
    basis=Basis.PUBLIC,
    persons=_("Participants in meetings and visits, and who gave or got a gift"),
    recipients=INSIDE,
    kept=WITH_ITS_MATTER,
)
VISITS = Processing(
    name=_("Requests for visits"),
    purpose=_("To answer who wants to come here, and to receive the visit."),
    basis=Basis.PUBLIC,
    persons=_("Those who ask to come"),
    recipients=INSIDE,
    kept=_("after the visit or the answer, then erased by itself"),
    days=KEPT,
)
DECLARED = {
    PEOPLE: {"partners.person": ("name", "title", "email", "phone", "language"), "partners.importrow": ("name",)},
    CONTACTS: {
        "partners.contact": ("protocol", "present"),
        "partners.guest": ("name", "title", "note"),
        "partners.gift": ("person",),
    },
    VISITS: {
        "partners.visitrequest": ("name", "organisation_name", "email", "topics"),
        "partners.requestmail": ("subject",),
    },
    STAFF: {
        "partners.agreement": ("owner",),
        "partners.contact": ("owner",),
        "partners.hold": ("by",),
        "partners.import": ("by",),
        "partners.organisation": ("known_by",),
        "partners.promise": ("owner",),
        "partners.review": ("author",),
        "partners.silence": ("decided_by",),
        "partners.visitrequest": ("answered_by",),
    },
}
NOT_PERSONAL = {
    "partners.import": ("name",),
    "partners.organisation": ("name", "organisation_number", "contact_every"),
}
