"""The EU portal's traps, each shown on two real runs of May 2026 where they show it, else on a row made for it."""

import json
import tarfile
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from utblick.watch.connectors import Answer, Finding, connector, each_once
from utblick.watch.connectors.eu_calls import ADDRESS, BOUNDARY
from utblick.watch.errors import UnreadableAnswer

CALLS = connector("eu_calls")
NOW = datetime(2026, 5, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def runs(shared_data: Path) -> list[list[Answer]]:
    return [pages(shared_data / "sedia" / f"sedia-search-2026-05-07T{hour}.tar.gz") for hour in ("0003", "1206")]


@pytest.fixture(scope="module")
def found(runs: list[list[Answer]]) -> list[dict[str, Finding]]:
    return [{one.external_id: one for page in run for one in each_once(page.findings)} for run in runs]


def pages(archive: Path) -> list[Answer]:
    with tarfile.open(archive) as tar:
        names = sorted(name for name in tar.getnames() if "page-" in name)
        return [CALLS.read(tar.extractfile(name).read(), {}) for name in names]  # type: ignore[union-attr]


def row(reference: str = "1TOPICSen", language: str = "en", **metadata: Any) -> dict[str, Any]:
    usual = {
        "identifier": ["CERV-2026-CITIZENS-TOWN-TT"], "title": ["Town twinning"], "type": ["1"], "status": ["31094502"],
        "frameworkProgramme": ["43251589"], "DATASOURCE": ["SEDIA"], "deadlineDate": ["2026-09-23T00:00:00.000+0000"],
    }  # fmt: skip
    return {
        "reference": reference,
        "language": language,
        "url": "https://ec.europa.eu/x",
        "metadata": {**usual, **metadata},
    }


def read(*rows: dict[str, Any], number: int = 1, total: int | None = None) -> list[Finding]:
    told = {
        "results": rows,
        "pageNumber": number,
        "pageSize": 100,
        "totalResults": len(rows) if total is None else total,
    }
    return list(CALLS.read(json.dumps(told).encode(), {}).findings)


def topic(**metadata: Any) -> Finding:
    (found,) = read(row(**metadata))
    return found


def test_the_question_is_the_portals_multipart_form() -> None:
    asked = CALLS.ask(ADDRESS + "&frameworkProgramme=43251589,43252405", page="3")
    sent = parse_qs(urlsplit(asked.url).query)
    parts = [part.partition(b"\r\n\r\n") for part in asked.content.split(f"--{BOUNDARY}".encode())[1:-1]]
    told = {head.split(b'name="')[1].split(b'"')[0].decode(): json.loads(value) for head, _, value in parts}

    assert asked.method == "POST"
    assert sent == {"apiKey": ["SEDIA"], "text": ["***"], "pageSize": ["100"], "pageNumber": ["3"]}
    assert all(b"Content-Type: application/json" in head for head, _, _ in parts)
    assert told["sort"]["field"] == "startDate"
    assert {"terms": {"frameworkProgramme": ["43251589", "43252405"]}} in told["query"]["bool"]["must"]
    assert {"term": {"DATASOURCE": "SEDIA"}} in told["query"]["bool"]["must"]
    assert asked.headers["Content-Type"] == f"multipart/form-data; boundary={BOUNDARY}"


def test_trap_1_each_call_once_though_the_pages_overlap(
    runs: list[list[Answer]], found: list[dict[str, Finding]]
) -> None:
    assert [page.next_page for page in runs[0]] == ["2", "3", "4", "5", "6", "7", None]
    assert runs[0][0].total == 662
    assert [len(run) for run in found] == [542, 580]


def test_trap_1_the_overlap_is_taken_out_over_all_pages() -> None:
    first, second = topic(), topic(identifier=["LIFE-2026-X"])
    again = replace(first, summary="the same again")
    assert list(each_once([first, first, again])) == [first]
    assert len(list(each_once([first, replace(second, external_id="2TOPICS"), first]))) == 2


def test_trap_2_the_current_index_is_preferred_on_a_page_and_over_pages() -> None:
    old = row(DATASOURCE=["SEDIA_PRD_CENTRICITY"], status=["31094503"])
    assert [one.status for one in read(old, row())] == ["open"]
    assert [one.status for one in read(row(), old)] == ["open"]
    assert [one.status for one in each_once([*read(old), *read(row())])] == ["open"]
    assert [one.status for one in each_once(read(old))] == ["closed"]


def test_trap_3_past_the_last_deadline_a_call_is_closed_whatever_its_status(found: list[dict[str, Finding]]) -> None:
    said_open = [one for one in found[1].values() if one.status == "open"]
    past = [one for one in said_open if one.status_on(NOW) == "closed"]

    assert len(past) > 3
    assert all(one.deadlines[-1].at < NOW for one in past)
    assert all(one.next_deadline(NOW) for one in said_open if one not in past)


def test_trap_4_the_content_is_compared_and_not_the_checksum() -> None:
    was = topic(esST_checksum=["A"])
    assert topic(esST_checksum=["B"]).content_hash() == was.content_hash()
    for change in (
        {"status": ["31094501"]},
        {"deadlineDate": ["2026-09-24T00:00:00.000+0000"]},
        {"descriptionByte": ["<p>x"]},
    ):
        assert topic(esST_checksum=["A"], **change).content_hash() != was.content_hash()


def test_trap_4_between_two_runs_of_one_day_only_what_opened_has_changed(found: list[dict[str, Finding]]) -> None:
    both = found[0].keys() & found[1].keys()
    changed = [name for name in both if found[0][name].content_hash() != found[1][name].content_hash()]

    assert len(both) > 450
    assert len(changed) == 21
    assert {(found[0][name].status, found[1][name].status) for name in changed} == {("forthcoming", "open")}


def test_trap_5_many_deadlines_in_order_and_none(found: list[dict[str, Finding]]) -> None:
    for one in found[1].values():
        assert list(one.deadlines) == sorted(one.deadlines)
    assert topic(deadlineDate=[]).deadlines == ()
    assert topic(deadlineDate=["2026-02-30T00:00:00.000+0000", "9999-12-31T00:00:00.000+0000", "soon"]).deadlines == ()
    two = topic(
        deadlineDate=["2026-10-01T00:00:00.000+0000", "2026-03-01T00:00:00.000+0000"], deadlineModel=["two-stage"]
    )
    assert [deadline.label for deadline in two.deadlines] == ["stage-1", "stage-2"]
    assert two.deadlines[0].at < two.deadlines[1].at


@pytest.mark.parametrize(
    ("told", "stated", "closes"),
    [
        ("2026-09-23T17:00:00.000+0000", "2026-09-23", "2026-09-23T15:00:00+00:00"),
        ("2026-01-21T17:00:00.000+0000", "2026-01-21", "2026-01-21T16:00:00+00:00"),
        ("2026-09-23T00:00:00.000+0000", "2026-09-23", "2026-09-23T15:00:00+00:00"),
        ("2026-09-21T22:00:00.000+0000", "2026-09-22", "2026-09-22T15:00:00+00:00"),
        ("2023-03-15T23:00:00.000+0000", "2023-03-16", "2023-03-16T16:00:00+00:00"),
    ],
)
def test_trap_5_a_deadline_is_in_brussels_time(told: str, stated: str, closes: str) -> None:
    (deadline,) = topic(deadlineDate=[told], actions=[json.dumps([{"deadlineDates": [stated]}])]).deadlines
    assert deadline.at.isoformat() == closes


def test_trap_5_every_real_deadline_falls_on_the_day_that_the_actions_state(
    shared_data: Path, found: list[dict[str, Finding]]
) -> None:
    stated = {}
    with tarfile.open(shared_data / "sedia" / "sedia-search-2026-05-07T1206.tar.gz") as tar:
        for name in (name for name in tar.getnames() if "page-" in name):
            for told in json.loads(tar.extractfile(name).read().decode("utf-8-sig"))["results"]:  # type: ignore[union-attr]
                actions = [one for text in told["metadata"].get("actions", []) for one in json.loads(text)]
                stated[told["reference"].removesuffix("en")] = {day for one in actions for day in one["deadlineDates"]}
    compared = {name: days for name, days in stated.items() if days}

    assert len(compared) > 500
    for name, days in compared.items():
        assert {deadline.at.date().isoformat() for deadline in found[1][name].deadlines} == days


def overview(*lines: tuple[str, int | str, int, int]) -> list[str]:
    told = [
        {
            "action": action,
            "budgetYearMap": {"2026": total},
            "minContribution": least,
            "maxContribution": most,
            "expectedGrants": 0,
        }
        for action, total, least, most in lines
    ]
    return [json.dumps({"budgetTopicActionMap": {"1": told}})]


def test_trap_6_the_money_is_the_topics_own() -> None:
    one = topic(
        identifier=["X-2026-1"],
        budgetOverview=overview(
            ("X-2026-1 - RIA Research", "10000000", 2_000_000, 3_000_000),
            ("X-2026-10 - RIA Research", "400000000", 1, 9),
            ("X-2026-2 - RIA Research", "5000000", 1, 9),
        ),
    )
    assert (one.contribution, one.budget_min, one.budget_max) == (
        Decimal(10_000_000),
        Decimal(2_000_000),
        Decimal(3_000_000),
    )
    assert one.currency == "EUR"


def test_trap_6_a_pot_that_several_actions_share_counts_once_and_pots_of_their_own_are_added() -> None:
    shared = overview(("X - A", "500", 0, 0), ("X - B", "500", 0, 0))
    apart = overview(("X - A", "500", 0, 0), ("X - B", "70", 0, 0))
    assert topic(identifier=["X"], budgetOverview=shared).contribution == 500
    assert topic(identifier=["X"], budgetOverview=apart).contribution == 570


def test_trap_6_zero_is_unknown(found: list[dict[str, Finding]]) -> None:
    one = topic(identifier=["X"], budgetOverview=overview(("X - A", 0, 0, 0)))
    assert (one.contribution, one.budget_min, one.budget_max, one.currency) == (None, None, None, "")
    assert "expected_grants" not in one.extra
    for real in found[1].values():
        assert 0 not in (real.contribution, real.budget_min, real.budget_max)
    assert sum(real.contribution is not None for real in found[1].values()) > 500


def test_trap_7_the_languages_of_a_call_are_one_with_the_english_deadline() -> None:
    swedish = row("1TOPICSsv", "sv", title=["Vänorter"], deadlineDate=["2026-09-22T00:00:00.000+0000"])
    (one,) = read(swedish, row())

    assert (one.external_id, one.language, one.title) == ("1TOPICS", "en", "Town twinning")
    assert one.deadlines[0].at.date() == date(2026, 9, 23)
    assert one.extra["titles"] == {"en": "Town twinning", "sv": "Vänorter"}
    assert read(swedish)[0].external_id == "1TOPICS"


def test_trap_8_a_call_without_description_has_what_there_is() -> None:
    one = topic(callTitle=["Call for proposals for Town Twinning"])
    assert (one.summary, one.body_html) == ("Call for proposals for Town Twinning", "")


def test_trap_8_a_call_of_the_external_action_is_read_from_its_own_fields(found: list[dict[str, Finding]]) -> None:
    one = topic(type=["2"], identifier=["EuropeAid/186571/DD/ACT/ZA"], budget=["5700000"], currency=["EUR"],
                deadlineDate=["2026-05-27T15:00:53.000+0000"], frameworkProgramme=["111111"])  # fmt: skip
    assert one.identifiers == ("call:EUROPEAID/186571",)
    assert (one.contribution, one.programme) == (Decimal(5_700_000), "EUROPEAID")
    assert one.deadlines[0].at.isoformat() == "2026-05-27T15:00:53+00:00"
    assert Counter(real.programme for real in found[1].values())["EUROPEAID"] > 20


def test_trap_9_a_jitter_of_seconds_is_no_change() -> None:
    def closing(clock: str) -> str:
        return topic(type=["2"], deadlineDate=[f"2026-06-01T{clock}.000+0000"]).content_hash()

    assert closing("21:59:33") == closing("21:59:09") == closing("22:00:01")
    assert closing("21:59:33") != closing("20:59:33")


def test_every_real_call_has_what_a_reader_needs(found: list[dict[str, Finding]]) -> None:
    for one in found[1].values():
        assert one.title
        assert one.link.startswith("https://")
        assert one.identifiers
        assert one.programme.isupper()
        assert not one.programme.isdigit()
        assert "<script" not in one.body_html
        assert all(deadline.at.tzinfo for deadline in one.deadlines)
    assert len({one.identifiers for one in found[1].values()}) == len(found[1])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"), (b"<html>", "not_json"), (b"[]", "wrong_shape"), (b"{}", "wrong_shape"), (b"null", "wrong_shape"),
        (b'{"results": [{"reference": "1"}], "pageNumber": 1, "pageSize": 100, "totalResults": 1}', "wrong_shape"),
        (b'{"results": [], "pageNumber": "x", "pageSize": 100, "totalResults": 0}', "wrong_shape"),
    ],
)  # fmt: skip
def test_an_answer_of_another_kind_is_refused_with_a_reason(body: bytes, code: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        CALLS.read(body, {})
    assert caught.value.code == code


def test_nonsense_in_a_row_makes_the_value_unknown_and_loses_no_call() -> None:
    one = topic(
        budgetOverview=["{broken"], actions=["[1, null]"], startDate=["x"], frameworkProgramme=["999"], keywords=None
    )
    assert (one.contribution, one.opens, one.programme) == (None, None, "CERV")
