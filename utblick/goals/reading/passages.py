"""What a reading of a governing document holds: its facts, and every passage with its place in the source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from utblick.goals.reading.text import Span


class Kind(StrEnum):
    """What a passage was read as. Every character of the source that is not white space is in exactly one passage."""

    HEADER = "header"
    TITLE = "title"
    PURPOSE = "purpose"
    GOAL = "goal"
    ACTION = "action"
    FORM = "form"
    DUTY = "duty"
    OWNER = "owner"
    HEADING = "heading"
    LEAD = "lead"
    CONTENTS = "contents"
    FURNITURE = "furniture"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the source. It has several spans where a page header stands within it."""

    kind: Kind
    text: str
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the header as it was written, with where; `name` is a key of `FACTS`."""

    name: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal and what the document says is to be done for it."""

    text: str
    passage: Passage
    actions: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty and the body or office that has it."""

    owner: str | None
    text: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """A governing document as it was read.

    `valid_until` is the last day; None with `valid_indefinitely` means "until further notice", None without means that
    the document does not say. `review_by` is when it should be revised, which ends nothing. `unplaced` is what
    could not be given a place, in the order of the document, so that a person can place it.
    """

    title: str | None
    id_number: str | None
    type: str | None
    version: str | None
    adopted_by: str | None
    adopted_on: date | None
    section: str | None
    case_number: str | None
    valid_from: date | None
    valid_until: date | None
    valid_indefinitely: bool
    review_by: date | None
    purpose: str | None
    goals: tuple[Goal, ...]
    forms: tuple[Passage, ...]
    duties: tuple[Duty, ...]
    unplaced: tuple[str, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]

    def as_json(self) -> dict[str, object]:
        """The object that `utblick import-policy --json` prints."""
        return {
            "title": self.title,
            "id_number": self.id_number,
            "type": self.type,
            "version": self.version,
            "adopted_by": self.adopted_by,
            "adopted_on": _iso(self.adopted_on),
            "section": self.section,
            "case_number": self.case_number,
            "valid_from": _iso(self.valid_from),
            "valid_until": _iso(self.valid_until),
            "purpose": self.purpose,
            "goals": [{"text": goal.text, "actions": [action.text for action in goal.actions]} for goal in self.goals],
            "forms": [{"text": form.text} for form in self.forms],
            "duties": [{"owner": duty.owner, "text": duty.text} for duty in self.duties],
            "unplaced": list(self.unplaced),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
