"""The way of the money: it adds up, says what is not known, and leads to its rows."""

import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as reading

from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_unit
from utblick.analysis.money import tracing
from utblick.analysis.money.paying import PLANNED, Way
from utblick.analysis.money.tracing import Trace, trace
from utblick.analysis.tests.make import FIRST, LAST, YEAR, make_money, spend
from utblick.followup.compiling import compile_figures
from utblick.goals.tests.make import make_form
from utblick.initiatives.models import Step
from utblick.initiatives.sums import sums_of
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.partners.tests.make import make_organisation
from utblick.projects.models import Claim, Partner, Share
from utblick.projects.tests.make import make_project
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
WAYS = [
    Way(amounts, through, into)
    for amounts in ("used", "planned")
    for through in ("form", "goal")
    for into in ("unit", "kind")
]


def traced(way: Way | None = None) -> Trace:
    return trace(Step.objects.within(FIRST, LAST), way or Way())


def amounts_of(stage: tracing.Stage) -> dict[str, Decimal]:
    return {one.label: one.amount for one in stage.values()}


@pytest.fixture
def spent(here: Municipality) -> None:
    make_money()


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_all_stages_come_to_the_same_sum_and_it_is_that_of_the_report(spent: None, way: Way) -> None:
    found = traced(way)
    report = compile_figures(FIRST, LAST).totals.money
    wanted = report.planned_cost if way.amounts == PLANNED else report.cost
    for flows in (found.came, found.went):
        assert sum(flows.values()) == wanted
    for stage in found.stages:
        assert sum(one.amount for one in stage.values()) == wanted
        assert all(one.amount > 0 and one.label for one in stage.values())


def test_each_part_stands_under_who_paid_it_and_what_nobody_knows_has_a_place_of_its_own(spent: None) -> None:
    sources, forms, units = map(amounts_of, traced().stages)
    assert sources == {
        "Kommunens egna pengar": Decimal("529.01"),  # 250 + 0.01 + 20 + 9 + 400 - 150
        "Eget arbete och egna lokaler, i natura": 150,
        "Erasmus+": Decimal("1183.32"),
        "Interreg Aurora": 600,
        "Andra, oklart vem": 40,
        "Ej angivet vem som betalade": 70,
    }
    assert forms == {"Utbyte": Decimal("1433.33"), "EU-projekt": 1000, "Ej angiven": 139}
    assert units == {"Skolan": Decimal("1333.33"), "Vården": 1139, "Ingen enhet angiven": 100}


def test_what_serves_several_goals_is_not_divided_between_them(spent: None) -> None:
    goals = amounts_of(traced(Way(through="goal")).stages[1])
    assert goals == {
        "Möten": Decimal("1333.33"),
        "Kunskap": 1000,
        "Flera mål tillsammans": 70,
        "Inget mål angivet": 169,
    }
    assert amounts_of(traced(Way(into="kind")).stages[2]) == {"Utbyte": Decimal("1572.33"), "Projekt": 1000}


def test_an_own_part_above_the_cost_makes_nothing_negative(here: Municipality) -> None:
    spend(make_initiative(), 100, 130)
    assert amounts_of(traced().stages[0]) == {"Kommunens egna pengar": 100}


def test_small_ones_are_put_together_and_still_lead_to_their_rows(
    client: Client, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "MOST", 2)
    for n in range(5):
        spend(make_initiative(funding_programme=f"Fond {n}", unit=make_unit(f"Enhet {n}")), 100 + n, 0)
    sources, _forms, units = map(amounts_of, traced().stages)
    assert sources == {"Fond 4": 104, "Fond 3": 103, "3 andra tillsammans": 303}
    assert units == {"Enhet 4": 104, "Enhet 3": 103, "3 andra tillsammans": 303}
    client.force_login(coordinator)
    assert followed(client, at()) >= 6


def at(name: str = "money", **asked: Any) -> str:
    query = "&".join(f"{key}={value}" for key, value in {"from": YEAR, **asked}.items())
    return f"{reverse(f'analysis:{name}')}?{query}"


def figure(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d,]", "", text).replace(",", "."))


def followed(client: Client, address: str) -> int:
    """Follows each figure of the tables to its rows, whose parts must come to it; how many there were."""
    page, seen = reading.fromstring(client.get(address).text), 0
    for link in page.xpath("//td[@class='u-number']/a[contains(@href, '/money/steps/')]"):
        answer = client.get(link.get("href"))
        rows = reading.fromstring(answer.text).xpath("//tbody/tr[td/a]/td[last()]")
        assert sum(figure(row.text_content()) for row in rows) == figure(link.text_content()), link.get("href")
        assert re.sub(r"\s", "", unescape(link.text_content())) in re.sub(r"\s", "", answer.text)
        seen += 1
    return seen


@pytest.mark.parametrize("asked", [{}, {"through": "goal", "into": "kind"}, {"amounts": "planned"}], ids=str)
def test_each_figure_leads_to_rows_that_come_to_it(
    client: Client, decision_maker: User, spent: None, asked: dict[str, str]
) -> None:
    client.force_login(decision_maker)
    assert followed(client, at(**asked)) >= (2 if "amounts" in asked else 10)


def test_what_is_confidential_is_in_no_figure_for_who_may_not_see_it(
    client: Client, decision_maker: User, auditor: User, spent: None
) -> None:
    client.force_login(decision_maker)
    whole = Decimal("2572.33")
    assert figure(totals(client)) == whole
    assert "Hemlig" not in client.get(at("money_steps", source="own")).text
    client.force_login(auditor)
    assert figure(totals(client)) == whole + 5000
    assert "Hemlig" in client.get(at("money_steps", source="own")).text


def totals(client: Client) -> str:
    return str(reading.fromstring(client.get(at()).text).xpath("(//td/strong)[1]")[0].text_content())


def test_a_step_that_tells_no_cost_is_told_of_and_found(client: Client, decision_maker: User, spent: None) -> None:
    client.force_login(decision_maker)
    page = client.get(at()).text
    assert "En aktivitet saknar kostnad" in page
    rows = reading.fromstring(client.get(at("money_steps", uncounted=1)).text).xpath("//tbody/tr")
    assert len(rows) == 1


def test_the_filter_narrows_all_of_it(client: Client, decision_maker: User, spent: None) -> None:
    client.force_login(decision_maker)
    unit = Step.objects.filter(initiative__title="Elever")[0].initiative
    assert unit.unit_id
    page = client.get(at(unit=unit.unit_id)).text
    assert figure(reading.fromstring(page).xpath("(//td/strong)[1]")[0].text_content()) == Decimal("1333.33")
    assert "Interreg Aurora" not in page
    assert "Året ligger före det första" in client.get(at(to=YEAR - 1)).text
    assert client.get(at("money_steps", source="programme-gone")).status_code == 200
    assert client.get(reverse("analysis:money_steps")).status_code == 302


def test_a_year_without_money_is_an_honest_empty_page(client: Client, decision_maker: User) -> None:
    client.force_login(decision_maker)
    page = client.get(at()).text
    assert "Inga pengar här" in page
    assert "<svg role" not in page


def test_it_is_taken_home_as_a_file_with_all_flows(client: Client, decision_maker: User, spent: None) -> None:
    client.force_login(decision_maker)
    told = client.get(at(**{"as": "csv"})).text
    assert "Erasmus+;Utbyte;1183,32" in told
    assert client.get(at(**{"as": "xlsx"})).content.startswith(b"PK")


def test_money_passed_on_to_a_partner_stands_by_itself(client: Client, decision_maker: User, spent: None) -> None:
    project = make_project("Vi leder", programme_key="interreg-aurora", starts_on=FIRST, ends_on=LAST)
    partner = Partner(project=project, organisation=make_organisation("Lierne kommune"))
    partner.save()
    claim = Claim(project=project, due_on=FIRST, paid_on=FIRST, paid=Decimal(1))
    claim.save()
    Share(project=project, claim=claim, partner=partner, paid=Decimal(900), passed=Decimal(812), passed_on=LAST).save()
    client.force_login(decision_maker)
    page = client.get(at()).text
    assert "Lierne kommune" in page
    assert "812\u00a0kr" in page
    assert traced().whole == Decimal("2572.33")


def test_the_pages_ask_as_much_whatever_the_rows(
    client: Client, coordinator: User, spent: None, django_assert_max_num_queries: Any
) -> None:
    client.force_login(coordinator)
    for n in range(12):
        spend(make_initiative(form=make_form(), unit=make_unit(), funding_programme=f"Fond {n}"), 10 + n, 1)
        make_step()
    for address in (
        at(),
        at(through="goal"),
        at("money_steps", source="own"),
        at("money_steps", through="goal", via="several"),
    ):
        with django_assert_max_num_queries(8):
            assert client.get(address).status_code == 200


def test_the_planned_money_is_that_of_the_steps_sums(spent: None) -> None:
    rows = Step.objects.within(FIRST, LAST)
    with scope.acting(scope.municipality(), sees_secrets=True):
        assert trace(rows, Way(PLANNED)).whole == sums_of(rows).money.planned_cost == 800
