"""Swedish forms of one word have one stem, by the shipped vocabularies."""

import pytest

from utblick.lexicon import vocabulary
from utblick.lexicon.units import Cutter, splitters


@pytest.fixture(scope="module")
def cutter() -> Cutter:
    return Cutter(splitters(vocabulary.read(vocabulary.shipped())).__getitem__)


@pytest.mark.parametrize(
    "forms",
    [
        "skola skolan skolor skolorna skolans",
        "projekt projektet projekten projektets projektens",
        "program programmet programmen",
        "klimat klimatet klimatets",
        "nätverk nätverket nätverken nätverkets",
        "land landet länder länderna landets",
        "stad staden städer städerna",
        "vatten vattnet",
        "center centret",
        "museum museet museer museerna",
        "möte mötet möten mötena",
        "barn barnet barnen barnens",
        "bredband bredbandet",
        "utland utlandet",
        "hållbar hållbart hållbara",
        "skogsbrand skogsbränder skogsbränderna",
        "partnerland partnerlandet partnerländer",
    ],
)
def test_the_forms_of_a_word_have_one_stem(cutter: Cutter, forms: str) -> None:
    assert len({cutter.stems(form, "sv")[0] for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("word", "other"),
    [("internet", "intern"), ("banan", "bana"), ("spelandet", "speland"), ("paket", "pak")],
)
def test_words_that_only_look_like_a_form_stay_what_they_are(cutter: Cutter, word: str, other: str) -> None:
    assert cutter.stems(word, "sv")[0] != cutter.stems(other, "sv")[0]


@pytest.mark.parametrize(
    ("word", "no_part"),
    [("ensamhet", "het"), ("vänsterhänthet", "het"), ("inflytande", "and"), ("höginkomsttagare", "are")],
)
def test_an_ending_is_no_part_of_a_compound(cutter: Cutter, word: str, no_part: str) -> None:
    """Loneliness is as little hot as influence is a duck."""
    assert no_part not in cutter.stems(word, "sv")
