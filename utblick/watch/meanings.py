"""Item → its meaning: what the optional sentence model makes of each item, once for all municipalities.

It takes a tenth of a second an item and more, so it is done after the harvest, in a job of its own. Until an item has been read
it is matched by its words alone; then it is matched anew. Each batch is written with its place in the queue of matching.py in
one transaction: whoever is killed loses one batch of work and nothing else.
"""

import fcntl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from utblick import lexicon
from utblick.tenancy import scope
from utblick.watch import bulk
from utblick.watch.models import Decision, Item, ItemMeaning, Learning, Unmatched

if TYPE_CHECKING:
    from utblick.watch.batches import Waiting

# So many characters of a text tell its language: reading on costs more than all the rest of the matching.
TELLS_LANGUAGE = 200
AT_A_TIME = 16
# So many are read before they are matched: a minute's work, so that the first of a long queue do not wait for the last.
MATCHED_AFTER = 480


def read_some(now: datetime | None = None) -> int:
    """Have some of the items read that have not been read as they are now, the newest first. Returns how many.

    Nothing where there is no model, or where another process on this host reads: two at once go slower than one.
    """
    engine, done = lexicon.engine(), 0
    if not engine.sentences:
        return 0
    with _alone() as is_alone, scope.everywhere():
        if is_alone:
            engine.prepare()
        while is_alone and done < MATCHED_AFTER and (some := list(unread(now)[:AT_A_TIME])):
            _read(some)
            done += len(some)
    return done


def unread(now: datetime | None = None) -> "QuerySet[Item]":
    """What is worth matching and has not been read by this model, or has been told otherwise since."""
    model = lexicon.engine().sentences
    read = ItemMeaning.objects.filter(item=OuterRef("pk"), content_hash=OuterRef("content_hash"))
    known = read.filter(version=model.version) if model else read
    items = Item.objects.worth_matching(now or timezone.now()).filter(~Exists(known))
    return items.without_texts().order_by("-pk")  # type: ignore[no-any-return]


def _read(items: list[Item]) -> None:
    engine = lexicon.engine()
    assert engine.sentences
    version = engine.sentences.version
    read = engine.read([text_of(item) for item in items])
    rows = [(item.pk, version, item.content_hash, text.meaning) for item, text in zip(items, read, strict=True)]
    with transaction.atomic():
        bulk.insert(ItemMeaning, ["item_id", "version", "content_hash", "vector"], rows, renewed_by=["item_id"])
        bulk.insert(Unmatched, ["item_id"], [(item.pk,) for item in items], once=True)
        decided = Decision.objects.current().filter(item__in=[item.pk for item in items])
        Learning.objects.filter(profile__matches__item__in=decided.values("item"), behind=False).update(behind=True)


def texts_of(items: "Sequence[Item | Waiting]") -> list[lexicon.Text]:
    """What the engine reads of the items, with their meaning where they have one."""
    known = _known(item.pk for item in items)
    return [text_of(item, known.get(item.pk, b"")) for item in items]


def text_of(item: "Item | Waiting", meaning: bytes = b"") -> lexicon.Text:
    """What the engine reads of an item."""
    text = f"{item.title}\n{item.summary}"
    lang = item.language or lexicon.language_of(text[:TELLS_LANGUAGE])
    return lexicon.Text(text, lang, tuple(item.codes), meaning)


def mode_of(item: Item) -> str:
    """How the item is read now: `semantic`, `waiting` for the model to read it, or `lexical` where there is no model."""
    engine = lexicon.engine()
    if engine.mode == "lexical":
        return "lexical"
    return "semantic" if _known([item.pk]) else "waiting"


def _known(items: Iterable[int]) -> dict[int, bytes]:
    """What the model in use made of these items; nothing of those that it has not read."""
    model = lexicon.engine().sentences
    if not model:
        return {}
    rows = ItemMeaning.objects.filter(item__in=list(items), version=model.version)
    return {item: bytes(vector) for item, vector in rows.values_list("item", "vector")}


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether no other process on this host reads. The lock goes with the process, however it ends."""
    with (lexicon.engine().folder / ".reading").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
