"""Which vacant sites could suit an enquiry, and what each lacks."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utblick.establishment.models import Enquiry, VacantSite

A_LITTLE_LESS = 0.9
"""What is nearly large enough is worth proposing."""


@dataclass(frozen=True, slots=True)
class Fit:
    site: VacantSite
    lacks: list[Promise | str]


def fitting(enquiry: Enquiry) -> list[Fit]:
    """Every free site, those that lack least first; the one that they asked about before all."""
    found = [Fit(site, lacks(enquiry, site)) for site in VacantSite.objects.free()]
    return sorted(found, key=lambda one: (one.site.pk != enquiry.site_id, len(one.lacks), one.site.name))


def lacks(enquiry: Enquiry, site: VacantSite) -> list[Promise | str]:
    """In words; what is not known of a site is said too, since it must be asked about before it is promised."""
    told: list[Promise | str] = []
    if enquiry.wanted not in (Enquiry.Wanted.EITHER, site.kind):
        told.append(_("another kind"))
    if enquiry.area and site.area < enquiry.area * A_LITTLE_LESS:
        told.append(_("too small"))
    if enquiry.power and site.power is None:
        told.append(_("power not known"))
    elif enquiry.power and site.power and site.power < enquiry.power:
        told.append(_("too little power"))
    return told
