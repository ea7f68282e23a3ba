"""Whether the municipality may apply, as the item's page says it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from utblick.accounts.models import Municipality, User
from utblick.partners.tests.make import make_agreement, make_organisation
from utblick.watch.card import card_of
from utblick.watch.eligibility import schemes
from utblick.watch.eligibility.quoting import Conditions, conditions
from utblick.watch.eligible import Row, facts_here, standing, stated
from utblick.watch.models import InboxItem, Item
from utblick.watch.tests.make import make_item, make_place

BODY = """<h4>3. Other Eligible Conditions</h4><p>At least three lead cities must take part.</p>
<h4>4. Other</h4><p>described in the <a href="https://example.org/call.pdf">call document</a>.</p>"""


@pytest.fixture(autouse=True)
def _swedish() -> Iterator[None]:
    with override("sv"):
        yield


@pytest.fixture
def stromsund(here: Municipality) -> Municipality:
    Municipality.objects.filter(pk=here.pk).update(nuts="SE322", population=11_500, languages=["sv", "en"])
    return here


def rows(key: str) -> dict[str, Row]:
    scheme = next(one for one in schemes() if one.key == key)
    return {row.judged.rule.about: row for row in standing(scheme, facts_here()).rows}


def page(client: Client, item: Item) -> str:
    text: str = client.get(reverse("watch:item", args=[item.pk])).text
    return text


def call(title: str, **facts: Any) -> Item:
    return make_item(title, kind="call", language="en", **facts)


def test_a_rule_says_what_decided(stromsund: Municipality) -> None:
    found = rows("interreg-sweden-norway")
    assert (found["countries"].outcome, found["countries"].because) == ("met", "Ni finns i Jämtlands län.")
    assert found["applicant"].because == "Ni är: kommun."
    assert found["duration"].because == "Avgörs av er ansökan."
    urban, asks_nothing = rows("european-urban-initiative"), rows("icld-municipal-partnership")["cofinancing"]
    assert urban["size"].outcome == "not_met"
    assert urban["applicant"].because == "Se vad utlysningen säger."
    assert (asks_nothing.outcome, asks_nothing.because) == ("met", "Den kräver inget av er.")


def test_agreements_show_with_whom_it_could_be(stromsund: Municipality) -> None:
    make_agreement(organisation=make_organisation(country="NO"))
    assert "avtal med parter i Norge" in rows("cerv-town-twinning")["partners"].because


def test_what_is_missing_is_unknown_and_says_so(here: Municipality) -> None:
    row = rows("interreg-sweden-norway")["countries"]
    assert row.outcome == "unknown"
    assert "saknas" in row.because


def test_a_rule_that_is_not_met_hides_nothing_and_explains(
    client: Client, stromsund: Municipality, coordinator: User
) -> None:
    item = call("European Urban Initiative: fourth call")
    make_place(item)
    client.force_login(coordinator)
    text = page(client, item)
    assert "Inte uppfylld" in text
    assert "Ni har 11\u202f500 invånare." in text
    assert "urban-initiative.eu" in text
    assert InboxItem.objects.filter(item=item, decided=False).exists()
    assert "European Urban Initiative" in client.get(reverse("watch:inbox")).text


def test_what_was_not_at_hand_is_marked_to_check(client: Client, stromsund: Municipality, coordinator: User) -> None:
    client.force_login(coordinator)
    text = page(client, call("Interreg Europe opens"))
    assert "Att kontrollera" in text
    assert "inte kontrollerad" in text


def test_the_calls_own_conditions_are_quoted_in_their_language(client: Client, officer: User) -> None:
    client.force_login(officer)
    text = page(
        client, call("Cities", body=BODY, programme="HORIZON", identifiers=["call:HORIZON-MISS-2026-04-CIT-01"])
    )
    assert '<blockquote lang="en">At least three lead cities must take part.</blockquote>' in text
    assert 'href="https://example.org/call.pdf"' in text


def test_a_tender_has_no_such_rules(client: Client, officer: User) -> None:
    client.force_login(officer)
    assert "Får vi söka?" not in page(client, make_item("Town twinning", kind="tender"))


def test_only_who_may_is_led_to_the_facts(client: Client, officer: User, coordinator: User) -> None:
    item = call("Interreg Europe opens")
    facts = reverse("accounts:municipality")
    client.force_login(officer)
    assert facts not in page(client, item)
    client.force_login(coordinator)
    assert facts in page(client, item)


def test_a_missing_fact_is_stated_and_the_rule_is_seen_to_change(
    client: Client, here: Municipality, coordinator: User
) -> None:
    item = call("European Urban Initiative", programme="EUI")
    client.force_login(coordinator)
    text = page(client, item)
    assert "0 inte uppfyllda" in text
    led = unescape(re.findall(r'href="([^"]*municipality/[^"]*)"', text)[0])
    facts = {"kind": "municipality", "population": "11500", "nuts": "SE322", "languages": ["sv"]}
    answer = client.post(led, facts, follow=True)
    assert answer.redirect_chain == [(f"/watch/items/{item.pk}/#eligibility", 302)]
    assert "1 inte uppfylld" in answer.text
    assert (
        client.post(f"{led.partition('?')[0]}?next=https://evil.example/", facts).headers["Location"]
        == led.partition("?")[0]
    )


def test_the_page_asks_as_little_whatever_is_known(
    client: Client, stromsund: Municipality, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        make_agreement()
    item = call("Interreg Europe opens", body=BODY)
    client.force_login(coordinator)
    page(client, item)
    with django_assert_max_num_queries(12):
        page(client, item)


def test_what_the_call_states_goes_before_the_scheme(client: Client, stromsund: Municipality, officer: User) -> None:
    alone = "<p>Proposals may be submitted by a single applicant or by applicants from a single eligible country.</p>"
    item = call("Clean Energy Transition", body=alone, programme="LIFE", identifiers=["call:LIFE-2026-CET-OSS"])
    client.force_login(officer)
    text = page(client, item)
    assert "En ensam sökande räcker." in text
    assert "Minst tre sökande från tre olika länder" not in text


def test_the_number_of_applicants_that_a_call_states_is_held_against_the_agreements(stromsund: Municipality) -> None:
    item = call("Clean Energy Transition")
    (found,) = stated(item, Conditions(applicants=(3, 3)), facts_here())
    assert found.rule.words.sv == "Minst 3 sökande från 3 olika länder."
    assert found.rule.checked is not None
    assert found.outcome == "unknown"


def test_a_call_for_some_is_not_said_to_be_open_to_the_municipality(
    client: Client, stromsund: Municipality, officer: User
) -> None:
    item = call("Grid", body="<p>Only cities may apply.</p>", programme="LIFE", identifiers=["call:LIFE-2026-CET-OSS"])
    client.force_login(officer)
    text = page(client, item)
    assert "Utlysningen anger själv vem som får söka." in text
    assert "Sökande är en juridisk person" not in text
    assert "även kommuner" not in text
    assert text.count("Only cities may apply.") >= 2  # on the card, and among what the call says


def test_a_call_for_those_who_go_on_says_so(stromsund: Municipality) -> None:
    said = "<p>The proposal must be submitted by the coordinator of the consortium funded under HORIZON-CL6-01.</p>"
    item = call("Additional activities", body=said)
    (rule,) = stated(item, conditions(said), facts_here())
    assert (rule.rule.about, rule.outcome) == ("applicant", "unknown")
    assert rule.rule.words.sv == "Bara den som samordnar projektet som ska fortsätta får söka."
    assert card_of(item, timezone.now()).lines[0].text == "Bara den som samordnar projektet som ska fortsätta"


DATA = "Call for proposals to national data protection authorities on reaching out"


@pytest.mark.parametrize(
    ("title", "said", "words"),
    [
        (DATA, "", DATA),
        ("Pests", "<p>Only competent organisations, based on designations, are eligible.</p>", "Only competent org"),
        (
            "Pests",
            "<p>o be eligible, applicants must be on the list of bodies designated by the Member States.</p>",
            "",
        ),
        ("Hubs", "<p>This topic targets exclusively that. Only National Coordination Centres may apply.</p>", "Only N"),
        ("Hubs", "<p>The call is open only to managing authorities of programmes.</p>", "The call is open only"),
        ("Operating grants to framework partners active in the area of Union values", "", "Operating grants to"),
        ("Non-thematic research actions by SMEs", "", "Non-thematic"),
    ],
)
def test_a_call_for_bodies_that_a_municipality_is_not_is_told_as_not_met_with_the_words_that_say_so(
    client: Client, stromsund: Municipality, officer: User, title: str, said: str, words: str
) -> None:
    item = call(title, body=said, programme="CERV", identifiers=["call:CERV-2026-X"])
    client.force_login(officer)
    text = page(client, item)
    assert 'data-outcome="not_met"' in text
    assert f"Utlysningen anger själv vem som får söka: ”{words}" in text
    assert "Ni är: kommun." in text


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Call for proposals to promote the capacity of equality bodies", ""),
        ("Strengthening national authorities", "<p>National authorities are invited to take part.</p>"),
        ("Hubs", "<p>Only local or national authorities may apply.</p>"),
        ("Hubs", "<p>Only public bodies, such as national agencies, may apply.</p>"),
        ("Hubs", "<p>Only the costs of national authorities are eligible costs.</p>"),
    ],
)
def test_who_may_apply_is_not_guessed_from_who_is_named(stromsund: Municipality, title: str, said: str) -> None:
    found = conditions(said, title)
    assert not found.others
    assert all(one.outcome != "not_met" for one in stated(call(title), found, facts_here()))


@pytest.mark.parametrize(
    ("said", "rate"),
    [
        ("<p>Funding rate</p><p>Other Action Grants (OAGs) — 95%</p>", 95),
        ("<p>Maximum Funding rate and maximum EU contribution:</p><p>Maximum funding rate: 90%</p>", 90),
        ("<p>The EU-funding rate in grants awarded by the JU will be up to <strong>50%</strong> of the costs.</p>", 50),
        ("<p>The funding rate is 60% of the costs, except for non-profit entities, for which it is 100%.</p>", None),
        ("<p>The funding rate is 60%. For additional activities the funding rate is 30%.</p>", None),
        ("<p>Given the funding rate, proposals should be ambitious. Emissions fall by 30%.</p>", None),
    ],
)
def test_the_share_that_a_call_states_goes_before_that_of_its_scheme(
    stromsund: Municipality, said: str, rate: int | None
) -> None:
    found = conditions(said)
    assert found.rate == rate
    told = stated(call("Energy"), found, facts_here())
    words = [one.rule.words.sv for one in told]
    assert words == ([f"Bidraget täcker högst {rate} procent av kostnaderna."] if rate else [])
    card = card_of(call("Energy", body=said, programme="LIFE", identifiers=["call:LIFE-2026-SAP-X"]), timezone.now())
    own = next(line for line in card.lines if line.key == "own")
    assert own.text.startswith(f"Minst {100 - rate} procent" if rate else "Minst 40 procent")


def test_a_sentence_that_stands_in_what_is_quoted_is_not_quoted_again() -> None:
    said = "<h4>2. Eligible participants</h4><p>These must be from at least 3 different countries. Others may join.</p>"
    assert [one.about for one in conditions(said).quotes] == ["content"]


def test_what_ends_in_a_colon_is_quoted_with_its_list() -> None:
    said = "<p>In order to be eligible, the applicants must:</p><ul><li>be a school</li><li>be in the EU</li></ul>"
    assert conditions(said).who == "In order to be eligible, the applicants must: be a school be in the EU"


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        (
            "<p>As described in section 6 of the call document.</p><p>Only national authorities.</p>",
            "Only national authorities.",
        ),
        (
            "<p>Criteria as described in section 2.2 of the call. Only cities may apply.</p>",
            "Criteria Only cities may apply.",
        ),
        (
            "<ul><li>EU Member States, as a rule.</li><li>Others if listed.</li></ul>",
            "EU Member States, as a rule. Others if listed.",
        ),
        ("<p>3. Other eligibility conditions as described in section 2.2 of the call for proposals document</p>", ""),
        ("<p>Eligible countries: described in Annex B.</p>", ""),
    ],
)
def test_a_reference_is_left_out_whole_and_what_stands_beside_it_is_quoted_whole(said: str, quoted: str) -> None:
    found = conditions(f"<h4>2. Eligible Countries</h4>{said}")
    assert [one.text for one in found.quotes] == ([quoted] if quoted else [])
