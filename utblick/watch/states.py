"""How a source answered, and when it is asked again: the health that its row shows."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from utblick.watch import bulk, outages, pacing
from utblick.watch.errors import SlowDown, Trouble
from utblick.watch.habits import may_be_silent
from utblick.watch.models import Source

NAMES = [
    "title", "address", "next_at", "asked_at", "answered_at", "news_at", "etag", "last_modified", "body_hash",
    "failures", "error", "error_detail", "delivered", "promised", "claimed_by", "claimed_until",
]  # fmt: skip


@dataclass(slots=True)
class Answered:
    """One answer of a source: something to read, "nothing new", or a trouble."""

    source: Source
    unchanged: bool = False
    trouble: Trouble | None = None
    more_to_come: bool = False
    """Further pages have been asked for."""
    title: str = ""
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    delivered: int | None = None
    promised: int | None = None


def note(answers: Sequence[Answered], news: Collection[int], *, now: datetime, dice: random.Random) -> None:
    """Write how the sources answered; `news` are the keys of those that told something new."""
    told = [answer.source for answer in answers if answer.source.pk in news]
    outages.note_silences([source for source in told if may_be_silent(source, now)], now)
    for source in told:
        source.news_at = now
    done = [answer for answer in answers if not answer.more_to_come]
    # Should the rest never be read, what has been kept is still known by the next reading.
    begun = [answer.source for answer in answers if answer.more_to_come and answer.source.pk in news]
    bulk.update(Source, ["news_at"], [(now, source.pk) for source in begun])
    before = {answer.source.pk: answer.source.error for answer in done}
    for answer in done:
        source = answer.source
        source.asked_at, source.claimed_by, source.claimed_until = now, "", None
        if answer.trouble:
            note_trouble(source, answer.trouble, now, dice)
        else:
            note_answer(source, answer, now, dice)
    move([answer for answer in done if answer.moved_to])
    bulk.update(Source, NAMES, [[*(getattr(a.source, name) for name in NAMES), a.source.pk] for a in done])
    outages.note([answer.source for answer in done if answer.source.error != before[answer.source.pk]], now)


def note_trouble(source: Source, trouble: Trouble, now: datetime, dice: random.Random) -> None:
    source.failures += 1
    source.error, source.error_detail = trouble.code, trouble.detail
    wait = trouble.retry_after if isinstance(trouble, SlowDown) else None
    source.next_at = now + pacing.after_trouble(rhythm_of(source), source.failures, dice, wait)


def note_answer(source: Source, answer: Answered, now: datetime, dice: random.Random) -> None:
    source.failures, source.error, source.error_detail = 0, "", ""
    source.answered_at = now
    source.next_at = now + pacing.after_answer(rhythm_of(source), dice)
    source.etag, source.last_modified = answer.etag[:300], answer.last_modified[:100]
    if answer.unchanged:
        return
    source.body_hash = answer.body_hash
    source.title = answer.title[:300] or source.title
    source.delivered, source.promised = answer.delivered, answer.promised
    if answer.promised is not None and (answer.delivered or 0) < answer.promised:
        source.error = "incomplete"
        source.error_detail = f"{answer.delivered} / {answer.promised}"


def rhythm_of(source: Source) -> timedelta:
    return timedelta(minutes=source.rhythm_minutes)


def move(answers: Sequence[Answered]) -> None:
    """Follow sources that say that they have moved for good, unless the new address is a source already."""
    wanted = {answer.moved_to for answer in answers}
    taken = set(Source.objects.filter(address__in=wanted).values_list("address", flat=True)) if wanted else set()
    for answer in answers:
        if (
            answer.moved_to not in taken
            and len(answer.moved_to) <= 1000
            and answer.source.connector == Source.Kind.FEED
        ):
            taken.add(answer.moved_to)
            answer.source.address = answer.moved_to
