"""Relevance of the engine of meaning on the development sets, beside the targets: what `make quality` prints.

Closed tasks are ranked by an engine that has never seen their answers: one half of CPV, YSO, nothing else.
"""

import gzip
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import learning
from utblick import lexicon
from utblick.lexicon import matching

# Measure and least value in lexical mode and with the sentence model; the ambition.
TARGETS: dict[str, tuple[str, float, float, float]] = {
    "cpv": ("R@1", 0.60, 0.67, 0.72),
    "eurovoc": ("R@1", 0.69, 0.79, 0.85),
    "ted_en": ("nDCG@10", 0.30, 0.36, 0.42),
    "ted_multi": ("nDCG@10", 0.33, 0.40, 0.47),
    "profiles_en": ("nDCG@10", 0.35, 0.40, 0.50),
    "goals_kw": ("nDCG@10", 0.45, 0.51, 0.60),
}
CLOSED = ("cpv", "eurovoc", "prog")
QUERY_LANGUAGE = {"sdg_nb": "nb", "sdg_de": "de", "sdg_fr": "fr"}
MIXED = ("ted_multi", "profiles_all")
# What is measured with the sentence model; the slowest last.
READ = ("eurovoc", "ted_en", "profiles_en", "goals_kw", "goals", "ted_multi", "cpv")
Task = dict[str, dict[str, Any]]


def shared_data() -> Path | None:
    beside = Path(__file__).parents[2] / "shared" / "data"
    folder = Path(os.environ.get("UTBLICK_SHARED_DATA", beside)) / "meaning"
    return folder if (folder / "dev.json.gz").exists() else None


def read(path: Path) -> Any:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def held_out(data: Path, folder: Path) -> tuple[Path, ...]:
    """Vocabularies without the answers of the closed tasks."""
    codes = folder / "lex_cpv.tsv"
    with gzip.open(data / "lex_cpv.tsv.gz", "rt", encoding="utf-8") as rows:
        kept = [row for number, row in enumerate(rows) if number == 0 or row.split("\t")[1] == "lexicon"]
    codes.write_text("".join(kept), "utf-8")
    return codes, data / "lex_yso_2018.tsv.gz"


def rank(
    engine: lexicon.Engine, name: str, task: Task, documents: dict[str, str], *, semantic: bool = False
) -> dict[str, list[str]]:
    lang = QUERY_LANGUAGE.get(name, "sv")
    texts = [lexicon.Text(t, lexicon.language_of(t) if name in MIXED else "en") for t in documents.values()]
    asked = [engine.profile(text, lang) for text in task["queries"].values()]
    if semantic:
        texts, asked = engine.read(texts), engine.asked(asked)
    scores = matching.scores(engine.profiles(asked), engine.features(texts)).T
    names = list(documents)
    best = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    return {query: [names[place] for place in row] for query, row in zip(task["queries"], best, strict=True)}


def measured(task: Task, run: dict[str, list[str]]) -> dict[str, float]:
    rows = [one(run[query], task["qrels"][query]) for query in task["queries"]]
    means = np.mean(rows, axis=0)
    return dict(zip(("R@1", "R@10", "nDCG@10"), means.tolist(), strict=True))


def one(best: list[str], relevant: dict[str, int]) -> tuple[float, float, float]:
    gains = [relevant.get(document, 0) for document in best]
    ideal = gain(sorted(relevant.values(), reverse=True)[:10])
    return float(gains[0] > 0), float(any(gains)), gain(gains) / ideal if ideal else 0.0


def gain(grades: list[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def line(name: str, task: Task, found: dict[str, float], *, semantic: bool = False) -> str:
    figures = "  ".join(f"{measure} {value:.3f}" for measure, value in found.items())
    target = ""
    if name in TARGETS:
        measure, lexical, read, ambition = TARGETS[name]
        least = read if semantic else lexical
        verdict = "reached" if found[measure] >= least else "NOT reached"
        target = f"  must {measure} {least:.2f} (ambition {ambition:.2f}): {verdict}"
    return f"{name:12} Q={len(task['queries']):4}  {figures}{target}"


def main() -> int:
    data = shared_data()
    if data is None:
        print("quality: no development sets here (set UTBLICK_SHARED_DATA); nothing measured")
        return 0
    tasks, stored = read(data / "dev.json.gz"), read(data / "docs.json.gz")
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        blind = lexicon.engine(held_out(data, Path(folder)), Path(folder))
        print(f"learning from the held-out vocabularies took {time.perf_counter() - began:.1f} s")
        report(tasks, tasks, stored, blind)
        learning.report(tasks[learning.TASK], stored["docs"][learning.TASK], data.parent)
        if blind.sentences:
            print("with the sentence model, which reads some eight texts a second")
            report(READ, tasks, stored, blind, semantic=True)
        else:
            print("the extra `semantic` is not installed: nothing measured with the sentence model")
    return 0


def report(names: Iterable[str], tasks: Any, stored: Any, blind: lexicon.Engine, *, semantic: bool = False) -> None:
    for name in names:
        engine = blind if name in CLOSED else lexicon.engine()
        documents = stored["docs"][stored["alias"].get(name, name)]
        found = measured(tasks[name], rank(engine, name, tasks[name], documents, semantic=semantic))
        print(line(name, tasks[name], found, semantic=semantic), flush=True)


if __name__ == "__main__":
    sys.exit(main())
