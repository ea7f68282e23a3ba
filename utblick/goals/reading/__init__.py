"""Reading a governing document: from its text to its facts, goals, forms of cooperation and duties.

`read_policy` goes through these steps, one module each: lines (`text`), page furniture (`furniture`, `notes`), the header
(`header`, `cover`, `adoption`, `fields`, `dates`), blocks (`blocks`, `marks`), the tree of sections (`outline`, `headings`),
what each section means (`meaning`, `interpreting`, with `duties`, `wording` and the tables of `plans` and `roles`), and a
second look at what is left (`rereading`).
All knowledge of languages is in `vocabulary`, `labels`, `fields` and `dates`.
"""

from utblick.goals.reading.passages import Duty, Fact, Goal, Kind, Passage, PolicyReading
from utblick.goals.reading.policy import read_policy
from utblick.goals.reading.text import Span

__all__ = ["Duty", "Fact", "Goal", "Kind", "Passage", "PolicyReading", "Span", "read_policy"]
