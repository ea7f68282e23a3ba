"""The register of organisations as a file."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.partners.models import Organisation
from utblick.ui.sheets import Sheet


def organisations(rows: QuerySet[Organisation]) -> Sheet:
    twin = _("yes")
    return Sheet(
        _("Partners"),
        {
            _("Name"): lambda one: one.name,
            _("Kind"): lambda one: one.get_kind_display(),
            _("Country"): lambda one: str(one.country_name),
            _("Place"): lambda one: one.place,
            _("Organisation number"): lambda one: one.organisation_number,
            _("Website"): lambda one: one.website,
            _("Twin town"): lambda one: twin if one.is_twin_town else "",
            _("Last contact"): lambda one: one.last_contact,
            _("What they do and are good at"): lambda one: one.description,
        },
    )
