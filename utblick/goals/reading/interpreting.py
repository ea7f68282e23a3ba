"""Sections read by the role of their heading: purpose, goals with actions, forms, duties."""

import re
from collections.abc import Iterator

from utblick.goals.reading.assigning import read_duties, read_rows
from utblick.goals.reading.headings import label_role
from utblick.goals.reading.labels import Column, kind_of
from utblick.goals.reading.meaning import CONTAINERS, Meaning, meaning_of
from utblick.goals.reading.outline import Group, Item, Section
from utblick.goals.reading.passages import Kind
from utblick.goals.reading.placing import LONGEST_SENTENCE, GoalDraft, Placing
from utblick.goals.reading.plans import read_plan
from utblick.goals.reading.roles import read_roles
from utblick.goals.reading.text import Stretch, ending
from utblick.goals.reading.vocabulary import (
    COLLECTIVE,
    COMMITMENT,
    ENUMERATES,
    FINITE,
    FORM_SENTENCE,
    GOAL_SENTENCE,
    INFINITIVE,
    LEAD_END,
    LISTED_AFTER,
    OF_THIS_DOCUMENT,
    PRACTICE,
    PURPOSE_SENTENCE,
    TOWARDS_GOALS,
    WISH,
    Role,
)
from utblick.goals.reading.wording import COUNTED_ACTION, STATED_GOAL, clauses, deeds, names

NAME_WORDS = 7  # with the label
LONGEST_NAME = 7  # words of a form in an enumeration
# Reasons, of which the purpose of the document may be one: "Varför internationellt arbete?"
_WHY = re.compile(r"(?:varför|why|om|about|rationale)\b", re.IGNORECASE)
_CALLED_GOAL = re.compile(r"(?:\w*mål|goal|objective|aim)\b", re.IGNORECASE)
_LABEL_FIRST = re.compile(r"([^:.]{3,30}):\s+(?=\S)")


def interpret(section: Section, above: Meaning, placing: Placing) -> None:
    """Read a section and those under it."""
    meaning = meaning_of(section, above) if section.heading else Meaning()
    if meaning.roles and not meaning.has(*CONTAINERS, Role.AIDS):
        placing.plan = None
    if meaning.named and meaning.has(Role.GOALS) and not _CALLED_GOAL.match(section.title) and _states_goal(section):
        meaning.named = False  # "Hälsa. Mål: ...": an area
    _place_heading(section, meaning, placing)
    for group in section.groups:
        _read_group(section, group, meaning, placing)
    _read_plain_goals(section, meaning, placing)
    _read_plain_forms(section, meaning, placing)
    for child in section.children:
        interpret(child, meaning, placing)


def _states_goal(section: Section) -> bool:
    return any(STATED_GOAL.match(each.text) for group in section.groups for each in _told_before(group))


def _place_heading(section: Section, meaning: Meaning, placing: Placing) -> None:
    if not section.heading:
        return
    stretch = section.heading.stretch
    if meaning.named and meaning.has(Role.FORMS):
        placing.form(stretch)
    elif meaning.named:
        meaning.goal = placing.goal(stretch, section.title)
    else:
        placing.put(Kind.OWNER if meaning.owner else Kind.HEADING, stretch)


def _read_group(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    endless = [each for each in group.sentences if len(each.raw) > LONGEST_SENTENCE]
    placing.leave(section, group, endless)
    group.sentences = [each for each in group.sentences if each not in endless and not placing.fact(each)]
    _read_stated_goals(section, group, meaning, placing)
    if group.sentences:
        placing.plan = None
    if group.rows:
        read_plan(section, group, meaning, placing)
        read_roles(group, placing)
        read_rows(section, group, meaning, placing)
    if read_duties(section, group, meaning, placing):
        return
    if meaning.has(*CONTAINERS):
        _read_goals(section, group, meaning, placing)
    elif meaning.has(Role.FORMS):
        _read_forms(section, group, meaning, placing)
    elif meaning.has(Role.PURPOSE):
        _read_purpose(section, group, meaning, placing)
    else:
        placing.leave(section, group, group.sentences)
        placing.leave_list(section, group)


# ---- goals


def _read_stated_goals(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    """ "Mål: Fler elever reser." under any heading that is not a goal itself; what follows there belongs to it."""
    if meaning.named or meaning.has(Role.DUTIES, Role.FOLLOW_UP, Role.PURPOSE):
        return
    if not any(STATED_GOAL.match(each.text) for each in _told_before(group)):
        return
    for sentence in _told_before(group):
        if STATED_GOAL.match(sentence.text):
            meaning.goal = placing.goal(sentence, _as_named(sentence.text))
        elif meaning.goal and not _is_particular(sentence):
            placing.action(meaning.goal, sentence)
        else:
            placing.leave(section, group, [sentence])
    group.sentences, group.lead = [], None


def _is_particular(sentence: Stretch) -> bool:
    """ "Indikator: ...", "Tidplan: ...": told of the goal, and nothing that is done."""
    label = _LABEL_FIRST.match(sentence.raw)
    return label is not None and kind_of(label[1]) is Column.OTHER


def _as_named(text: str) -> str:
    """ "Mål 1 – Lärande." is a name, and no sentence."""
    return text.rstrip(".") if len(text.split()) < NAME_WORDS else text


def _told_before(group: Group) -> list[Stretch]:
    """The group's sentences, with the one before its list where that is whole and leads to nothing."""
    whole = group.lead is not None and (group.lead.text.endswith(".") or bool(STATED_GOAL.match(group.lead.text)))
    return [*group.sentences, *([group.lead] if group.lead and whole else [])]


def _read_goals(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    children = {child.title.casefold() for child in section.children}
    _read_labelled_aids(group, meaning, placing)
    for sentence in group.sentences:
        _goal_sentence(sentence, section, group, meaning, placing)
    if group.lead and group.items and meaning.goal and _is_commitment(group.lead):
        placing.action(meaning.goal, group.lead)
    elif group.items and group.lead and meaning.spent and TOWARDS_GOALS.search(group.lead.text):
        _read_towards(section, group, placing)
    elif group.items and group.lead:
        placing.put(Kind.LEAD, group.lead)
    elif group.lead:
        placing.put(Kind.LEAD, group.lead) if section.children else placing.leave(section, group, [group.lead])
    for item in group.items:
        if item.stretch.text.rstrip(".:").casefold() in children:
            placing.put(Kind.CONTENTS, item.stretch)
        elif meaning.goal:
            for each in item.walk():
                placing.action(meaning.goal, each.stretch)
        else:
            _goal_item(item, placing)
            meaning.spent = True
    placing.leave(section, group, [row.stretch for row in group.rows])


def _read_towards(section: Section, group: Group, placing: Placing) -> None:
    """ "För att nå målet ska kommunen ...": what is done for the one goal; whose of several it is nobody knows."""
    if len(placing.goals) != 1 or not group.lead:
        placing.leave_list(section, group)
    else:
        placing.put(Kind.LEAD, group.lead)
        for item in group.items:
            for each in item.walk():
                placing.action(placing.goals[0], each.stretch)
    group.items = []


def _read_labelled_aids(group: Group, meaning: Meaning, placing: Placing) -> None:
    """ "Aktiviteter: Språkresor. Digitala klassrum." under a goal: what is to be done for it."""
    label = _LABEL_FIRST.match(group.sentences[0].raw) if meaning.goal and group.sentences else None
    if not label or not meaning.goal or label_role(label[1]) not in (Role.AIDS, Role.GOALS):
        return
    heading, *first = group.sentences[0].parts([label.end()])
    placing.put(Kind.HEADING, heading)
    told = [*first, *group.sentences[1:]]
    actions = [placing.action(meaning.goal, sentence) for sentence in told]
    meaning.acted = actions[0].text if len(actions) == 1 else None
    group.sentences = []


def _is_commitment(lead: Stretch) -> bool:
    """Whether what stands before a list is a whole sentence of what is to be done, and leads to nothing."""
    return lead.text.endswith(".") and bool(COMMITMENT.search(lead.text))


def _goal_item(item: Item, placing: Placing) -> GoalDraft:
    draft = placing.goal(item.stretch)
    for under in item.under:
        for each in under.walk():
            placing.action(draft, each.stretch)
    return draft


def _goal_sentence(sentence: Stretch, section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    if GOAL_SENTENCE.search(sentence.text) and not meaning.goal:
        meaning.spent = True
        split_goals(sentence, placing)
    elif PURPOSE_SENTENCE.search(sentence.text) and meaning.has(Role.PURPOSE):
        placing.purpose.append(sentence)
    elif meaning.goal and _is_particular(sentence):
        placing.leave(section, group, [sentence])
    elif not meaning.goal and meaning.has(Role.GOALS) and WISH.match(sentence.text):
        meaning.spent = True
        placing.goal(sentence)
    elif meaning.goal and (meaning.labelled or INFINITIVE.match(sentence.text) or COUNTED_ACTION.match(sentence.text)):
        placing.action(meaning.goal, sentence)
    elif (
        (section.has_list and not meaning.goal)
        or not (COMMITMENT.search(sentence.text) or (not section.has_list and PRACTICE.match(sentence.text)))
        or LEAD_END.search(ending(sentence.text))
    ):
        placing.leave(section, group, [sentence])
    elif meaning.goal:
        placing.action(meaning.goal, sentence)
    elif meaning.has(Role.GOALS):
        meaning.spent = True
        place_goals(deeds(sentence), placing)
    else:
        placing.leave(section, group, [sentence])


def place_goals(parts: list[Stretch], placing: Placing) -> None:
    """One goal for each part; of several the first is what leads to the others."""
    if len(parts) > 1:
        placing.put(Kind.LEAD, parts.pop(0))
    for part in parts:
        placing.goal(part)


def split_goals(sentence: Stretch, placing: Placing) -> None:
    """ "Målet är att A, att B samt att C" as three goals; what leads to A is a lead."""
    cue = GOAL_SENTENCE.search(sentence.raw)
    parts = clauses(sentence)
    if cue and len(parts) > 1:
        placing.put(Kind.LEAD, parts.pop(0))
    for part in parts:
        placing.goal(part, part.text.rstrip("."))


def _read_plain_goals(section: Section, meaning: Meaning, placing: Placing) -> None:
    """A section of goals that commits to nothing in so many words: then its sentences are the goals."""
    if (
        not meaning.has(Role.GOALS)
        or meaning.goal
        or meaning.spent
        or section.children
        or meaning.has(Role.CONTEXT, Role.PURPOSE)
    ):
        return
    for stretch in _taken_prose(section, placing):
        placing.goal(stretch)


def _taken_prose(section: Section, placing: Placing) -> Iterator[Stretch]:
    """The first loose sentences of a section, taken to be placed; what leads to others ("Vi vill ha:") is placed here."""
    own = [loose for loose in placing.loose if loose.section is section and not loose.is_item]
    for loose in own[:8]:
        placing.loose.remove(loose)
        if loose.stretch.text.endswith(":"):
            placing.put(Kind.LEAD, loose.stretch)
        else:
            yield loose.stretch


# ---- forms and purpose


def _states_purpose(section: Section) -> bool:
    told = (sentence.text for group in section.groups for sentence in group.sentences)
    return any(PURPOSE_SENTENCE.search(text) and OF_THIS_DOCUMENT.search(text) for text in told)


def _read_forms(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    for sentence in group.sentences:
        start = _enumerated_from(sentence)
        if start is not None and len(names(sentence, start)) > 2 and not meaning.named and not section.has_list:
            meaning.spent = True
            split_forms(sentence, start, placing)
        else:
            placing.leave(section, group, [sentence])
    if meaning.named:
        placing.leave_list(section, group)
        return
    if group.lead:
        placing.put(Kind.LEAD, group.lead)
    for item in group.items:
        placing.form(item.stretch)
        placing.leave_items(section, group, item.under)
        meaning.spent = True
    placing.leave(section, group, [row.stretch for row in group.rows])


def _read_plain_forms(section: Section, meaning: Meaning, placing: Placing) -> None:
    """A section of forms in prose that enumerates nothing: then its sentences are the forms."""
    told = meaning.roles == (Role.FORMS,) and not (
        meaning.named or meaning.spent or section.children or section.has_list
    )
    for stretch in _taken_prose(section, placing) if told else ():
        placing.form(stretch)


def _enumerated_from(sentence: Stretch) -> int | None:
    """Where the enumeration begins: after "genom", the colon before it, or "är"; at once where the sentence has no verb."""
    cue = FORM_SENTENCE.search(sentence.raw) or LISTED_AFTER.search(sentence.raw)
    if cue:
        colon = sentence.raw.find(":", 0, cue.end())
        return colon + 1 if colon > 0 else cue.end()
    starts = [found.end() for found in ENUMERATES.finditer(sentence.raw)]
    return next((start for start in (*starts, 0) if _is_enumeration(sentence, start)), None)


def _is_enumeration(sentence: Stretch, start: int) -> bool:
    """Whether things are named from there on, and nothing is said of them."""
    named = names(sentence, start)[bool(start) :]
    brief = all(len(name.text.split()) <= LONGEST_NAME for name in named)
    told = sentence.raw[start:]
    says = FINITE.search(told) or COMMITMENT.search(told) or PRACTICE.match(told) or COLLECTIVE.match(told)
    return len(named) > 1 + (not start) and brief and not says


def split_forms(sentence: Stretch, start: int, placing: Placing) -> None:
    """ "Arbetet bedrivs genom vänorter, nätverk och projekt" as three forms."""
    parts = names(sentence, start)
    if start:
        placing.put(Kind.LEAD, parts.pop(0))
    for part in parts:
        placing.form(part)


def _read_purpose(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    mixed = meaning.has(Role.CONTEXT) or (bool(_WHY.match(section.title)) and _states_purpose(section))
    for sentence in group.sentences:
        if mixed and not PURPOSE_SENTENCE.search(sentence.text):
            placing.leave(section, group, [sentence])
        else:
            placing.purpose.append(sentence)
    if group.items and group.lead and GOAL_SENTENCE.search(group.lead.text):
        _read_goals(section, Group(lead=group.lead, items=group.items), meaning, placing)
    elif group.items:
        placing.purpose_lists.append(group)
    elif group.lead:
        placing.purpose.append(group.lead)
    placing.leave(section, group, [row.stretch for row in group.rows])
