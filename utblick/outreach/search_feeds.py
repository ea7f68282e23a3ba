"""What a saved search finds as an Atom feed, the newest first (RFC 4287)."""

from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from utblick.outreach.feeds import Feed
from utblick.tenancy import scope
from utblick.watch import card, saved_searches
from utblick.watch.models import Item, SavedSearch

MOST = 60


def uid_of(kind: str, key: object) -> UUID:
    """The same for the same thing for ever, and for no other thing of any municipality here."""
    return uuid5(NAMESPACE_URL, f"utblick:{scope.municipality().slug}:private:{kind}:{key}")


def feed(search: SavedSearch, root: str) -> bytes:
    here = scope.municipality()
    written = Feed(
        title=_("%(search)s, %(municipality)s") % {"search": search, "municipality": here},
        description="",
        link=root + search.get_absolute_url(),
        feed_guid=uid_of("search", search.pk).urn,
        author_name=here.name,
        language=get_language() or "sv",
    )
    for item in saved_searches.found(search)[:MOST]:
        _add(written, item, root)
    text: str = written.writeString("utf-8")
    return text.encode()


def _add(written: Feed, item: Item, root: str) -> None:
    written.add_item(
        title=item.title,
        link=root + item.get_absolute_url(),
        # The generator declares it as HTML.
        description=escape(about(item)),
        unique_id=uid_of("item", item.pk).urn,
        pubdate=item.found_at,
        updateddate=item.changed_at or item.found_at,
        lang=item.language,
    )


def about(item: Item) -> str:
    """What it is, for whom, how much and until when, in one line."""
    end = item.deadline
    word = _("begins") if card.begins(item) else _("closes")
    closes = f"{word} {timezone.localtime(end):%Y-%m-%d %H:%M}" if end else ""
    return " · ".join(filter(None, [in_brief(item), closes]))


def in_brief(item: Item) -> str:
    """The same without its day."""
    brief = card.brief_of(item, timezone.now())
    return " · ".join(str(one) for one in (brief.what, brief.whom, brief.money) if one)
