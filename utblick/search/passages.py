"""Where in a text the words of a query stand, with what is around them."""

import re
from bisect import bisect_left

from utblick import lexicon
from utblick.search.statements import SHORTEST_BEGINNING
from utblick.search.wording import Terms, terms

WORD = re.compile(r"[^\W_]+")
AROUND = 90
"""Letters before the first word that is shown as found, at most; twice as many after it."""
LANGUAGES = ("sv", "en")

type Pieces = list[tuple[str, bool]]
"""Parts of a passage in their order, each with whether it is one of the words that were asked for."""


class Marker:
    """Finds the words of one query in texts."""

    def __init__(self, query: str, language: str) -> None:
        asked = terms(query, language, in_all_languages=True, in_parts=True)
        self._wanted = {stem: at for at, forms in enumerate(asked) for form in forms for stem in form}
        # A stem's first letters stand in each word that it is the stem of, and most words of a text hold none of these.
        self._heads = {stem[: SHORTEST_BEGINNING if len(stem) > SHORTEST_BEGINNING else 2] for stem in self._wanted}
        self._beginning = _last_word(asked)
        self._known: dict[str, int | None] = {}
        self.met: dict[int, str] = {}
        """By its place in the query, how a word stood in what was looked at first."""

    def pieces(self, text: str) -> Pieces:
        """The part of the text that holds most of the query's words, or none of it where it holds none."""
        text = " ".join(text.split())
        found = [(m.start(), m.end(), at) for m in WORD.finditer(text) if (at := self._asked_by(m[0])) is not None]
        if not found:
            return []
        start, end = _window(found, len(text))
        start, end = _whole_words(text, start, end)
        return _parted(
            text, start, end, [(begin, stop) for begin, stop, _at in found if start <= begin and stop <= end]
        )

    def whole(self, title: str) -> Pieces:
        """All of a title."""
        found = [m.span() for m in WORD.finditer(title) if self._asked_by(m[0]) is not None]
        return _parted(title, 0, len(title), found)

    def _asked_by(self, word: str) -> int | None:
        """The place in the query of the word that this one answers to."""
        word = word.lower()
        if word not in self._known:
            at = self._known[word] = self._look(word)
            if at is not None:
                self.met.setdefault(at, word)
        return self._known[word]

    def _look(self, word: str) -> int | None:
        if not any(head in word for head in self._heads):
            return None
        for language in LANGUAGES:
            for stem in lexicon.engine().stems(word, language):
                if stem in self._wanted:
                    return self._wanted[stem]
        if self._beginning and word.startswith(self._beginning[0]):
            return self._beginning[1]
        return None


def _last_word(asked: Terms) -> tuple[str, int] | None:
    """What may be the beginning of a longer word, with its place in the query."""
    last = asked[-1][0][-1] if asked else ""
    return (last, len(asked) - 1) if len(last) >= SHORTEST_BEGINNING else None


def _window(found: list[tuple[int, int, int]], length: int) -> tuple[int, int]:
    """From where to where most different words of the query stand; the first such place."""
    starts = [start for start, _end, _at in found]

    def met(at: int) -> int:
        return len({found[n][2] for n in range(at, bisect_left(starts, starts[at] + 2 * AROUND))})

    best = max(range(len(found)), key=lambda at: (met(at), -at))
    return max(0, starts[best] - AROUND), min(length, starts[best] + 2 * AROUND)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    if start and (space := text.find(" ", start, start + AROUND)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", start, end)) > start + AROUND:
        end = space
    return start, end


def _parted(text: str, start: int, end: int, found: list[tuple[int, int]]) -> Pieces:
    pieces: Pieces = [("… ", False)] if start else []
    at = start
    for begin, stop in found:
        pieces += [(text[at:begin], False), (text[begin:stop], True)]
        at = stop
    pieces.append((text[at:end], False))
    pieces += [(" …", False)] if end < len(text) else []
    return [(piece, asked) for piece, asked in pieces if piece]
