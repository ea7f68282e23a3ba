"""The feeds whose parse the gofeed project has written down: we agree on title, link, date and text."""

import html
import json
import tarfile
from pathlib import Path
from typing import Any

from utblick.watch.cleaning import absolute, plain
from utblick.watch.connectors import Finding, connector
from utblick.watch.connectors.dates import moment
from utblick.watch.errors import Trouble

HERE = "http://example.org/feed"
# Files that we read otherwise, and why.
EXCUSED: dict[str, str] = {}


def cases(archive: Path) -> dict[str, tuple[bytes, Any]]:
    with tarfile.open(archive) as tar:
        held = {m.name: f.read() for m in tar if m.isfile() and (f := tar.extractfile(m)) is not None}
    pairs = {}
    for name in held:
        stem = name.rsplit(".", 1)[0]
        expected = f"{stem}.json" if name.endswith(".xml") else f"{stem}_expected.json"
        if expected in held and expected != name:
            pairs[name] = (held[name], json.loads(held[expected]))
    return pairs


def read(body: bytes) -> list[Finding]:
    try:
        return list(connector("feed").read(body, {}, address=HERE).findings)
    except Trouble:
        return []


def words(text: str) -> str:
    return plain(html.unescape(plain(text)))


def link_of(item: dict[str, Any]) -> str:
    links = [link for link in item.get("links", []) if isinstance(link, dict)]
    alternate = [link.get("href", "") for link in links if link.get("rel", "alternate") == "alternate"]
    return item.get("link") or item.get("url") or (alternate[0] if alternate else "")


def agrees(item: dict[str, Any], found: Finding) -> bool:
    content = item.get("content")
    texts = [item.get(name) for name in ("description", "summary", "content_html", "content_text")]
    texts = [text for text in [*texts, content.get("value") if isinstance(content, dict) else content] if text]
    names = ("publishedParsed", "updatedParsed", "published", "updated", "date_published", "date_modified")
    dates = {moment(item[name]) for name in names if item.get(name)}
    link = link_of(item)
    return (
        words(item.get("title") or "") in (words(found.title)[:500], "")
        and (not link or absolute(link, HERE) == found.link)
        and (not dates or found.published in dates)
        and (not texts or any(words(text) in (words(found.summary), words(found.body_html)) for text in texts))
    )


def test_we_agree_with_gofeed_on_nearly_every_file(shared_data: Path) -> None:
    pairs = cases(shared_data / "feeds" / "gofeed-testdata-expected-json.tar.gz")
    differing = []
    for name, (body, expected) in pairs.items():
        items = expected.get("items") or expected.get("entries") or []
        found = read(body)
        if len(found) != len(items) or not all(map(agrees, items, found)):
            differing.append(name)

    assert len(pairs) > 500
    assert [name for name in differing if name.rsplit("/", 1)[-1] not in EXCUSED] == []
    assert len(differing) <= 0.02 * len(pairs)
