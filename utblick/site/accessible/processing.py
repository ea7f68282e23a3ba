"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.journal.register import INSIDE, STAFF, Basis, Processing
from utblick.site.accessible.models import KEPT

REMARKS = Processing(
    name=_("Remarks on accessibility"),
    purpose=_("To mend what does not work, and to answer who told of it."),
    basis=Basis.LEGAL,
    persons=_("Those who report a shortcoming"),
    recipients=INSIDE,
    kept=_("after the answer, then erased by itself"),
    days=KEPT,
)
DECLARED = {
    REMARKS: {"accessible.remark": ("email", "message")},
    STAFF: {"accessible.statement": ("owner",)},
}
# Which page the remark is about, and the municipality's own telephone.
NOT_PERSONAL = {"accessible.remark": ("address",), "accessible.statement": ("phone",)}
