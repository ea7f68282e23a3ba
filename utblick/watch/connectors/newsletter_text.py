"""The pieces of a newsletter in plain text: headed by a number, a line beneath or capitals, each on a line of its own."""

import re
from collections.abc import Iterator

from utblick.ui.cutting import cut
from utblick.watch.addresses import unwrapped
from utblick.watch.cleaning import MOST_SUMMARY, MOST_TITLE, absolute, spaced, visible
from utblick.watch.connectors.newsletter_pieces import Piece, but_contents
from utblick.watch.connectors.newsletter_words import FOOT, GREETING, IN_BROWSER, LEAVING, READ_ON, WITHIN, is_service

LINE = re.compile(r"\s*[-=~*_–—#]{4,}\s*")
NUMBERED = re.compile(r"\s*(?:\d{1,2}[.)]|[*#]{1,3})\s+(?P<title>\S.{6,150})")
URL = re.compile(r"<?(https?://[^\s<>\"]+[^\s<>\".,;:)\]])>?")
SHORTEST, LONGEST = 8, 150
SHORTEST_WITHOUT_LINK = 60


def pieces(text: str) -> list[Piece]:
    return but_contents(headed(unquoted(text)))


def headed(text: str) -> Iterator[Piece]:
    lines = ["", *(line.rstrip() for line in text.splitlines()), "", ""]
    heading, words = "", list[str]()
    for place in range(1, len(lines) - 2):
        line = lines[place]
        if LINE.fullmatch(line):
            # Beneath a heading it is of it; alone it ends a piece.
            if not lines[place - 1].strip():
                yield from piece(heading, words)
                heading, words = "", []
        elif title := title_in(lines[place - 1], line, lines[place + 1]):
            yield from piece(heading, words)
            heading, words = title, []
        else:
            words.append(line)
    yield from piece(heading, words)


def title_in(before: str, line: str, after: str) -> str:
    """Of a line that heads a piece what it says; empty for another."""
    said = line.strip()
    if before.strip() and not LINE.fullmatch(before):
        return ""
    numbered = NUMBERED.fullmatch(line)
    underlined, alone = bool(LINE.fullmatch(after)), not after.strip()
    if not underlined and not (alone and (numbered or said.isupper())):
        return ""
    title = numbered["title"] if numbered else said
    is_one = SHORTEST <= len(title) <= LONGEST and not URL.search(title) and not WITHIN.fullmatch(title)
    return title.strip(" *#") if is_one else ""


def piece(heading: str, words: list[str]) -> Iterator[Piece]:
    kept = [line for line in words if not any(one.search(line) for one in (LEAVING, FOOT, IN_BROWSER))]
    links = links_of("\n".join(kept))
    lines = (URL.sub("", line).strip() for line in kept)
    text = spaced(visible(" ".join(line for line in lines if not READ_ON.fullmatch(line))))
    if not heading or is_service(heading) or GREETING.fullmatch(heading):
        return
    if text and (links or len(text) >= SHORTEST_WITHOUT_LINK):
        yield Piece(cut(heading, MOST_TITLE), links, cut(text, MOST_SUMMARY))


def links_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (unwrapped(absolute(found[1])) for found in URL.finditer(text)))))


def unquoted(text: str) -> str:
    """Without the marks of a letter that was sent on as a quotation."""
    lines = text.splitlines()
    quoted = sum(line.startswith(">") for line in lines)
    return re.sub(r"(?m)^>+ ?", "", text) if quoted > len(lines) / 2 else text


def in_browser(text: str) -> str:
    """The newsletter's own page on the web, where it says so."""
    told = (URL.search(line) for line in text.splitlines() if IN_BROWSER.search(line))
    return next((unwrapped(absolute(found[1])) for found in told if found), "")
