"""A look at an address before anything is saved: which kind of source it is, what it tells first, how often to ask it."""

import logging
import time
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from django.utils import timezone

from utblick.watch import discovery, pacing, searches, troubles
from utblick.watch.connectors import Answer, Finding, Request, calendars, connector, explained, pages
from utblick.watch.connectors.in_text import told_in_full
from utblick.watch.errors import NotAFeed, Trouble, UnreadableAnswer
from utblick.watch.front import front_door
from utblick.watch.http import Door, Fetched
from utblick.watch.models import Source
from utblick.watch.recognising import Recognised, recognised

logger = logging.getLogger("utblick.watch")

MOST_SHOWN = 10
SEARCHES: dict[str, str] = {Source.Kind.EU_CALLS: "EU Funding & Tenders", Source.Kind.TED: "TED"}
# So many entries are read for their dates.
MOST_DATED = 40
# So many addresses behind a web page are tried: each costs its server an answer.
MOST_TRIED = 5
# How PDF, PNG, JPEG and GIF begin. A table or an archive is handed in, and told so.
DOCUMENTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# Somebody waits at the page: so long for one answer, and so long for all the addresses behind a web page.
SECONDS_EACH, SECONDS_BEHIND = 15, 15


@dataclass(frozen=True, slots=True)
class Look:
    """What lies at an address: the first tellings, or why there are none and what can be done instead."""

    address: str
    connector: str = Source.Kind.FEED
    name: str = ""
    findings: tuple[Finding, ...] = ()
    rhythm_minutes: int = 60
    total: int | None = None
    """How many things there are in all, where the source says so."""
    page: str = ""
    """The web page that was pasted, where the source lies behind it; it can be watched itself."""
    feeds: tuple[str, ...] = ()
    """Further feeds that the page names."""
    trouble: str = ""
    """In the reader's words; empty where the address can be read."""
    error: str = ""
    """The trouble's stable code."""

    @property
    def is_one_text(self) -> bool:
        """Whether a text is read as a whole: how it begins tells more of it than its page's title."""
        return self.connector == Source.Kind.PAGE and pages.parted(self.address)[1] == pages.WHOLE


def look(pasted: str, *, connector_kind: str = "", door: Door | None = None) -> Look:
    """Ask the address, and where it is a web page those of its feeds. Saves nothing and raises nothing."""
    try:
        asked = Recognised(connector_kind, pasted.strip()) if connector_kind else recognised(pasted)
    except Trouble as trouble:
        return refused(pasted, trouble)
    try:
        return seen(asked, door or waited_for())
    except Trouble as trouble:
        return refused(asked.address, trouble, asked.kind)
    except Exception:
        # As in the harvest: whatever somebody pastes, a fault in reading it is told and is no fault of the page.
        logger.exception("Looking at an address of %s failed", urlsplit(asked.address).hostname)
        return refused(asked.address, UnreadableAnswer("fault"), asked.kind)


def waited_for() -> Door:
    """The door for somebody who waits: with less patience than the harvest's."""
    door = front_door()
    door.limits = replace(door.limits, seconds=SECONDS_EACH)
    return door


def refused(address: str, trouble: Trouble, kind: str = Source.Kind.FEED) -> Look:
    words = troubles.words_for_reader(trouble.code)
    return Look(address, kind, named_search(kind, address), trouble=words, error=trouble.code)


def seen(asked: Recognised, door: Door) -> Look:
    """Raises Trouble where nothing can be read there, nor behind it."""
    answer = fetched(asked, door)
    if asked.kind == Source.Kind.FEED and calendars.is_calendar(answer.body):
        asked = replace(asked, kind=Source.Kind.CALENDAR)
    try:
        return told(asked, answer)
    except NotAFeed as page:
        return behind(answer, page, door)
    except UnreadableAnswer as trouble:
        if trouble.code == "no_feed_known" and answer.body.startswith(DOCUMENTS):
            raise UnreadableAnswer("a_document") from trouble
        raise


def fetched(asked: Recognised, door: Door) -> Fetched:
    reader = connector(asked.kind)
    question = reader.ask(asked.address)
    try:
        return door.fetch(Request(question.url, question.method, question.headers, question.content))
    except Trouble as trouble:
        raise explained(reader, trouble) from trouble


def told(asked: Recognised, answer: Fetched, page: str = "") -> Look:
    read = connector(asked.kind).read(answer.body, answer.headers, address=answer.url)
    findings = tuple(islice(read.findings, MOST_DATED))
    moved = asked.kind in (Source.Kind.FEED, Source.Kind.CALENDAR) and answer.moved_to
    return Look(
        moved or asked.address,
        asked.kind,
        name_of(asked, read),
        tuple(told_in_full(one) for one in findings[:MOST_SHOWN]),
        rhythm(asked.kind, findings, timezone.now()),
        read.total,
        page,
    )


def name_of(asked: Recognised, read: Answer) -> str:
    """As the source calls itself; else the portal and what is looked for there, else the server."""
    if read.title:
        return read.title[:200]
    if asked.kind in SEARCHES:
        return named_search(asked.kind, asked.address)
    return (urlsplit(asked.address).hostname or asked.address).removeprefix("www.")[:200]


def named_search(kind: str, address: str) -> str:
    """The portal and what is looked for there; empty for what is no search."""
    if kind not in SEARCHES:
        return ""
    what = searches.called(kind, address)
    return (f"{SEARCHES[kind]}: {what}" if what else SEARCHES[kind])[:200]


def rhythm(kind: str, findings: tuple[Finding, ...], now: datetime) -> int:
    """By the entries' own dates; the portals, which answer long lists, twice a day."""
    if kind in (Source.Kind.EU_CALLS, Source.Kind.TED):
        return 12 * 60
    if kind in (Source.Kind.CALENDAR, Source.Kind.PAGE):
        return 24 * 60
    return pacing.proposed([one.published for one in findings if one.published], now)


def behind(answer: Fetched, page: NotAFeed, door: Door) -> Look:
    """The first feed behind a web page that answers: those that it names, else where such pages usually keep one."""
    named = page.feeds or tuple(discovery.usual_places(answer.url))
    until = time.monotonic() + SECONDS_BEHIND
    for address in named[:MOST_TRIED]:
        if time.monotonic() > until:
            break
        try:
            asked = Recognised(Source.Kind.FEED, address)
            behind_it = fetched(asked, door)
            if calendars.is_calendar(behind_it.body):
                asked = replace(asked, kind=Source.Kind.CALENDAR)
            found = told(asked, behind_it, answer.url)
        except Trouble:
            continue
        return replace(found, feeds=tuple(one for one in page.feeds if one != address))
    if not page.feeds and discovery.wants_log_in(answer.body):
        return refused(answer.url, UnreadableAnswer("page_wants_log_in"))
    trouble = UnreadableAnswer("feeds_silent" if page.feeds else "no_feed_here")
    return replace(refused(answer.url, trouble), page=answer.url, feeds=page.feeds)
