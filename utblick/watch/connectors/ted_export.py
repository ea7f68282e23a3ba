"""A notice in TED's older XML (TED_EXPORT), in the shape of TED's search API. Four namespaces were used; none is asked about."""

from typing import Any

from lxml import etree

from utblick.watch.connectors.ted import LANGUAGES
from utblick.watch.errors import UnreadableAnswer

THREE_LETTERS = {two: three for three, two in LANGUAGES.items() if three != "nob"}
# The countries of TED: alpha-2, with the two that the EU writes its own way, to alpha-3.
COUNTRIES = {
    "AL": "ALB", "AT": "AUT", "BA": "BIH", "BE": "BEL", "BG": "BGR", "CH": "CHE", "CY": "CYP", "CZ": "CZE", "DE": "DEU",
    "DK": "DNK", "EE": "EST", "EL": "GRC", "ES": "ESP", "FI": "FIN", "FO": "FRO", "FR": "FRA", "GB": "GBR", "GE": "GEO",
    "GL": "GRL", "GR": "GRC", "HR": "HRV", "HU": "HUN", "IE": "IRL", "IS": "ISL", "IT": "ITA", "LI": "LIE", "LT": "LTU",
    "LU": "LUX", "LV": "LVA", "MD": "MDA", "ME": "MNE", "MK": "MKD", "MT": "MLT", "NL": "NLD", "NO": "NOR", "PL": "POL",
    "PT": "PRT", "RO": "ROU", "RS": "SRB", "SE": "SWE", "SI": "SVN", "SK": "SVK", "TR": "TUR", "UA": "UKR", "UK": "GBR",
    "US": "USA", "XK": "XKX",
}  # fmt: skip
# The kinds of document that tell of what is over, and of what is still to come; the others ask for answers.
RESULTS, PLANNED = set("7RJVKEX"), set("0PB")


def notice(root: etree._Element) -> dict[str, Any]:
    number = root.get("DOC_ID") or ""
    if not number:
        raise UnreadableAnswer("no_number")
    form = original(root)
    language = THREE_LETTERS.get((one(root, "LG_ORIG") or (form is not None and form.get("LG")) or "").lower()[:2], "")
    country = attribute(root, "ISO_COUNTRY", "VALUE")
    return {
        "publication-number": number,
        "notice-type": kind(attribute(root, "TD_DOCUMENT_TYPE", "CODE")),
        "notice-title": titles(root),
        "description-proc": {language: described(form)},
        "buyer-name": {language: [name] if (name := buyer(root, form)) else []},
        "buyer-country": [COUNTRIES.get(country, country)] if country else [],
        "publication-date": one(root, "DATE_PUB"),
        "classification-cpv": attributes(root, "ORIGINAL_CPV", "CODE"),
        "place-of-performance": attributes(root, "PERFORMANCE_NUTS", "CODE") or attributes(root, "ORIGINAL_NUTS", "CODE"),
        "procedure-type": one(root, "PR_PROC"),
        "contract-nature": [found for found in [one(root, "NC_CONTRACT_NATURE")] if found],
        "deadline-receipt-tender-date-lot": [day for day in [one(root, "DT_DATE_FOR_SUBMISSION")[:8]] if day],
        "deadline-receipt-tender-time-lot": [one(root, "DT_DATE_FOR_SUBMISSION")[9:14]],
        **money(root),
    }  # fmt: skip


def kind(code: str) -> str:
    return "can-standard" if code in RESULTS else "pin-only" if code in PLANNED else "cn-standard"


def every(within: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if within is None else list(within.iter(f"{{*}}{name}"))


def one(within: etree._Element | None, name: str) -> str:
    return next((text for found in every(within, name) if (text := " ".join("".join(found.itertext()).split()))), "")


def attributes(root: etree._Element, element: str, name: str) -> list[str]:
    return [value for found in every(root, element) if (value := found.get(name))]


def attribute(root: etree._Element, element: str, name: str) -> str:
    return next(iter(attributes(root, element, name)), "")


def titles(root: etree._Element) -> dict[str, str]:
    """The official title in each language: the country, then what is bought."""
    told = {}
    for found in every(root, "ML_TI_DOC"):
        code, what = THREE_LETTERS.get((found.get("LG") or "").lower(), ""), one(found, "TI_TEXT")
        if code and what:
            told[code] = " – ".join(part for part in (one(found, "TI_CY"), what) if part)
    return told


def original(root: etree._Element) -> etree._Element | None:
    """The form in the language in which it was written."""
    section = next(iter(every(root, "FORM_SECTION")), None)
    forms = [form for form in (section if section is not None else ()) if isinstance(form.tag, str)]
    return next((form for form in forms if form.get("CATEGORY") == "ORIGINAL"), next(iter(forms), None))


def described(form: etree._Element | None) -> str:
    """The title of the contract as its buyer wrote it, and the short description."""
    words = [one(form, "SHORT_DESCR") or one(form, "SHORT_CONTRACT_DESCRIPTION")]
    heading = next((text for title in every(form, "OBJECT_CONTRACT") if (text := one(title, "TITLE"))), "")
    return ". ".join(part.rstrip(".") for part in [heading, *words] if part)


def buyer(root: etree._Element, form: etree._Element | None) -> str:
    return one(next(iter(every(form, "CONTRACTING_BODY")), form), "OFFICIALNAME") or one(root, "AA_NAME")


def money(root: etree._Element) -> dict[str, Any]:
    """What it was estimated at; what it cost in the end is not asked for."""
    for value in every(root, "VALUE"):
        if value.get("TYPE") == "ESTIMATED_TOTAL" and value.text:
            return {"estimated-value-proc": value.text, "estimated-value-cur-proc": value.get("CURRENCY")}
    return {}
