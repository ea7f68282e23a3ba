"""The last day to apply, read in the text of a source that has no field for it."""

from datetime import UTC, datetime

import pytest

from utblick.watch.card.quoted import amounts, own_contribution
from utblick.watch.connectors import Deadline, Finding
from utblick.watch.connectors.in_text import HERE, IN_TEXT, deadlines_in, told_in_full

CAME = datetime(2026, 11, 20, 9, tzinfo=UTC)


def read(text: str, came: datetime | None = CAME) -> list[str]:
    return [f"{one.at.astimezone(HERE):%Y-%m-%d %H:%M}" for one in deadlines_in(text, came)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Up to EUR 60 000. Own contribution at least 20 per cent. Closes 9 January 2027.", "2027-01-09 23:59"),
        ("Sista ansökningsdag: måndag den 15 mars kl. 16.00", "2027-03-15 16:00"),
        ("Ansökan ska vara inne senast den 1 februari 2027 kl. 12.00.", "2027-02-01 12:00"),
        ("Ansökningstiden är 1 december 2026–31 januari 2027.", "2027-01-31 23:59"),
        ("Utlysningen öppnar 1 december och stänger 14 januari.", "2027-01-14 23:59"),
        ("The call is open from 1 December 2026 until 15 February 2027, 17:00 CET.", "2027-02-15 17:00"),
        ("Deadline: January 9, 2027, 12:00 EET", "2027-01-09 11:00"),
        ("Applications must be submitted no later than 31/03/2027.", "2027-03-31 23:59"),
        ("Utlysningen är öppen för ansökningar till 15 mars 2027.", "2027-03-15 23:59"),
        ("Remissvar ska ha kommit in senast 2027-01-15.", "2027-01-15 23:59"),
        ("Sök senast den 1 mars 2027.", "2027-03-01 23:59"),
        ("Ni kan söka till och med den 1 mars.", "2027-03-01 23:59"),
        ("Sista ansökan: 1 mars 2027", "2027-03-01 23:59"),
        ("Applications close on 1 March 2027.", "2027-03-01 23:59"),
        ("Full proposals are due on 1 March 2027.", "2027-03-01 23:59"),
        ("Søknadsfrist: 15. januar 2027", "2027-01-15 23:59"),
        ("Ansøgningsfristen er den 3. februar 2027 kl. 12.00", "2027-02-03 12:00"),
        ("Hakemukset on jätettävä 31.1.2027 mennessä.", "2027-01-31 23:59"),
        ("Hakuaika päättyy 9.1.2027 klo 16.15.", "2027-01-09 16:15"),
        ("Anträge können bis zum 28. Februar 2027 eingereicht werden.", "2027-02-28 23:59"),
        ("La date limite est le 1er mars 2027.", "2027-03-01 23:59"),
    ],
)
def test_the_last_day_is_read_in_seven_languages(text: str, told: str) -> None:
    assert read(text) == [told]


def test_of_several_rounds_each_is_told() -> None:
    assert read("Deadlines are 1 March and 1 September 2027.") == ["2027-03-01 23:59", "2027-09-01 23:59"]


@pytest.mark.parametrize(
    "text",
    [
        "Projektet ska vara slutfört senast 31 december 2028.",
        "Projects must be completed by 31 December 2028.",
        "The call opens on 1 March 2027.",
        "Utlysningen öppnar den 15 januari 2027.",
        "The museum closes for repairs. It reopens 1 March 2027.",
        "Deadline was 3 March 2025, and here are the results.",
        "Seminariet hålls 14 januari 2027 i Östersund.",
        "Sidan uppdaterades senast 12 december 2026.",
        "Senast 1 maj 2027 får alla sökande besked.",
        "Vi söker partner till ett projekt som börjar 1 mars 2027.",
        "Due to the move our office receives proposals again from 1 March 2027.",
        "The transposition deadline of the directive is 29 May 2027.",
        "Programmet gäller till och med 31 december 2027.",
        "Deadline 01/02/2027",  # the first of February here, the second of January elsewhere
        "Frist 99.99.2027",
        "Die Ausführungsfrist endet am 31. Dezember 2027.",
    ],
)
def test_another_day_is_no_deadline(text: str) -> None:
    assert read(text) == []


def test_a_day_without_a_year_needs_to_know_when_it_was_written() -> None:
    assert read("Sista ansökningsdag är 15 mars.", None) == []
    assert read("Sista ansökningsdag är 15 mars 2027.", None) == ["2027-03-15 23:59"]


@pytest.mark.parametrize("came", [None, datetime(2099, 12, 31, tzinfo=UTC)])
def test_a_day_that_no_call_is_open_until_is_no_deadline(came: datetime | None) -> None:
    assert read("Deadline: 31 December 9999", came) == []
    assert read("Sista ansökningsdag: 31 december 2099", came) == []


def test_what_the_source_has_a_field_for_is_not_read_in_its_text() -> None:
    own = (Deadline(CAME),)
    told = Finding("1", "Closes 9 January 2027", published=CAME, deadlines=own)
    assert told_in_full(told).deadlines == own
    [read_one] = told_in_full(Finding("1", "Call", summary="Closes 9 January 2027", published=CAME)).deadlines
    assert read_one.label == IN_TEXT


def test_sums_and_the_own_contribution_are_quoted() -> None:
    text = "Apply for up to EUR 60 000 for meetings. Own contribution at least 20 per cent. In all 2 miljoner kronor in 2027."
    assert amounts(text) == ["up to EUR 60 000", "2 miljoner kronor"]
    assert own_contribution(text) == "Own contribution at least 20 per cent."
    assert amounts("In 2027 there are 12 projects") == []


@pytest.mark.parametrize(
    ("title", "summary", "kind"),
    [
        ("Utbyte mellan skolor", "Sista ansökningsdag: 26 januari 2027. Kommuner kan söka.", "call"),
        ("Support for small towns", "Proposals can be submitted until 15 February 2027.", "call"),
        ("Vi söker en kommunikatör", "Tjänsten är på heltid. Sista ansökningsdag är 26 januari 2027.", "news"),
        ("Remiss om kollektivtrafik", "Remissvar ska ha kommit in senast 2027-01-15.", "news"),
    ],
)
def test_who_tells_a_last_day_to_apply_calls_for_applications(title: str, summary: str, kind: str) -> None:
    assert told_in_full(Finding("1", title, summary=summary, published=CAME)).kind == kind
