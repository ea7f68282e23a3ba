"""What is shown of a text that holds the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utblick.search.passages import Marker

LONG = "Ord som inget säger. " * 40


def marked(query: str, text: str) -> list[str]:
    return [piece for piece, asked in Marker(query, "sv").pieces(text) if asked]


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("skolutbyte", "Två skolutbyten med Norge", ["skolutbyten"]),
        ("äldreomsorg", "Projects on elderly care and more", ["elderly", "care"]),
        ("energieff", "Om energieffektivisering", ["energieffektivisering"]),
        ("vänort norge", "Vänorten Levanger ligger i Norge.", ["Vänorten", "Norge"]),
        ("vatten", "Ingenting om saken", []),
    ],
)
def test_the_words_are_marked_as_they_stand(query: str, text: str, found: list[str]) -> None:
    assert marked(query, text) == found


def test_of_a_long_text_the_place_with_most_of_the_words_is_shown() -> None:
    text = f"{LONG}Norge först. {LONG}Vänorten ligger i Norge. {LONG}"
    pieces = Marker("vänort norge", "sv").pieces(text)
    shown = "".join(piece for piece, _ in pieces)
    assert "Vänorten ligger i Norge." in shown
    assert len(shown) < 300
    assert shown.startswith("… ")
    assert shown.endswith(" …")


@given(st.text(max_size=400), st.text(max_size=30))
def test_a_title_is_shown_whole_and_unchanged(title: str, query: str) -> None:
    assert "".join(piece for piece, _ in Marker(query, "sv").whole(title)) == title
