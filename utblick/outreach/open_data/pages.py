"""The page that tells what there is, column by column."""

from django.utils.translation import gettext as _

from utblick.outreach.open_data.files import KINDS
from utblick.outreach.open_data.tables import TABLES
from utblick.site.serving import Visit, drawn


def data(visit: Visit) -> bytes:
    description = _("What %(municipality)s does internationally, as tables that anybody may use for anything.")
    return drawn(
        "outreach/data.html",
        visit,
        title=_("Open data"),
        description=description % {"municipality": visit.municipality},
        tables=list(TABLES.values()),
        kinds=[(ending, kind.label) for ending, kind in KINDS.items()],
        catalogues=[("ttl", "Turtle"), ("rdf", "RDF/XML"), ("jsonld", "JSON-LD")],
    )
