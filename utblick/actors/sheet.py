"""The register of local actors as a file."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from utblick.actors import sni
from utblick.actors.models import LocalActor
from utblick.ui.sheets import Sheet


def actors(rows: QuerySet[LocalActor]) -> Sheet:
    return Sheet(
        _("Local actors"),
        {
            _("Name"): lambda one: one.name,
            _("Kind"): lambda one: one.get_kind_display(),
            _("Organisation number"): lambda one: one.organisation_number,
            _("Industry code (SNI)"): lambda one: sni.written(one.sni),
            _("Industry"): lambda one: one.industry,
            _("Size"): lambda one: one.get_size_display(),
            _("Place"): lambda one: one.place,
            _("Website"): lambda one: one.website,
            _("What they make or do"): lambda one: one.description,
            _("Keywords"): lambda one: ", ".join(one.keywords),
            _("Languages"): lambda one: one.language_names,
            _("Markets today"): lambda one: one.market_names,
            _("Markets wanted"): lambda one: one.wanted_market_names,
            _("Experience abroad"): lambda one: one.experience,
        },
    )
