"""One joint space for all languages, learnt from labels of the same concept.

First the latent structure of concepts (truncated SVD, as in latent semantic indexing), where a concept also stands once
together with its broader ones, which teaches topical nearness. Then every label is pulled towards its translations and
pushed from all other labels of a batch (InfoNCE), with two features in five hidden at random, so that parts and
spelling learn to stand in for a word that was never seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

SIZE = 160
EPOCHS = 3
BATCH = 1024
WARMTH = 0.12
HIDDEN = 0.4
RATE = 0.05
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """Concepts by features, one matrix a language (an empty row where a language lacks the label)."""

    lang: dict[str, sp.csr_matrix]
    broader: sp.csr_matrix
    units: int


def learn(labels: Labels, seed: int = 20260101) -> Floats:
    """A vector for each feature, float32; equal input gives equal output."""
    chance = np.random.default_rng(seed)
    vectors = _latent(labels, chance)
    paid = np.full(len(vectors), 1e-6, np.float32)
    for epoch in range(EPOCHS):
        rate = RATE * (1 - 0.8 * epoch / EPOCHS)
        for left, right in _batches(labels, chance):
            _pull(vectors, paid, _hide(left, chance), _hide(right, chance), rate)
    return vectors


def _latent(labels: Labels, chance: np.random.Generator) -> Floats:
    """Unit-length start vectors; spelling features start at nothing and are learnt."""
    rows = sum(labels.lang.values()).tocsr()[:, : labels.units]
    rows = sp.vstack([rows, rows + labels.broader @ rows]).tocsr()
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows = sp.diags(1 / np.maximum(lengths, 1e-6)).dot(rows).astype(np.float32).tocsr()
    basis = rows @ chance.standard_normal((rows.shape[1], SIZE + 16)).astype(np.float32)
    for _ in range(3):
        basis = rows @ (rows.T @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    gram = (rows.T @ basis).astype(np.float32)
    strength, turn = np.linalg.eigh(gram.T @ gram)
    best = np.argsort(-strength)[:SIZE]
    axes = gram @ turn[:, best] / np.sqrt(np.sqrt(np.maximum(strength[best], 1e-12)))
    lengths = np.linalg.norm(axes, axis=1, keepdims=True)
    vectors = np.zeros((next(iter(labels.lang.values())).shape[1], SIZE), np.float32)
    vectors[: labels.units] = axes / np.maximum(lengths, 1e-9)
    return vectors


def _batches(labels: Labels, chance: np.random.Generator) -> Iterator[tuple[sp.csr_matrix, sp.csr_matrix]]:
    """Pairs of label batches in a shuffled order: the two best filled languages always, each other one in turn."""
    filled = {lang: np.diff(rows.indptr) > 0 for lang, rows in labels.lang.items()}
    langs = sorted(filled, key=lambda lang: (lang not in ("sv", "en"), -int(filled[lang].sum()), lang))
    todo: list[tuple[str, str, npt.NDArray[np.int64]]] = []
    for number, left in enumerate(langs):
        for right in langs[number + 1 :] if number < 2 else []:
            both = chance.permutation(np.flatnonzero(filled[left] & filled[right]))
            share = both if number == 0 and right == langs[1] else both[: len(both) // 2]
            todo += [(left, right, share[k : k + BATCH]) for k in range(0, len(share), BATCH)]
    for place in chance.permutation(len(todo)):
        left, right, rows = todo[place]
        if len(rows) > 1:
            yield labels.lang[left][rows], labels.lang[right][rows]


def _hide(rows: sp.csr_matrix, chance: np.random.Generator) -> sp.csr_matrix:
    kept = chance.random(len(rows.data), dtype=np.float32) > HIDDEN
    return sp.csr_matrix((rows.data * kept, rows.indices, rows.indptr), shape=rows.shape)


def _pull(vectors: Floats, paid: Floats, left: sp.csr_matrix, right: sp.csr_matrix, rate: float) -> None:
    """One step of row-wise AdaGrad on the symmetric contrastive loss, in place."""
    used = np.unique(np.concatenate([left.indices, right.indices]))
    left, right = _narrowed(left, used), _narrowed(right, used)
    current = vectors[used]
    (a, long_a), (b, long_b) = _directed(left @ current), _directed(right @ current)
    blame = _blame(a @ b.T / WARMTH) / (2 * WARMTH)
    step = left.T @ _through(blame @ b, a, long_a) + right.T @ _through(blame.T @ a, b, long_b)
    paid[used] += (step * step).mean(axis=1)
    vectors[used] = current - rate * step / np.sqrt(paid[used])[:, None]


def _narrowed(rows: sp.csr_matrix, used: npt.NDArray[np.int32]) -> sp.csr_matrix:
    places = np.searchsorted(used, rows.indices).astype(np.int32)
    return sp.csr_matrix((rows.data, places, rows.indptr), shape=(rows.shape[0], len(used)))


def _directed(rows: Floats) -> tuple[Floats, Floats]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(1e-6)
    return rows / lengths, lengths


def _blame(likeness: Floats) -> Floats:
    """How much each pair is too near (positive) or too far (negative), seen from both sides."""
    across = np.exp(likeness - likeness.max(axis=1, keepdims=True))
    down = np.exp(likeness - likeness.max(axis=0, keepdims=True))
    both: Floats = across / across.sum(axis=1, keepdims=True) + down / down.sum(axis=0, keepdims=True)
    both[np.diag_indices_from(both)] -= 2
    return both


def _through(step: Floats, rows: Floats, lengths: Floats) -> Floats:
    """The gradient behind the normalisation to unit length."""
    passed: Floats = (step - (step * rows).sum(axis=1, keepdims=True) * rows) / lengths
    return passed
