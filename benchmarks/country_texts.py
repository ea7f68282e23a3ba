"""Pieces that items are put together of: real words in five languages, common and rare as in life, with their stems."""

import csv
import gzip
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from psycopg import Cursor

from benchmarks.feed_server import VOCABULARY

LANGUAGES = [("en", 70), ("sv", 85), ("de", 90), ("fi", 95), ("fr", 100)]
"""With the hundredth until which an item is in it."""
PIECES = {"title": 4_000, "body": 8_000}
WORDS = {"title": 7, "body": 32}
LISTS = ("lex_cpv.tsv.gz", "lex_eurovoc_top3.tsv.gz", "lex_yso_2018.tsv.gz")


def write(cursor: Cursor[Any]) -> None:
    cursor.execute(
        "CREATE UNLOGGED TABLE country_text (kind text, language text, number int, text text, words text, stems tsvector)"
    )
    with cursor.copy("COPY country_text (kind, language, number, text, words) FROM STDIN") as copy:
        for row in _rows():
            copy.write_row(row)
    cursor.execute("UPDATE country_text SET stems = to_tsvector('simple', words)")
    cursor.execute("CREATE INDEX ON country_text (kind, language, number)")
    cursor.execute("ANALYZE country_text")


def _rows() -> Iterator[tuple[str, str, int, str, str]]:
    from utblick.search.indexing import Entry, stems_of

    for language, _until in LANGUAGES:
        sentences = _sentences(language)
        for kind, count in PIECES.items():
            for number in range(count):
                text = sentences(WORDS[kind])
                whole = Entry(
                    "watch.item", 0, text if kind == "title" else "", "" if kind == "title" else text, language
                )
                yield kind, language, number, text, stems_of(whole)


def _sentences(language: str) -> Any:
    """Gives a sentence of at least so many words. The label at place P is used as often as 1 / (P + 50)."""
    known = [label for name in LISTS for label in labels(name, language)]
    dice = random.Random(language)
    dice.shuffle(known)
    weights = list(accumulate(1 / (place + 50) for place in range(len(known))))

    def sentence(words: int) -> str:
        told = ""
        while told.count(" ") < words:
            told += f"{dice.choices(known, cum_weights=weights)[0].rstrip('.').lower()} "
        return told.strip().capitalize() + "."

    return sentence


def labels(name: str, language: str) -> list[str]:
    with gzip.open(VOCABULARY.with_name(name), "rt", encoding="utf-8") as file:
        return [row[language] for row in csv.DictReader(file, delimiter="\t") if row.get(language)]
