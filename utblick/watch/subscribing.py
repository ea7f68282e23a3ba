"""What a municipality reads: sources added by address or by list, and given up again.

A source is stored once for the installation; a subscription is the municipality's own. Giving up and taking up again is the same
subscription, withdrawn and restored.
"""

from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from utblick.tenancy import scope
from utblick.watch import bulk, opml, reach, troubles
from utblick.watch.connectors import connector
from utblick.watch.errors import Trouble
from utblick.watch.models import Item, Source, Subscription, Unmatched

LONGEST_ADDRESS = 1_000
# Minutes between readings where nobody has chosen.
RHYTHM = {
    **{Source.Kind.FEED: 60, Source.Kind.EU_CALLS: 12 * 60, Source.Kind.TED: 12 * 60},
    **{Source.Kind.CALENDAR: 24 * 60, Source.Kind.PAGE: 12 * 60, Source.Kind.MAIL: 30},
}


@dataclass(slots=True)
class Imported:
    """What became of each row of a list."""

    added: list[Subscription] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    """Addresses that the municipality reads already."""
    repeated: int = 0
    """Rows of the list that named an address again."""
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Address and reason, in the reader's words."""


@transaction.atomic
def subscribe(
    address: str, *, name: str = "", theme: str = "", connector_kind: str = Source.Kind.FEED, rhythm_minutes: int = 0
) -> Subscription:
    """Let the municipality of the running work read the source at this address; asks nothing of the network.

    Idempotent: a standing subscription is returned as it is, a withdrawn one is restored. A source that several read is asked
    as often as the one who wants it most often. Raises ValidationError, in the reader's words, for an address that may not be
    asked.
    """
    address = checked(address, connector_kind)
    rhythm = rhythm_minutes or RHYTHM.get(Source.Kind(connector_kind), 60)
    source, new = Source.objects.get_or_create(
        address=address, defaults={"connector": connector_kind, "rhythm_minutes": rhythm}
    )
    if rhythm_minutes and not new and rhythm < source.rhythm_minutes:
        source.rhythm_minutes = rhythm
        source.save(update_fields=["rhythm_minutes"])
    subscription = Subscription.objects.filter(source=source).first()
    if subscription is None:
        subscription = Subscription(source=source, name=(name or source.title or address)[:200], theme=theme[:100])
        subscription.save()
    elif subscription.withdrawn_at:
        subscription.restore()
    else:
        return subscription
    _use(source, begun=True)
    return subscription


@transaction.atomic
def withdraw(subscription: Subscription) -> None:
    """Stop reading here. What it brought stays; the source is asked no more when nobody reads it."""
    if subscription.withdrawn_at:
        return
    subscription.withdraw()
    _use(subscription.source, begun=False)


def hurry() -> int:
    """Let every source that the municipality reads be due now. Returns how many. A source that asked us to wait still waits."""
    ours = Subscription.objects.filter(withdrawn_at=None).values("source")
    return Source.objects.filter(pk__in=ours, failures=0).update(next_at=timezone.now())


@transaction.atomic
def import_opml(document: bytes) -> Imported:
    """Subscribe to every feed in the list. Raises UnreadableAnswer or TooLarge for what is no list of feeds."""
    listed = opml.read(document)
    done = Imported(repeated=listed.repeated)
    done.refused = [(address, troubles.words_of("bad_address")) for address in listed.unreadable]
    standing = set(Subscription.objects.filter(withdrawn_at=None).values_list("source__address", flat=True))
    for feed in listed.feeds:
        if feed.address in standing:
            done.known.append(feed.address)
            continue
        try:
            done.added.append(subscribe(feed.address, name=feed.title, theme=feed.folder))
        except ValidationError as error:
            done.refused.append((feed.address, error.messages[0]))
    return done


def checked(address: str, connector_kind: str) -> str:
    """The address, if a source may be asked there. For a portal's search it is the search itself."""
    address = address.strip()
    if connector_kind in (Source.Kind.BY_HAND, Source.Kind.MAIL):
        return address
    try:
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError(troubles.words_of("bad_address"), code="bad_address")
        url = connector(connector_kind).ask(address).url
        reach.check_url(url, settings.FETCH_ALLOW)
    except Trouble as trouble:
        raise ValidationError(troubles.words_for_reader(trouble.code), code=trouble.code) from trouble
    return address


def _use(source: Source, *, begun: bool) -> None:
    with scope.everywhere():
        in_use = Subscription.objects.filter(source=source, withdrawn_at=None).exists()
    if begun and not source.is_in_use:
        source.next_at = timezone.now()
    source.is_in_use = in_use and source.is_asked
    source.save(update_fields=["is_in_use", "next_at"])
    if begun and source.answered_at:
        _match_again(source)


def _match_again(source: Source) -> None:
    """What the source has brought to others may concern the new reader."""
    with scope.everywhere():
        open_items = cast("QuerySet[Item]", Item.objects.worth_matching(timezone.now()))
        keys = open_items.filter(sightings__source=source).values_list("pk", flat=True).distinct()
        bulk.insert(Unmatched, ["item_id"], [(key,) for key in keys], once=True)
