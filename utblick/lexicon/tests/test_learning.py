import numpy as np
import pytest

from utblick.lexicon import Engine, Text, learning
from utblick.lexicon.learning import Described

SAID = ["cheese and milk", "dairy products", "road construction", "school yard", "cheese", "forestry"]
WANTED = [True, True, False, False, True, False]


def described(small: Engine) -> list[Described]:
    facts = [{"programme": "LIFE" if wanted else "CERV"} for wanted in WANTED]
    return learning.described(small, [Text(said, "en") for said in SAID], facts)


def test_no_decisions_and_one_sided_decisions_change_nothing(small: Engine) -> None:
    items = described(small)
    assert learning.learn([], [], []) == learning.NOTHING
    assert learning.learn(items, [0.1] * 6, [True] * 6) == learning.NOTHING
    assert learning.NOTHING.added(items[0]) == 0


def test_what_was_wanted_rises_and_what_was_not_sinks(small: Engine) -> None:
    items = described(small)
    learnt = learning.learn(items, [0.1] * 6, WANTED)
    added = [learnt.added(item) for item in items]
    assert min(a for a, wanted in zip(added, WANTED, strict=True) if wanted) > max(
        a for a, wanted in zip(added, WANTED, strict=True) if not wanted
    )
    assert learnt.weights["programme:LIFE"] > 0 > learnt.weights["programme:CERV"]
    assert learnt.shown["word:en:chees"] == "cheese"


def test_the_parts_add_up_and_one_switched_off_adds_nothing(small: Engine) -> None:
    items = described(small)
    learnt = learning.learn(items, [0.1] * 6, WANTED)
    parts = learnt.parts(items[0])
    assert sum(parts.values()) == pytest.approx(learnt.added(items[0]))
    without = learnt.added(items[0], off={"word:en:chees", learning.MEANING})
    assert without == pytest.approx(learnt.added(items[0]) - parts["word:en:chees"] - parts[learning.MEANING])


def test_learning_is_the_same_each_time_and_bears_what_says_nothing(small: Engine) -> None:
    items = [*described(small), *learning.described(small, [Text("", "en"), Text("9 9 9", "sv")], [{}, {}])]
    wanted = [*WANTED, True, False]
    assert learning.learn(items, [0.2] * 8, wanted) == learning.learn(items, [0.2] * 8, wanted)
    assert all(np.isfinite(list(learning.learn(items, [0.2] * 8, wanted).weights.values())))


def test_a_word_that_all_have_tells_less_than_one_that_few_have(small: Engine) -> None:
    said = ["cheese and milk", "cheese and forestry", "cheese and tourism", "cheese and school"]
    items = learning.described(small, [Text(one, "en") for one in said], [{}] * 4)
    learnt = learning.learn(items[:2], [0.1] * 2, [True, False], among=items)
    assert abs(learnt.weights["word:en:milk"]) > 4 * abs(learnt.weights.get("word:en:chees", 0.0))


def test_when_something_is_teaches_nothing(small: Engine) -> None:
    [item] = learning.described(small, [Text("cheese fair, 9 december: deadline for bakers", "en")], [{}])
    words = {label for name, label in item.shown.items() if name.startswith(learning.WORD)}
    assert {"cheese", "bakers"} <= words
    assert words.isdisjoint({"december", "deadline"})
