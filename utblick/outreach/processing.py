"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.journal.register import STAFF, Basis, Processing
from utblick.outreach.models.subscribers import KEPT_AFTER_STOP

NEWSLETTERS = Processing(
    name=_("Newsletters"),
    purpose=_("To send news to who has asked for them and confirmed it."),
    basis=Basis.CONSENT,
    persons=_("Subscribers"),
    recipients=_("Those who write newsletters, and the auditor; the operator as processor."),
    kept=_("after the subscription was ended; an address that nobody confirms three days"),
    days=KEPT_AFTER_STOP,
)
DECLARED = {
    NEWSLETTERS: {
        "outreach.subscriber": ("email", "name", "interests", "language", "user"),
        "outreach.signup": ("email", "name", "interests"),
    },
    STAFF: {"outreach.morningmail": ("user",), "outreach.searchmail": ("user",)},
}
NOT_PERSONAL = {"outreach.audience": ("name",), "outreach.webhook": ("name",)}
