"""The register of organisations as a file."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.partners.models import Contact, Organisation
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
            _("Region"): lambda one: one.region,
            _("Latitude"): lambda one: one.latitude,
            _("Longitude"): lambda one: one.longitude,
            _("Organisation number"): lambda one: one.organisation_number,
            _("Website"): lambda one: one.website,
            _("Languages"): lambda one: one.language_names,
            _("Known by"): lambda one: ", ".join(str(who) for who in (one.known_by, one.known_by_unit) if who),
            _("Twin town"): lambda one: twin if one.is_twin_town else "",
            _("Last contact"): lambda one: one.last_contact,
            _("What they do and are good at"): lambda one: one.description,
        },
    )


def contacts(rows: QuerySet[Contact]) -> Sheet:
    return Sheet(
        _("Official contacts"),
        {
            _("Date"): lambda one: one.happened_on,
            _("Last day"): lambda one: one.ends_on,
            _("Kind"): lambda one: one.get_kind_display(),
            _("With"): lambda one: one.organisation.name,
            _("Country"): lambda one: str(one.organisation.country_name),
            _("About"): lambda one: one.subject,
            _("Where"): lambda one: one.place,
            _("Who took part"): lambda one: one.present,
            _("Case number"): lambda one: one.case_number,
            _("Responsible"): lambda one: str(one.owner or ""),
        },
    )
