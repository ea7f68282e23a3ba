"""Enquiries and sites as files."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.establishment.models import Enquiry, VacantSite
from utblick.ui.sheets import Sheet


def enquiries(rows: QuerySet[Enquiry]) -> Sheet:
    return Sheet(
        _("Establishment enquiries"),
        {
            _("Number of the enquiry"): lambda one: one.number,
            _("Company"): lambda one: one.company,
            _("Country"): lambda one: one.country_name,
            _("State"): lambda one: one.get_state_display(),
            _("Received"): lambda one: one.received_on,
            _("Answer promised by"): lambda one: one.answer_by,
            _("First answered"): lambda one: one.answered_on,
            _("Working days to the first answer"): lambda one: one.days_to_answer,
            _("Responsible"): lambda one: str(one.owner or ""),
            _("Case number"): lambda one: one.case_number,
            _("Closed"): lambda one: one.closed_on,
            _("Jobs"): lambda one: one.jobs,
            _("Investment, kr"): lambda one: one.investment,
            _("Why it was lost"): lambda one: one.reason,
        },
    )


def vacant_sites(rows: QuerySet[VacantSite]) -> Sheet:
    yes = _("yes")
    return Sheet(
        _("Vacant sites"),
        {
            _("Name"): lambda one: one.name,
            _("Kind"): lambda one: one.get_kind_display(),
            _("State"): lambda one: one.get_state_display(),
            _("Place"): lambda one: one.place,
            _("Area, m²"): lambda one: one.area,
            _("Electric power, MW"): lambda one: one.power,
            _("Detailed plan"): lambda one: one.get_zoning_display(),
            _("Price or rent"): lambda one: one.price,
            _("What the price is for"): lambda one: one.get_terms_display(),
            _("Available from"): lambda one: one.available_from,
            _("Shown on the public pages"): lambda one: yes if one.published else "",
        },
    )
