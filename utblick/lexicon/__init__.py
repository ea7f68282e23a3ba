"""The engine of meaning: text to concepts across languages. Imports no Django.

`engine()` is the door: it reads official vocabularies, learns once, and then turns texts into features, matches them
with profiles and explains each match.
"""

from .engine import Engine, engine
from .explaining import Explanation, Part
from .language import language_of
from .texts import Concept, Features, Matches, Profile, ProfileSet, Text

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
]
