"""In which order, and how far from the words as they were typed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.db.models import QuerySet

from utblick.accounts.models import Municipality
from utblick.goals.models import Goal
from utblick.goals.tests.make import make_document, make_goal
from utblick.search import indexing
from utblick.search.finding import Hit, find, texts_of
from utblick.search.indexing import Entry
from utblick.watch.tests.make import make_item


def titles(query: str) -> list[str]:
    return [hit.title for hit in find(query)]


def test_what_holds_the_words_in_its_title_comes_first(here: Municipality) -> None:
    make_goal(name="Fler skolutbyten", text="Elever ska resa.")
    make_goal(name="Resor", text="Vi vill se fler skolutbyten.")
    assert titles("skolutbyten") == ["Fler skolutbyten", "Resor"]


def test_ones_own_comes_before_the_worlds_and_the_newest_first(here: Municipality) -> None:
    own = [make_goal(name=f"Fjärrvärme {number}").name for number in (1, 2)]
    item = make_item(title="Fjärrvärme i Norden", language="sv")
    indexing.put([Entry("watch.item", item.pk, item.title, item.summary, language="sv")])
    assert titles("fjärrvärme") == [*reversed(own), item.title]


@pytest.mark.parametrize("most", [1, 2, 4])
def test_the_newest_are_found_first_however_many_hold_the_word(here: Municipality, most: int) -> None:
    for number in range(40):
        make_goal(name=f"Fjärrvärme {number}" if number % 2 else f"Sopor {number}", text="Alla ska med.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_row")
    for words, step in (("fjärrvärme", 2), ("alla", 1)):
        found = [int(hit.title.split()[1]) for hit in find(words, most=most)]
        assert found == list(range(39, 39 - step * most, -step))
    assert find("fjärrvärme sopor", most=most) == []


@pytest.mark.parametrize(
    ("words", "stand_in"),
    [
        # The two stand in half of all each, and together in few of the newest.
        ("fjärrvärme sopor", lambda at: " fjärrvärme" * (at % 2 or at < 100 or at == 398) + " sopor" * (at % 2 == 0)),
        # In one of sixteen, neither few nor many.
        ("fjärrvärme", lambda at: " fjärrvärme" * (at % 16 == 3)),
        ("fjärrvärme", lambda at: " fjärrvärme" * (at in (7, 390))),
        ("fjärrvärm", lambda at: " fjärrvärmenät" * (at % 16 == 3)),
    ],
)
def test_the_newest_are_found_wherever_they_stand(
    here: Municipality, words: str, stand_in: Callable[[int], str]
) -> None:
    document, texts = make_document(), [f"Alla ska med{stand_in(at)}" for at in range(400)]
    goals = QuerySet.bulk_create(
        Goal.objects.all(),
        [Goal(document=document, position=at, name=f"Mål {at}", text=text) for at, text in enumerate(texts)],
    )
    indexing.put([Entry("goals.goal", one.pk, one.name, one.text, municipality_id=here.pk) for one in goals])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_row")
    holding = [at for at, text in enumerate(texts) if all(word in text for word in words.split())]
    for kind in ("", "goals.goal"):
        found = [int(hit.title.split()[1]) for hit in find(words, kind=kind, words_first=True, most=5)]
        assert found == holding[::-1][:5]


def test_a_compound_is_found_by_its_parts_and_in_english(here: Municipality) -> None:
    make_goal(name="Utbyte", text="Vi vill ha ett utbyte mellan skolor.")
    make_goal(name="Abroad", text="School exchanges with the north.")
    assert set(titles("skolutbyte")) == {"Utbyte", "Abroad"}


@pytest.mark.parametrize("typed", ["skogsbrand övning", "skogsbrandsövning", "övningar skogsbrand"])
def test_a_deed_is_found_by_the_name_for_it(here: Municipality, typed: str) -> None:
    make_goal(name="Öva skogsbrand över gränsen")
    make_goal(name="Skogsbrand utan gräns")
    assert titles(typed) == ["Öva skogsbrand över gränsen"]


def test_the_name_for_a_deed_is_found_by_what_is_done(here: Municipality) -> None:
    make_goal(name="Bevakning av omvärlden")
    assert titles("bevaka omvärlden") == ["Bevakning av omvärlden"]


def test_the_beginning_of_a_word_is_enough(here: Municipality) -> None:
    make_goal(name="Energieffektivisering")
    assert titles("energieff") == ["Energieffektivisering"]


def test_a_hyphen_parts_words(here: Municipality) -> None:
    make_goal(name="EU-projekt för skolan")
    make_goal(name="EU:s gränser")
    assert titles("EU-projekt") == ["EU-projekt för skolan"]


def test_two_hits_on_the_same_object_are_one(here: Municipality) -> None:
    make_goal(name="Vatten", text="Vatten, vatten och åter vatten")
    assert [type(hit) for hit in find("vatten")] == [Hit]


def test_what_came_before_a_day_is_left_out(here: Municipality) -> None:
    old, new = make_item("Gamla broar"), make_item("Nya broar")
    for item, day in ((old, date(2025, 3, 1)), (new, date(2026, 3, 1))):
        indexing.put([indexing.Entry("watch.item", item.pk, item.title, "bro", came_on=day)])
    assert titles("broar") == ["Nya broar", "Gamla broar"]
    assert [(hit.title, hit.came_on) for hit in find("broar", since=date(2026, 1, 1))] == [
        ("Nya broar", date(2026, 3, 1))
    ]


def test_keywords_stand_apart_from_the_sentences_of_a_goal(here: Municipality) -> None:
    make_goal(name="Beredskap", text="Öva elavbrott varje år.", keywords=["wildfire", "krisberedskap"])
    [hit] = find("elavbrott")
    assert texts_of([hit])[hit] == "Öva elavbrott varje år. · wildfire, krisberedskap"
