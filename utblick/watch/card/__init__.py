"""The card: what an item is, in the reader's language, from what is known of it. Nothing is translated by machine.

Structured fields, the rules of its scheme and official names make sentences; what nobody tells is said to be unknown.
"""

from utblick.watch.card.lines import Line
from utblick.watch.card.making import Brief, Card, brief_of, card_of, scheme_for
from utblick.watch.card.steps import Step, Steps, begins, in_words

__all__ = ["Brief", "Card", "Line", "Step", "Steps", "begins", "brief_of", "card_of", "in_words", "scheme_for"]
