import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from utblick.watch.connectors import Finding, connector, explained
from utblick.watch.connectors.ted import FIELDS, LIMIT
from utblick.watch.errors import Rejected, UnreadableAnswer

TED = connector("ted")
ADDRESS = "https://api.ted.europa.eu/v3/notices/search?query=buyer-country%20%3D%20FIN&scope=ACTIVE"


def notice(**fields: Any) -> dict[str, Any]:
    usual = {
        "publication-number": "00381972-2026",
        "notice-title": {"eng": "Finland – Timber bridges", "swe": "Finland – Träbroar"},
        "notice-type": "cn-standard",
        "buyer-name": {"fin": ["Oulun kaupunki", "Oulun kaupunki"]},
        "buyer-country": ["FIN"],
        "publication-date": "20260603",
        "deadline-receipt-tender-date-lot": ["2026-08-31+03:00"],
        "deadline-receipt-tender-time-lot": ["12:00:00+03:00"],
        "classification-cpv": ["45221119", "45221119"],
    }
    return {**usual, **{name.replace("_", "-"): value for name, value in fields.items()}}


def body(*notices: dict[str, Any], **top: Any) -> bytes:
    return json.dumps({"notices": notices, "totalNoticeCount": len(notices), **top}).encode()


def read(**fields: Any) -> Finding:
    (found,) = TED.read(body(notice(**fields)), {}).findings
    return found


def test_a_notice_becomes_a_finding() -> None:
    found = read(estimated_value_proc=1_250_000.0, estimated_value_cur_proc="EUR")

    assert (found.external_id, found.identifiers) == ("381972-2026", ("ted:381972-2026",))
    assert (found.title, found.language, found.authority) == ("Finland – Träbroar", "sv", "Oulun kaupunki")
    assert (found.codes, found.countries, found.kind, found.status) == (("cpv:45221119",), ("FIN",), "tender", "open")
    assert (found.contribution, found.currency) == (Decimal("1250000.0"), "EUR")
    assert found.deadlines[0].at.isoformat() == "2026-08-31T09:00:00+00:00"
    assert found.link == "https://ted.europa.eu/sv/notice/-/detail/381972-2026"


@pytest.mark.parametrize(
    "told", ["20260401", "2026-04-01+02:00", ["2026-04-01+02:00"], ["20260401"], "2026-04-01T00:00:00+02:00"]
)
def test_the_date_of_publication_comes_in_three_shapes(told: object) -> None:
    assert read(publication_date=told).published.isoformat() == "2026-03-31T22:00:00+00:00"  # type: ignore[union-attr]


@pytest.mark.parametrize("told", [None, "", [], "soon", "2026-02-30", "99991231"])
def test_a_date_that_cannot_be_is_unknown(told: object) -> None:
    assert read(publication_date=told).published is None
    assert read(deadline_receipt_tender_date_lot=told).deadlines == ()


@pytest.mark.parametrize(
    ("days", "clocks", "closes"),
    [
        (["2026-08-31T23:59:00+02:00"], [], ["2026-08-31T21:59:00+00:00"]),
        (["2026-08-31+02:00"], [], ["2026-08-31T21:59:00+00:00"]),
        (["2026-08-31"], [], ["2026-08-31T21:59:00+00:00"]),
        (["2026-08-31Z"], ["10:00:00Z"], ["2026-08-31T10:00:00+00:00"]),
        (["2026-08-31+02:00", "2026-08-31+02:00"], ["10:00:00+02:00"] * 2, ["2026-08-31T08:00:00+00:00"]),
        (["2026-09-30+02:00", "2026-08-31+02:00"], ["10:00:00+02:00"] * 2,
         ["2026-08-31T08:00:00+00:00", "2026-09-30T08:00:00+00:00"]),
    ],
)  # fmt: skip
def test_deadlines_lot_by_lot_each_once(days: list[str], clocks: list[str], closes: list[str]) -> None:
    found = read(deadline_receipt_tender_date_lot=days, deadline_receipt_tender_time_lot=clocks)
    assert [deadline.at.isoformat() for deadline in found.deadlines] == closes


def test_a_request_to_take_part_has_its_own_deadline() -> None:
    found = read(deadline_receipt_request=["2026-07-01T12:00:00+02:00"])
    assert [deadline.label for deadline in found.deadlines] == ["request", "tender"]


@pytest.mark.parametrize(
    "told",
    [{"eng": "Text"}, {"eng": ["Text"]}, {"eng": ["Text", "Text"]}, {"deu": "Wort", "eng": "Text"}, "Text", ["Text"]],
)
def test_texts_come_as_a_text_or_a_list_by_language_or_without(told: object) -> None:
    assert read(notice_title=told).title == "Text"
    assert read(description_lot=told).summary == "Text"


def test_the_language_is_that_of_the_text() -> None:
    assert read(description_proc={"fin": "Puusilta"}).language == "fi"
    assert read(description_proc={"fin": "Puusilta"}).title == "Finland – Träbroar"


def test_values_of_lots_are_added_only_in_one_currency_and_zero_is_unknown() -> None:
    lots = {"estimated_value_lot": [100.0, 250.0]}
    assert read(**lots, estimated_value_cur_lot=["SEK", "SEK"]).contribution == 350
    assert read(**lots, estimated_value_cur_lot=["SEK", "EUR"]).contribution is None
    assert read(estimated_value_proc=0, estimated_value_cur_proc="EUR").contribution is None


@pytest.mark.parametrize(
    ("kind", "status"), [("cn-standard", "open"), ("can-standard", "closed"), ("pin-only", "forthcoming")]
)
def test_an_award_is_closed_and_a_plan_forthcoming(kind: str, status: str) -> None:
    assert read(notice_type=kind).status == status


def test_the_question_fits_the_official_specification(shared_data: Path) -> None:
    lines = (shared_data / "ted" / "ted-search-api-v3-openapi.yaml").read_text().splitlines()
    named = {line.strip(" -\"'") for line in lines if line.strip().startswith("- ")} | {
        line.strip(" :\"'") for line in lines
    }
    asked = TED.ask(ADDRESS, page="TOKEN", since=date(2026, 6, 1))
    told = json.loads(asked.content)

    assert (asked.method, asked.url) == ("POST", "https://api.ted.europa.eu/v3/notices/search")
    assert set(FIELDS) - named == set()
    assert set(told) - named == set()
    assert told["limit"] <= 250
    assert told["limit"] * len(told["fields"]) <= 10_000
    assert len(set(told["fields"])) == len(told["fields"])
    assert told["query"] == "(buyer-country = FIN) AND publication-date >= 20260601"
    assert told["iterationNextToken"] == "TOKEN"
    assert "iterationNextToken" not in json.loads(TED.ask(ADDRESS).content)


def test_a_sort_clause_stays_last() -> None:
    told = json.loads(
        TED.ask(ADDRESS.replace("FIN", "FIN%20SORT%20BY%20publication-date%20DESC"), since=date(2026, 6, 1)).content
    )
    assert told["query"] == "(buyer-country = FIN) AND publication-date >= 20260601 SORT BY publication-date DESC"


def test_the_last_page_may_carry_a_token_and_is_still_the_last() -> None:
    many = [notice(publication_number=f"{number}-2026") for number in range(LIMIT)]
    assert TED.read(body(*many, totalNoticeCount=400, iterationNextToken="T"), {}).next_page == "T"
    assert TED.read(body(*many[:150], totalNoticeCount=400, iterationNextToken="T"), {}).next_page is None
    assert TED.read(body(totalNoticeCount=400, iterationNextToken="T"), {}).next_page is None


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"type": "QUERY_SYNTAX_ERROR"}, "query_syntax"),
        ({"type": "QUERY_UNKNOWN_FIELD", "fieldName": "colour"}, "query_field"),
        ({"message": "x", "error": {"type": "EXPIRED_ITERATION_TOKEN"}}, "token_expired"),
        ({"type": "SOMETHING_NEW"}, "rejected"),
        ("no object", "rejected"),
    ],
)
def test_a_refusal_is_explained_by_its_type(told: object, code: str) -> None:
    assert explained(TED, Rejected(400, json.dumps(told).encode())).code == code
    assert explained(connector("feed"), Rejected(400)).code == "rejected"


@pytest.mark.parametrize(
    "told", [b"{}", b"[]", b'{"notices": [{}], "totalNoticeCount": 1}', b'{"notices": 5, "totalNoticeCount": 1}']
)
def test_an_answer_of_another_kind_is_refused_with_a_reason(told: bytes) -> None:
    with pytest.raises(UnreadableAnswer):
        TED.read(told, {})
