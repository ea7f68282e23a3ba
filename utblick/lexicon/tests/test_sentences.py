"""The third signal, with a stand-in for the sentence model; and with the model itself where it is installed."""

import io
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.lexicon import Engine, Features, Profile, Text, learning, making, references, sentences
from utblick.lexicon.sentences import WORDS, Sentences

SIZE = 8
SUBJECTS = [{"ost", "cheese", "mejeri", "curd"}, {"skola", "school", "pupils"}, {"väg", "road"}]


class StandIn:
    """Reads the subject of a text by its words; all texts lie near one place, as the true model's do."""

    read: list[str]

    def __init__(self) -> None:
        self.read = []

    def encode(self, texts: list[str], is_query: bool) -> npt.NDArray[np.float32]:
        self.read += texts
        rows = np.full((len(texts), SIZE), 2.0, np.float32)
        for row, text in zip(rows, texts, strict=True):
            for place, words in enumerate(SUBJECTS):
                row[place] += bool(words & set(text.lower().split()))
            row[SIZE - 1] += len(text) % 7 / 50
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def encoder() -> StandIn:
    return StandIn()


@pytest.fixture
def sensing(small: Engine, encoder: StandIn, tmp_path: Path) -> Engine:
    middle = np.full(SIZE, 1 / np.sqrt(SIZE), np.float32)
    centres = tmp_path / "centres.npz"
    middles = {f"{lang}-{kind}": middle for lang in ("sv", "en", "other") for kind in ("short", "long")}
    np.savez(centres, allow_pickle=False, turn=np.eye(SIZE, dtype=np.float32), **middles)
    return Engine(small.model, tmp_path, Sentences(lambda: encoder, "stand-in", centres))


def score(engine: Engine, profile: Profile, text: Text) -> float:
    return float(engine.match(engine.profiles([profile]), engine.features([text]), -9.0).score[0])


def test_without_the_package_all_is_as_before(small: Engine) -> None:
    profile, text = small.profile("ost", "sv"), Text("cheese", "en")
    lexical = Engine(small.model, small.folder)
    assert lexical.mode == "lexical"
    assert lexical.edition.split() == [lexical.version, references.version()]
    assert lexical.read([text]) == [text]
    assert lexical.asked([profile]) == [profile]
    assert score(lexical, profile, replace(text, meaning=b"\x01" * SIZE)) == score(lexical, profile, text)


def test_profiles_are_made_anew_when_the_reference_texts_are_others(
    small: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = small.edition
    monkeypatch.setattr(references, "version", lambda: "others")
    assert small.edition != before


def test_what_no_word_tells_is_found_by_its_meaning(sensing: Engine) -> None:
    [profile] = sensing.asked([sensing.profile("mejeri", "sv")])
    curd, road = sensing.read([Text("curd", "en"), Text("road", "en")])
    assert score(sensing, profile, curd) > 0.35 > 0.1 > score(sensing, profile, road)


def test_an_item_that_has_not_been_read_is_scored_by_its_words(sensing: Engine) -> None:
    plain = sensing.profile("ost", "sv")
    [profile] = sensing.asked([plain])
    assert score(sensing, profile, Text("cheese", "en")) == score(sensing, plain, Text("cheese", "en"))


def test_read_and_unread_items_are_matched_together(sensing: Engine) -> None:
    [profile] = sensing.asked([sensing.profile("ost", "sv")])
    texts = [*sensing.read([Text("cheese", "en"), Text("", "en")]), Text("cheese", "en")]
    together = sensing.match(sensing.profiles([profile]), sensing.features(texts), -9.0)
    assert together.score.tolist() == pytest.approx([score(sensing, profile, text) for text in texts], abs=1e-5)


def test_an_official_code_gives_the_same_beside_the_model(sensing: Engine) -> None:
    [profile] = sensing.asked([sensing.profile("ost", "sv", concepts=["cpv:45000000"])])
    without, coded = sensing.read([Text("xyzzy", "en"), Text("xyzzy", "en", ("cpv:45233000",))])
    assert score(sensing, profile, coded) - score(sensing, profile, without) == pytest.approx(0.3, abs=1e-4)


_said = st.lists(
    st.sampled_from(["ost", "cheese", "mejeri", "school", "väg", "xyzzy", "\0"]) | st.text(max_size=9), max_size=9
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_said.map(" ".join), _said.map(" ".join), st.booleans(), st.booleans(), st.integers(0, 9))
def test_the_parts_add_up_whoever_has_been_read(
    sensing: Engine, own: str, told: str, is_read: bool, is_coded: bool, limit: int
) -> None:
    [profile] = sensing.asked([sensing.profile(own, "sv", concepts=["cpv:45000000"])])
    text = Text(told, "en", ("cpv:45233000",) if is_coded else ())
    text = sensing.read([text])[0] if is_read else text
    explained = sensing.explain(profile, text, limit)
    assert sum(part.share for part in explained.parts) == pytest.approx(explained.score, rel=0.01, abs=1e-6)
    assert score(sensing, profile, text) == pytest.approx(explained.score, rel=0.01, abs=1e-5)
    model = [part for part in explained.parts if part.kind == "similar meaning"]
    assert all((part.own, part.foreign) == ("", "") for part in model)


def test_the_model_s_share_is_told_without_words(sensing: Engine) -> None:
    [profile] = sensing.asked([sensing.profile("mejeri", "sv")])
    told = sensing.explain(profile, sensing.read([Text("curd", "en")])[0])
    assert told.parts[0].kind == "similar meaning"
    assert told.parts[0].share == pytest.approx(1 - WORDS, abs=0.05)


def test_a_profile_is_read_with_its_keywords_and_the_names_of_its_concepts(sensing: Engine, encoder: StandIn) -> None:
    sensing.asked([sensing.profile("mejeri", "sv", ["gård"], ["words:w1"])])
    assert encoder.read == ["mejeri. gård, mjölk"]


def test_a_profile_learns_by_the_meaning_too_and_bears_that_the_model_goes(sensing: Engine) -> None:
    told = sensing.read([Text("curd", "en"), Text("road", "en"), Text("cheese and milk", "en")])
    good, bad, other = learning.described(sensing, told, [{}] * 3)
    learnt = learning.learn([good, bad], [0.1, 0.1], [True, False])
    assert learnt.parts(other)[learning.MEANING] > 0.1
    [without] = learning.described(Engine(sensing.model, sensing.folder), [Text("cheese and milk", "en")], [{}])
    assert learnt.parts(without)[learning.MEANING] < learnt.parts(other)[learning.MEANING]


def test_meanings_survive_storage(sensing: Engine) -> None:
    [profile] = sensing.asked([sensing.profile("ost", "sv")])
    items = sensing.features(sensing.read([Text("cheese", "en"), Text("road", "en")]))
    kept = sensing.profiles([Profile.from_bytes(profile.to_bytes())])
    before = sensing.match(sensing.profiles([profile]), items, -9.0).score
    assert np.allclose(before, sensing.match(kept, Features.from_bytes(items.to_bytes()), -9.0).score, atol=1e-3)


def test_the_mode_is_semantic_once_the_reference_texts_are_read(sensing: Engine) -> None:
    assert sensing.mode == "lexical"
    lexical = sensing.edition
    references.read(sensing)
    assert sensing.mode == "semantic"
    assert sensing.edition != lexical
    [profile] = sensing.asked([sensing.profile("ost", "sv")])
    assert 0 <= sensing.percentile(profile, 0.3) <= 100


def test_building_makes_the_model_ready_and_describing_says_so(
    sensing: Engine, small_files: tuple[Path, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentences, "installed", lambda: True)
    monkeypatch.setattr(sentences, "model", lambda: sensing.sentences)

    def said(verb: str) -> str:
        parser, out = ArgumentParser(), io.StringIO()
        making.arguments(parser)
        making.run(parser.parse_args([verb, "--cache", str(tmp_path), "--lexicon", *map(str, small_files)]), out)
        return out.getvalue()

    assert "sentence model: stand-in" in said("describe")
    assert "not ready" in said("describe")
    assert ", ready" in said("build")
    monkeypatch.setattr(sentences, "model", lambda: None)
    assert "the extra `semantic` is not installed" in said("describe")


def test_a_text_reaches_the_model_plain_and_of_bounded_length() -> None:
    assert sentences.readable("a\0b\ud800c") == "a bc"
    # One sign of three bytes that stands for eighteen letters: the C code keeps room for twelve.
    assert "\ufdfa" not in sentences.readable("\ufdfa" * 50)
    assert len(sentences.readable("\ufdfa" * 5_000)) <= sentences.READ


def test_a_text_in_capitals_is_read_as_one_in_small_letters_and_a_name_in_capitals_stays() -> None:
    assert sentences.readable("ÄLDREOMSORG I NORR") == "äldreomsorg i norr"
    assert sentences.readable("LIFE i norr") == "LIFE i norr"


def test_directions_are_turned_as_was_learnt(encoder: StandIn, sensing: Engine, tmp_path: Path) -> None:
    assert sensing.sentences
    with np.load(tmp_path / "centres.npz") as kept:
        rows: dict[str, npt.NDArray[np.float32]] = dict(kept)
    np.savez(tmp_path / "turned.npz", allow_pickle=False, **(rows | {"turn": np.eye(SIZE, dtype=np.float32)[::-1]}))
    turned = Sentences(lambda: encoder, "stand-in", tmp_path / "turned.npz")
    text = Text("ost", "sv")
    assert turned.version != sensing.sentences.version
    assert np.array_equal(turned.directions([text]), sensing.sentences.directions([text])[:, ::-1])


@pytest.fixture(scope="module")
def installed() -> Iterator[Sentences]:
    model = sentences.model()
    if model is None:
        pytest.skip("the extra `semantic` is not installed")
    threads = os.environ.get("OMP_NUM_THREADS")
    yield model
    assert os.environ.get("OMP_NUM_THREADS") == threads


def test_the_installed_model_finds_a_swedish_wish_in_other_languages(installed: Sentences) -> None:
    asked = installed.directions([Text("Lokalt mejeri som tillverkar ost och smör", "sv")])
    told = [("Supply of dairy products", "en"), ("Lieferung von Milcherzeugnissen", "de"), ("Road works", "en")]
    near = sentences.unpacked(installed.directions([Text(*one) for one in told])) @ sentences.unpacked(asked)[0]
    assert min(near[:2]) > 0.2 > 0.1 > near[2]


@pytest.mark.parametrize("text", ["", " ", "\0", "\ufdfa" * 400, "\u202e" * 50, "å" * 3_000, "\ud800", "🏴‍☠️" * 99])
def test_the_installed_model_bears_any_text(installed: Sentences, text: str) -> None:
    [row] = installed.directions([Text(text, "sv")])
    assert np.isfinite(sentences.unpacked(row[None])).all()
