"""Names that things have in the world, recognised where a source writes them."""

import re
from urllib.parse import unquote

PROGRAMMES = (
    r"AGRIP|AMIF|BMVI|CEF|CERV|COSME|CREA|DEP|DIGITAL|EDF|EEN|EIT|EMFAF|ERASMUS|ESC|ESF|EU4H|EUAF|EUI|EURAF|EURATOM|EUROHPC|"
    r"HORIZON|I3|IMREG|INNOVFUND|ISF|JTM|JUST|LIFE|PERI|PPPA|RFCS|SJI|SMP|SOCPL|TSI|UCPM"
)
# CERV-2026-CITIZENS-TOWN-TT, HORIZON-CL5-2027-D2-02-01, EU4H-2026-PJ-01, LIFE-2026-SAP-NAT, ERASMUS-EDU-2026-VET-COVE
CALL = re.compile(
    rf"(?<![\w-])(?:{PROGRAMMES})-(?=[A-Z0-9-]*20[2-4]\d)(?:[A-Z0-9]+-)*[A-Z0-9]+(?![\w]|-[A-Z0-9])",
    re.IGNORECASE,
)
TOPIC_PAGE = re.compile(
    r"(?:topic-details|topicdetails|competitive-calls-cs|calls-for-proposals)/([A-Z0-9][A-Z0-9._-]{5,80})", re.I
)
EUROPEAID = re.compile(r"EuropeAid/(\d{5,6})/[A-Z]{2}/[A-Z]{3}/[A-Z0-9]+", re.I)
NOTICE = re.compile(r"ted\.europa\.eu/.*?(?:notice/-?/?(?:detail/)?|udl\?uri=TED:NOTICE:)0*(\d{1,8}-20\d\d)", re.I)
OLD_NOTICE = re.compile(r"(?<!\d)(20[12]\d)/S\s?(\d{3})-0*(\d{3,8})(?!\d)")
DOI = re.compile(r"doi\.org/(10\.\d{4,9}/[^\s?#\"'<>]+)", re.I)


def named_by(link: str, title: str) -> tuple[str, ...]:
    """The identifiers of the thing that a page and its title are about: by its address, else the only one in its title."""
    found = by_address(link)
    if found:
        return found
    titled = {call(match[0]) for match in CALL.finditer(title)} if "-" in title else set()
    return (titled.pop(),) if len(titled) == 1 else ()


def by_address(link: str) -> tuple[str, ...]:
    if "europa.eu" not in link and "doi.org" not in link:
        return ()
    address = unquote(link)
    if topic := TOPIC_PAGE.search(address):
        return (call(topic[1]),)
    if notice := NOTICE.search(address):
        return (f"ted:{notice[1]}",)
    if doi := DOI.search(address):
        return (f"doi:{doi[1].lower().rstrip('.,;)')}",)
    return ()


def call(identifier: str) -> str:
    return f"call:{identifier.upper().strip('.-_')}"
