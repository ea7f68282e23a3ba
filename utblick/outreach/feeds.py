"""News as an Atom feed (RFC 4287)."""

from html import escape
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from utblick.outreach.publishing import News, news
from utblick.site.serving import Visit

MEDIA_TYPE = "application/atom+xml; charset=utf-8"


class Feed(Atom1Feed):
    """An entry in another language than the feed says so."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {**super().item_attributes(item), **({"xml:lang": item["lang"]} if item["lang"] else {})}


def feed(visit: Visit) -> bytes:
    place = {"municipality": visit.municipality}
    written = Feed(
        title=_("%(municipality)s in the world") % place,
        subtitle=_("News about the international cooperation of %(municipality)s.") % place,
        description="",
        link=visit.address("site:front"),
        feed_url=visit.address("outreach:feed"),
        feed_guid=visit.address("outreach:feed"),
        author_name=visit.municipality.name,
        language=visit.language,
    )
    for one in news(visit):
        _add(written, one)
    text: str = written.writeString("utf-8")
    return text.encode()


def _add(written: Feed, one: News) -> None:
    written.add_item(
        title=one.title.text,
        link=one.link,
        # The generator declares it as HTML.
        description=escape(one.text.text, quote=False),
        unique_id=one.uid.urn,
        pubdate=one.moment,
        updateddate=one.moment,
        lang=one.title.lang or one.text.lang,
    )
