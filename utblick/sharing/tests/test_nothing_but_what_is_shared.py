"""A region is shown what is shared with it, and not a word more; whatever is shared, and whenever that ends."""

import io
import zipfile
from random import Random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from utblick.accounts.models import Municipality, Role, User
from utblick.accounts.tests.make import make_user
from utblick.initiatives.models import Initiative
from utblick.initiatives.tests.make import make_initiative, make_step
from utblick.journal import secrecy
from utblick.sharing import agreeing
from utblick.sharing.crossing import with_region
from utblick.sharing.figures import figures_by_municipality
from utblick.sharing.models import Sharing
from utblick.sharing.tests.make import make_sharer, make_sharing
from utblick.sharing.tests.stuffing import LEVELS, Stuffed, stuff
from utblick.tenancy import scope

pytestmark = pytest.mark.django_db
PAGES = ("works", "initiatives", "figures")
FILES = [("initiatives", "csv"), ("initiatives", "xlsx"), ("figures", "csv"), ("figures", "xlsx")]


def words_of(answer: Any) -> str:
    """What an answer tells; an Excel file as the texts within it."""
    content = answer.getvalue()
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"".join(packed.read(part) for part in packed.namelist())
    return str(content.decode(errors="replace"))


def walk(browser: Client, keys: list[int]) -> str:
    """Everything that the region can open, in one text."""
    addresses = [reverse(f"sharing:{name}") for name in PAGES]
    addresses += [f"{reverse(f'sharing:{name}')}?as={kind}" for name, kind in FILES]
    narrowed = "?programme=*&country=FI&form=other&agenda=8&status=running"
    addresses += [address + narrowed for address in addresses[:3]] + [f"{addresses[1]}?q=q&sort=-start"]
    addresses += [reverse("sharing:initiative", args=[key]) for key in keys]
    return "\n".join(words_of(browser.get(address)) for address in addresses)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_page_and_file_shows_what_is_shared_and_no_word_of_anything_else(
    at_region: Client, region: Municipality, seed: int
) -> None:
    chance = Random(seed)
    made = [stuff(region, level, chance) for level in (*LEVELS, chance.choice(LEVELS))]
    named, counted = expected(made, "named"), expected(made, "named", "figures")
    others = chance.sample(sorted({key for one in made for key in one.keys} - named), 4)
    seen = walk(at_region, [*named, *others])
    assert sorted(mark for one in made for mark in one.hidden if mark in seen) == []
    assert sorted(mark for one in made for mark in one.shown if mark not in seen) == []
    assert "Ingen Namngiven" not in seen
    with scope.acting(region):
        shared = with_region()
    assert set(shared.named.values_list("pk", flat=True)) == named
    assert set(shared.counted.values_list("pk", flat=True)) == counted


def expected(made: list[Stuffed], *levels: str) -> set[int]:
    return {key for one in made if one.level in levels for key, state in one.keys.items() if state == "open"}


def test_what_is_not_shared_cannot_be_found_by_filtering_for_it(at_region: Client, region: Municipality) -> None:
    """A programme in one's own words is not shared with the figures, so asking for it must say nothing."""
    with scope.acting(make_sharer(region, level=Sharing.Level.FIGURES)):
        make_step(initiative=make_initiative(funding_programme="Hemliga fonden"))
    page = at_region.get(reverse("sharing:figures"), {"programme": "Hemliga fonden"})
    assert not page.context["listing"].filters.is_valid()
    with scope.acting(region):
        assert "Hemliga fonden" not in {row.programme_told for row in with_region().counted}


@pytest.fixture
def sharer(region: Municipality) -> Municipality:
    found = make_sharer(region, "Delköping")
    with scope.acting(found):
        make_step(initiative=make_initiative("Språkkafé"), country="NO", cost=500, own=100)
    return found


def shown_to(browser: Client) -> str:
    return "".join(browser.get(reverse(f"sharing:{name}")).text for name in PAGES)


def test_ended_it_is_gone_at_once_and_undone_it_is_back(
    at_region: Client, region: Municipality, sharer: Municipality
) -> None:
    with scope.acting(sharer):
        key, sharing = Initiative.objects.get().pk, Sharing.objects.get()
    assert "Språkkafé" in shown_to(at_region)
    with scope.acting(sharer):
        sharing.withdraw()
    seen = shown_to(at_region)
    assert "Språkkafé" not in seen
    assert "Delköping" not in seen
    assert "Norge" not in seen
    assert at_region.get(reverse("sharing:initiative", args=[key])).status_code == 404
    with scope.acting(sharer):
        agreeing.resume(sharing)
    assert "Språkkafé" in shown_to(at_region)


def test_a_region_that_is_one_no_longer_sees_nothing(
    at_region: Client, region: Municipality, sharer: Municipality
) -> None:
    Municipality.objects.filter(pk=region.pk).update(kind=Municipality.Kind.MUNICIPALITY)
    with scope.acting(region):
        assert not with_region().counted.exists()
    assert "Språkkafé" not in shown_to(at_region)


@pytest.mark.parametrize("way", ["secret", "withdrawn", "withheld", "idea"])
def test_what_is_taken_back_after_it_was_shared_is_in_no_list_and_no_figure(
    at_region: Client, sharer: Municipality, way: str
) -> None:
    with scope.acting(sharer, sees_secrets=True):
        one = Initiative.objects.get()
        if way == "secret":
            secrecy.mark(one, ground="OSL 15 kap. 1 §")
        elif way == "withdrawn":
            one.withdraw()
        elif way == "withheld":
            agreeing.withhold(one)
        else:
            one.status = Initiative.Status.IDEA
            one.save()
    seen = shown_to(at_region)
    assert "Språkkafé" not in seen
    assert "Norge" not in seen
    assert "500" not in seen


def test_a_municipality_sees_neither_the_regions_rows_nor_anothers(region: Municipality, sharer: Municipality) -> None:
    with scope.acting(make_sharer(region)) as other:
        assert other.municipality is not None
        own = make_initiative("Egen insats")
        browser = Client(headers={"host": other.municipality.hosts})
        browser.force_login(make_user(Role.COORDINATOR))
    with scope.acting(sharer):
        theirs, sharing = Initiative.objects.get().pk, Sharing.objects.get().pk
    with scope.acting(region):
        make_initiative("Regionens egen")
    pages = [browser.get(reverse(f"sharing:{name}")) for name in ("home", "preview", *PAGES)]
    assert [page.status_code for page in pages] == [200, 200, 403, 403, 403]
    seen = "".join(page.text for page in pages)
    assert "Egen insats" in seen
    assert not [word for word in ("Språkkafé", "Delköping", "Regionens egen") if word in seen]
    assert browser.get(reverse("sharing:own", args=[own.pk])).status_code == 200
    for name, key in [("own", theirs), ("initiative", theirs)]:
        assert browser.get(reverse(f"sharing:{name}", args=[key])).status_code in {403, 404}
    for name, key in [("end", sharing), ("restore", sharing), ("withhold", theirs), ("release", theirs)]:
        assert browser.post(reverse(f"sharing:{name}", args=[key])).status_code == 404


def test_the_regions_people_cannot_open_the_municipalitys_own_pages(
    strategist: User, region: Municipality, sharer: Municipality
) -> None:
    with scope.acting(sharer):
        key = Initiative.objects.get().pk
    for host in (sharer.hosts, region.hosts):
        browser = Client(headers={"host": host})
        browser.force_login(strategist)
        for name in ("initiatives:initiative", "sharing:own"):
            answer = browser.get(reverse(name, args=[key]))
            assert answer.status_code in {403, 404}
            assert "Språkkafé" not in answer.text


def test_two_that_share_at_once_share_once(here: Municipality, region: Municipality, coordinator: User) -> None:
    first = make_sharing(region, level=Sharing.Level.FIGURES, by=coordinator)
    # What the second does, who has not seen the first.
    second = agreeing._begin(region, Sharing.Level.NAMED, coordinator)
    assert second == first
    assert second.level == Sharing.Level.NAMED
    first.refresh_from_db()
    first.withdraw()
    make_sharing(region, by=coordinator)
    agreeing.resume(first)
    assert Sharing.objects.current().count() == 1
    assert first.withdrawn_at is not None


def test_shared_figures_are_exact_and_say_nothing_of_what_nobody_noted(
    region: Municipality, sharer: Municipality
) -> None:
    with scope.acting(sharer):
        one = Initiative.objects.get()
        make_step(initiative=one, country="NO", planned_cost=900, planned_own=200, women=4, girls=2)
        make_step(initiative=one, cost=70, status="rejected", planned_cost=5000)
    with scope.acting(region):
        (found,) = figures_by_municipality(with_region().counted).values()
    assert (found.sums.money.cost, found.sums.money.own, found.others.paid) == (570, 100, 400)
    assert (found.sums.money.planned_cost, found.others.planned) == (900, 700)
    assert (found.sums.people.women, found.sums.people.men, found.sums.kg_co2e) == (4, None, None)
