"""Single words in other languages, and a text's own words that say most."""

import pytest

from utblick import lexicon


@pytest.mark.parametrize(
    ("word", "lang", "stem"), [("skolor", "sv", ("school",)), ("vatten", "sv", ("water",)), ("school", "en", ("skol",))]
)
def test_a_word_is_told_by_the_stem_that_answers_to_it(word: str, lang: str, stem: tuple[str, ...]) -> None:
    assert stem in lexicon.engine().translations(word, lang)


def test_a_compound_that_no_list_translates_is_told_part_by_part() -> None:
    assert ("elder", "care") in lexicon.engine().translations("äldreomsorg", "sv")


@pytest.mark.parametrize("word", ["och", "xyzzy", "", "2027"])
def test_what_has_no_sure_translation_has_none(word: str) -> None:
    assert lexicon.engine().translations(word, "sv") == []


def test_the_own_words_of_a_text_are_neither_grammar_nor_what_every_call_says() -> None:
    words = lexicon.engine().content_words(
        "Vi ska utveckla besöksnäringen i Lierne genom internationella projekt", "sv"
    )

    assert set(words) == {"besöksnäringen", "lierne"}
    assert lexicon.engine().content_words("", "sv") == []
