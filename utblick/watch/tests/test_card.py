"""The card in Swedish, on the real calls of May 2026 and on notices: what a reader sees in ten seconds."""

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import User
from utblick.watch import tellings
from utblick.watch.card import Card, brief_of, card_of, names
from utblick.watch.card.in_sweden import SAID_HERE
from utblick.watch.card.themes import labels, themes_of
from utblick.watch.card.wording import amount, range_of
from utblick.watch.connectors import Finding, connector, each_once, programmes
from utblick.watch.connectors.calendars import BEGINS
from utblick.watch.connectors.in_text import IN_TEXT
from utblick.watch.models import Item
from utblick.watch.tests.make import make_item
from utblick.watch.tests.test_ted import read as read_notice

NOW = datetime(2026, 5, 8, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _swedish() -> Iterator[None]:
    with override("sv"):
        yield


@pytest.fixture(scope="module")
def calls(shared_data: Path) -> dict[str, Item]:
    """The calls of a real run as items, by their own names."""
    reader = connector("eu_calls")
    with tarfile.open(shared_data / "sedia" / "sedia-search-2026-05-07T1206.tar.gz") as tar:
        pages = [tar.extractfile(name).read() for name in tar.getnames() if "page-" in name]  # type: ignore[union-attr]
    found = each_once(one for page in pages for one in reader.read(page, {}).findings)
    return {one.identifiers[0].removeprefix("call:"): item_of(one) for one in found}


def item_of(finding: Finding) -> Item:
    return Item(found_at=NOW, **tellings.fields(finding, language=finding.language, now=NOW))


def told(card: Card) -> dict[str, str]:
    return {line.key: line.text for line in card.lines}


def test_every_type_of_action_of_the_portal_has_a_swedish_name(calls: dict[str, Item]) -> None:
    kinds = {kind for item in calls.values() for kind in item.facts.get("types_of_action", [])}
    assert len(kinds) > 50
    assert [kind for kind in kinds if names.action(kind, "sv") == kind] == []


def test_a_call_of_life_is_told_in_swedish_with_what_its_text_says(calls: dict[str, Item]) -> None:
    card = card_of(calls["LIFE-2026-CET-OSS"], NOW)
    assert card.what == "Utlysning: Omställning till ren energi (Life CET)"
    assert told(card)["money"] == "upp till 1,5\xa0miljoner € per projekt; 9\xa0miljoner € totalt"
    assert told(card)["partners"] == "Behövs inte: en ensam sökande räcker"
    assert told(card)["own"].startswith("Minst 5 procent")
    assert told(card)["action"] == "projektbidrag"
    assert told(card)["programme"] == "Life, miljö och klimatpolitik"
    assert card.original == "på engelska"
    assert card.conditions.document.endswith("call-fiche_life-2026-cet_en.pdf")


def test_the_call_for_town_twinning_says_for_whom_and_how_much(calls: dict[str, Item]) -> None:
    card = card_of(calls["CERV-2026-CITIZENS-TOWN-TT"], NOW)
    assert card.what == "Utlysning: Vänortsmöten (CERV)"
    assert told(card)["whom"].startswith("Kommuner")
    assert "8 455–50 745 € per projekt" in told(card)["money"]
    assert card.status == "öppen"
    assert [step.label for step in card.steps.coming] == [""]
    assert "demokrati" in card.themes
    unsaid = Item(title="Utlysningen öppnar", summary="Utlysningen är öppen till 15 mars.", language="sv")
    assert "utlysning" not in themes_of(unsaid, "sv")


def test_themes_are_words_of_sweden_and_none_is_guessed_from_a_likeness(calls: dict[str, Item]) -> None:
    keywords = ["Privacy", "accessibility", "Space", "challenges", "workshops"]
    told = Item(title="Call", facts={"categories": keywords}, language="en")
    assert themes_of(told, "sv")[:3] == ["personlig integritet", "tillgänglighet", "rymden"]
    assert themes_of(told, "en")[0] == "privacy"
    assert "skyddstullar" not in themes_of(calls["CERV-2026-DATA"], "sv")
    assert set(SAID_HERE) <= set(labels())


def test_what_nobody_tells_is_unknown(calls: dict[str, Item]) -> None:
    card = card_of(calls["EUROPEAID/186109"], NOW)
    assert {key for key, text in told(card).items() if not text} >= {"whom", "own", "partners", "action"}


def test_rounds_that_have_passed_are_told_apart(calls: dict[str, Item]) -> None:
    card = card_of(calls["ERASMUS-EDU-2022-ECHE-CERT-FP"], NOW)
    assert card.status == "stängd"
    assert [step.label for step in card.steps.passed][:2] == ["omgång 1 av 5", "omgång 2 av 5"]
    assert card.steps.coming == ()


def test_two_stages_are_named(calls: dict[str, Item]) -> None:
    staged = next(item for item in calls.values() if any("stage-2" in one["label"] for one in item.deadlines))
    steps = card_of(staged, NOW).steps
    assert [step.label for step in (*steps.passed, *steps.coming)] == ["steg 1 av 2", "steg 2 av 2"]


def test_a_text_in_another_language_than_it_says_is_not_said_to_be_in_english(calls: dict[str, Item]) -> None:
    french = next(item for item in calls.values() if item.title.startswith("Togo - Appel"))
    assert french.language == "en"
    assert card_of(french, NOW).original == ""


def test_every_programme_of_the_portal_has_a_name(calls: dict[str, Item]) -> None:
    codes = {item.programme for item in calls.values()} - {"", "LIFE", "COSME"}
    assert [code for code in codes if programmes.name_of(code, "sv") == code] == []


def test_every_card_can_be_made_and_no_line_is_left_in_code(calls: dict[str, Item]) -> None:
    for item in list(calls.values())[::3]:
        card = card_of(item, NOW)
        words = " ".join([card.what, card.status, *told(card).values(), *card.themes])
        assert not any(mark in words for mark in ("None", "CL-", "DigitalAgenda", "Project Grants", "HORIZON")), words


def test_a_tender_is_told_in_the_official_words() -> None:
    card = card_of(item_of(read_notice(**{"procedure-type": "open", "contract-nature": ["works"]})), NOW)
    assert card.what.endswith("Finland")
    assert told(card)["procedure"] == "öppet förfarande"
    assert told(card)["nature"] == "byggentreprenad"
    assert told(card)["notice"] == "annons om upphandling"
    assert "Finland" in told(card)["buyer"]
    assert told(card)["money"] == ""


def test_an_awarded_contract_is_open_to_nobody() -> None:
    card = card_of(item_of(read_notice(**{"notice-type": "can-standard"})), NOW)
    assert told(card)["whom"].startswith("Ingen")


def test_the_title_of_a_notice_has_a_language_of_its_own() -> None:
    notice = read_notice(**{"description-proc": {"fin": "Kunnan siltojen rakentaminen ja korjaaminen puusta."}})
    card = card_of(item_of(notice), NOW)
    assert (card.title_language, card.language, card.original) == ("sv", "fi", "på finska")


def test_news_is_given_no_lines_that_it_cannot_have() -> None:
    card = card_of(Item(kind="news", title="Ny generaldirektör", language="sv", found_at=NOW), NOW)
    assert card.lines == []


def test_an_event_begins_somewhere_and_has_no_last_day_unless_its_text_tells_one() -> None:
    facts = {"kind": "event", "facts": {"place": "Bryssel"}}
    begins = [{"at": "2027-01-09T08:00:00+00:00", "label": ""}]
    card = card_of(Item(title="Workshops on the twinning of towns", deadlines=begins, **facts), NOW)
    assert (card.begins, card.language, told(card)) == (True, "en", {"place": "Bryssel"})
    by_calendar = [{**begins[0], "label": BEGINS}, {"at": "2027-01-16T08:00:00+00:00", "label": BEGINS}]
    with override("sv"):
        assert brief_of(Item(title="Nätverksträff", deadlines=by_calendar, **facts), NOW).step.label == "börjar"  # type: ignore[union-attr]
    registers = [{**begins[0], "label": IN_TEXT}]
    assert not card_of(Item(title="Konferens", deadlines=registers, **facts), NOW).begins


def test_news_of_a_known_scheme_is_told_by_its_rules() -> None:
    item = Item(kind="news", title="Nordplus öppnar för ansökningar", language="sv", found_at=NOW)
    card = card_of(item, NOW)
    assert card.what.endswith("Nordplus")
    assert "tre organisationer från tre länder" in told(card)["partners"]


def test_money_is_told_as_one_says_it() -> None:
    assert amount(Decimal(4_000_000), "EUR") == "4\xa0miljoner €"
    assert amount(Decimal(1_000_000), "SEK") == "1\xa0miljon kr"
    assert range_of(Decimal(3_500_000), Decimal(4_000_000), "EUR") == "3,5–4\xa0miljoner €"
    with override("en"):
        assert amount(Decimal(5_830_000), "EUR") == "5.83\xa0million €"
    assert range_of(Decimal(60_000), Decimal(1_000_000), "EUR") == "60\u202f000\xa0€ – 1\xa0miljon €"


def test_a_pot_that_others_share_is_not_said_to_be_for_one_project(calls: dict[str, Item]) -> None:
    money = told(card_of(calls["HORIZON-JU-CLEAN-AVIATION-2026-04-CSA-01"], NOW))["money"]
    assert "ett projekt" not in money


def test_a_sum_that_only_the_text_names_is_told_in_lists_and_no_deadline_is_missed_twice() -> None:
    item = Item(
        title="Utlysning: leder i fjällen", kind="call", language="sv", summary="Stödet är högst 400 000 kronor."
    )
    assert brief_of(item, NOW).money == "”högst 400 000 kronor” (ur texten)"
    card = card_of(item, NOW)
    assert card.tells_money
    assert "Sista dag" not in card.untold
    bare = card_of(Item(title="Utlysning", kind="call", language="sv"), NOW)
    assert "Sista dag" in bare.untold
    assert brief_of(Item(title="Utlysning", kind="call", language="sv"), NOW).money == ""


def test_the_short_card_needs_no_long_columns(officer: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    soon = timezone.now() + timedelta(days=9)
    deadlines = [{"at": soon.isoformat(), "label": ""}]
    made = make_item(
        "Town twinning 2027", kind="call", deadline=soon, deadlines=deadlines, grant_max=60_000, currency="EUR"
    )
    with django_assert_num_queries(1):
        brief = brief_of(Item.objects.without_texts().get(pk=made.pk), timezone.now())
    assert brief.what == "Utlysning: Vänortsmöten (CERV)"
    assert brief.money == "upp till 60\u202f000\xa0€ per projekt"
    assert brief.step is not None


def test_the_page_shows_the_card_and_marks_the_original(client: Client, officer: User) -> None:
    item = make_item(
        "Call for partners in forestry", kind="call", language="en", body="<p>Apply with your partners.</p>"
    )
    client.force_login(officer)
    text = client.get(reverse("watch:item", args=[item.pk])).text
    assert "För vem" in text
    assert "Anges inte som uppgift" in text
    assert "På engelska" in text
    assert '<div lang="en"><p>Apply with your partners.</p></div>' in text
