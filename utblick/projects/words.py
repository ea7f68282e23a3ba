"""What categories of costs and sources of funding are called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CATEGORIES: dict[str, Promise] = {
    "staff": _("Staff"),
    "office": _("Office and administration"),
    "travel": _("Travel and accommodation"),
    "external": _("External expertise and services"),
    "equipment": _("Equipment"),
    "infrastructure": _("Infrastructure and works"),
    "other": _("Other costs"),
    "lump": _("Lump sum"),
}
SOURCES: dict[str, Promise] = {
    "grant": _("The programme's grant"),
    "own_cash": _("Own contribution in cash"),
    "own_kind": _("Own contribution in kind"),
    "public": _("Other public funding"),
    "private": _("Private funding"),
}
ENTERED = [*CATEGORIES.items(), *((key, label) for key, label in SOURCES.items() if key != "grant")]
