"""What is shown of a match adds up to its score, the learnt part included."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from utblick import lexicon
from utblick.accounts.models import User
from utblick.lexicon import learning as lessons
from utblick.watch import explaining, learning
from utblick.watch.learning import _bounded, _in_shares, _most_of
from utblick.watch.models import Learning, Match, Profile, Unlearnt
from utblick.watch.reasons import brief_of, reasons_of
from utblick.watch.tests.test_learning import profile as profile  # the fixture

SHARES = st.floats(-0.2, 0.4)
WORDS = st.text("abcdeåäö ", min_size=1, max_size=8)
PARTS = st.lists(st.tuples(WORDS, WORDS, SHARES), min_size=1, max_size=20)
SAID = "ost mjölk skola cheese school road väg tourism turism energi energy for and projekt".split()  # noqa: SIM905
TEXTS = st.lists(st.sampled_from(SAID), min_size=1, max_size=25).map(" ".join)
# A match that is not kept belongs to nobody.
NOBODYS = {"municipality_id": 0}


def shown_of(match: Match, told: list[tuple[str, float]]) -> float:
    found = reasons_of(match, told)
    return sum(one.points for one in (*found.pairs, *found.lessons)) + found.rest + found.usual


@given(PARTS, st.dictionaries(WORDS, SHARES, max_size=12))
def test_pairs_rest_and_lessons_add_up_to_the_score(parts: list[Any], taught: dict[str, float]) -> None:
    score = sum(part[2] for part in parts)
    told = {"parts": [{"kind": "word", "own": own, "foreign": foreign, "share": part} for own, foreign, part in parts]}
    match = Match(score=score, reasons=told, **NOBODYS)

    whole = 100 * (score + sum(taught.values()))

    assert shown_of(match, list(taught.items())) == pytest.approx(whole, abs=0.1)


@given(TEXTS, TEXTS, st.lists(st.tuples(TEXTS, st.booleans()), min_size=2, max_size=8), st.floats(0, 0.2))
def test_with_the_engines_own_parts_and_lessons_it_holds_within_one_per_cent(
    goal: str, text: str, decided: list[tuple[str, bool]], usual: float
) -> None:
    engine = lexicon.engine()
    [item, *others] = [lexicon.Text(one, "sv") for one in (text, *(said for said, _ in decided))]
    profile = engine.profile(goal, "sv")
    explained = engine.explain(profile, item)
    [seen, *known] = lessons.described(engine, [item, *others], [{}] * (1 + len(others)))
    learnt = lessons.learn(known, [0.3] * len(known), [said for _, said in decided])
    added = learnt.added(seen)
    row = Learning(shown=learnt.shown, wanted=len(decided), **NOBODYS)
    whole = _bounded(added, _most_of(row))
    told = _in_shares(whole, learnt.parts(seen), row) if whole else []
    own = explained.score - usual
    match = Match(score=own, learnt=whole, reasons=explaining._plain(explained, usual), **NOBODYS)

    score = 100 * (own + whole)

    if reasons_of(match).pairs:
        assert shown_of(match, told) == pytest.approx(score, abs=max(0.1, abs(score) / 100))


def test_the_item_page_names_what_was_learnt_and_the_whole_score(
    client: Client,
    profile: Profile,
    coordinator: User,
) -> None:
    learning.catch_up()
    match = Match.objects.get(item__title="cheese and dairy products")
    match.reasons = {"parts": [{"kind": "word", "own": "ost", "foreign": "cheese", "share": match.score}], "topics": []}
    match.save()
    client.force_login(coordinator)

    told = learning.lessons_of(match.item, [match])[match.pk]
    page = client.get(match.item.get_absolute_url()).text

    assert sum(part for _, part in told) == pytest.approx(match.learnt)
    assert "cheese" in {words for words, _ in told}
    assert "lärt av era beslut" in page
    total = f"{100 * (match.score + match.learnt):.1f}".replace(".", ",")
    assert f">{total}<" in page


def test_a_switched_off_weight_is_no_lesson(profile: Profile, coordinator: User) -> None:
    learning.catch_up()
    learning.switch_off(profile, "word:en:chees", "cheese", by=coordinator)
    match = Match.objects.get(item__title="cheese and dairy products")

    assert Unlearnt.objects.current().exists()
    assert "cheese" not in {words for words, _ in learning.lessons_of(match.item, [match])[match.pk]}


def test_weights_that_have_changed_since_are_told_as_one(profile: Profile) -> None:
    learning.catch_up()
    Learning.objects.update(weights={}, direction=[])
    match = Match.objects.get(item__title="cheese and dairy products")

    assert learning.lessons_of(match.item, [match]) == {match.pk: [("", match.learnt)]}


def test_an_official_code_is_told_as_people_write_it() -> None:
    told = {"parts": [{"kind": "code", "own": "cpv:442", "foreign": "cpv:45221119", "share": 0.3}]}
    assert brief_of(told) == reasons_of(Match(score=0.3, reasons=told, **NOBODYS)).brief == "CPV 442 ~ CPV 45221119"


def test_of_all_the_codes_that_a_notice_carries_the_one_that_met_is_told() -> None:
    foreign = ", ".join(["cpv:42000000", *(f"cpv:{code}" for code in range(30_000_000, 30_000_100)), "cpv:44212100"])
    told = {"parts": [{"kind": "code", "own": "cpv:442", "foreign": foreign, "share": 0.3}]}

    assert brief_of(told) == reasons_of(Match(score=0.3, reasons=told, **NOBODYS)).brief == "CPV 442 ~ CPV 44212100"


def test_a_list_names_no_words_that_are_only_loosely_alike_and_says_so_where_there_are_no_others() -> None:
    clear = {"kind": "word", "own": "familjer", "foreign": "families", "share": 0.1}
    loose = {"kind": "loosely alike", "own": "familjer", "foreign": "days", "share": 0.2}

    assert brief_of({"parts": [loose, clear]}) == "familjer ~ families"
    assert brief_of({"parts": [loose]}) == "bara ord som är löst besläktade"


def test_on_the_page_they_stand_last_and_are_told_as_such() -> None:
    parts = [
        {"kind": "loosely alike", "own": "familjer", "foreign": "days", "share": 0.2},
        {"kind": "word", "own": "familjer", "foreign": "families", "share": 0.1},
    ]
    told = reasons_of(Match(score=0.3, reasons={"parts": parts}, **NOBODYS))

    assert [(pair.foreign, pair.label) for pair in told.pairs] == [("families", ""), ("days", "löst besläktade")]
