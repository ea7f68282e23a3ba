"""Decisions and published work of a period → a digest, and its way from draft to being sent."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from utblick.journal import clock
from utblick.outreach import material, readers
from utblick.outreach.models import Audience, Digest, DigestEntry, DigestMail, Subscriber
from utblick.outreach.words import filled
from utblick.partners.models import GuestLanguage

MOST = 15
"""Of each kind: nobody reads more, and the editor leaves out what is too much."""
FIRST_PERIOD = timedelta(days=30)
TO_THINK_AGAIN = timedelta(minutes=2)
"""How long a digest that is sent now can be taken back."""


class TooLate(Exception):
    """The digest is on its way: nothing in it is changed any more."""


class NothingToTell(Exception):
    """There is neither an entry nor an introduction."""


def next_period(today: date) -> tuple[date, date]:
    """From the day after the last digest's period, as far as there was one."""
    last = Digest.objects.current().order_by("-ends_on").values_list("ends_on", flat=True).first()
    first = last + timedelta(days=1) if last else today - FIRST_PERIOD
    return min(first, today), today


def subjects() -> dict[str, Any]:
    """A first proposal in each language."""
    proposed = {code: filled(code)["first_subject"] for code in GuestLanguage.values}
    own = {"subject": proposed.pop("sv"), "subject_en": proposed.pop("en")}
    return {**own, "translations": {code: {"subject": text} for code, text in proposed.items()}}


@transaction.atomic
def compose(*, audience: Audience, starts_on: date, ends_on: date, **facts: Any) -> Digest:
    """A draft with all that there is to tell."""
    digest = Digest(audience=audience, starts_on=starts_on, ends_on=ends_on, **{**subjects(), **facts})
    digest.save()
    gather(digest)
    return digest


@transaction.atomic
def gather(digest: Digest) -> int:
    """Add what has come since; what is edited or left out stays as it is. Returns how many were new."""
    known = set(digest.entries.values_list("kind", "key"))
    position = digest.entries.count()
    found = material.gathered(digest.starts_on, digest.ends_on, MOST)
    new = [(kind, key) for kind, keys in found.items() for key in keys if (kind, key) not in known]
    for kind, key in new:
        position += 1
        DigestEntry(digest=digest, kind=kind, key=key, position=position).save()
    return len(new)


def shown(digest: Digest) -> list[tuple[DigestEntry, material.Piece]]:
    """What its readers meet, in order: as it was sent, or as it would be sent now."""
    entries = list(digest.entries.filter(left_out=False))
    if digest.begun_at:
        pieces = material.standing(entries)
        return [(entry, pieces[entry.pk]) for entry in entries if entry.pk in pieces]
    return _sendable(entries, clock.now())


def _sendable(entries: list[DigestEntry], now: datetime) -> list[tuple[DigestEntry, material.Piece]]:
    pieces = material.told(entries)
    pairs = [(entry, pieces[entry.pk]) for entry in entries if entry.pk in pieces]
    return [(entry, piece) for entry, piece in pairs if not material.is_over(entry, piece, now)]


@transaction.atomic
def move(entry: DigestEntry, *, up: bool) -> None:
    """One step past its neighbour of the same kind; all are numbered anew, so that two never share a place."""
    row = list(entry.digest.entries.filter(kind=entry.kind, left_out=False))
    at = row.index(entry) if entry in row else -1
    to = at + (-1 if up else 1)
    if at < 0 or not 0 <= to < len(row):
        return
    row[at], row[to] = row[to], row[at]
    for position, one in enumerate(row, 1):
        if one.position != position:
            one.position = position
            one.save()


def schedule(digest: Digest, at: datetime) -> None:
    """Send it at a time to come. Raises NothingToTell."""
    if not digest.introduction and not shown(digest):
        raise NothingToTell
    digest.send_at = at
    digest.save()


def in_a_moment() -> datetime:
    """Now, but for the time to think again."""
    return clock.now() + TO_THINK_AGAIN


@transaction.atomic
def hold(digest: Digest) -> None:
    """It is not to be sent after all, and can be edited again. Raises TooLate."""
    locked = Digest.objects.select_for_update(of=("self",)).get(pk=digest.pk)
    if locked.begun_at:
        raise TooLate
    locked.send_at = None
    locked.save()


@transaction.atomic
def begin(key: int, now: datetime) -> int:
    """Freeze what it says, and write a mail for each reader. Returns how many; none where another worker was first."""
    digest = Digest.objects.due(now).select_for_update(of=("self",)).filter(pk=key).first()
    if digest is None:
        return 0
    sent = dict(_sendable(list(digest.entries.filter(left_out=False)), now))
    for entry in digest.entries.filter(left_out=False):
        _freeze(entry, sent.get(entry))
    digest.begun_at = now
    digest.save()
    return len(_address(digest))


def _freeze(entry: DigestEntry, piece: material.Piece | None) -> None:
    """What not everyone may read any more, or what is over, is left out."""
    entry.told, entry.left_out = (piece.kept(), False) if piece else ({}, True)
    entry.save()


def _address(digest: Digest) -> list[DigestMail]:
    mails = []
    for reader in readers.of_audience(digest.audience):
        if reader.gets:
            mails.append(
                DigestMail(digest=digest, subscriber=_subscriber(reader), language=reader.language, made_at=clock.now())
            )
    return DigestMail.objects.bulk_create(mails)


def _subscriber(reader: readers.Reader) -> Subscriber:
    """The row that this reader's stop and failures are kept in; for who works here it is made, and follows the account."""
    known = reader.subscriber or Subscriber(language=reader.language)
    if reader.user and (known.user_id, known.email) != (reader.user.pk, reader.email):
        known.user, known.email, known.name = reader.user, reader.email, reader.name
        known.save()
    return known


def next_hour(now: datetime) -> datetime:
    """What is proposed as a set time."""
    return (timezone.localtime(now) + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
