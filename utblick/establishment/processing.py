"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.establishment.models.enquiries import KEPT
from utblick.establishment.models.vacant_sites import KEPT as SITES_KEPT
from utblick.journal.register import INSIDE, STAFF, Basis, Processing

ENQUIRIES = Processing(
    name=_("Establishment enquiries"),
    purpose=_("To answer companies that think of coming here, and to follow the matter to its end."),
    basis=Basis.PUBLIC,
    persons=_("Those who ask on behalf of a company"),
    recipients=INSIDE,
    kept=_("after the matter was closed, then erased by itself"),
    days=KEPT,
)
OWNERS = Processing(
    name=_("Owners of vacant land and premises"),
    purpose=_("To know whom to ask about a site; shown publicly only where the owner has said yes."),
    basis=Basis.PUBLIC,
    persons=_("Owners of land and premises"),
    recipients=_("Those with a role in the municipality; the public where the owner has said yes."),
    kept=_("after the site was withdrawn, then erased by itself"),
    days=SITES_KEPT,
)
DECLARED = {
    ENQUIRIES: {
        "establishment.enquiry": ("name", "email", "phone", "message"),
        "establishment.enquiryletter": ("subject", "body"),
    },
    OWNERS: {"establishment.vacantsite": ("owner_name", "owner_email", "owner_phone")},
    STAFF: {
        "establishment.answerpromise": ("owner",),
        "establishment.enquiry": ("answered_by", "owner"),
        "establishment.enquiryletter": ("by",),
    },
}
NOT_PERSONAL = {"establishment.vacantsite": ("name",)}
