"""The demo's watch: sources that answer from the samples, more than twelve months of items, what was decided about them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from utblick.actors.models import LocalActor
from utblick.demo import moments, pastnews, texts
from utblick.demo.people import Cast
from utblick.journal import clock
from utblick.tenancy import scope
from utblick.watch import asking, decisions, explaining, harvest, inboxes, matching, subscribing
from utblick.watch.models import Item, SavedSearch, Source
from utblick.watch.samples import SOURCES
from utblick.watch.samples.door import SampleDoor

BEGAN = 520
# The days on which what is now in the inbox came in, before today.
LATELY = (40, 27, 16, 9, 4)
THEMES = {
    "EU programmes": "EU-program",
    "Tenders": "Upphandlingar",
    "Swedish agencies": "Svenska myndigheter",
    "Cross-border cooperation": "Gränssamarbete",
    "Networks": "Nätverk",
}


def watch(cast: Cast) -> None:
    """More than a year of reading, each round with what was decided after it; last of all today's reading."""
    told = texts.read("items")
    subscribe(cast)
    for days in sorted({item["told"] for item in told["items"]}, reverse=True):
        past_round(days, [item for item in told["items"] if item["told"] == days], cast)
    for days in LATELY:
        day = cast.today - timedelta(days=days)
        read(SampleDoor(pastnews.until(day, cast.today)), moments.on(day), wanted=sample_sources())
    read(SampleDoor.on(cast.today), timezone.now(), wanted=None)
    for order, row in enumerate(told["recent"]):
        decide_lately(row, order, cast)
    for row in told["questions"]:
        ask_actor(row, cast)
    keep_searches(cast)


def ask_actor(row: dict[str, Any], cast: Cast) -> None:
    """On the day after the decision, or today; the answer comes a few hours later. What is not here is no matter."""
    item = Item.objects.filter(title__startswith=row["title"]).first()
    standing = decisions.standing_on(item) if item else None
    if item is None or standing is None:
        return
    asked_at = min(max(moments.ago(cast.today, 1), standing.created_at + timedelta(minutes=30)), timezone.now())
    actor = LocalActor.objects.get(name=row["actor"])
    with clock.at(asked_at):
        asked = asking.ask_about(item, actor=actor, question=row["question"], by=cast.people[row["by"]])
    with clock.at(min(asked_at + timedelta(hours=3), timezone.now())):
        asking.answer(asked, by=cast.people[row["answered_by"]], verdict=row["verdict"], text=row["text"])


def keep_searches(cast: Cast) -> None:
    """Two that the coordinator looks at: one over everything, one for the calendar. None of them sends mail."""
    karin = cast.people["karin"]
    with clock.at(moments.ago(cast.today, 12)), scope.acting(cast.municipality, karin):
        SavedSearch(owner=karin, name="Skola och lärande", place="all", words="skola").save()
        SavedSearch(owner=karin, name="Det vi går vidare med", place="taken").save()


def understand() -> None:
    """What follows every reading: the places in the inboxes, and the reasons in words."""
    matching.match_pending()
    inboxes.follow_the_clock()
    explaining.explain_pending()


def subscribe(cast: Cast) -> None:
    with clock.at(moments.ago(cast.today, BEGAN)):
        for source in SOURCES:
            subscribing.subscribe(
                source.address, name=source.name, theme=THEMES[source.theme], connector_kind=source.kind
            )
        subscribing.subscribe(pastnews.SILENT, name=pastnews.TITLES[pastnews.SILENT], theme="Skola")


def sample_sources() -> list[str]:
    return [source.address for source in SOURCES]


def read(door: SampleDoor, now: datetime, *, wanted: list[str] | None) -> None:
    sources = Source.objects.all() if wanted is None else Source.objects.filter(address__in=wanted)
    harvest.poll(sources=sources, door=door, now=now)
    matching.match_pending(now)


def past_round(days: int, items: list[dict[str, Any]], cast: Cast) -> None:
    day = moments.ago(cast.today, days).date()
    bodies = pastnews.answers(items, day)
    read(SampleDoor(bodies), moments.on(day), wanted=list(bodies))
    for order, row in enumerate(items):
        if "verdict" in row:
            decide(row, day + timedelta(days=row["after"]), order, cast)


def decide(row: dict[str, Any], day: date, order: int, cast: Cast) -> None:
    item = Item.objects.get(title__startswith=row["title"])
    by, to = cast.people[row.get("by", "karin")], cast.people.get(row.get("to", ""))
    moment = moments.on(day, order)
    # A decision that would fall on the Friday before the item came waits until the item is there; none is made tomorrow.
    decided_at = max(moment, item.found_at + timedelta(minutes=20 + order))
    with clock.at(min(decided_at, max(timezone.now(), item.found_at))):
        decisions.decide(item, verdict=row["verdict"], by=by, reason=row["reason"], assigned_to=to)


def decide_lately(row: dict[str, Any], order: int, cast: Cast) -> None:
    """A decision on what came in lately: within three days, and not ahead of now. What is not here is no matter."""
    item = Item.objects.filter(title__startswith=row["title"]).first()
    if item:
        day = min(timezone.localdate(item.found_at) + timedelta(days=1 + order % 3), cast.today)
        decide({**row, "title": item.title}, day, order, cast)
