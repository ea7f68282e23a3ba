"""What is found of the header so far."""

from dataclasses import dataclass, field

from utblick.goals.reading.adoption import VALIDITY, is_adoption, is_review, is_validity
from utblick.goals.reading.fields import facts_in
from utblick.goals.reading.passages import Fact
from utblick.goals.reading.text import Span, Stretch, clean


@dataclass
class Header:
    """What was found so far: facts by name (the first wins), the lines used, and what has no field of its own."""

    facts: list[Fact] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    without_field: list[Stretch] = field(default_factory=list)
    title_lines: list[int] = field(default_factory=list)

    def first(self, name: str) -> str | None:
        """The first value of a fact."""
        return next((fact.value for fact in self.facts if fact.name == name), None)

    def all(self, name: str) -> list[str]:
        """Every value of a fact, in the order found."""
        return [fact.value for fact in self.facts if fact.name == name]

    def add(self, name: str, value: str, span: Span) -> None:
        """Keep a fact that has a value."""
        self.facts += [Fact(kind, text, span) for kind, text in facts_in(name, value)]
        validity = VALIDITY.search(value) if name == "adopted" else None
        if validity and is_validity(value[validity.start() :]):
            self.facts.append(Fact("valid", value[validity.start() :], span))


def take_sentence(sentence: str, span: Span, header: Header) -> None:
    """Keep what a sentence of adoption or validity tells."""
    text = clean(sentence)
    if is_adoption(text):
        header.add("adopted", text, span)
    if is_validity(text):
        header.add("valid", text, span)
    if is_review(text):
        header.add("review_by", text, span)
