"""The engine of meaning: text to concepts across languages. Imports no Django.

`engine()` is the door: it reads official vocabularies, learns once, and then turns texts into features, matches them
with profiles and explains each match.

What is named here is loaded when it is first asked for: the engine's libraries take longer to load than all of Django, and most
commands and pages never need them.
"""

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .explaining import Explanation, Part
    from .language import language_of
    from .reading import Engine, engine, learnt, warm
    from .texts import Concept, Features, Matches, Profile, ProfileSet, Text

# Before the matrices are loaded: those of the engine's size go no faster in several threads, and cost more.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = [
    "Concept",
    "Engine",
    "Explanation",
    "Features",
    "Matches",
    "Part",
    "Profile",
    "ProfileSet",
    "Text",
    "engine",
    "language_of",
    "learnt",
    "warm",
]
_MODULES = {
    "Engine": "reading",
    "Explanation": "explaining",
    "Part": "explaining",
    "engine": "reading",
    "language_of": "language",
    "learnt": "reading",
    "warm": "reading",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f".{_MODULES.get(name, 'texts')}", __name__), name)
    globals()[name] = found
    return found
