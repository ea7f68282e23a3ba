import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick import lexicon
from utblick.lexicon import Engine, Features, Profile, Text, composing, references

_SPOKEN = [
    "ost",
    "mjölk",
    "cheese",
    "school",
    "skolgård",
    "Interreg",
    "youth",
    "Käse",
    "utbyte",
    "xyzzy",
    "the",
    "2026",
    "straßenbau",
]
said = st.lists(st.sampled_from(_SPOKEN) | st.text(max_size=12), max_size=12).map(" ".join)
lang = st.sampled_from(["sv", "en", "de", "nb", "fi"])
codes = st.lists(st.sampled_from(["cpv:45233000", "cpv:45000000", "cpv:03100000"]), max_size=2).map(tuple)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said, lang, st.lists(said, max_size=2), codes, said, lang, codes, st.integers(0, 9))
def test_the_parts_of_every_explanation_add_up_to_the_score_of_the_match(
    small: Engine, own: str, own_lang: str, keywords: list[str], concepts: tuple[str, ...],
    text: str, text_lang: str, carried: tuple[str, ...], limit: int,
) -> None:  # fmt: skip
    profile = small.profile(own, own_lang, keywords, concepts)
    item = Text(text, text_lang, carried)

    told = small.explain(profile, item, limit)
    matches = small.match(small.profiles([profile]), small.features([item]), threshold=-9.0)

    assert sum(part.share for part in told.parts) == pytest.approx(told.score, rel=0.01, abs=1e-6)
    assert matches.score[0] == pytest.approx(told.score, rel=0.01, abs=1e-5)


def test_swedish_finds_english_and_german(small: Engine) -> None:
    profiles = small.profiles([small.profile("Vi gör ost och mjölk", "sv")])
    items = small.features([Text("Cheese and milk", "en"), Text("Road construction", "en"), Text("Käse", "de")])
    score = {item: s for _, item, s in small.match(profiles, items, threshold=-9.0)}
    assert score[0] > 0.5
    assert score[2] > 0.2
    assert score[1] < 0.1


def test_a_reason_names_the_swedish_and_the_foreign_word(small: Engine) -> None:
    told = small.explain(small.profile("ost", "sv"), Text("Delivery of cheese", "en"))
    assert (told.parts[0].kind, told.parts[0].own, told.parts[0].foreign) == ("word", "ost", "cheese")


def test_words_that_have_hardly_anything_to_do_with_each_other_are_told_as_such_and_last() -> None:
    engine = lexicon.engine()
    told = engine.explain(engine.profile("fler unga i utbyte", "sv"), Text("Youth exchange and choirs on Friday", "en"))
    kinds = {(part.own, part.foreign): part.kind for part in told.parts if part.kind != "remainder"}
    loose = [kind == "loosely alike" for kind in kinds.values()]

    assert loose == sorted(loose)
    assert (kinds["unga", "youth"], kinds["utbyte", "exchange"]) == ("word", "word")
    assert (kinds["unga", "friday"], kinds["utbyte", "choirs"]) == ("loosely alike", "loosely alike")


def test_words_are_forgotten_between_batches_and_never_within_one(
    small: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [Text("Cheese and milk", "en"), Text("Käse", "de"), Text("skolgård ungdom utbyte", "sv")]
    profile = small.profile("ost och skola", "sv")
    before, told = small.features(texts), small.explain_many([(profile, text) for text in texts])
    monkeypatch.setattr(composing, "_REMEMBERED", 1)

    after = small.features(texts)

    assert after.joint == pytest.approx(before.joint, abs=1e-5)
    assert abs(after.units - before.units).max() == pytest.approx(0, abs=1e-5)
    again = small.explain_many([(profile, text) for text in texts])
    assert [one.score for one in again] == pytest.approx([one.score for one in told], abs=1e-5)


def test_a_shared_code_is_a_signal_of_its_own(small: Engine) -> None:
    profile = small.profile("", "sv", concepts=["cpv:45000000"])
    plain, coded = (small.features([Text("xyzzy", "en", c)]) for c in ((), ("cpv:45233000",)))
    (with_code,), (without,) = (small.match(small.profiles([profile]), f, -9.0).score for f in (coded, plain))
    assert with_code - without == pytest.approx(0.3, abs=1e-4)


def test_a_name_no_vocabulary_knows_meets_itself_in_another_language(small: Engine) -> None:
    profiles = small.profiles([small.profile("Interreg Aurora", "sv")])
    scores = small.match(
        profiles, small.features([Text("The Interreg Aurora programme", "en"), Text("cheese", "en")]), -9.0
    ).score
    assert scores[0] > scores[1] + 0.2


def test_profiles_and_features_survive_storage(small: Engine) -> None:
    profile = small.profile("ost från gården", "sv", ["mejeri"], ["words:w1"])
    items = small.features([Text("cheese", "en"), Text("school yard", "en")])
    before = small.match(small.profiles([profile]), items, -9.0).score
    kept = small.profiles([Profile.from_bytes(profile.to_bytes())])
    after = small.match(kept, Features.from_bytes(items.to_bytes()), -9.0).score
    assert np.allclose(before, after, atol=1e-3)


def test_only_pairs_above_each_profile_s_threshold_are_matches(small: Engine) -> None:
    profiles = small.profiles([small.profile("ost", "sv"), small.profile("ost", "sv")])
    matches = small.match(profiles, small.features([Text("cheese", "en")]), np.array([0.1, 1.5], np.float32))
    assert [(p, i) for p, i, _ in matches] == [(0, 0)]


def test_concepts_are_proposed_in_both_languages(small: Engine) -> None:
    best = small.propose("Vi tillverkar ost", "sv", n=3)[0]
    assert (best.label_sv, best.label_en) == ("ost", "cheese")


def test_a_percentile_tells_how_ordinary_a_score_is(small: Engine) -> None:
    profile = small.profile("ost", "sv")
    background = small.features([Text(word, "en") for word in ("school", "tourism", "cheese", "forestry")])
    assert small.percentile(profile, 2.0, background) == 100
    assert small.percentile(profile, -2.0, background) == 0
    assert list(small.background(profile, background)) == sorted(small.background(profile, background))


def test_few_profiles_score_as_they_do_among_many(small: Engine) -> None:
    """The two ways of looking up words must give the same."""
    texts = [Text(text, "en") for text in ("school yard and milk", "road construction", "twin town and youth exchange")]
    profiles = [small.profile(text, "sv") for text in ("skolgård", "vägbygge", "vänort", "ungdom", "kultur", "ost")]
    features = small.features(texts)
    among_many = {
        (profile, item): score for profile, item, score in small.match(small.profiles(profiles), features, -1.0)
    }
    for place, profile in enumerate(profiles):
        alone = small.match(small.profiles([profile]), features, -1.0)
        for _, item, score in alone:
            assert score == pytest.approx(among_many[place, item], abs=1e-5)


def test_the_reference_texts_are_the_same_when_made_and_when_kept(small: Engine) -> None:
    kept = next(small.folder.glob("references-*.npz"), None)
    made_before = references.of(small)
    if kept:
        kept.unlink()
    made_anew, read = references.of(small), references.of(small)
    for one in (made_anew, read):
        assert (one.joint == made_before.joint).all()
        assert (one.units != made_before.units).nnz == 0
