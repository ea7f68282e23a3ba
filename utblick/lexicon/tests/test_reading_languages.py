import pytest

from utblick.lexicon import Engine, language_of
from utblick.lexicon.compounds import Splitter
from utblick.lexicon.tokens import words


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("sv", "Vi söker partner till ett projekt om äldreomsorg i glesbygd"),
        ("en", "We are looking for partners in a project on elderly care"),
        ("da", "Vi søger partnere til et projekt om ældrepleje og hjemmehjælp af høj kvalitet"),
        ("nb", "Vi søker partnere til et prosjekt om eldreomsorg og hjemmetjeneste av høy kvalitet"),
        ("fi", "Etsimme kumppaneita hankkeeseen, joka koskee vanhusten hoitoa ja kotipalvelua"),
        ("de", "Wir suchen Partner für ein Projekt über die Pflege von älteren Menschen"),
        ("fr", "Nous recherchons des partenaires pour un projet sur les soins aux personnes âgées"),
    ],
)
def test_a_language_is_known_by_its_small_words(lang: str, text: str) -> None:
    assert language_of(text) == lang


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Kommunen udvikler hjemmeplejen efter nye mål for børn og ældre"),
        ("nb", "Kommunen utvikler hjemmetjenesten etter nye mål for barn og eldre"),
        ("da", "Samarbejde mellem skoler om sprog og fælles opgaver"),
        ("nb", "Samarbeid mellom skoler om språk og felles oppgaver"),
        ("nb", "Kommunen søkjer samarbeid om korleis dei unge kan få eit betre liv"),
    ],
)
def test_norwegian_is_told_from_danish_by_its_spelling(lang: str, text: str) -> None:
    assert language_of(text) == lang


def test_norwegian_words_are_read_with_the_danish_rows(small: Engine) -> None:
    assert small.stems("skolegårdene", "nb") == small.stems("skolegårdene", "da")


def test_a_text_without_words_has_the_hinted_language() -> None:
    assert language_of("2026-11-24", hint="fi") == "fi"
    assert language_of("") == "en"


def test_invisible_marks_do_not_split_a_word() -> None:
    assert words("omvärlds\u00adbevak\u200bning") == ["omvärldsbevakning"]


def test_a_word_that_is_better_known_than_its_parts_stays_whole() -> None:
    splitter = Splitter("sv", ["kommun", "kommuner", "kommun", "kom", "mun", "skola"])
    assert splitter.parts("kommun") == []
    assert splitter.parts("kommunen") == []
    assert splitter.parts("kommunskola") == ["kommun", "skola"]


def test_a_splitter_is_the_same_when_it_comes_back_from_disk() -> None:
    splitter = Splitter("sv", ["skola", "gård", "utrustning", "vänorter", "samarbete"])
    kept = Splitter.from_json("sv", splitter.to_json())
    for word in ("skolgårdsutrustning", "vänortssamarbetet", "samarbete"):
        assert kept.parts(word) == splitter.parts(word)


def test_a_compound_is_cut_into_the_parts_the_vocabulary_knows() -> None:
    splitter = Splitter("sv", ["skola", "gård", "utrustning", "vänorter", "samarbete"])
    assert splitter.parts("skolgårdsutrustning") == ["skola", "gård", "utrustning"]
    assert splitter.parts("vänortssamarbetet") == ["vänorter", "samarbete"]
    assert splitter.parts("samarbete") == []
