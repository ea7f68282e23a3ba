"""The passages of a document as they are being placed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from utblick.goals.reading.adoption import is_adoption, is_review, is_validity
from utblick.goals.reading.facts import Header, take_sentence
from utblick.goals.reading.grid import Table
from utblick.goals.reading.outline import Group, Item, Section
from utblick.goals.reading.passages import Duty, Kind, Passage
from utblick.goals.reading.text import Span, Stretch
from utblick.goals.reading.vocabulary import FINITE, PRACTICE
from utblick.goals.reading.wording import tidy

# "..., genom nätverk, i form av besök": what is listed is the form, not the way there.
_BY_WAY_OF = re.compile(
    r"^(?:och |and )?(?:som|genom|via|i form av|through|by means of|in the form of|an?|en|ett|"
    r"i(?= \w*(?:utbyte|projekt|nätverk)))\s"
)
_SAYS = re.compile(rf"{FINITE.pattern}|^{PRACTICE.pattern}", re.IGNORECASE)
NAME_WORDS = 4  # of a name; more with a full stop are a sentence
LONGEST_SENTENCE = 3_000  # characters; longer text is no sentence and no rule is tried on it


@dataclass(eq=False)
class Loose:
    """Something not yet placed; `group` tells which paragraph or list it belongs to, `told` how a person is told of it."""

    stretch: Stretch
    group: Group
    section: Section
    is_lead: bool = False
    is_item: bool = False
    told: str = ""

    @property
    def words(self) -> str:
        """The text as rules search it; nothing where it is no sentence but endless."""
        return self.stretch.text if len(self.stretch.raw) <= LONGEST_SENTENCE else ""


@dataclass
class GoalDraft:
    """A goal being read."""

    text: str
    passage: Passage
    actions: list[Passage] = field(default_factory=list)


@dataclass
class Plan:
    """A table of what is to be done, as far as it is read: the goal, action and owner that the next row may go on with.

    `heading` is the goal that stands over the table.
    """

    table: Table
    section: Section
    heading: GoalDraft | None = None
    goal: GoalDraft | None = None
    action: Passage | None = None
    owner: str | None = None

    def begin(self, goal: GoalDraft) -> None:
        """Go on with another goal."""
        self.goal, self.action, self.owner = goal, None, None


class Placing:
    """Where everything goes: each stretch is handed in once, and is then placed or left loose."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.passages: list[Passage] = []
        self.purpose: list[Stretch] = []
        self.purpose_lists: list[Group] = []
        self.goals: list[GoalDraft] = []
        self.forms: list[Passage] = []
        self.duties: list[Duty] = []
        self.loose: list[Loose] = []
        self.plan: Plan | None = None

    def put(self, kind: Kind, stretch: Stretch, text: str | None = None) -> Passage:
        """Give a stretch its place."""
        passage = Passage(kind, stretch.text if text is None else text, stretch.spans)
        self.passages.append(passage)
        return passage

    def goal(self, stretch: Stretch, text: str | None = None) -> GoalDraft:
        """A goal; `text` where its words are not all of the stretch."""
        wording = tidy(stretch.text if text is None else text)
        draft = GoalDraft(wording, self.put(Kind.GOAL, stretch, wording))
        self.goals.append(draft)
        return draft

    def goal_of(self, text: str) -> GoalDraft | None:
        """The goal with these words, where there is one already."""
        return next((goal for goal in self.goals if goal.text.casefold() == text.casefold()), None)

    def action(self, goal: GoalDraft, stretch: Stretch) -> Passage:
        """Something to be done for a goal."""
        goal.actions.append(self.put(Kind.ACTION, stretch, tidy(stretch.text)))
        return goal.actions[-1]

    def form(self, stretch: Stretch) -> None:
        """A form of cooperation."""
        text = _BY_WAY_OF.sub("", tidy(stretch.text))
        bare = text.rstrip(".") if len(text.split()) <= NAME_WORDS and not _SAYS.search(text) else text
        self.forms.append(self.put(Kind.FORM, stretch, bare))

    def duty(self, stretch: Stretch, owner: str | None, text: str) -> None:
        """A duty and its owner."""
        self.duties.append(Duty(owner, text, self.put(Kind.DUTY, stretch, text)))

    def shared_duty(self, action: Passage, owner: str) -> None:
        """A duty that is told by an action alone, its owner standing elsewhere."""
        self.duties.append(Duty(owner, action.text, action))

    def fact(self, sentence: Stretch) -> bool:
        """Take a sentence that tells of the document's adoption or validity; False for any other.

        When it is to be looked at again is kept too, yet is no field of the header: the sentence is for a person to place.
        """
        told = is_adoption(sentence.text) or is_validity(sentence.text)
        if not (told or is_review(sentence.text)):
            return False
        take_sentence(sentence.text, Span(sentence.spans[0].start, sentence.spans[-1].end), self.header)
        if told:
            self.put(Kind.HEADER, sentence)
        return told

    def leave(self, section: Section, group: Group, stretches: Sequence[Stretch]) -> None:
        """Sentences that the section's role gives no place."""
        self.loose += [Loose(stretch, group, section) for stretch in stretches]

    def leave_list(self, section: Section, group: Group) -> None:
        """A list with its lead, and rows, that the section's role gives no place."""
        if group.lead:
            self.loose.append(Loose(group.lead, group, section, is_lead=True))
        self.leave_items(section, group, group.items)
        self.loose += [Loose(row.stretch, group, section) for row in group.rows]

    def leave_items(self, section: Section, group: Group, items: Sequence[Item]) -> None:
        """List items, with all under them, that have no place."""
        self.loose += [Loose(each.stretch, group, section, is_item=True) for item in items for each in item.walk()]
