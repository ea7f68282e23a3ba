"""A word that stands nowhere is taken for one that does and differs by a letter."""

import pytest

from utblick.accounts.models import Municipality
from utblick.goals.tests.make import make_goal
from utblick.search import spelling
from utblick.search.finding import find


@pytest.fixture
def goal(here: Municipality) -> str:
    make_goal(name="Landsbygdens biblioteksbuss", text="Bokbussen kör till Hotagen.")
    spelling.learn()
    return "Landsbygdens biblioteksbuss"


@pytest.mark.parametrize(
    "typed",
    ["hotagenn", "hotgen", "hotagan", "hotaegn", "ohtagen", "otagen", "xhotagen", "biblioteksbus", "bibiloteksbuss"],
)
def test_one_fault_is_mended(goal: str, typed: str) -> None:
    assert [hit.title for hit in find(spelling.mended(typed))] == [goal]


@pytest.mark.parametrize("typed", ["sprakcafe", "språkcafe", "oppna", "oppna sprakcafe"])
def test_words_typed_without_their_marks_are_found(here: Municipality, typed: str) -> None:
    make_goal(name="Öppna språkcaféer", text="Målet är fler samtal.")
    spelling.learn()
    assert [hit.title for hit in find(spelling.mended(typed) or typed)] == ["Öppna språkcaféer"]


@pytest.mark.parametrize("typed", ["vänortsbesok", "vänortsbesökk", "vänorsbesök", "vänortbesökk"])
def test_one_fault_in_a_compound_that_stands_nowhere_is_mended_in_its_part(here: Municipality, typed: str) -> None:
    make_goal(name="Varje vänort får besök", text="Vi reser dit.")
    spelling.learn()
    assert [hit.title for hit in find(spelling.mended(typed))] == ["Varje vänort får besök"]


def test_a_compound_of_words_that_stand_is_right_though_it_stands_nowhere(here: Municipality) -> None:
    make_goal(name="Varje vänort får besök", text="Besöka och vänorten.")
    spelling.learn()
    assert spelling.mended("vänortsbesök") == ""


@pytest.mark.parametrize("typed", ["hotagen", "hatogan", "bok", "qwertyuiop", "", "?", "x" * 500])
def test_what_is_right_or_too_far_off_is_left_alone(goal: str, typed: str) -> None:
    assert spelling.mended(typed) == ""


def test_words_that_no_longer_stand_anywhere_are_forgotten(goal: str, here: Municipality) -> None:
    from utblick.goals.models import Goal

    Goal.objects.get().withdraw()
    spelling.learn()
    assert spelling.mended("hotgen") == ""
