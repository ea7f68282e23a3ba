"""Whatever is typed into the search box: an answer, and no word of it read as the database's own syntax.

That it breaks no page which searches, tests/test_fuzz.py tells.
"""

import pytest
from django.test import Client
from django.urls import reverse

from tests.chain import make_chain
from utblick.accounts.models import Municipality, User
from utblick.search.finding import find

TYPED = [
    *(
        "AND OR NOT *",
        "NEAR(a b)",
        "a AND",
        "NOT",
        "a*",
        "*",
        '"',
        '"a',
        "'",
        "a'b",
        "''",
        "(",
        "a)",
        "()",
        "^a",
        "{a}: b",
    ),
    *("kind: b", "stems:a", "a:*", "a & | !b", "!", "<->", "a <-> b", "-", "a -b", "&&", "\\", "a\\", "%", "%s%n", "_"),
    *("a\x00b", "\x00", "½", "²", "١٢", "ﷺ", "e\u0301", "\u202e", "\ufeff", "🌍", "?!.,;", "- - -", "' OR 1=1 --"),
    *("x" * 5_000, "å " * 2_500, '"' * 5_000),
]


@pytest.mark.parametrize("words", TYPED, ids=[repr(words[:12]) for words in TYPED])
def test_what_is_typed_is_never_syntax(here: Municipality, words: str) -> None:
    assert isinstance(find(words), list)


def test_one_search_finds_objects_of_every_kind(here: Municipality, client: Client, coordinator: User) -> None:
    """Each kind has an order of its own, which must not get into the question that asks for all at once."""
    make_chain()
    words = f"märke{here.pk}"
    assert len({hit.kind for hit in find(words)}) > 5
    client.force_login(coordinator)
    assert f"<mark>{words}mål</mark>" in client.get(reverse("desk:search"), {"q": f"{words}mål"}).text
