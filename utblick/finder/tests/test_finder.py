"""From an idea, a call or an initiative to candidates with their reasons, and from a candidate to a partner."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.finder import importing
from utblick.finder.finding import Candidate, Near
from utblick.finder.models import FundedProject
from utblick.finder.ranking import Home, Traits, judge
from utblick.finder.reasons import reasons
from utblick.finder.tests.make import make_cordis, make_project_data, part_line, project_line, snasa
from utblick.finder.theme import theme
from utblick.initiatives.tests.make import make_initiative
from utblick.journal.models import Entry
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_organisation
from utblick.tenancy import scope
from utblick.watch.tests.make import make_item, make_source

CARE = "Vi vill utveckla hemtjänst och äldreomsorg med välfärdsteknik så att äldre kan bo kvar hemma."


@pytest.fixture
def here(municipality: Municipality):
    municipality.kind, municipality.nuts = "municipality", "SE322"
    municipality.save()
    with scope.acting(municipality):
        yield municipality


@pytest.fixture
def coordinator(here: Municipality) -> User:
    return make_user(Role.COORDINATOR)


@pytest.fixture
def visitor(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def data(db: None, tmp_path: Path) -> None:
    make_project_data(tmp_path)


def find(visitor: Client, **asked: object) -> str:
    answer = visitor.get(reverse("finder:find"), {"text": CARE, **asked})
    assert answer.status_code == 200
    return answer.text


def test_a_swedish_idea_finds_those_who_have_worked_with_it_in_english(visitor: Client, data: None) -> None:
    page = find(visitor)
    assert "Municipality of Snåsa" in page
    assert "Care at home for older people" in page
    assert "Schiffbau" not in page
    assert page.index("Municipality of Snåsa") < page.index("University of Oulu")


def test_each_candidate_comes_with_its_reasons(visitor: Client, data: None) -> None:
    page = find(visitor)
    assert "Har medverkat i 2 projekt och lett 1" in page
    assert "Samma slags organisation som ni" in page
    assert "Ligger nära idén genom:" in page


def test_candidates_are_narrowed_by_country_kind_and_programme(visitor: Client, data: None) -> None:
    assert "Municipality of Snåsa" not in find(visitor, country="FI")
    assert "University of Oulu" in find(visitor, country="FI")
    assert "University of Oulu" not in find(visitor, kind="municipality")
    assert "Inga träffar" in find(visitor, programme="Horizon 2020")


def test_what_cannot_be_asked_is_passed_over(visitor: Client, data: None) -> None:
    page = find(visitor, country="Atlantis", kind="x", programme="'", page="9" * 30)
    assert "Municipality of Snåsa" in page


def test_own_partners_come_first_and_not_twice(visitor: Client, data: None) -> None:
    make_organisation("Municipality of Snåsa")
    make_organisation("Verdal kommune", description="Är bra på välfärdsteknik och hemtjänst för äldre.")
    make_organisation("Narvik kommune", description="Hamn och järnväg för malm.")
    page = find(visitor)
    own, others = page.split('id="others"')
    assert "Municipality of Snåsa" in own
    assert "Verdal kommune" in own
    assert "Narvik kommune" not in own
    assert "Municipality of Snåsa" not in others


def test_that_both_speak_of_an_application_together_is_no_reason(visitor: Client, tmp_path: Path) -> None:
    projects = [project_line(7, "Small municipalities together", "A joint plan."), project_line(8, "District heating")]
    importing.read_on(importing.noted(make_cordis(tmp_path, projects, [part_line(7, "By"), part_line(8, "Vik")])))
    make_organisation("Ansökarnas nätverk", description="Vi skriver ansökan tillsammans och gör en plan för projektet.")
    make_organisation("Värmebyn", description="Byn eldar med flis och har fjärrvärme.")
    page = find(visitor, text="Ansökan tillsammans med en liten kommun om en plan för fjärrvärme")
    assert "Värmebyn" in page
    assert "District heating" in page
    assert "Ansökarnas nätverk" not in page
    assert "Small municipalities" not in page


def test_an_own_partner_that_the_reader_may_not_see_is_not_shown(
    client: Client, here: Municipality, data: None
) -> None:
    make_organisation("Hemlig kommun", description="Välfärdsteknik och hemtjänst för äldre.", secrecy_ground="OSL 15:1")
    client.force_login(make_user(Role.OFFICER))
    assert "Hemlig kommun" not in client.get(reverse("finder:find"), {"text": CARE}).text


def test_a_call_is_searched_for_with_the_countries_that_it_asks_for(visitor: Client, data: None) -> None:
    item = make_item(
        "Care for the elderly at home", source=make_source(), summary="Home care.", countries=["FIN", "FI"]
    )
    page = visitor.get(reverse("finder:find"), {"item": item.pk}).text
    assert "I ett land som utlysningen efterfrågar" in page
    assert item.get_absolute_url() in page


def test_an_initiative_is_searched_for_by_what_it_is_about(visitor: Client, data: None) -> None:
    initiative = make_initiative("Bo kvar hemma", summary=CARE)
    page = visitor.get(reverse("finder:find"), {"initiative": initiative.pk}).text
    assert "Municipality of Snåsa" in page


def test_another_municipalitys_initiative_is_not_read(visitor: Client, here: Municipality) -> None:
    from utblick.accounts.tests.make import make_municipality

    with scope.acting(make_municipality()):
        theirs = make_initiative("Deras", summary=CARE)
    assert visitor.get(reverse("finder:find"), {"initiative": theirs.pk}).status_code == 404


def test_without_project_data_or_an_idea_it_says_what_is_missing(visitor: Client) -> None:
    assert "Inga projektdata än" in find(visitor)
    assert "Det här behöver fyllas i." in find(visitor, text=" ")


def test_a_candidate_becomes_a_partner_at_once_with_what_is_known(visitor: Client, data: None) -> None:
    back = reverse("finder:find") + "?text=care"
    answer = visitor.post(reverse("finder:add_partner", args=[snasa().pk]), {"next": back})
    assert answer.headers["Location"] == back
    made = Organisation.objects.get()
    assert (made.name, made.country, made.kind, made.place) == ("Municipality of Snåsa", "NO", "municipality", "Snåsa")
    assert (made.latitude, made.longitude, made.website) == (64.25, 12.38, "https://www.snasa.no")
    assert "Horizon Europe" in made.description
    assert Entry.objects.filter(kind="partners.organisation", act=Entry.Act.CREATED).count() == 1


def test_one_that_we_perhaps_have_is_asked_about_before_it_is_added(visitor: Client, data: None) -> None:
    known = make_organisation("Snåsa municipality", country="NO")
    address = reverse("finder:add_partner", args=[snasa().pk])

    asked = visitor.post(address)

    assert asked.status_code == 422
    assert known.get_absolute_url() in asked.text
    assert Organisation.objects.count() == 1
    told = {"name": "Municipality of Snåsa", "kind": "municipality", "country": "NO", "another": "on"}
    visitor.post(address, told)
    assert Organisation.objects.count() == 2


def test_nobody_is_sent_to_another_site_after_adding(visitor: Client, data: None) -> None:
    answer = visitor.post(reverse("finder:add_partner", args=[snasa().pk]), {"next": "https://evil.example/"})
    assert answer.headers["Location"] == Organisation.objects.get().get_absolute_url()


def test_the_page_of_an_organisation_tells_its_projects_and_whether_we_have_it(visitor: Client, data: None) -> None:
    make_organisation("municipality of snåsa")
    page = visitor.get(reverse("finder:participant", args=[snasa().pk])).text
    assert "Elderly care with welfare technology" in page
    assert "Organisationen finns bland era partner." in page
    assert "Lägg till som partner" not in page


def test_a_reader_sees_candidates_but_adds_none(client: Client, here: Municipality, data: None) -> None:
    client.force_login(make_user(Role.DECISION_MAKER))
    assert "Lägg till som partner" not in client.get(reverse("finder:find"), {"text": CARE}).text
    assert client.post(reverse("finder:add_partner", args=[snasa().pk])).status_code == 403


def test_the_search_asks_the_database_as_often_however_much_it_finds(
    visitor: Client, data: None, django_assert_max_num_queries
) -> None:
    for number in range(12):
        make_organisation(f"Partner {number}", description="Hemtjänst och välfärdsteknik för äldre.")
    begun_with = reverse("finder:find") + f"?initiative={make_initiative(title=CARE).pk}&country=NO&kind=municipality"
    find(visitor)
    with django_assert_max_num_queries(8):
        assert "Snåsa" in visitor.get(begun_with).text


def test_pages_are_turned_by_the_address(visitor: Client, data: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("utblick.finder.finding.PER_PAGE", 1)
    assert "University of Oulu" not in find(visitor)
    second = find(visitor, page=2)
    assert "University of Oulu" in second
    assert 'id="own"' not in second


def test_an_english_name_within_a_swedish_idea_is_not_met_in_its_and() -> None:
    """A Swedish "and" is a duck: it was looked for as one."""
    idea = theme("Tomma hus, tillsammans med Coastal and Rural Towns Network", "sv")
    assert "and" not in idea.origin.values()
    assert "rural" in idea.origin.values()


def test_who_is_near_without_a_word_in_common_still_comes_with_a_reason_of_theme() -> None:
    project = FundedProject(title="Ageing in the countryside")
    near = Candidate(judge(Traits((0.4,)), Home(), frozenset(), frozenset()), [Near(project, 0.4)], [])
    assert [reason.icon for reason in reasons(near)] == ["target"]
    near.words = [("äldre", "ageing", "en")]
    assert not list(reasons(near))
