"""Who may apply: the hard rules of each scheme as dated data, and how they stand against facts about a municipality.

One file a scheme in `schemes/`, all of one form; to add one, copy a sibling. Reading and judging import no Django.
"""

from utblick.watch.eligibility.judging import Facts, Judged, Outcome, judge, judged
from utblick.watch.eligibility.reading import BadRules, Document, Rule, Scheme, Words, read, schemes
from utblick.watch.eligibility.recognising import Traits, scheme_of

__all__ = [
    "BadRules",
    "Document",
    "Facts",
    "Judged",
    "Outcome",
    "Rule",
    "Scheme",
    "Traits",
    "Words",
    "judge",
    "judged",
    "read",
    "scheme_of",
    "schemes",
]
