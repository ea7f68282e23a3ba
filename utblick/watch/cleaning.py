"""Text from outside made harmless: HTML to a tight list of elements, or to plain text; tricks of the eye taken away."""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import nh3

from utblick.ui.cutting import cut

MOST_TITLE = 500
MOST_SUMMARY = 3_000
MOST_HTML = 100_000
MOST_LINK = 2_000
MOST_ID = 500

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd"),
    *("a", "em", "strong", "b", "i", "u", "sub", "sup", "abbr", "q", "cite"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "hreflang"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
SILENT = {"script", "style", "iframe", "object", "embed", "noscript", "template", "svg", "math", "form", "select"}
SCHEMES = {"http", "https", "mailto"}

# Invisible or direction-changing characters, controls, tags, lone surrogates and non-characters.
TRICKS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Elements between which words must not grow together when the tags are taken away.
BLOCKS = (
    *("p", "br", "hr", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th"),
    *("table", "blockquote", "pre", "section", "article", "figure", "img"),
)
BREAKS = re.compile(rf"<(?=/?(?:{'|'.join(BLOCKS)})\b)", re.I)
TAG = re.compile(r"<(/?[^\s>\"/]*)[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>")
INSTEAD = dict.fromkeys([*BLOCKS, *(f"/{name}" for name in BLOCKS)], " ")
# What nearly every link looks like: nothing in it to resolve, to repair or to fear.
ORDINARY = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#][A-Za-z0-9/?#&=_.,:;~+%!*()$@-]*)?")


def visible(text: str) -> str:
    """The text as it will be seen: without invisible and direction-changing characters, composed letters (NFC)."""
    if text.isascii() and text.isprintable():
        return text
    shown = TRICKS.sub("", text.replace("\r", "\n").replace("\u2028", "\n"))
    return shown if unicodedata.is_normalized("NFC", shown) else unicodedata.normalize("NFC", shown)


def spaced(text: str) -> str:
    """On one line, with single spaces."""
    return " ".join(text.split())


@lru_cache(maxsize=256)
def cleaner(base: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags=SILENT,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        url_relative=(lambda url: absolute(url, base) or None) if base else "deny",
    )


STRIPPER = nh3.Cleaner(tags=set(), attributes={}, clean_content_tags=SILENT)


def sanitised(markup: str, base: str = "") -> str:
    """HTML that is safe to show: no script, style, form or image; links http, https or mailto, relative ones from `base`."""
    if not markup:
        return ""
    if "<" not in markup and "&" not in markup:
        return html.escape(visible(cut(markup, MOST_HTML)), quote=False)
    if len(markup) > MOST_HTML:
        return shortened(markup)
    # Visible first, so that no invisible character hides a tag; again after, as entities have become characters.
    return visible(cleaner(base).clean(visible(markup)))


def shortened(markup: str) -> str:
    """The text alone, cut: a document cut between two tags would not be whole."""
    return html.escape(plain(markup[: MOST_HTML * 2], MOST_HTML // 2), quote=False)


def plain(markup: str, most: int = 0) -> str:
    """The words of a piece of HTML (or of plain text) on one line; show it escaped, as it may hold `<` itself."""
    if "<" in markup or "&" in markup:
        markup = html.unescape(STRIPPER.clean(BREAKS.sub(" <", visible(markup))))
    text = spaced(visible(markup))
    return cut(text, most) if most else text


def text_of(clean: str, most: int = 0) -> str:
    """The words of HTML that `sanitised` made, on one line; cheaper than `plain`."""
    if "<" in clean:
        # Texts and names of tags by turns.
        pieces = TAG.split(clean)
        pieces[1::2] = [INSTEAD.get(name, "") for name in pieces[1::2]]
        clean = "".join(pieces)
    text = spaced(html.unescape(clean) if "&" in clean else clean)
    return cut(text, most) if most else text


def absolute(link: str, base: str = "") -> str:
    """The link as a whole http or https address; empty for anything else, and for one with a log-in in it."""
    if ORDINARY.fullmatch(link) and len(link) <= MOST_LINK:
        return link
    link = "".join(visible(link).split()) if "\n" in link or "\t" in link else visible(link).strip()
    try:
        found = urljoin(base, link) if base else link
        parts = urlsplit(found)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc or len(found) > MOST_LINK:
        return ""
    return found.replace(" ", "%20").replace('"', "%22").replace("<", "%3C").replace(">", "%3E").replace("'", "%27")
