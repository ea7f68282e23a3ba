"""Items are read by the optional sentence model after the harvest; here by a stand-in for it."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from utblick import lexicon
from utblick.accounts.models import Municipality, User
from utblick.accounts.tests.make import make_user
from utblick.lexicon import Engine, references, sentences
from utblick.watch import decisions, explaining, matching, meanings, tasks
from utblick.watch.models import ItemMeaning, Learning, Match, Profile, Source, Unmatched
from utblick.watch.reasons import reasons_of
from utblick.watch.tests.make import make_item, make_source
from utblick.watch.tests.test_matching import make_goal, waiting

GOAL = "Vänortsutbyten mellan medborgare"
CALL = "Fest der Nachbarn"
SHIP = "Diesel engines for ships"


class StandIn:
    """Says that all about towns and meetings is alike."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.killed_at = -1

    def encode(self, texts: list[str], is_query: bool) -> npt.NDArray[np.float32]:
        if 0 <= self.killed_at <= len(self.read):
            raise KeyboardInterrupt
        self.read += texts
        alike = ["vänort" in text.lower() or "nachbarn" in text.lower() for text in texts]
        return np.array([[1.0, 0.1] if one else [0.1, 1.0] for one in alike], np.float32)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> StandIn:
    """An engine with the stand-in, in place of the process's own."""
    found, known = StandIn(), lexicon.engine()
    centres = tmp_path / "centres.npz"
    middles = {f"other-{kind}": np.zeros(2) for kind in ("short", "long")}
    np.savez(centres, allow_pickle=False, turn=np.eye(2), **middles)
    engine = Engine(known.model, tmp_path, sentences.Sentences(lambda: found, "stand-in", centres))
    monkeypatch.setattr(references, "_texts", lambda _: [lexicon.Text("ships", "en"), lexicon.Text("roads", "en")] * 8)
    monkeypatch.setattr(lexicon, "engine", lambda: engine)
    monkeypatch.setattr(sentences, "installed", lambda: True)
    return found


@pytest.fixture
def source(here: Municipality) -> Source:
    return make_source()


def test_an_item_is_matched_by_its_words_and_then_by_its_meaning(source: Source, encoder: StandIn) -> None:
    make_goal(GOAL)
    call, ship = waiting(CALL, source), waiting(SHIP, source)
    matching.match_pending()
    assert not Match.objects.exists()

    tasks.read_meanings.enqueue()

    match = Match.objects.get()
    assert match.item == call
    assert "stand-in" in Profile.objects.get().engine_version
    assert set(ItemMeaning.objects.values_list("item", flat=True)) == {call.pk, ship.pk}
    assert not Unmatched.objects.exists()
    told = reasons_of(match)
    assert ("", "liknande innebörd (modell)") in [(pair.own, pair.label) for pair in told.pairs]
    assert sum(pair.points for pair in told.pairs) + told.rest == pytest.approx(100 * match.score, abs=0.1)


def test_an_item_is_read_once_and_again_when_it_is_told_otherwise(source: Source, encoder: StandIn) -> None:
    item = make_item(CALL, source=source, content_hash="a")
    assert meanings.read_some() == 1
    assert meanings.read_some() == 0

    type(item).objects.filter(pk=item.pk).update(title=SHIP, content_hash="b")

    assert meanings.read_some() == 1
    assert [text.strip() for text in encoder.read if text.strip() not in ("ships", "roads")] == [CALL, SHIP]


def test_a_killed_worker_loses_no_item_and_reads_none_twice(source: Source, encoder: StandIn) -> None:
    for number in range(40):
        make_item(f"Call {number}", source=source)
    lexicon.engine().prepare()
    encoder.read.clear()
    encoder.killed_at = 20
    with pytest.raises(KeyboardInterrupt):
        meanings.read_some()
    assert Unmatched.objects.count() == ItemMeaning.objects.count() == 32

    encoder.killed_at = -1
    assert meanings.read_some() == 8
    assert len(encoder.read) == len(set(encoder.read)) == 40


def test_what_was_decided_before_it_was_read_is_learnt_from_anew(
    source: Source, encoder: StandIn, coordinator: User
) -> None:
    make_goal(GOAL)
    item = waiting(CALL, source)
    tasks.read_meanings.enqueue()
    Learning.objects.create(profile=Profile.objects.get(), behind=False)
    decisions.decide(item, verdict="relevant", by=coordinator, reason="", seen=None)
    Learning.objects.update(behind=False)

    ItemMeaning.objects.all().delete()
    meanings.read_some()

    assert Learning.objects.get().behind


def test_while_one_process_reads_another_does_not(source: Source, encoder: StandIn) -> None:
    make_item(CALL, source=source)
    with meanings._alone() as first:
        assert first
        assert meanings.read_some() == 0
    assert meanings.read_some() == 1


def test_what_another_model_made_of_an_item_is_not_used(source: Source, encoder: StandIn) -> None:
    item = make_item(CALL, source=source)
    meanings.read_some()
    assert meanings.texts_of([item])[0].meaning
    ItemMeaning.objects.update(version="older")
    assert meanings.texts_of([item])[0].meaning == b""
    assert meanings.read_some() == 1


def test_the_poll_itself_reads_nothing(source: Source, encoder: StandIn, monkeypatch: Any) -> None:
    queued: list[str] = []
    monkeypatch.setattr(tasks, "read_meanings", type("Job", (), {"enqueue": lambda: queued.append("job")}))
    make_goal(GOAL)
    waiting(CALL, source)

    tasks.match_pending.enqueue()

    assert queued == ["job"]
    assert not ItemMeaning.objects.exists()


def test_without_the_model_nothing_is_asked_and_nothing_is_queued(source: Source, monkeypatch: Any) -> None:
    monkeypatch.setattr(sentences, "installed", lambda: False)
    item = make_item(CALL, source=source)
    engine = Engine(lexicon.engine().model, lexicon.engine().folder)
    monkeypatch.setattr(lexicon, "engine", lambda: engine)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert meanings.texts_of([item])[0].meaning == b""
        assert meanings.read_some() == 0
    assert len(asked) == 0


def test_a_match_is_explained_in_the_mode_in_which_it_was_scored(source: Source, encoder: StandIn) -> None:
    make_goal(GOAL)
    waiting(CALL, source)
    tasks.read_meanings.enqueue()
    match = Match.objects.get()
    again = explaining.reasons_of(match)
    assert sum(part["share"] for part in again["parts"]) == pytest.approx(match.score, abs=1e-4)


def test_the_page_that_tells_why_says_how_the_item_was_read(
    client: Client, coordinator: User, encoder: StandIn
) -> None:
    make_goal(GOAL)
    item = waiting(CALL, make_source())
    client.force_login(coordinator)
    why = reverse("watch:why_item", args=[item.pk])
    matching.match_pending()
    assert "Ingen språkmodell används här" in client.get(why).text

    lexicon.engine().prepare()
    assert "har inte läst den här posten än" in client.get(why).text

    tasks.read_meanings.enqueue()
    page = client.get(why).text
    assert "liknande innebörd (modell)" in page
    assert "språkmodellen" in page


def test_the_operator_sees_the_mode_and_what_waits(client: Client, source: Source, encoder: StandIn) -> None:
    make_item(CALL, source=source)
    client.force_login(make_user(None, is_operator=True))
    assert "1 post väntar på att läsas" in client.get(reverse("operate:overview")).text
    tasks.read_meanings.enqueue()
    assert "ordlistor och språkmodell" in client.get(reverse("operate:overview")).text
