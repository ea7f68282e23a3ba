"""Puts what a file tells into the tables: a batch is kept whole, with how far it came, or not at all."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple
from hashlib import blake2b
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from utblick import lexicon
from utblick.finder import naming
from utblick.finder.models import FundedProject, Participant, ProjectFile, Share, Unindexed
from utblick.finder.readers import Bad, Part, Project, Told
from utblick.watch import bulk

SAMPLES = 20
COUNTED_AT_ONCE = 5_000
AT_ONCE = 900  # values in one question that every SQLite takes
PROJECT = [
    *(
        "source",
        "key",
        "content",
        "title",
        "acronym",
        "text",
        "programme",
        "call",
        "starts_on",
        "ends_on",
        "cost",
        "grant",
    ),
    *("lang", "link"),
]
PARTICIPANT = [
    *(
        "pic",
        "called",
        "name",
        "country",
        "kind",
        "place",
        "nuts",
        "website",
        "latitude",
        "longitude",
        "projects",
        "led",
    ),
]


class Overtaken(Exception):
    """Somebody else has read on in the same file meanwhile."""


@transaction.atomic
def take(file: ProjectFile, told: Sequence[Told]) -> None:
    """Keep one batch. One at a time, whichever file it is from: two would add the same organisation. Raises Overtaken."""
    stored = {one.pk: one for one in ProjectFile.objects.select_for_update()}[file.pk]
    if stored.position != file.position:
        raise Overtaken(file.name)
    added, changed = _projects([one for one in told if isinstance(one, Project)])
    parts, lost = _parts([one for one in told if isinstance(one, Part)])
    bad = [*(one for one in told if isinstance(one, Bad)), *lost]
    stored.refused = dict(Counter(stored.refused) + Counter(one.reason for one in bad))
    stored.samples = [*stored.samples, *([one.line, one.reason] for one in bad)][:SAMPLES]
    stored.added, stored.changed, stored.parts = stored.added + added, stored.changed + changed, stored.parts + parts
    stored.position, stored.seen_at = stored.position + len(told), timezone.now()
    stored.save()
    file.__dict__.update(stored.__dict__)


# Projects


def _projects(told: Sequence[Project]) -> tuple[int, int]:
    """How many were new, and how many had changed."""
    latest = {(one.source, one.key): one for one in told}
    known = _known(latest)
    content = {place: _content(one) for place, one in latest.items()}
    fresh = [place for place in latest if place not in known]
    renewed = [place for place in latest if place in known and known[place][1] != content[place]]
    bulk.insert(FundedProject, PROJECT, [_row(latest[place], content[place]) for place in fresh])
    rows = [(*_row(latest[place], content[place])[2:], known[place][0]) for place in renewed]
    bulk.update(FundedProject, PROJECT[2:], rows)
    _queue(pk for pk, _content in _known([*fresh, *renewed]).values())
    return len(fresh), len(renewed)


def _known(places: Collection[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, int]]:
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for source in {source for source, _key in places}:
        for keys in batched((key for own, key in places if own == source), AT_ONCE, strict=False):
            rows = FundedProject.objects.filter(source=source, key__in=keys).values_list("key", "pk", "content")
            found.update(((source, key), (pk, content)) for key, pk, content in rows)
    return found


def _content(project: Project) -> int:
    told = "\x1f".join(map(str, astuple(project)))
    return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), "big", signed=True)


def _row(one: Project, content: int) -> tuple[Any, ...]:
    # Most sources are read in English; the language of the others is heard.
    lang = one.lang or lexicon.language_of(f"{one.title} {one.text[:300]}")
    return (
        *(one.source, one.key, content, one.title, one.acronym, one.text, one.programme, one.call),
        *(one.starts_on, one.ends_on, one.cost, one.grant, lang, one.link),
    )


def _queue(projects: Iterator[int]) -> None:
    bulk.insert(Unindexed, ["project_id"], [(pk,) for pk in projects], once=True)


# Who takes part


def _parts(told: Sequence[Part]) -> tuple[int, list[Bad]]:
    """How many shares were new, and the lines whose project nobody has told of."""
    projects = _known({(one.source, one.project) for one in told})
    lost = [Bad(one.line, "no_project") for one in told if (one.source, one.project) not in projects]
    met = [one for one in told if (one.source, one.project) in projects]
    who = _participants(met)
    shares: dict[tuple[int, int], Part] = {}
    for one, number in zip(met, who, strict=True):
        place = projects[one.source, one.project][0], number
        if place not in shares or one.leads:
            shares[place] = one
    return _shares(shares), lost


def _shares(told: dict[tuple[int, int], Part]) -> int:
    known: set[tuple[int, int]] = set()
    for numbers in batched({project for project, _who in told}, AT_ONCE, strict=False):
        known.update(Share.objects.filter(project__in=numbers).values_list("project_id", "participant_id"))
    fresh = {place: one for place, one in told.items() if place not in known}
    rows = [(project, who, one.leads, one.grant) for (project, who), one in fresh.items()]
    bulk.insert(Share, ["project_id", "participant_id", "leads", "grant"], rows)
    _queue(iter({project for project, _who in fresh}))
    return len(fresh)


def _participants(told: Sequence[Part]) -> list[int]:
    """The number of each one's organisation; those that were not known are added."""
    called = [naming.key(one.name, one.country) for one in told]
    _numbered(told, called)
    by_pic, by_name = _registered({one.pic for one in told if one.pic}, set(called))
    fresh: dict[str, tuple[Any, ...]] = {}
    for one, name in zip(told, called, strict=True):
        if _found(one.pic, name, by_pic, by_name) is None:
            fresh.setdefault(one.pic or name, _participant(one, name))
    bulk.insert(Participant, PARTICIPANT, list(fresh.values()))
    if fresh:
        by_pic, by_name = _registered({one.pic for one in told if one.pic}, set(called))
    return [_found(one.pic, name, by_pic, by_name) or 0 for one, name in zip(told, called, strict=True)]


def _numbered(told: Sequence[Part], called: Sequence[str]) -> None:
    """Give those that were known by name alone the number that this file tells."""
    by_pic, _names = _registered({one.pic for one in told if one.pic}, set())
    wanted = {name: one.pic for one, name in zip(told, called, strict=True) if one.pic and one.pic not in by_pic}
    for some in batched(sorted(wanted), AT_ONCE, strict=False):
        for known in Participant.objects.filter(called__in=some, pic=""):
            if wanted[known.called] not in by_pic:
                known.pic = wanted[known.called]
                known.save(update_fields=["pic"])
                by_pic[known.pic] = known.pk


def _registered(pics: set[str], names: set[str]) -> tuple[dict[str, int], dict[str, int]]:
    by_pic: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for some in batched(sorted(pics), AT_ONCE, strict=False):
        by_pic.update(Participant.objects.filter(pic__in=some).values_list("pic", "pk"))
    for some in batched(sorted(names), AT_ONCE, strict=False):
        # Where several have one name, the one that was known first.
        by_name.update(Participant.objects.filter(called__in=some).order_by("-pk").values_list("called", "pk"))
    return by_pic, by_name


def _found(pic: str, name: str, by_pic: dict[str, int], by_name: dict[str, int]) -> int | None:
    """A number with the Commission decides; without one the name does."""
    return by_pic.get(pic) if pic else by_name.get(name)


def _participant(one: Part, called: str) -> tuple[Any, ...]:
    kind = naming.kind_of(one.kind, one.name)
    place = one.place, one.nuts, one.website, one.latitude, one.longitude
    return one.pic, called, one.name, one.country, kind, *place, 0, 0


def count_projects() -> None:
    """Each organisation's number of projects, counted when a file has been read: raised line by line it was most of the writing."""
    last = Participant.objects.aggregate(last=Max("pk"))["last"] or 0
    for begin in range(0, last + 1, COUNTED_AT_ONCE):
        within = range(begin, begin + COUNTED_AT_ONCE)
        shares = Share.objects.filter(participant__gte=within.start, participant__lt=within.stop).order_by()
        counts = shares.values_list("participant").annotate(all=Count("pk"), led=Count("pk", filter=Q(leads=True)))
        rows = Participant.objects.filter(pk__gte=within.start, pk__lt=within.stop)
        known = {pk: (projects, led) for pk, projects, led in rows.values_list("pk", "projects", "led")}
        changed = [(taken, led, pk) for pk, taken, led in counts if known.get(pk) != (taken, led)]
        bulk.update(Participant, ["projects", "led"], changed)
