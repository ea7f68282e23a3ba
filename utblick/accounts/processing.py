"""What this room holds of people."""

from django.utils.translation import gettext_lazy as _

from utblick.journal.register import INSIDE, STAFF, Basis, Processing

ACCOUNTS = Processing(
    name=_("Accounts and roles"),
    purpose=_("To let the right people in, and to see who has which role."),
    basis=Basis.PUBLIC,
    persons=_("Staff, elected representatives and local actors with a log-in"),
    recipients=INSIDE,
    kept=_("until the role is ended; what the person did is kept with the matters"),
)
LOG_INS = Processing(
    name=_("Log-ins"),
    purpose=_("To show each person where the account is open, and to stop misuse."),
    basis=Basis.PUBLIC,
    persons=_("Staff, elected representatives and local actors with a log-in"),
    recipients=_("The person; the operator as processor."),
    kept=_(
        "until the log-in ends, at most 12 hours; by Utblick itself no address of a visitor to the public pages is kept"
    ),
)
SUPPORT = Processing(
    name=_("Support visits"),
    purpose=_("To help with what goes wrong, and to show afterwards who looked at what."),
    basis=Basis.PUBLIC,
    persons=_("Staff, elected representatives and local actors with a log-in"),
    recipients=_("The person; the operator as processor."),
    kept=_("as long as the audit trail"),
)
DECLARED = {
    ACCOUNTS: {
        "accounts.user": ("email", "name", "language"),
        "accounts.membership": ("user",),
        "accounts.apikey": ("user",),
        "accounts.secretaddress": ("user",),
        "account.emailaddress": ("user", "email"),
        "mfa.authenticator": ("user",),
    },
    SUPPORT: {"accounts.supportvisit": ("person", "operator")},
    LOG_INS: {"accounts.loginlink": ("user",), "usersessions.usersession": ("user", "ip", "user_agent")},
    STAFF: {"accounts.unit": ("head",)},
}
NOT_PERSONAL = {
    "accounts.apikey": ("name",),
    "accounts.municipality": ("name", "organisation_number", "public_email"),
    "accounts.unit": ("name",),
}
