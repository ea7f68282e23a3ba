"""EU programmes: the portal's numbers, the codes that people use, and the official names in English and Swedish.

Source: the facet labels of the Funding & Tenders Portal (2026-08-22) and the Publications Office's list of EU programmes
(eForms codelist `eu-programme`), both reusable under Commission Decision 2011/833/EU.
"""

from typing import NamedTuple


class Programme(NamedTuple):
    code: str
    en: str
    sv: str


BY_NUMBER = {
    "43108390": Programme("HORIZON", "Horizon Europe", "Horisont Europa"),
    "43251589": Programme(
        "CERV", "Citizens, Equality, Rights and Values", "Medborgare, jämlikhet, rättigheter och värden"
    ),
    "43252405": Programme("LIFE", "LIFE, environment and climate action", "Life, miljö och klimatpolitik"),
    "43353764": Programme("ERASMUS", "Erasmus+", "Erasmus+"),
    "43251814": Programme("CREA", "Creative Europe", "Kreativa Europa"),
    "43152860": Programme("DIGITAL", "Digital Europe Programme", "Programmet för ett digitalt Europa"),
    "43254019": Programme("ESF", "European Social Fund Plus", "Europeiska socialfonden+"),
    "43251567": Programme("CEF", "Connecting Europe Facility", "Fonden för ett sammanlänkat Europa"),
    "44416173": Programme("I3", "Interregional Innovation Investments", "Interregionala innovationsinvesteringar"),
    "43252476": Programme("SMP", "Single Market Programme", "Programmet för den inre marknaden"),
    "43637601": Programme("PPPA", "Pilot projects and preparatory actions", "Pilotprojekt och förberedande åtgärder"),
    "111111": Programme("EUROPEAID", "EU external action (EuropeAid)", "EU:s yttre åtgärder (EuropeAid)"),
    "44181033": Programme("EDF", "European Defence Fund", "Europeiska försvarsfonden"),
    "43298916": Programme("EURATOM", "Euratom Research and Training", "Euratoms forskning och utbildning"),
    "43252449": Programme("RFCS", "Research Fund for Coal and Steel", "Forskningsfonden för kol och stål"),
    "43252368": Programme("ISF", "Internal Security Fund", "Fonden för inre säkerhet"),
    "44773066": Programme("JTM", "Just Transition Mechanism", "Mekanismen för en rättvis omställning"),
    "43252386": Programme("JUST", "Justice Programme", "Programmet för rättsliga frågor"),
    "43252433": Programme(
        "PERI", "Protection of the euro against counterfeiting", "Skydd av euron mot förfalskning (Perikles IV)"
    ),
    "43252517": Programme(
        "SOCPL", "Social prerogatives and specific competencies", "Sociala befogenheter och särskilda behörigheter"
    ),
    "43253967": Programme(
        "RENEWFM", "Renewable energy financing mechanism", "Finansieringsmekanismen för förnybar energi"
    ),
    "43254037": Programme("ESC", "European Solidarity Corps", "Europeiska solidaritetskåren"),
    "43697167": Programme("EP", "European Parliament", "Europaparlamentet"),
    "43089234": Programme("INNOVFUND", "Innovation Fund", "Innovationsfonden"),
    "43392145": Programme(
        "EMFAF", "Maritime, Fisheries and Aquaculture Fund", "Europeiska havs-, fiskeri- och vattenbruksfonden"
    ),
    "43251842": Programme("EUAF", "Union Anti-Fraud Programme", "Unionens program för bedrägeribekämpning"),
    "43298203": Programme("UCPM", "Union Civil Protection Mechanism", "Unionens civilskyddsmekanism"),
    "45532249": Programme("EUBA", "EU bodies and agencies", "EU:s organ och byråer"),
    "45876777": Programme("NDICI", "Global Europe", "Europa i världen"),
    "46324255": Programme(
        "ERDF-TA",
        "Technical assistance, regional and cohesion funds",
        "Tekniskt stöd, regional- och sammanhållningsfonderna",
    ),
    "42810547": Programme("ED", "Europe Direct", "Europa Direkt"),
    "31045243": Programme("H2020", "Horizon 2020", "Horisont 2020"),
    "31059643": Programme("COSME", "COSME 2014-2020", "Cosme 2014–2020"),
}
BY_CODE = {programme.code: programme for programme in BY_NUMBER.values()}


def name_of(code: str, language: str) -> str:
    """What a programme is called in Swedish ("sv") or else English; the code itself where we know no name."""
    named = _BY_CODE.get(code)
    if named is None:
        return code
    return named.sv if language == "sv" else named.en


_BY_CODE = {programme.code: programme for programme in BY_NUMBER.values()}


def code_of(number: str, identifier: str = "") -> str:
    """The code of a programme by the portal's number; by the call's own name where the number is new to us."""
    known = BY_NUMBER.get(number)
    return known.code if known else identifier.split("-")[0][:20]
