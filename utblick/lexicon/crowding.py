"""How crowded a place in the joint space is: a short text that lies near many known labels is the best answer to few of them.

In a space of many dimensions some texts lie near everything, and would be found by every profile (Conneau et al. 2018 call the
remedy CSLS). So a short text is put back by how near its nearest labels of another language are. A long text, which speaks of
many things, is not touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Floats = npt.NDArray[np.float32]
LABELS = 6_000
NEAREST = 5
PUT_BACK = 0.34
# The nearness that an ordinary label has.
ORDINARY = 0.5
# Fewer words than SHORT: put back in full; as many as LONG: not at all.
SHORT, LONG = 8, 16
_LANGUAGES = ("sv", "en")
_BLOCK = 1_000


def learn(labels: dict[str, sp.csr_matrix], vectors: Floats) -> dict[str, npt.NDArray[np.float16]]:
    """An even sample of the labels of the two languages that profiles are written in, as directions."""
    found = {}
    for lang in _LANGUAGES:
        if lang in labels and labels[lang].nnz:
            filled = np.flatnonzero(np.diff(labels[lang].indptr))
            rows = labels[lang][filled[:: max(1, len(filled) // LABELS)]] @ vectors
            found[lang] = (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)).astype(np.float16)
    return found


@dataclass(frozen=True)
class Crowd:
    """The sample, by language."""

    labels: dict[str, npt.NDArray[np.float16]]

    def put_back(self, joint: Floats, sizes: npt.NDArray[np.int64], langs: Sequence[str]) -> Floats:
        """What is taken from the score of each text: its direction, its number of words, its language."""
        found = np.zeros(len(joint), np.float32)
        fading = np.clip((LONG - sizes) / (LONG - SHORT), 0, 1) * (sizes > 0)
        own = np.array([lang == _LANGUAGES[0] for lang in langs], bool)
        for lang, swedish in zip(_LANGUAGES, (False, True), strict=True):
            rows = np.flatnonzero((own == swedish) & (fading > 0))
            if len(rows) and lang in self.labels:
                found[rows] = (self._nearness(joint[rows], lang) - ORDINARY) * fading[rows] * PUT_BACK
        return found

    def _nearness(self, joint: Floats, lang: str) -> Floats:
        """How near the nearest labels are, in the middle."""
        labels = self.labels[lang].astype(np.float32)
        few = min(NEAREST, len(labels))
        blocks = (joint[start : start + _BLOCK] @ labels.T for start in range(0, len(joint), _BLOCK))
        return np.concatenate([np.partition(near, -few, axis=1)[:, -few:].mean(axis=1) for near in blocks])
