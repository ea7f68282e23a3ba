"""A notice in eForms (UBL 2.3 with the EU's extensions), in the shape of TED's search API."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from utblick.watch.errors import UnreadableAnswer

ROOTS = ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice")
SPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
}
PROJECT, LOTS = "cac:ProcurementProject", "cac:ProcurementProjectLot"
LOT_PROJECTS = f"{LOTS}/{PROJECT}"
CPV = "*/cbc:ItemClassificationCode[@listName='cpv']"
COUNTRY = ".//cac:Country/cbc:IdentificationCode"
VALUE = "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"


def notice(root: etree._Element) -> dict[str, Any]:
    number = first(root, ".//efbc:NoticePublicationID") or first(root, "cbc:ID[@schemeName='notice-id']")
    if not number:
        raise UnreadableAnswer("no_number")
    buyers = [
        company(root, name) for name in texts(root, "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID")
    ]
    days, clocks = deadlines(root, "cac:TenderSubmissionDeadlinePeriod")
    requests, times = deadlines(root, "cac:ParticipationRequestReceptionPeriod")
    return {
        "publication-number": number,
        "notice-type": first(root, "cbc:NoticeTypeCode"),
        "title-proc": by_language(root, f"{PROJECT}/cbc:Name") or by_language(root, f"{LOT_PROJECTS}/cbc:Name"),
        "description-proc": by_language(root, f"{PROJECT}/cbc:Description"),
        "description-lot": by_language(root, f"{LOT_PROJECTS}/cbc:Description"),
        "buyer-name": names(one for one in buyers if one is not None),
        "buyer-country": [code for one in buyers if one is not None for code in texts(one, COUNTRY)],
        "publication-date": first(root, ".//efbc:PublicationDate") or first(root, "cbc:IssueDate"),
        "classification-cpv": [*texts(root, f"{PROJECT}/{CPV}"), *texts(root, f"{LOT_PROJECTS}/{CPV}")],
        "place-of-performance": texts(root, f"{LOT_PROJECTS}/cac:RealizedLocation//cbc:CountrySubentityCode")
        or texts(root, f"{PROJECT}/cac:RealizedLocation//cbc:CountrySubentityCode"),
        "procedure-type": first(root, "cac:TenderingProcess/cbc:ProcedureCode"),
        "contract-nature": texts(root, f"{PROJECT}/cbc:ProcurementTypeCode"),
        "deadline-receipt-tender-date-lot": days,
        "deadline-receipt-tender-time-lot": clocks,
        "deadline-receipt-request": [f"{day[:10]}T{clock}" if clock else day for day, clock in zip(requests, times, strict=True)],
        **money(root),
    }  # fmt: skip


def texts(within: etree._Element, path: str) -> list[str]:
    return [text for found in within.findall(path, SPACES) if (text := (found.text or "").strip())]


def first(within: etree._Element, path: str) -> str:
    return next(iter(texts(within, path)), "")


def by_language(within: etree._Element, path: str) -> dict[str, list[str]]:
    """The texts by the code of their language, `swe`."""
    told: dict[str, list[str]] = {}
    for found in within.findall(path, SPACES):
        if text := (found.text or "").strip():
            told.setdefault((found.get("languageID") or "").lower(), []).append(text)
    return told


def company(root: etree._Element, name: str) -> etree._Element | None:
    """The organisation that the notice calls `ORG-0001`."""
    found = root.findall(".//efac:Organizations/efac:Organization/efac:Company", SPACES)
    return next((one for one in found if name in texts(one, "cac:PartyIdentification/cbc:ID")), None)


def names(companies: Iterator[etree._Element]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for one in companies:
        for language, some in by_language(one, "cac:PartyName/cbc:Name").items():
            told.setdefault(language, []).extend(some)
    return told


def deadlines(root: etree._Element, period: str) -> tuple[list[str], list[str]]:
    """Days and times of day, lot by lot."""
    found = root.findall(f"{LOTS}/cac:TenderingProcess/{period}", SPACES)
    told = [(first(one, "cbc:EndDate"), first(one, "cbc:EndTime")) for one in found]
    return [day for day, _ in told if day], [clock for day, clock in told if day]


def money(root: etree._Element) -> dict[str, Any]:
    """The estimated value of the whole, and of its lots."""
    whole = root.find(f"{PROJECT}/{VALUE}", SPACES)
    lots = root.findall(f"{LOT_PROJECTS}/{VALUE}", SPACES)
    told: dict[str, Any] = {
        "estimated-value-lot": [one.text for one in lots],
        "estimated-value-cur-lot": [one.get("currencyID") for one in lots],
    }
    if whole is not None:
        told |= {"estimated-value-proc": whole.text, "estimated-value-cur-proc": whole.get("currencyID")}
    return told
