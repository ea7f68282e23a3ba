"""What people hand in: files of notices, tables and calendars, and pages they found. Kept as items like what sources tell.

Each municipality has one source of this kind. It is never asked; it is read by nobody else.
"""

import io
import random
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b

from django.utils import timezone
from django.utils.translation import gettext as _

from utblick.journal.models import Entry, record
from utblick.tenancy import scope
from utblick.watch import claims, inboxes, troubles
from utblick.watch.addresses import canonical, unwrapped
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, plain
from utblick.watch.connectors import Deadline, Finding, Kind, calendars, connector, notice_xml, tables
from utblick.watch.errors import Trouble, UnreadableAnswer
from utblick.watch.keeping import Kept, Reading, Told, keep, parts
from utblick.watch.models import Item, Source, Subscription, TableDraft

MOST_FILES = 2_000
MOST_BYTES = 200 * 1024 * 1024
"""Of all files in an archive, unpacked."""
DRAFTS_LAST = timedelta(days=1)
NOTICES, CALENDAR, TABLE = (".xml",), (".ics", ".ical"), (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods")
ARCHIVES = (".zip", ".tar.gz", ".tgz", ".tar")


class Busy(Exception):
    """Something else is being handed in just now; nothing was kept."""


@dataclass(slots=True)
class HandedIn:
    """What became of the files."""

    findings: list[Finding] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """File and reason, in the reader's words."""
    new: int = 0
    changed: int = 0


def files_in(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself, or those of an archive; raises UnreadableAnswer for a broken or a boundless one."""
    if not name.lower().endswith(ARCHIVES):
        yield name, body
        return
    total = 0
    try:
        for number, (inner, content) in enumerate(unpacked(name, body)):
            total += len(content)
            if number >= MOST_FILES or total > MOST_BYTES:
                raise UnreadableAnswer("too_hard")
            yield inner, content
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableAnswer("bad_encoding", str(error)) from error


def unpacked(name: str, body: bytes) -> Iterator[tuple[str, bytes]]:
    """Read member by member, never written to disk; no member larger than what is left."""
    if name.lower().endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    with archive.open(info) as file:
                        yield info.filename, file.read(notice_xml.MOST_BYTES + 1)
        return
    with tarfile.open(fileobj=io.BytesIO(body)) as tar:
        for member in tar:
            if member.size > notice_xml.MOST_BYTES:
                raise UnreadableAnswer("too_hard", member.name)
            if member.isfile() and (opened := tar.extractfile(member)):
                yield member.name, opened.read(notice_xml.MOST_BYTES + 1)


def read_files(files: Iterable[tuple[str, bytes]]) -> HandedIn:
    """The notices and events in the files; one that cannot be read says why and stops no other. Keeps nothing."""
    done, seen = HandedIn(), set[str]()
    for name, body in files:
        try:
            for finding in read_file(name, body):
                if finding.external_id not in seen:
                    seen.add(finding.external_id)
                    done.findings.append(finding)
        except Trouble as trouble:
            done.refused.append((name.rsplit("/", 1)[-1][:120], troubles.words_of(trouble.code)))
    return done


def read_file(name: str, body: bytes) -> list[Finding]:
    if name.lower().endswith(CALENDAR) or calendars.is_calendar(body):
        return list(connector(Source.Kind.CALENDAR).read(body, {}).findings)
    if name.lower().endswith(NOTICES):
        return [notice_xml.read(body)]
    raise UnreadableAnswer("unknown_file")


def take_in(done: HandedIn, name: str) -> HandedIn:
    """Keep what was read from the file of this name, with a trace of who handed it in. Raises Busy."""
    kept = keep_findings(done.findings)
    done.new, done.changed = kept.new, kept.changed
    subscription = Subscription.objects.get(source=source_here())
    told = {"file": name[:200], "new": done.new, "changed": done.changed, "refused": len(done.refused)}
    record(subscription, Entry.Act.CHANGED, before={}, after={"handed_in": told})
    return done


def keep_findings(findings: Iterable[Finding], now: datetime | None = None) -> Kept:
    source = source_here()
    with scope.everywhere():
        claimed = claims.claim(Source.objects.filter(pk=source.pk))
        if not claimed:
            raise Busy
        at = now or timezone.now()
        reading = Reading(claimed[0], told=[Told(claimed[0], finding) for finding in findings])
        kept = [keep([part], now=at, dice=random.Random()) for part in parts(reading)]  # noqa: S311
        return Kept(sum(one.new for one in kept), sum(one.changed for one in kept))


def source_here() -> Source:
    """The municipality's own source of what is handed in; made when first needed."""
    address = inboxes.BY_HAND % scope.municipality_id()
    source, _new = Source.objects.get_or_create(
        address=address, defaults={"connector": Source.Kind.BY_HAND, "is_in_use": False, "title": ""}
    )
    subscription = Subscription.objects.filter(source=source).first()
    if subscription is None:
        Subscription.objects.create(source=source, name=_("Handed in"))
    elif subscription.withdrawn_at:
        subscription.restore()
    return source


def draft(name: str, body: bytes) -> TableDraft:
    """Hold a table until its columns are known. Raises Trouble for what is none."""
    table, now = tables.opened(body), timezone.now()
    TableDraft.objects.filter(made_at__lt=now - DRAFTS_LAST).delete()
    return TableDraft.objects.create(name=name[:200], header=table.header, rows=table.rows, made_at=now)


def rows_of(held: TableDraft, columns: Mapping[str, int], kind: Kind) -> list[Finding]:
    """The findings of a table by these columns; each once."""
    told = tables.findings(tables.Table(held.header, held.rows), columns, kind)
    return list({finding.external_id: finding for finding in told}.values())


def take_in_table(held: TableDraft, columns: Mapping[str, int], kind: Kind) -> HandedIn:
    done = take_in(HandedIn(rows_of(held, columns, kind)), held.name)
    held.delete()
    return done


def send(*, title: str, link: str, text: str, kind: Kind, deadline: datetime | None) -> Item:
    """Put a page that somebody found into the inbox; the same page sent again is the same item. Raises Busy."""
    address = unwrapped(absolute(link))
    named = blake2b((canonical(address) or title).encode(), digest_size=16).hexdigest()
    told = Finding(
        external_id=f"{inboxes.SENT}{named}",
        title=plain(title, MOST_TITLE),
        link=address,
        summary=plain(text, MOST_SUMMARY),
        kind=kind,
        deadlines=(Deadline(deadline),) if deadline else (),
    )
    keep_findings([told])
    item: Item = Item.objects.get(sightings__source=source_here(), sightings__external_id=told.external_id)
    inboxes.place_sent(item, timezone.now())
    return item
