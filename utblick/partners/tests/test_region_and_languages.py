"""Where an organisation lies, in which languages it works, and who at home knows it: in the form, the page, lists and merging."""

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_unit, make_user
from utblick.journal import lists
from utblick.partners import importing
from utblick.partners.merging import merge, part, preview
from utblick.partners.models import Import, Organisation
from utblick.partners.regions import UnknownRegion, region_code, region_name, regions
from utblick.partners.tests.make import make_organisation
from utblick.search.finding import find
from utblick.tenancy import scope
from utblick.ui.languages import UnknownLanguage, language_codes, language_names


@pytest.fixture
def coordinator(municipality: Municipality):
    with scope.acting(municipality):
        yield make_user(Role.COORDINATOR)


@pytest.fixture
def visitor(client: Client, coordinator: User) -> Client:
    client.force_login(coordinator)
    return client


def told(**facts: object) -> dict[str, object]:
    return {"name": "Steinkjer kommune", "kind": "municipality", "country": "NO", "revision": "0", **facts}


def test_a_region_is_written_by_code_or_by_name() -> None:
    assert region_code("se322") == region_code("Jämtlands län", "SE") == "SE322"
    assert region_code("Trööndelage", "NO") == "NO060"
    assert region_code("DEF02", "DE") == "DEF02"
    assert region_code("EL522", "GR") == "EL522"
    assert region_name("SE322") == "Jämtlands län (SE322)"
    assert region_name("DEF02") == "DEF02"


@pytest.mark.parametrize(
    ("text", "country"), [("SE322", "NO"), ("SE999", "SE"), ("Atlantis", ""), ("Jämtlands län", "NO"), ("D", "DE")]
)
def test_what_is_no_region_of_the_country_is_refused(text: str, country: str) -> None:
    with pytest.raises(UnknownRegion):
        region_code(text, country)


def test_every_official_region_is_known_by_its_code_and_its_name() -> None:
    assert len(regions()) == 68
    for code, name in regions().items():
        assert region_code(code) == region_code(name, code[:2]) == code


def test_languages_are_written_by_name_in_several_tongues() -> None:
    assert language_codes("Norska, engelska och finska") == ["nb", "en", "fi"]
    assert language_codes("English; German, sv") == ["en", "de", "sv"]
    assert language_names(["nb", "en"]) == "norskt bokmål, engelska"
    with pytest.raises(UnknownLanguage, match="klingonspråk"):
        language_codes("svenska, klingonspråk")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_regions_and_languages(text: str) -> None:
    for read, refusal in ((region_code, UnknownRegion), (language_codes, UnknownLanguage)):
        try:
            read(text)
        except refusal:
            continue


def test_the_form_keeps_codes_and_the_page_shows_names(visitor: Client) -> None:
    unit = make_unit("Barn- och utbildningsnämnden")
    answer = visitor.post(
        reverse("partners:add"), told(region="Trøndelag", languages="norska, engelska", known_by_unit=unit.pk)
    )
    made = Organisation.objects.get()
    assert (made.region, made.languages, made.known_by_unit) == ("NO060", "nb en", unit)
    page = visitor.get(answer.headers["Location"]).text
    for words in ("Trøndelag/Trööndelage (NO060)", "norskt bokmål, engelska", "Barn- och utbildningsnämnden"):
        assert words in page
    edit = visitor.get(reverse("partners:edit", args=[made.pk])).text
    assert 'value="norskt bokmål, engelska"' in edit


def test_a_region_of_another_country_and_an_unknown_language_are_told_of(visitor: Client) -> None:
    page = visitor.post(reverse("partners:add"), told(region="SE322", languages="kauderwelska")).text
    assert "Varken en NUTS-kod i landet eller namnet på en nordisk region." in page
    assert "”kauderwelska” är inget språk" in page
    assert not Organisation.objects.exists()


def test_it_is_found_by_region_and_language(coordinator: User) -> None:
    made = make_organisation("Steinkjer", region="NO060", languages="nb en")
    assert [hit.object_id for hit in find("trøndelag", kind="partners.organisation")] == [made.pk]
    assert [hit.object_id for hit in find("engelska", kind="partners.organisation")] == [made.pk]


def test_a_list_brings_them_in_and_takes_them_out(visitor: Client, coordinator: User) -> None:
    unit = make_unit("Näringslivsenheten")
    rows = [
        "Namn;Land;Region;Språk;Känd av",
        f"Steinkjer;Norge;Trøndelag;norska, engelska;{coordinator.email}",
        "Verdal;Norge;NO060;;Näringslivsenheten",
        "Namsos;Norge;SE322;;",
        "Levanger;Norge;;kauderwelska;",
        "Snåsa;Norge;;;Ingen Alls",
    ]
    found = importing.begun(body="\n".join(rows).encode(), name="lista.csv", by=coordinator)
    lists.begin(found, Import.State.JUDGING)
    lists.work_on(found, importing.PROCESS)
    fates = list(found.rows.all())
    assert [one.fate for one in fates] == ["new", "new", "refused", "refused", "refused"]
    assert "Ingen Alls" in fates[4].reason

    lists.begin(found, Import.State.CARRYING)
    lists.work_on(found, importing.PROCESS)

    first, second = Organisation.objects.order_by("name")
    assert (first.region, first.languages, first.known_by) == ("NO060", "nb en", coordinator)
    assert (second.region, second.known_by_unit) == ("NO060", unit)
    sheet = b"".join(visitor.get(reverse("partners:list"), {"as": "csv"})).decode()
    for words in ("NO060", "norskt bokmål, engelska", "Näringslivsenheten", str(coordinator)):
        assert words in sheet


def test_merging_fills_in_what_only_the_other_knows_and_gives_it_back(coordinator: User) -> None:
    unit = make_unit("Kulturskolan")
    kept = make_organisation("Snåsa", languages="nb")
    gone = make_organisation("Snaasen tjïelte", region="NO060", languages="nb sma", known_by_unit=unit)
    shown = preview(kept, gone)
    assert ("Region (NUTS)", "Trøndelag/Trööndelage (NO060)") in shown.fills
    assert any("norskt bokmål" in told for _label, told, _other in shown.differs)

    merging = merge(kept, gone)
    assert (kept.region, kept.languages, kept.known_by_unit) == ("NO060", "nb", unit)

    part(merging)
    kept.refresh_from_db()
    assert (kept.region, kept.known_by_unit) == ("", None)
