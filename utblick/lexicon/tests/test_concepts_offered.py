"""What a municipal reader is offered to tick, by the shipped vocabularies."""

import pytest

from utblick import lexicon
from utblick.lexicon import vocabulary
from utblick.lexicon.offering import Offer, offers
from utblick.lexicon.units import Cutter, splitters


@pytest.fixture(scope="module")
def offered() -> dict[str, Offer]:
    entries = vocabulary.read(vocabulary.shipped())
    return {offer.sv: offer for offer in offers(entries, Cutter(splitters(entries).__getitem__))}


@pytest.mark.parametrize(
    "label",
    [
        "regioner i Nederländerna",
        "amerikansk organisation",
        "Annan omsorg än den som tillhandahålls av boendeinstitutioner",
        "Spirit of Nature Wood Architecture Award",
        "Asyl- och migrationsfonden",
        "utveckling",
    ],
)
def test_names_remainders_and_commonplaces_are_not_offered(offered: dict[str, Offer], label: str) -> None:
    assert label not in offered


@pytest.mark.parametrize("label", ["snörkeramiska kulturen", "kleiner münsterländer", "kräftodling", "limträ"])
def test_what_the_vocabularies_seldom_speak_of_is_offered_only_to_who_said_it(
    offered: dict[str, Offer], label: str
) -> None:
    assert label not in offered or not offered[label].familiar


@pytest.mark.parametrize(
    "label", ["äldreomsorg", "naturturism", "vänortssamarbete", "kulturutbyte", "turism", "ungdomspolitik", "naturvård"]
)
def test_everyday_subjects_are_familiar(offered: dict[str, Offer], label: str) -> None:
    assert offered[label].familiar


def test_one_concept_a_set_of_stems(offered: dict[str, Offer]) -> None:
    said = [frozenset(offer.stems.split()) for offer in offered.values()]
    assert len(said) == len(set(said)) > 10_000
    assert max(len(label) for label in offered) <= 40


@pytest.mark.parametrize(
    ("goal", "offered", "not_offered"),
    [
        ("mötesplatser för hbtq-personer", {"mötesplatser"}, {"personlighet", "personal", "personnamn"}),
        ("stärkt beredskap", {"beredskap", "krisberedskap"}, {"stärkelse"}),
        ("äldres ensamhet ska minska", {"äldre", "ensamhet"}, {"vänsterhänthet", "enkelhet"}),
        ("levande landsbygd", {"landsbygd"}, {"lever"}),
        ("stärka det lokala näringslivet", {"näringsliv"}, {"lokaler", "livet"}),
        ("fler i arbete", {"sysselsättning och arbete"}, set()),
        ("klimatneutral kommun", {"klimatneutralitet", "klimatanpassning"}, {"havsklimat", "organisationsklimat"}),
        ("trygg skola", {"trygghet", "gymnasieskola"}, {"högskola", "kulturskola", "landsbygdsskolor"}),
        ("biblioteket som mötesplats", {"bibliotek", "mötesplatser"}, {"sjukhusbibliotek", "bibliotekshistoria"}),
        ("god och nära vård", {"vård", "primärvård"}, {"närhet", "hudvård"}),
    ],
)
def test_a_vague_goal_is_offered_what_it_wants_and_not_what_its_words_look_like(
    goal: str, offered: set[str], not_offered: set[str]
) -> None:
    found = {concept.label_sv for concept in lexicon.engine().propose(goal, "sv", 10)}
    assert offered <= found
    assert not found & not_offered


def test_the_words_that_say_most_say_neither_how_much_nor_whose() -> None:
    found = lexicon.engine().content_words("färre fallolyckor i våra äldreboenden", "sv")
    assert set(found) == {"fallolyckor", "äldreboenden"}
