"""Ranks documents for queries, as `utblick rank` does: JSON lines in, TREC run lines or reasons out. No database."""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import batched
from pathlib import Path
from typing import TextIO

import numpy as np

from . import matching
from .composing import Floats
from .language import language_of
from .reading import Engine, engine
from .texts import Features, Profile, Text
from .tokens import STEMMED

# So many documents are put into numbers at a time, and so many scores are worked out.
_DOCUMENTS = 2_500
_SCORES = 4_000_000
_BLANK = b" \t\r\n\xef\xbb\xbf"
_REASONS = 8


class UnreadableRow(ValueError):
    """A row that is not an object with an id and a text: mend the file at the line named."""


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    text: Text


def arguments(parser: ArgumentParser) -> None:
    """The options of `rank`."""
    parser.add_argument("--queries", type=Path, required=True, help='JSON lines {"id", "text", "lang"}')
    parser.add_argument("--documents", type=Path, required=True, help="JSON lines of the same shape")
    parser.add_argument("--top", type=int, default=100, help="documents shown for a query")
    parser.add_argument("--lexicon", type=Path, nargs="+", action="extend", help="vocabularies to learn from instead")
    parser.add_argument("--no-semantic", action="store_true", help="without the optional sentence model")
    parser.add_argument("--explain", action="store_true", help="print the reasons as JSON lines instead")
    parser.add_argument("--cache", type=Path, help="where learnt vocabularies are kept")


def run(options: Namespace, out: TextIO) -> None:
    """Rank and print. Raises UnreadableRow, vocabulary.UnreadableVocabulary or OSError."""
    queries, documents = list(rows(options.queries)), list(rows(options.documents))
    chosen = engine(tuple(options.lexicon) if options.lexicon else None, options.cache)
    if chosen.sentences and not options.no_semantic:
        documents = _read(chosen, documents)
    lines = reasons if options.explain else run_lines
    try:
        for line in lines(chosen, queries, documents, options.top):
            out.write(line + "\n")
        out.flush()
    except BrokenPipeError:
        # Whoever read the lines has seen enough, as `head` does; what the buffer still holds goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _read(chosen: Engine, documents: Sequence[Row]) -> list[Row]:
    """The documents as the sentence model reads them."""
    texts = chosen.read([document.text for document in documents])
    return [replace(document, text=text) for document, text in zip(documents, texts, strict=True)]


def _asked(chosen: Engine, queries: Sequence[Row], documents: Sequence[Row]) -> list[Profile]:
    """The queries as profiles, read by the sentence model too where it has read a document."""
    plain = [chosen.profile(row.text.text, row.text.lang) for row in queries]
    return chosen.asked(plain) if any(document.text.meaning for document in documents) else plain


def rows(path: Path) -> Iterator[Row]:
    """The texts of a file; a row without a language that anybody speaks gets the one its words speak.

    A row that comes again is left out; an id that comes again with another text would be two answers to one question.
    """
    known: dict[str, Row] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip(_BLANK):
                row = _row(line, place := f"{path.name}, line {number}")
                if known.setdefault(row.id, row) != row:
                    raise UnreadableRow(f"{place}: the id {row.id} stands before with another text")
    yield from known.values()


def _row(line: bytes, place: str) -> Row:
    try:
        found = json.loads(line.decode("utf-8-sig"))
        text, codes = str(found["text"] or ""), found.get("codes") or ()
        row = Row(str(found["id"]), Text(text, _lang(found.get("lang"), text), tuple(map(str, codes))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableRow(f'{place}: expected {{"id", "text", "lang"}} ({error!r})') from error
    if len(row.id.split()) != 1:
        raise UnreadableRow(f"{place}: the id {row.id!r} would not be one word of a run line")
    return row


def _lang(said: object, text: str) -> str:
    """`sv-SE` and `SV` are `sv`; what is no language that the engine can stem is guessed from the text."""
    lang = str(said or "").lower().replace("_", "-").partition("-")[0]
    return lang if lang in STEMMED else language_of(text)


def ranked(
    chosen: Engine, queries: Sequence[Row], documents: Sequence[Row], top: int
) -> Iterator[tuple[Row, Profile, list[tuple[int, float]]]]:
    """Each query, as a profile too, with its best documents (number, score), best first; equal scores keep the file's order."""
    blocks = batched([document.text for document in documents], _DOCUMENTS, strict=False)
    items = Features.stacked([chosen.features([]), *map(chosen.features, blocks)])
    for block in batched(queries, max(1, _SCORES // max(1, len(documents))), strict=False):
        profiles = _asked(chosen, block, documents)
        scores = (
            matching.scores(chosen.profiles(profiles), items).T if documents else np.zeros((len(block), 0), np.float32)
        )
        for query, profile, row in zip(block, profiles, scores, strict=True):
            yield query, profile, _best(row, top)


def _best(row: Floats, top: int) -> list[tuple[int, float]]:
    if top < len(row):
        least = np.partition(row, -top)[-top] if top > 0 else np.inf
        places = np.flatnonzero(row >= least)
    else:
        places = np.arange(len(row))
    order = places[np.argsort(-row[places], kind="stable")][: max(top, 0)]
    return [(int(place), float(row[place])) for place in order]


def run_lines(chosen: Engine, queries: Sequence[Row], documents: Sequence[Row], top: int) -> Iterator[str]:
    """TREC run lines: `query Q0 document rank score utblick`."""
    for query, _profile, best in ranked(chosen, queries, documents, top):
        for place, (number, score) in enumerate(best, 1):
            yield f"{query.id} Q0 {documents[number].id} {place} {score:.6f} utblick"


def reasons(chosen: Engine, queries: Sequence[Row], documents: Sequence[Row], top: int) -> Iterator[str]:
    """One JSON line a pair: query, document, rank, score, parts and topics."""
    for query, profile, best in ranked(chosen, queries, documents, top):
        explained = chosen.explain_many([(profile, documents[number].text) for number, _ in best], _REASONS)
        for place, ((number, score), told) in enumerate(zip(best, explained, strict=True), 1):
            line = {"query": query.id, "document": documents[number].id, "rank": place, "score": round(score, 6)}
            parts = [asdict(part) | {"share": round(part.share, 6)} for part in told.parts]
            topics = [asdict(topic) for topic in told.topics]
            yield json.dumps(line | {"parts": parts, "topics": topics}, ensure_ascii=False)
