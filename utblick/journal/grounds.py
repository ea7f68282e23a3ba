"""The sections of the Public Access to Information and Secrecy Act (2009:400, OSL) that international work meets most often.

Each is written as it stands in an archivist's note; any other section can be written by hand.
"""

from django.utils.translation import gettext_lazy as _

GROUNDS = {
    "OSL 15 kap. 1 §": _("relations with another state or an international organisation"),
    "OSL 15 kap. 1 a §": _("information received within international cooperation"),
    "OSL 15 kap. 2 §": _("total defence"),
    "OSL 18 kap. 8 §": _("security and surveillance measures"),
    "OSL 18 kap. 13 §": _("risk and vulnerability analyses"),
    "OSL 19 kap. 1 §": _("the municipality's own business and operations"),
    "OSL 19 kap. 3 §": _("purchases, sales and procurement"),
    "OSL 21 kap. 3 §": _("protected addresses and contact details of persecuted persons"),
    "OSL 21 kap. 7 §": _("personal data that would be handled against the data protection rules"),
    "OSL 23 kap. 2 §": _("pupils' personal circumstances"),
    "OSL 26 kap. 1 §": _("personal circumstances in social services"),
    "OSL 31 kap. 16 §": _("business circumstances of someone in a business relation with the municipality"),
    "OSL 39 kap. 2 §": _("personal circumstances of staff"),
}
