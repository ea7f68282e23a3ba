"""The tables as data portals gather them: DCAT-AP-SE (docs.dataportal.se/dcat), which builds on DCAT-AP 3."""

from django.urls import reverse
from django.utils import translation
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, SKOS

from utblick.outreach.open_data.files import KINDS, Kind
from utblick.outreach.open_data.tables import TABLES, Table
from utblick.site.languages import CODES
from utblick.site.serving import Visit

AUTHORITY = "http://publications.europa.eu/resource/authority"
THEMES = URIRef(f"{AUTHORITY}/data-theme")
LANGUAGES = {"sv": URIRef(f"{AUTHORITY}/language/SWE"), "en": URIRef(f"{AUTHORITY}/language/ENG")}
PUBLIC = URIRef(f"{AUTHORITY}/access-right/PUBLIC")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/")
EVERY_DAY = URIRef(f"{AUTHORITY}/frequency/CONT")
IANA = "http://www.iana.org/assignments/media-types"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
THEME_NAMES = {"GOVE": "Government and public sector", "REGI": "Regions and cities"}
KINDS_OF_VALUES = {
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.accessRights: DCTERMS.RightsStatement,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
}
"""What stands elsewhere is told what it is, so that a validator need not fetch it."""
FORMATS = {
    "ttl": ("turtle", "text/turtle"),
    "rdf": ("pretty-xml", "application/rdf+xml"),
    "jsonld": ("json-ld", "application/ld+json"),
}


def written(visit: Visit, ending: str) -> bytes:
    return graph(visit).serialize(format=FORMATS[ending][0]).encode()


def graph(visit: Visit) -> Graph:
    made = Graph()
    for prefix, space in {"dcat": DCAT, "dcterms": DCTERMS, "foaf": FOAF, "vcard": VCARD}.items():
        made.bind(prefix, space)
    publisher, contact = _publisher(made, visit), _contact(made, visit)
    here = _catalogue(made, publisher, visit)
    for table in TABLES.values():
        made.add((here, DCAT.dataset, data := _dataset(made, table, visit)))
        made.add((data, DCTERMS.publisher, publisher))
        made.add((data, DCAT.contactPoint, contact))
    for told, kind in KINDS_OF_VALUES.items():
        for value in set(made.objects(None, told)):
            made.add((value, RDF.type, kind))
    return made


def _catalogue(made: Graph, publisher: URIRef, visit: Visit) -> URIRef:
    here, place = URIRef(f"{_base(visit)}#catalogue"), visit.municipality.name
    made.add((here, RDF.type, DCAT.Catalog))
    titles = {"sv": f"{place} i världen: öppna data", "en": f"{place} in the world: open data"}
    texts = {
        "sv": f"Det internationella arbetet i {place}: mål, insatser, partner, avtal och resultat.",
        "en": f"The international work of {place}: goals, initiatives, partners, agreements and results.",
    }
    for code in CODES:
        made.add((here, DCTERMS.title, Literal(titles[code], code)))
        made.add((here, DCTERMS.description, Literal(texts[code], code)))
        made.add((here, DCTERMS.language, LANGUAGES[code]))
    made.add((here, DCTERMS.publisher, publisher))
    made.add((here, DCTERMS.license, CC0))
    made.add((here, DCAT.themeTaxonomy, THEMES))
    made.add((here, FOAF.homepage, URIRef(visit.address("outreach:data"))))
    made.add((THEMES, RDF.type, SKOS.ConceptScheme))
    made.add((THEMES, DCTERMS.title, Literal("Data theme", "en")))
    return here


def _publisher(made: Graph, visit: Visit) -> URIRef:
    who = URIRef(f"{_base(visit)}#publisher")
    made.add((who, RDF.type, FOAF.Agent))
    made.add((who, FOAF.name, Literal(visit.municipality.name)))
    made.add(
        (who, DCTERMS.type, _concept(made, "http://purl.org/adms/publishertype/LocalAuthority", "Local authority"))
    )
    return who


def _concept(made: Graph, uri: str, name: str) -> URIRef:
    one = URIRef(uri)
    made.add((one, RDF.type, SKOS.Concept))
    made.add((one, SKOS.prefLabel, Literal(name, "en")))
    return one


def _contact(made: Graph, visit: Visit) -> URIRef:
    who = URIRef(f"{_base(visit)}#contact")
    made.add((who, RDF.type, VCARD.Organization))
    made.add((who, RDF.type, VCARD.Kind))
    made.add((who, VCARD.fn, Literal(visit.municipality.name)))
    made.add((who, VCARD.hasURL, URIRef(visit.address("site:front"))))
    if visit.municipality.public_email:
        made.add((who, VCARD.hasEmail, URIRef(f"mailto:{visit.municipality.public_email}")))
    return who


def _dataset(made: Graph, table: Table, visit: Visit) -> URIRef:
    data = URIRef(f"{_base(visit)}#{table.name}")
    made.add((data, RDF.type, DCAT.Dataset))
    made.add((data, DCTERMS.identifier, Literal(str(data))))
    for code in CODES:
        with translation.override(code):
            made.add((data, DCTERMS.title, Literal(f"{table.title}, {visit.municipality}", code)))
            made.add((data, DCTERMS.description, Literal(str(table.text), code)))
    made.add((data, DCAT.theme, _concept(made, f"{THEMES}/{table.theme}", THEME_NAMES[table.theme])))
    made.add((data, DCTERMS.accessRights, PUBLIC))
    made.add((data, DCTERMS.accrualPeriodicity, EVERY_DAY))
    made.add((data, DCAT.landingPage, URIRef(f"{visit.address('outreach:data')}#{table.name}")))
    for ending, kind in KINDS.items():
        made.add((data, DCAT.distribution, _distribution(made, table, ending, kind, visit)))
    return data


def _distribution(made: Graph, table: Table, ending: str, kind: Kind, visit: Visit) -> URIRef:
    file = URIRef(f"{visit.root}{reverse('outreach:data_file', args=[table.name, ending])}")
    one = URIRef(f"{_base(visit)}#{table.name}-{ending}")
    made.add((one, RDF.type, DCAT.Distribution))
    with translation.override("sv"):
        made.add((one, DCTERMS.title, Literal(f"{table.title}, {kind.label}", "sv")))
    made.add((one, DCAT.accessURL, file))
    made.add((one, DCAT.downloadURL, file))
    made.add((one, DCTERMS["format"], URIRef(f"{AUTHORITY}/file-type/{kind.authority}")))
    made.add((one, DCAT.mediaType, URIRef(f"{IANA}/{kind.media_type.partition(';')[0]}")))
    made.add((one, DCTERMS.license, CC0))
    return one


def _base(visit: Visit) -> str:
    return f"{visit.root}{reverse('outreach:catalogue', args=['ttl'])}"
