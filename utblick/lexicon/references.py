"""Reference texts made of official labels: what a profile scores on them is what an ordinary text gets.

Made once for a model and kept beside it: they are the same for all profiles, and to make them takes half a second and 80 MB.
"""

import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from .sentences import Sentences
from .texts import Features, Text
from .vocabulary import Entry, ancestors

if TYPE_CHECKING:
    from .reading import Engine

_REFERENCES = 2000
# The sentence model reads every fourth: half a minute's work.
_READ = 4
_LABELS_A_TEXT = 12
# The code that they and what a profile scores on them follow from, beside that of the model itself.
_MADE_BY = ("crowding", "matching", "profiling", "reading", "references", "texts")


def of(engine: "Engine") -> Features:
    """The kept ones, or else made now. Always as they are kept, so that a threshold is the same in every process."""
    kept = engine.folder / f"references-{version()}.npz"
    with suppress(OSError, ValueError, KeyError):
        return Features.from_bytes(kept.read_bytes())
    made = engine.features(_texts(engine)).to_bytes()
    _keep(kept, made)
    return Features.from_bytes(made)


def read(engine: "Engine") -> Features:
    """Some of them as the sentence model reads them: kept, or else read now."""
    assert engine.sentences
    kept = _as_read(engine.folder, engine.sentences)
    with suppress(OSError, ValueError, KeyError):
        return Features.from_bytes(kept.read_bytes())
    made = engine.features(engine.read(_texts(engine)[::_READ])).to_bytes()
    _keep(kept, made)
    return Features.from_bytes(made)


def are_read(folder: Path, model: Sentences) -> bool:
    """Whether the sentence model has read them for the engine whose model lies in the folder."""
    return _as_read(folder, model).exists()


def _as_read(folder: Path, model: Sentences) -> Path:
    return folder / f"references-{version()}-{model.version}.npz"


def _texts(engine: "Engine") -> list[Text]:
    """About two thousand texts of related English labels: each a concept with its neighbours in its vocabulary."""
    groups: dict[str, list[str]] = {}
    # Read for this alone: kept, the entries would take 30 MB of every process that makes a profile.
    for number, entry in enumerate(engine.model.read_entries()):
        if "en" in entry.labels:
            groups.setdefault(_group(entry, number), []).append(entry.labels["en"])
    texts = [". ".join(labels[:_LABELS_A_TEXT]) for _, labels in sorted(groups.items())]
    step = max(1, len(texts) // _REFERENCES)
    return [Text(text, "en") for text in texts[::step][:_REFERENCES]]


def _group(entry: Entry, number: int) -> str:
    broader = ancestors(entry)
    return f"{entry.scheme}:{broader[0]}" if broader else f"{entry.scheme}:~{number // _LABELS_A_TEXT:06d}"


def _keep(path: Path, made: bytes) -> None:
    """All or nothing. A cache that may only be read is no fault: they are made anew in the next process."""
    draft = path.with_name(f".draft-{os.getpid()}")
    with suppress(OSError):
        draft.write_bytes(made)
        draft.replace(path)


@cache
def version() -> str:
    """Changes when the code does that makes them, or that holds a profile against them."""
    here = Path(__file__).parent
    return sha256(b"".join((here / f"{name}.py").read_bytes() for name in _MADE_BY)).hexdigest()[:8]
