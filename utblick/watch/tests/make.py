"""Builders for tests: sources, items and their places in the inbox, keys of findings."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import chain, count
from typing import Any

from django.utils import timezone

from utblick.accounts.models import User
from utblick.tenancy import scope
from utblick.watch import keys
from utblick.watch.connectors import Finding
from utblick.watch.keys import Keys
from utblick.watch.models import InboxItem, Item, SavedSearch, Sighting, Source, Subscription

_number = count(1)


def make_source(address: str = "", *, subscribed: bool = True, **facts: Any) -> Source:
    """A source, read by the municipality of the running scope unless `subscribed` is false."""
    source = Source.objects.create(address=address or f"https://example.org/{next(_number)}/feed", **facts)
    if subscribed:
        Subscription.objects.create(source=source, name=f"Källa {source.pk}")
    return source


def make_item(title: str = "", *, source: Source | None = None, **facts: Any) -> Item:
    """An item brought by the source, or by a new one that the running municipality reads."""
    now, at = timezone.now(), next(_number)
    if "deadline" in facts:
        facts.setdefault("final_deadline", facts["deadline"])
    item = Item(title=title or f"Utlysning {at}", **{"found_at": now, "link": f"https://example.org/{at}", **facts})
    with scope.everywhere():
        item.save()
    Sighting.objects.create(
        source=source or make_source(), external_id=f"x{at}", item=item, title=item.title, content_hash="x",
        link=item.link, seen_at=item.found_at, last_at=item.found_at, leads=True,
    )  # fmt: skip
    return item


def make_place(item: Item | None = None, *, rank: float = 50.0, **facts: Any) -> InboxItem:
    """An item's row in the inbox of the running municipality."""
    item = item or make_item()
    return InboxItem.objects.create(
        item=item, fit=rank, rank=rank, kind=item.kind, deadline=item.final_deadline, arrived_at=item.found_at, **facts
    )


def make_search(owner: User, name: str = "", **facts: Any) -> SavedSearch:
    """A saved search, kept since an hour ago so that what is made now is new in it."""
    kept = {"news_since": timezone.now() - timedelta(hours=1), **facts}
    return SavedSearch.objects.create(owner=owner, name=name or f"Sökning {next(_number)}", **kept)


def keys_of(findings: Sequence[Finding]) -> list[Keys]:
    """What each is recognised by where they are all that was ever told."""
    texts, rarity = [keys.text(finding) for finding in findings], keys.Rarity()
    rarity.learn(texts)
    return keys.keys(findings, texts, rarity)


def is_candidate(known: Keys, told: Keys) -> bool:
    """Whether what is told asks for a key that is noted for what is known."""
    return bool({*known.names, *known.words} & set(chain(*told)))
