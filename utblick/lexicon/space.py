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
EPOCHS = 5
BATCH = 512
WARMTH = 0.12
HIDDEN = 0.4
RATE = 0.05
_SPELT = 0.3
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
    """Start vectors of length one from the truncated SVD of concepts by units."""
    rows = sum(rows[:, : labels.units] for rows in labels.lang.values()).tocsr()
    rows = sp.vstack([rows, rows + labels.broader @ rows]).tocsr()
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows = sp.diags(1 / np.maximum(lengths, 1e-6)).dot(rows).astype(np.float32).tocsr()
    basis = rows @ chance.standard_normal((rows.shape[1], SIZE + 16), np.float32)
    for _ in range(3):
        basis = rows @ (rows.T @ _orthonormal(basis))
    basis = _orthonormal(basis)
    gram = (rows.T @ basis).astype(np.float32)
    strength, turn = np.linalg.eigh(gram.T @ gram)
    best = np.argsort(-strength)[:SIZE]
    axes = gram @ turn[:, best] / np.sqrt(np.sqrt(np.maximum(strength[best], 1e-12)))
    return _spelt(labels, axes / np.maximum(np.linalg.norm(axes, axis=1, keepdims=True), 1e-9))


def _orthonormal(basis: Floats) -> Floats:
    strength, turn = np.linalg.eigh((basis.T @ basis).astype(np.float64))
    return np.asarray(basis @ (turn / np.sqrt(np.maximum(strength, 1e-9))).astype(np.float32), np.float32)


def _spelt(labels: Labels, units: Floats) -> Floats:
    """Add the start vectors of spelling features: the middle of the labels they stand in, shortened."""
    meant = sum(rows[:, : labels.units] @ units for rows in labels.lang.values())
    grams: Floats = sum(rows[:, labels.units :].T @ meant for rows in labels.lang.values())
    grams *= _SPELT / np.maximum(np.linalg.norm(grams, axis=1, keepdims=True), 1e-9)
    return np.concatenate([units, grams]).astype(np.float32)


def _batches(labels: Labels, chance: np.random.Generator) -> Iterator[tuple[sp.csr_matrix, sp.csr_matrix]]:
    """Swedish labels with those of every other language, and half of the English ones likewise, in shuffled batches."""
    filled = {lang: np.diff(rows.indptr) > 0 for lang, rows in labels.lang.items()}
    first, *others = sorted(filled, key=lambda lang: (lang != "sv", lang != "en", lang))
    pairs = [(first, other, 1) for other in others] + [(others[0], other, 2) for other in others[1:]]
    todo: list[tuple[str, str, npt.NDArray[np.int64]]] = []
    for one, other, part in pairs:
        both = chance.permutation(np.flatnonzero(filled[one] & filled[other]))
        share = both[: len(both) // part]
        todo += [(one, other, share[k : k + BATCH]) for k in range(0, len(share), BATCH)]
    for place in chance.permutation(len(todo)):
        one, other, rows = todo[place]
        if len(rows) > 1:
            yield labels.lang[one][rows], labels.lang[other][rows]


def _hide(rows: sp.csr_matrix, chance: np.random.Generator) -> sp.csr_matrix:
    kept = chance.random(len(rows.data), dtype=np.float32) > HIDDEN
    rows = sp.csr_matrix((rows.data * kept, rows.indices, rows.indptr), shape=rows.shape)
    rows.eliminate_zeros()
    return rows


def _pull(vectors: Floats, paid: Floats, left: sp.csr_matrix, right: sp.csr_matrix, rate: float) -> None:
    """One step of row-wise AdaGrad on the symmetric contrastive loss, in place."""
    touched = np.zeros(len(vectors), bool)
    touched[left.indices] = touched[right.indices] = True
    used = np.flatnonzero(touched)
    places = (np.cumsum(touched) - 1).astype(np.int32)
    left, right = _narrowed(left, places, len(used)), _narrowed(right, places, len(used))
    current = vectors[used]
    (a, long_a), (b, long_b) = _directed(left @ current), _directed(right @ current)
    blame = np.asarray(_blame(a @ b.T / np.float32(WARMTH)) / np.float32(2 * WARMTH), np.float32)
    step = left.T @ _through(blame @ b, a, long_a) + right.T @ _through(blame.T @ a, b, long_b)
    paid[used] += (step * step).mean(axis=1)
    vectors[used] = current - rate * step / np.sqrt(paid[used])[:, None]


def _narrowed(rows: sp.csr_matrix, places: npt.NDArray[np.int32], width: int) -> sp.csr_matrix:
    return sp.csr_matrix((rows.data, places[rows.indices], rows.indptr), shape=(rows.shape[0], width))


def _directed(rows: Floats) -> tuple[Floats, Floats]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(1e-6)
    return np.asarray(rows / lengths, np.float32), np.asarray(lengths, np.float32)


def _blame(likeness: Floats) -> Floats:
    """How much each pair is too near (positive) or too far (negative), seen from both sides."""
    across = np.exp(likeness - likeness.max(axis=1, keepdims=True))
    down = np.exp(likeness - likeness.max(axis=0, keepdims=True))
    both = np.asarray(across / across.sum(axis=1, keepdims=True) + down / down.sum(axis=0, keepdims=True), np.float32)
    both[np.diag_indices_from(both)] -= 2
    return both


def _through(step: Floats, rows: Floats, lengths: Floats) -> Floats:
    """The gradient behind the normalisation to unit length."""
    return np.asarray((step - (step * rows).sum(axis=1, keepdims=True) * rows) / lengths, np.float32)
