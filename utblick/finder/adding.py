"""A participant in the open data becomes a partner of the municipality's own, with what is known of it."""

from utblick.finder.models import FundedProject, Participant
from utblick.finder.words import SOURCES
from utblick.partners.models import Organisation
from utblick.partners.regions import UnknownRegion, region_code

TOLD = 3


def known(who: Participant) -> dict[str, str]:
    """What the form of an organisation is filled with; numbers as the form reads them."""
    kind = who.kind or Organisation.Kind.ASSOCIATION
    return {
        "name": who.tidy_name,
        "kind": kind,
        "country": who.country,
        "place": who.tidy_place,
        "region": _region(who),
        "website": who.website,
        "description": experience(who),
        "latitude": "" if who.latitude is None else str(who.latitude),
        "longitude": "" if who.longitude is None else str(who.longitude),
    }


def _region(who: Participant) -> str:
    """Nothing where the data's own code is out of use, or of another country than the address."""
    try:
        return region_code(who.nuts, who.country) if len(who.nuts) > 2 else ""
    except UnknownRegion:
        return ""


def experience(who: Participant) -> str:
    """The latest projects, as a line for the description."""
    rows = FundedProject.objects.filter(shares__participant=who).order_by("-starts_on", "-pk")[:TOLD]
    told = [f"{one.acronym or one.title} ({', '.join(filter(None, [one.programme, one.years]))})" for one in rows]
    sources = sorted({SOURCES.get(one.source, one.source) for one in rows})
    return f"{'; '.join(told)} [{', '.join(sources)}]" if told else ""
