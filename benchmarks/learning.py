"""How fast a profile learns from decisions, by the protocol of the study behind the targets, whose own data are not kept.

Two kinds of data. Notices: company profiles in Swedish, real notices in six languages, wanted when the (hidden) CPV code lies under
the prefixes that were fixed for the profile beforehand. Projects: see funded.py. Half of the items is shown in rounds of ten, eight
best and two others; the other half is measured. Each half is shown once.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import funded
from utblick import lexicon
from utblick.lexicon import learning, matching

TASK = "profiles_all"
STOPS = (0, 10, 20, 30, 50, 100)
FEWEST = 10
# As many as are kept of a profile (watch/matching.py): what is learnt from is chosen among these.
KEPT = 200
Floats = npt.NDArray[np.floating[Any]]
Bools = npt.NDArray[np.bool_]


def gain(order: npt.NDArray[np.int64], wanted: Bools) -> float:
    found = wanted[order[:10]] / np.log2(np.arange(len(order[:10])) + 2)
    ideal = (1 / np.log2(np.arange(min(10, int(wanted.sum()))) + 2)).sum()
    return float(found.sum() / ideal) if ideal else 0.0


def curve(described: list[learning.Described], base: Floats, wanted: Bools, first: int) -> list[float]:
    """nDCG@10 on the half that is never shown, after so many decisions."""
    shown, held = np.arange(first, len(base), 2), np.arange(1 - first, len(base), 2)
    kept = [described[at] for at in shown[np.argsort(-base[shown], kind="stable")][:KEPT]]
    judged: list[int] = []
    gains, chance = [], np.random.default_rng(5)
    learnt = learning.NOTHING
    for stop in STOPS:
        while len(judged) < stop:
            left = np.setdiff1d(shown, judged)
            now = np.array([base[at] + learnt.added(described[at]) for at in left])
            best = left[np.argsort(-now, kind="stable")][:8]
            judged += [*best.tolist(), *chance.choice(np.setdiff1d(left, best), 2, replace=False).tolist()]
            said = [described[at] for at in judged]
            learnt = learning.learn(said, base[judged].tolist(), wanted[judged].tolist(), among=kept)
        now = np.array([base[at] + learnt.added(described[at]) for at in held])
        gains.append(gain(np.argsort(-now, kind="stable"), wanted[held]))
    return gains


def measured(what: str, texts: Sequence[lexicon.Text], interests: dict[str, list[bool]]) -> None:
    engine = lexicon.engine()
    described = learning.described(engine, texts, [{}] * len(texts))
    features = engine.features(texts)
    rows = []
    for interest, wanted in interests.items():
        if sum(wanted) >= FEWEST:
            base = matching.scores(engine.profiles([engine.profile(interest, "sv")]), features)[:, 0]
            rows += [curve(described, base, np.array(wanted), first) for first in (0, 1)]
    said = "  ".join(f"{stop}: {mean:.3f}" for stop, mean in zip(STOPS, np.mean(rows, axis=0), strict=True))
    print(f"  {what} ({len(rows) // 2} interests): {said}", flush=True)


def report(task: dict[str, dict[str, Any]], documents: dict[str, str], shared: Path) -> None:
    print("learning from decisions, nDCG@10 on what was never shown, after so many decisions")
    print("  the study, on data that are not kept: 0: 0.57  must 10: 0.71  50: 0.83")
    texts = [lexicon.Text(text, lexicon.language_of(text)) for text in documents.values()]
    wanted = {
        interest: [task["qrels"][query].get(name, 0) > 0 for name in documents]
        for query, interest in task["queries"].items()
    }
    measured("notices", texts, wanted)
    for one in funded.sets(shared / "projects"):
        measured(one.name, [lexicon.Text(text, "en") for text in one.texts], one.wanted)
    engine = lexicon.engine()
    described = learning.described(engine, texts[:KEPT], [{}] * KEPT)
    began = time.process_time()
    learning.learn(described[:50], [0.1] * 50, [place % 3 == 0 for place in range(50)], among=described)
    print(f"  fitting anew at 50 decisions: {1000 * (time.process_time() - began):.0f} ms (must 70)")
