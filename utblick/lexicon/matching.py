"""Many profiles against many items: a dense product for the joint space, a sparse one for words and codes, and where the
sentence model has read the item, one for its meaning."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from .composing import Floats
from .profiling import SPACE
from .sentences import WORDS, unpacked
from .texts import Bytes, Features, Matches, Profile, ProfileSet

# Scores worked out at a time: about what the processor's cache holds. And items, where there are few profiles.
_SCORES = 1_000_000
_MOST_ITEMS = 16_384
# So few profiles are looked up one by one: several times faster than finding what two sparse matrices share.
_FEW = 4


def directed(rows: Floats) -> Floats:
    """Rows of length one; an empty row stays empty."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-6), np.float32)


def stacked(profiles: Sequence[Profile], width: int) -> ProfileSet:
    ends = np.cumsum([0] + [len(profile.places) for profile in profiles])
    places = np.concatenate([profile.places for profile in profiles] or [np.zeros(0, np.int32)])
    weights = np.concatenate([profile.weights for profile in profiles] or [np.zeros(0, np.float32)])
    units = sp.csr_matrix((weights, places, ends), shape=(len(profiles), width))
    joint = np.stack([profile.joint for profile in profiles]) if profiles else np.zeros((0, 1), np.float32)
    by_unit = units.toarray() if len(profiles) <= _FEW else units.T.tocsr()
    return ProfileSet(profiles, by_unit, np.asarray(joint * np.float32(SPACE), np.float32), _meanings(profiles))


def _meanings(profiles: Sequence[Profile]) -> Floats:
    """A row a profile with its share of the score; of zeros for what the sentence model has not read."""
    rows = np.zeros((len(profiles), max((len(profile.meaning) for profile in profiles), default=0)), np.int8)
    for row, profile in zip(rows, profiles, strict=True):
        row[: len(profile.meaning)] = profile.meaning
    return unpacked(rows) * np.float32(1 - WORDS)


def scores(profiles: ProfileSet, items: Features) -> Floats:
    """Every item (row) against every profile (column)."""
    dense: Floats = items.joint @ profiles.joint.T
    if isinstance(profiles.units, np.ndarray):
        for column, weights in zip(dense.T, profiles.units, strict=True):
            column += items.units @ weights
    else:
        # Half of it is filled where there are many profiles: adding all of it is several times faster than picking places.
        dense += (items.units @ profiles.units).toarray()
    if items.put_back.any():
        dense -= items.put_back[:, None]
    if items.meaning.any():
        _add_meaning(dense, profiles.meaning, items.meaning)
    return dense


def _add_meaning(dense: Floats, profiles: Floats, items: Bytes) -> None:
    """What the sentence model has read is scored by it too; its words weigh the less."""
    read = np.flatnonzero(items.any(axis=1))
    dense[read] *= np.float32(WORDS)
    if profiles.shape[1]:
        dense[read] += unpacked(items[read]) @ profiles.T


def match(profiles: ProfileSet, items: Features, threshold: float | Floats) -> Matches:
    """Pairs at or above the threshold, item after item, profiles in order."""
    size = min(_MOST_ITEMS, max(1, _SCORES // max(1, len(profiles))))
    starts = range(0, len(items), size) if len(profiles) else ()
    found = [_block(profiles, items[start : start + size], start, threshold) for start in starts]
    if not found:
        return Matches(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    profile, item, score = (np.concatenate(column) for column in zip(*found, strict=True))
    return Matches(profile, item, score)


def _block(
    profiles: ProfileSet, items: Features, start: int, threshold: float | Floats
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    dense = scores(profiles, items)
    # In one row and then parted: ten times faster than finding places in two dimensions.
    item, profile = np.divmod(np.flatnonzero(dense >= np.asarray(threshold, np.float32)), dense.shape[1])
    return profile, item + start, dense[item, profile]
