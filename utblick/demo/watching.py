"""The demo's watch: sources that answer from the samples, twelve months of items, what was decided about them."""

from utblick.demo.people import Cast
from utblick.watch import explaining, harvest, matching, subscribing
from utblick.watch.samples import SOURCES
from utblick.watch.samples.door import SampleDoor

THEMES = {
    "EU programmes": "EU-program",
    "Tenders": "Upphandlingar",
    "Swedish agencies": "Svenska myndigheter",
    "Cross-border cooperation": "Gränssamarbete",
    "Networks": "Nätverk",
}


def watch(cast: Cast) -> None:
    subscribe(cast)
    harvest.poll(door=SampleDoor.on(cast.today))
    matching.match_pending()
    explaining.explain_pending()


def subscribe(cast: Cast) -> None:
    for source in SOURCES:
        subscribing.subscribe(source.address, name=source.name, theme=THEMES[source.theme], connector_kind=source.kind)
