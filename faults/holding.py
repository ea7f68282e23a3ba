"""What must hold after whatever happened; each check gives what it counted and what is amiss."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from faults.officers import Remembered
from faults.outside import Mails, News

type Line = tuple[str, int, int]
"""What was looked for, how often, and how often it was not so."""


def lines(
    all_told: list[Remembered], mails: Mails, news: News, *, readers: list[str], asked: list[str]
) -> Iterator[Line]:
    """Needs Django, and the municipality of the running work."""
    yield from _what_people_saved(all_told)
    yield from _files(all_told)
    yield from _sums(all_told)
    yield from _mails(mails, readers, asked)
    yield _told_of_doubt()
    yield from _news(news)
    yield from _trail()
    yield from _jobs()


WRITTEN = {
    "comment": ("teamwork.comment", "text"),
    "decision": ("watch.decision", "reason"),
    "step": ("initiatives.step", "title"),
}
"""What people write, and in which field its token stands behind the first word (officers.py)."""


def _what_people_saved(all_told: list[Remembered]) -> Iterator[Line]:
    from django.apps import apps

    from utblick.journal.models import Entry

    for name, (kind, field) in WRITTEN.items():
        rows = apps.get_model(kind).objects.filter(**{f"{field}__regex": r"^\w+ [0-9a-f]{16}$"})
        keys = dict(rows.values_list("pk", field))
        there = Counter(text.split()[1] for text in keys.values())
        tokens = [token for told in all_told for token in told.saved[name]]
        yield f"{name}s that were said to be saved, and are there", len(tokens), sum(not there[one] for one in tokens)
        twice = sum(count > 1 for count in there.values())
        yield f"{name}s that are there once, also where the answer was lost", len(there), twice
        told = Entry.objects.filter(kind=kind, object_id__in=keys).values_list("object_id", flat=True)
        yield f"{name}s that the audit trail tells of", len(keys), len(keys.keys() - set(told))


def _files(all_told: list[Remembered]) -> Iterator[Line]:
    from utblick.teamwork.models import Comment

    sums = {token: digest for told in all_told for token, digest in told.files.items()}
    found = Comment.objects.filter(text__startswith="Sagt ").exclude(file=None).select_related("file")
    wrong = sum(hashlib.sha256(one.file.content()).hexdigest() != sums.get(one.text.split()[1]) for one in found)
    yield "attached files that are what was sent", len(found), wrong


def _sums(all_told: list[Remembered]) -> Iterator[Line]:
    from utblick.initiatives.models import Step

    costs = {token: cost for told in all_told for token, cost in told.costs.items()}
    steps = list(Step.objects.filter(title__startswith="Steg ").values_list("title", "cost"))
    yield (
        "costs of steps that are what was written",
        len(steps),
        sum(cost != Decimal(costs[t.split()[1]]) for t, cost in steps),
    )


def _mails(mails: Mails, readers: list[str], asked: list[str]) -> Iterator[Line]:
    per_reader = Counter(reader for _id, reader in mails.taken)
    times = Counter[str]()
    for (_id, reader), count in mails.taken.items():
        times[reader] += count
    in_doubt = _in_doubt()
    for name, wanted in {"newsletters": readers, "mails to confirm a subscription": asked}.items():
        doubtful = in_doubt & set(wanted)
        missing = sum(not times[one] and one not in doubtful for one in wanted)
        yield f"{name} that arrived, or are in doubt ({len(doubtful)})", len(wanted), missing
        yield f"{name} under one Message-ID only", len(wanted), sum(per_reader[one] > 1 for one in wanted)
        yield f"{name} that arrived once", len(wanted), sum(times[one] > 1 for one in wanted)


def _in_doubt() -> set[str]:
    """Whose mail was with the mail server when the worker died: no program can know whether it arrived."""
    from utblick.outreach.models import DigestMail, SignUp

    now = timezone.now() + timedelta(hours=3)
    newsletters = DigestMail.objects.in_doubt(now).values_list("subscriber__email", flat=True)
    return {*newsletters, *SignUp.objects.in_doubt(now).values_list("email", flat=True)}


def _told_of_doubt() -> Line:
    from utblick.outreach.models import DigestMail
    from utblick.teamwork.kinds import Event
    from utblick.teamwork.models import Notice

    doubtful = set(DigestMail.objects.in_doubt(timezone.now() + timedelta(hours=3)).values_list("digest", flat=True))
    told = set(Notice.objects.filter(event=Event.MAIL_IN_DOUBT).values_list("about_id", flat=True))
    return "newsletters with mails in doubt, of which the coordinator is told", len(doubtful), len(doubtful - told)


def _news(news: News) -> Iterator[Line]:
    from utblick.watch.models import Sighting, Source

    source = Source.objects.get(address=news.address)
    seen = Counter(Sighting.objects.filter(source=source).values_list("external_id", flat=True))
    told = {f"drill-{number}" for number in range(news.told)}
    yield "entries of the source that were found", len(told), len(told - seen.keys())
    yield "entries that were found once", len(seen), sum(count > 1 for count in seen.values())


def _trail() -> Iterator[Line]:
    from django.conf import settings

    from utblick.journal import sealing, verifying

    sealing.seal()
    found = verifying.verify(settings.ANCHORS)
    yield "entries of the audit trail that are as they were written", found.sealed + found.waiting, found.faults


def _jobs() -> Iterator[Line]:
    from django_ox.models import OxTask

    given_up = OxTask.objects.filter(status__in=[OxTask.Status.FAILED, OxTask.Status.LOST])
    yield "jobs of which none is given up", OxTask.objects.count(), given_up.count()
