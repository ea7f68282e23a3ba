"""The translation table: which unit of one language answers to which of another, learnt from pairs of labels.

IBM model 1 (Brown et al. 1993), five rounds: a unit's translations are those that keep turning up opposite it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

ROUNDS = 5
LEAST = 0.04
BEST = 8
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


def learn(pairs: Sequence[tuple[Sequence[int], Sequence[int]]], size: int) -> sp.csr_matrix:
    """Chances that a row's unit is translated by a column's, from pairs of labels given as unit numbers below `size`."""
    source, target, pair = _crossed(pairs)
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


def _crossed(pairs: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Ints, Ints, Ints]:
    source: list[int] = []
    target: list[int] = []
    pair: list[int] = []
    for number, (left, right) in enumerate(pairs):
        for unit in right:
            source += left
            target += [unit] * len(left)
        pair += [number] * (len(left) * len(right))
    return np.array(source, np.int64), np.array(target, np.int64), np.array(pair, np.int64)


def _best(froms: Ints, tos: Ints, chance: npt.NDArray[np.float64], size: int) -> sp.csr_matrix:
    order = np.lexsort((tos, -chance, froms))
    froms, tos, chance = froms[order], tos[order], chance[order]
    first = np.searchsorted(froms, froms)
    kept = (np.arange(len(froms)) - first < BEST) & (chance >= LEAST)
    return sp.csr_matrix((chance[kept].astype(np.float32), (froms[kept], tos[kept])), shape=(size, size))
