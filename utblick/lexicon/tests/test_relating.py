"""What belongs together in municipal work, by the shipped lines."""

from utblick import lexicon
from utblick.lexicon.relating import Related, lines


def test_each_line_names_official_concepts_and_each_other_word_is_said_in_one_way() -> None:
    known = {offer.sv.casefold() for offer in lexicon.engine().model.offers}
    heads = []
    for concepts, others in lines():
        heads.append(concepts[0])
        assert {concept.casefold() for concept in concepts} <= known, concepts
        assert len(concepts) > 3
        assert len({*concepts, *others}) == len(concepts) + len(others), concepts
    assert len(heads) == len(set(heads))


def test_a_word_is_known_in_its_forms_and_a_phrase_as_it_stands() -> None:
    engine = lexicon.engine()
    related = Related(engine.model.offers)

    def named(text: str) -> set[str]:
        return {engine.model.offers[place].sv for place in related.named(text.split())}

    assert "elförsörjning" in named("elen")
    assert "grundskola" in named("skolorna") & named("skolan") & named("skola")
    assert "arbetsmarknad" in named("fler i arbete")
    assert "arbetsmarknad" not in named("stärka arbetet mot")
    assert "delaktighet" in named("inflytande")
    assert "inflyttare" not in named("inflytande")
    assert not named("samt rena")


def test_other_vocabularies_do_without_the_lines() -> None:
    assert Related([]).named(["skola"]) == set()
