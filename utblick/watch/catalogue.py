"""The catalogue of sources: what Nordic municipalities read, tried when it is switched on.

An address in a list ages; so each is tried from here, the answer is kept, and one that fails keeps nobody from the others.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from utblick.watch import looking, searches, subscribing
from utblick.watch.errors import TooSlow
from utblick.watch.front import front_door
from utblick.watch.http import Door
from utblick.watch.looking import Look
from utblick.watch.models import Probe, Source, Subscription
from utblick.watch.recognising import Recognised, recognised

FILE = Path(__file__).with_name("catalogue.toml")
THEMES = {
    "programmes": _("EU programmes for municipalities"),
    "interreg": _("Interreg and towns"),
    "nordic": _("Nordic cooperation"),
    "culture": _("Culture"),
    "youth": _("School and youth"),
    "climate": _("Climate, nature and building"),
    "business": _("Business, innovation and digital"),
    "welfare": _("Work and social inclusion"),
    "preparedness": _("Preparedness"),
    "eu": _("The EU's institutions"),
    "agencies": _("Swedish agencies"),
    "networks": _("Networks and partnerships"),
    "tenders": _("Tenders"),
}
# All tries together may take so long; who waits at the page is not to wait longer.
MOST_SECONDS = 20
SECONDS_EACH = 8
HOSTS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A source of the catalogue. `address` is a web address, or for a portal what the search asks for."""

    key: str
    name: str
    publisher: str
    theme: str
    language: str
    kind: str
    address: str
    sv: str
    en: str

    @property
    def about(self) -> str:
        return self.sv if (get_language() or "sv").startswith("sv") else self.en

    def asked(self) -> Recognised:
        if self.kind == Source.Kind.EU_CALLS:
            return Recognised(self.kind, searches.calls(programmes=self.address.split(",")))
        if self.kind == Source.Kind.TED:
            told = {name: values[0].split(",") for name, values in parse_qs(self.address).items()}
            return Recognised(self.kind, searches.tenders(countries=told.get("countries", ()), cpv=told.get("cpv", ())))
        return recognised(self.address)


@dataclass(frozen=True, slots=True)
class Switched:
    """What became of an entry: a subscription, or why there is none."""

    entry: Entry
    look: Look
    subscription: Subscription | None = None


@cache
def entries() -> tuple[Entry, ...]:
    listed = tomllib.loads(FILE.read_text("utf-8"))["source"]
    return tuple(Entry(**one) for one in listed)


def unread_at(address: str) -> list[Entry]:
    """The entries that lie at the same place on the web as a page, and are not read here."""
    there = _host(address)
    found = [one for one in entries() if there and _host(one.address) == there]
    read = read_here() if found else {}
    return [one for one in found if one.key not in read]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def named(keys: Iterable[str]) -> list[Entry]:
    wanted = set(keys)
    return [one for one in entries() if one.key in wanted]


def read_here() -> dict[str, Subscription]:
    """The entries that the municipality reads: key → subscription."""
    ours = {one.source.address: one for one in Subscription.objects.current().select_related("source")}
    found = {probe.key: probe.address for probe in probes().values()}
    places = ((one.key, (found.get(one.key, ""), one.asked().address)) for one in entries())
    return {key: ours[place] for key, some in places for place in some if place in ours}


def probes() -> dict[str, Probe]:
    return {probe.key: probe for probe in Probe.objects.all()}


def switch_on(chosen: Sequence[Entry], *, anyway: bool = False, door: Door | None = None) -> list[Switched]:
    """Try each, keep the answers, and let the municipality read those that answer; with `anyway` also those that do not."""
    looks = tried(chosen, door)
    keep(looks)
    return [switched(entry, looks[entry.key], anyway) for entry in chosen]


def switched(entry: Entry, seen: Look, anyway: bool) -> Switched:
    if seen.trouble and not anyway:
        return Switched(entry, seen)
    theme = str(THEMES[entry.theme])
    try:
        made = subscribing.subscribe(
            seen.address,
            name=entry.name,
            theme=theme,
            connector_kind=seen.connector,
            rhythm_minutes=0 if seen.trouble else seen.rhythm_minutes,
        )
    except ValidationError as error:
        return Switched(entry, replace(seen, trouble=error.messages[0]))
    return Switched(entry, seen, made)


def tried(chosen: Sequence[Entry], door: Door | None = None) -> dict[str, Look]:
    """A look at each: many servers at once, each of them one question at a time; what takes too long says so."""
    door = door or front_door()
    door.limits = replace(door.limits, seconds=SECONDS_EACH)
    asked = {entry.key: entry.asked() for entry in chosen}
    looks = {key: looking.refused(one.address, TooSlow("too_slow"), one.kind) for key, one in asked.items()}
    pool = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="utblick-probe")
    work = [
        pool.submit(copy_context().run, look_at, {key: asked[key] for key in keys}, looks, door)
        for keys in by_host(asked)
    ]
    finish(work)
    pool.shutdown(wait=False, cancel_futures=True)
    return dict(looks)


def finish(work: Iterable["Future[None]"]) -> None:
    """Wait for what ends in time; a fault in it is ours and is raised."""
    done, _late = wait(work, timeout=MOST_SECONDS)
    for one in done:
        one.result()


def look_at(asked: dict[str, Recognised], looks: dict[str, Look], door: Door) -> None:
    for key, one in asked.items():
        looks[key] = looking.look(one.address, connector_kind=one.kind, door=door)


def by_host(asked: dict[str, Recognised]) -> list[list[str]]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for key, one in asked.items():
        hosts[urlsplit(one.address).netloc].append(key)
    return list(hosts.values())


def keep(looks: dict[str, Look]) -> None:
    """Remember how each answered."""
    now = timezone.now()
    rows = [Probe(key=key, at=now, error=one.error, address=one.address[:1000]) for key, one in looks.items()]
    Probe.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["at", "error", "address"]
    )
