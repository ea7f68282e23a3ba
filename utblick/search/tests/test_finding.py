"""In which order, and how far from the words as they were typed."""

import pytest

from utblick.accounts.models import Municipality
from utblick.goals.tests.make import make_goal
from utblick.search import indexing, statements
from utblick.search.finding import Hit, find
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


@pytest.mark.parametrize("many", [1, 3, 50])
def test_the_newest_are_found_first_whether_few_or_many_hold_the_word(
    here: Municipality, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(statements, "MANY", many)
    for number in range(4):
        make_goal(name=f"Fjärrvärme {number}")
    assert titles("fjärrvärme") == ["Fjärrvärme 3", "Fjärrvärme 2", "Fjärrvärme 1", "Fjärrvärme 0"]
    assert [hit.title for hit in find("fjärrvärme", most=2)] == ["Fjärrvärme 3", "Fjärrvärme 2"]


def test_a_compound_is_found_by_its_parts_and_in_english(here: Municipality) -> None:
    make_goal(name="Utbyte", text="Vi vill ha ett utbyte mellan skolor.")
    make_goal(name="Abroad", text="School exchanges with the north.")
    assert set(titles("skolutbyte")) == {"Utbyte", "Abroad"}


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
