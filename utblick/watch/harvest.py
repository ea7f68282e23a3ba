"""Source → item: ask the sources, read the answers, keep what is new.

A worker claims the sources it reads, so that two workers never read one source at the same time; a claim of a worker that died
runs out. Answers are kept in batches, each one transaction: what was found, and that its source has answered. So a worker
killed at any moment leaves no item twice and none lost: what is not committed is read again.
"""

import logging
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from django.db.models import QuerySet
from django.utils import timezone

from utblick.tenancy import scope
from utblick.watch import claims
from utblick.watch.connectors import Connector, Request, connector, explained
from utblick.watch.errors import Trouble, UnreadableAnswer
from utblick.watch.front import front_door
from utblick.watch.http import Door, Fetched
from utblick.watch.keeping import FINDINGS_A_BATCH, Reading, Told, keep, parts
from utblick.watch.models import Source

logger = logging.getLogger("utblick.watch")

# A batch is one transaction, by this or by how much was found.
READINGS_A_BATCH = 250
MOST_PAGES = 200


@dataclass(slots=True)
class Polled:
    """What a round gave; the numbers that `utblick poll --json` prints. `sources` were asked: the rest is how it went."""

    sources: int = 0
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    items_new: int = 0
    items_changed: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Visit:
    """One source during a round, over all its pages."""

    source: Source
    connector: Connector
    pages: int = 0
    delivered: set[str] = field(default_factory=set)

    def first_question(self) -> Request:
        asked = self.connector.ask(self.source.address)
        etag, since = (self.source.etag, self.source.last_modified) if asked.method == "GET" else ("", "")
        return Request(asked.url, asked.method, asked.headers, asked.content, etag, since, tag=self)

    def next_question(self, page: str) -> Request:
        asked = self.connector.ask(self.source.address, page=page)
        return Request(asked.url, asked.method, asked.headers, asked.content, tag=self)


def poll(
    *,
    due_only: bool = False,
    sources: "QuerySet[Source] | None" = None,
    door: Door | None = None,
    now: datetime | None = None,
) -> Polled:
    """Ask the sources in use (only those that are due, or only these), and keep what they tell as of `now`.

    Nothing is raised for a source that fails: its row says why. Sources that another worker is reading are left to it.
    """
    began, polled = time.monotonic(), Polled()
    with scope.everywhere():
        asked = Source.objects.all() if sources is None else sources
        claimed = claims.claim(asked.due(timezone.now()) if due_only else asked.in_use())  # type: ignore[attr-defined]
        polled.sources = len(claimed)
        if claimed:
            harvest(claimed, door or front_door(), polled, now)
    polled.seconds = round(time.monotonic() - began, 3)
    return polled


def harvest(sources: Sequence[Source], door: Door, polled: Polled, now: datetime | None = None) -> None:
    """Read claimed sources page by page until each has told all."""
    mark = sources[0].claimed_by
    visits = [Visit(source, connector(source.connector)) for source in sources]
    questions = [visit.first_question() for visit in visits]
    dice = random.Random()  # noqa: S311 - blurs the times of reading
    while questions:
        following: list[Request] = []
        for batch in batches(door.fetch_all(questions), following):
            kept = keep(batch, now=now or timezone.now(), dice=dice)
            claims.renew(mark)
            count(polled, batch)
            polled.items_new += kept.new
            polled.items_changed += kept.changed
        questions = following


def batches(answers: Iterable[tuple[Request, Fetched | Trouble]], following: list[Request]) -> Iterator[list[Reading]]:
    """Readings, long ones in parts, in lots for one transaction each; questions for further pages are put into `following`."""
    batch: list[Reading] = []
    findings = 0
    for request, answer in answers:
        visit = request.tag
        assert isinstance(visit, Visit)
        for reading in parts(hear(visit, answer, following)):
            batch.append(reading)
            findings += len(reading.told)
            if findings >= FINDINGS_A_BATCH or len(batch) >= READINGS_A_BATCH:
                yield batch
                batch, findings = [], 0
    if batch:
        yield batch


def hear(visit: Visit, answer: Fetched | Trouble, following: list[Request]) -> Reading:
    """What one answer means. Never raises: a fault in reading one source is that source's trouble."""
    reading = Reading(visit.source)
    visit.pages += 1
    if isinstance(answer, Trouble):
        reading.trouble = explained(visit.connector, answer)
        return reading
    reading.moved_to = answer.moved_to
    reading.etag, reading.last_modified = answer.etag, answer.last_modified
    if answer.unchanged:
        reading.unchanged = True
        return reading
    reading.body_hash = blake2b(answer.body, digest_size=16).hexdigest()
    if visit.pages == 1 and reading.body_hash == visit.source.body_hash:
        reading.unchanged = True
        return reading
    try:
        read(visit, answer, reading, following)
    except Trouble as trouble:
        reading.trouble = trouble
    except Exception:
        logger.exception("Reading source %s failed", visit.source.pk)
        reading.trouble = UnreadableAnswer("fault")
    return reading


def read(visit: Visit, answer: Fetched, reading: Reading, following: list[Request]) -> None:
    told = visit.connector.read(answer.body, answer.headers, address=answer.url)
    reading.title = told.title
    for finding in told.findings:
        says_something = finding.title or finding.summary or finding.link
        if says_something and finding.external_id not in visit.delivered:
            visit.delivered.add(finding.external_id)
            reading.told.append(Told(visit.source, finding, told.language))
    if told.next_page and visit.pages < MOST_PAGES:
        reading.more_to_come = True
        reading.body_hash = ""
        following.append(visit.next_question(told.next_page))
    elif visit.pages > 1 or told.total is not None:
        reading.body_hash = "" if visit.pages > 1 else reading.body_hash
        reading.delivered, reading.promised = len(visit.delivered), told.total
    if not reading.more_to_come:
        # The round keeps its visits to the end; what they have told need not stay.
        visit.delivered = set()


def count(polled: Polled, batch: Iterable[Reading]) -> None:
    for reading in batch:
        if reading.more_to_come:
            continue
        if reading.trouble:
            polled.failed += 1
        elif reading.unchanged:
            polled.unchanged += 1
        else:
            polled.fetched += 1
