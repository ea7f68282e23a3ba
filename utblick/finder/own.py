"""The municipality's own partners, each with what is written of them and what has been done together."""

from dataclasses import dataclass

from django.db.models import OuterRef, StringAgg, Subquery, Value

from utblick.finder import naming
from utblick.initiatives.models import Participation
from utblick.partners.models import Organisation

MOST = 1_000


@dataclass(frozen=True, slots=True)
class OwnPartner:
    """`called` is what the open data may know the same organisation by."""

    pk: int
    name: str
    kind: str
    kind_name: str
    country: str
    country_name: str
    place: str
    nuts: str
    url: str
    called: str
    text: str


def own_partners() -> list[OwnPartner]:
    """At most a thousand: a municipality has tens."""
    together = Participation.objects.standing().filter(organisation=OuterRef("pk")).order_by().values("organisation")
    titles = together.annotate(all=StringAgg("initiative__title", Value(". "))).values("all")
    rows = Organisation.objects.current().annotate(together=Subquery(titles))[:MOST]
    return [_told(one) for one in rows]


def _told(one: Organisation) -> OwnPartner:
    together: str | None = one.together  # type: ignore[attr-defined]
    return OwnPartner(
        pk=one.pk,
        name=one.name,
        kind=one.kind,
        kind_name=str(one.get_kind_display()),
        country=one.country,
        country_name=one.country_name,
        place=one.place,
        nuts=one.region,
        url=one.get_absolute_url(),
        called=naming.key(one.name, one.country),
        text=". ".join(filter(None, [one.description, one.description_en, together or ""])),
    )
