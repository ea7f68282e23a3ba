"""The translation table: which unit of one language answers to which of another, learnt from pairs of labels.

IBM model 1 (Brown et al. 1993), five rounds: a unit's translations are those that keep turning up opposite it.
"""

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

ROUNDS = 5
LEAST = 0.04
BEST = 8
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def learn(own: sp.csr_matrix, other: sp.csr_matrix) -> sp.csr_matrix:
    """Chances that a row's unit is translated by a column's, from labels by units: the same concepts in two languages."""
    size = own.shape[1]
    source, target, pair = _crossed(own, other)
    if not len(source):
        return sp.csr_matrix((size, size), dtype=np.float32)
    links, link = np.unique(source * size + target, return_inverse=True)
    _, place = np.unique(pair * size + target, return_inverse=True)
    froms, tos = links // size, links % size
    chance = np.ones(len(links))
    for _ in range(ROUNDS):
        weight = chance[link]
        counts = np.bincount(link, weight / np.bincount(place, weight)[place])
        chance = counts / np.bincount(froms, counts, size)[froms]
    return _best(froms, tos, chance, size)


def _crossed(own: sp.csr_matrix, other: sp.csr_matrix) -> tuple[Ints, Ints, Ints]:
    """Each unit of a label beside each unit of its translation."""
    wide, high = np.diff(own.indptr), np.diff(other.indptr)
    each = (wide * high).astype(np.int64)
    pair = np.repeat(np.arange(len(each)), each)
    place = np.arange(len(pair)) - np.repeat(np.cumsum(each) - each, each)
    source = own.indices[own.indptr[pair] + place % wide[pair]]
    target = other.indices[other.indptr[pair] + place // wide[pair]]
    return source.astype(np.int64), target.astype(np.int64), pair


def _best(froms: Ints, tos: Ints, chance: npt.NDArray[np.float64], size: int) -> sp.csr_matrix:
    order = np.lexsort((tos, -chance, froms))
    froms, tos, chance = froms[order], tos[order], chance[order]
    first = np.searchsorted(froms, froms)
    kept = (np.arange(len(froms)) - first < BEST) & (chance >= LEAST)
    return sp.csr_matrix((chance[kept].astype(np.float32), (froms[kept], tos[kept])), shape=(size, size))
