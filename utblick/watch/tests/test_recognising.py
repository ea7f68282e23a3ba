import json
from urllib.parse import parse_qs, urlsplit

import pytest

from utblick.watch import searches
from utblick.watch.connectors import connector
from utblick.watch.errors import Refused
from utblick.watch.recognising import recognised

TED = "https://ted.europa.eu/sv/search/result"
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities"


def asked_of_ted(pasted: str) -> str:
    found = recognised(pasted)
    assert found.kind == "ted"
    return str(json.loads(connector("ted").ask(found.address).content)["query"])


@pytest.mark.parametrize(
    ("pasted", "kind", "address"),
    [
        (" https://example.org/news ", "feed", "https://example.org/news"),
        ("<https://example.org/a.rss>", "feed", "https://example.org/a.rss"),
        ("www.example.org/nyheter", "feed", "https://www.example.org/nyheter"),
        ("example.org", "feed", "https://example.org"),
        ("feed://example.org/rss", "feed", "https://example.org/rss"),
        ("feed:https://example.org/rss", "feed", "https://example.org/rss"),
        ("https://example.org/rss Nyheter från kommunen", "feed", "https://example.org/rss"),
        ("Se https://example.org/rss.", "feed", "https://example.org/rss"),
        ("[Flödet](https://example.org/rss)", "feed", "https://example.org/rss"),
        ("https://example.org/Ort_(Sverige)", "feed", "https://example.org/Ort_(Sverige)"),
        ('<a href="https://example.org/rss">Flödet</a>', "feed", "https://example.org/rss"),
        ("view-source:https://example.org/rss", "feed", "https://example.org/rss"),
        ("https://https://example.org/rss", "feed", "https://example.org/rss"),
        ("example.org/rss nyheter", "feed", "https://example.org/rss"),
        ("www.example.org, nyheter", "feed", "https://www.example.org"),
        ("webcal://example.org/kalender", "calendar", "https://example.org/kalender"),
        ("https://example.org/kalender.ics?x=1", "calendar", "https://example.org/kalender.ics?x=1"),
    ],
)
def test_what_is_pasted_becomes_a_kind_and_an_address(pasted: str, kind: str, address: str) -> None:
    found = recognised(pasted)
    assert (found.kind, found.address) == (kind, address)


def test_a_query_in_teds_own_language_is_a_search_on_ted() -> None:
    asked = asked_of_ted("place-of-performance IN (SWE NOR) AND FT ~ broar")
    assert asked == "place-of-performance IN (SWE NOR) AND FT ~ broar SORT BY publication-date DESC"


def test_the_address_of_a_search_on_ted_becomes_its_query() -> None:
    asked = asked_of_ted(f"{TED}?FT=snow+clearing&search-scope=ACTIVE&facet.place-of-performance=SPCY%2CSWE&page=2")
    assert asked.startswith('place-of-performance = SWE AND FT ~ "snow clearing" AND form-type = competition')
    by_subject = asked_of_ted(f"{TED}?facet.cpv=comp%2C72000000&classification-cpv=85000000&scope=ACTIVE")
    assert "classification-cpv IN (85000000 72000000)" in by_subject


def test_a_search_of_the_interface_for_programs_is_taken_as_it_stands() -> None:
    address = "https://api.ted.europa.eu/v3/notices/search?query=PD%20%3E%2020260101&scope=ALL"
    assert recognised(address).address == address


def test_a_page_of_ted_without_a_search_says_what_to_do() -> None:
    for address in ("https://ted.europa.eu/sv/", f"{TED}?search-scope=ACTIVE&page=1"):
        with pytest.raises(Refused) as caught:
            recognised(address)
        assert caught.value.code == "no_search"


def test_the_address_of_a_search_on_the_eu_portal_keeps_its_programmes_status_and_words() -> None:
    found = recognised(
        f"{PORTAL}/calls-for-proposals?keywords=town%20twinning&isExactMatch=true&status=31094501,31094502"
        "&frameworkProgramme=43251589,43252405&order=DESC&pageNumber=1&pageSize=50&sortBy=startDate"
    )
    told = parse_qs(urlsplit(found.address).query)

    assert found.kind == "eu_calls"
    assert told["text"] == ["town twinning"]
    assert told["frameworkProgramme"] == ["43251589,43252405"]
    assert told["status"] == ["31094501,31094502"]


def test_the_page_of_one_call_is_no_source() -> None:
    with pytest.raises(Refused) as caught:
        recognised(f"{PORTAL}/topic-details/CERV-2026-CITIZENS-TOWN-TT")
    assert caught.value.code == "one_call"


def test_a_composed_search_asks_for_what_was_chosen_and_cannot_be_broken_out_of() -> None:
    address = searches.tenders(countries=["SWE", "NOR"], cpv=["85000000"], words=['vård" OR (', "omsorg"])
    asked = json.loads(connector("ted").ask(address).content)["query"]

    assert asked == (
        'place-of-performance IN (SWE NOR) AND classification-cpv = 85000000 AND (FT ~ "vård  OR (" OR FT ~ "omsorg") '
        "AND form-type = competition SORT BY publication-date DESC"
    )
    assert b'"43251589"' in connector("eu_calls").ask(searches.calls(programmes=["43251589"])).content


@pytest.mark.parametrize(
    ("kind", "address", "name"),
    [
        ("eu_calls", searches.calls(programmes=["43251589", "43252405"]), "CERV, LIFE"),
        ("eu_calls", searches.calls(programmes=["43251814"], words="town twinning"), "CREA, town twinning"),
        ("eu_calls", searches.calls(), ""),
        (
            "ted",
            searches.tenders(countries=["SWE", "NOR"], cpv=["85000000"], words=["vård"]),
            "SWE, NOR, vård, 85000000",
        ),
        ("ted", searches.tenders(countries=["SWE"]), "SWE"),
    ],
)
def test_a_search_is_named_by_what_it_looks_for(kind: str, address: str, name: str) -> None:
    assert searches.called(kind, address) == name


@pytest.mark.parametrize(
    "pasted", ["file:///C:/Users/anna/sok.html", "C:\\Users\\anna\\sok.html", "\\\\server\\sok.html"]
)
def test_a_file_on_a_computer_is_told_apart_from_an_address(pasted: str) -> None:
    with pytest.raises(Refused) as refused:
        recognised(pasted)
    assert refused.value.code == "own_file"
