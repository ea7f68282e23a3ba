"""The newsletters as an Atom feed, each whole (RFC 4287)."""

from django.template.loader import render_to_string

from utblick.outreach import letters
from utblick.outreach.feeds import Feed
from utblick.outreach.models import Digest
from utblick.outreach.publishing import uid_of
from utblick.outreach.words import filled
from utblick.site.serving import Visit

MOST = 12


def feed(visit: Visit) -> bytes:
    written = Feed(
        title=filled(visit.language)["newsletter_from"],
        description="",
        link=visit.address("outreach:archive"),
        feed_url=visit.address("outreach:digest_feed"),
        feed_guid=visit.address("outreach:digest_feed"),
        author_name=visit.municipality.name,
        language=visit.language,
    )
    for digest in Digest.objects.published()[:MOST]:
        _add(written, digest, visit)
    text: str = written.writeString("utf-8")
    return text.encode()


def _add(written: Feed, digest: Digest, visit: Visit) -> None:
    told = letters.letter(digest, visit)
    written.add_item(
        title=told.subject.text,
        link=visit.address("outreach:digest", pk=digest.pk),
        description=render_to_string("outreach/public/entries.html", {"letter": told, "visit": visit}),
        unique_id=uid_of(visit, "digest", digest.pk).urn,
        pubdate=digest.begun_at,
        updateddate=digest.begun_at,
        lang=told.subject.lang,
    )
