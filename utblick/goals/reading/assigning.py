"""The duties of a section: its sentences, lists and table rows, each with its owner."""

import re
from itertools import chain

from utblick.goals.reading.duties import answerable, assignment, labelled, led_owner, owner_name
from utblick.goals.reading.headings import is_owner
from utblick.goals.reading.marks import goes_on_in_row
from utblick.goals.reading.meaning import Meaning
from utblick.goals.reading.outline import Group, Item, Section
from utblick.goals.reading.passages import Kind
from utblick.goals.reading.placing import Placing
from utblick.goals.reading.text import Stretch, sentences
from utblick.goals.reading.vocabulary import Role
from utblick.goals.reading.wording import tidy

_ANAPHORA = re.compile(
    r"(?:i )?(?:det(?:ta)?|dette|denna|den|this|these|it|uppdraget|ansvaret|rollen|uppgifterna)\b", re.IGNORECASE
)
_WORDS = re.compile(r"[a-zåäöæø]{3}")  # else a letterhead: a date and a case number beside the office
_VERB_FIRST = re.compile(r"(?!this\b)\w+[rs]\b", re.IGNORECASE)
_ROLE_COLUMN = re.compile(
    r"\b(?:roll|role|funktion|aktör|vem|ansvarig|ansvar|who|body|nämnd|organ|part|function|owner|nivå|instans)",
    re.IGNORECASE,
)


def read_duties(section: Section, group: Group, meaning: Meaning, placing: Placing) -> bool:
    """Take the duties of a group. True where nothing else may read it: a section of duties, or a list led by an owner."""
    within = meaning.has(Role.DUTIES, Role.FOLLOW_UP) or meaning.owner is not None
    before = len(placing.duties)
    group.sentences = [
        each for each in group.sentences if not _take_duty(each, section, meaning, placing, within=within)
    ]
    just_named = placing.duties[-1].owner if len(placing.duties) > before else None
    owner = _list_owner(group, meaning, placing, within=within) or (just_named if _goes_on(group) else None)
    if group.items and owner:
        _place_lead(group, placing)
        for item in group.items:
            _list_duty(item, owner, meaning, placing)
        group.items, group.lead = [], None
    if not within:
        return False
    if meaning.owner and not meaning.has(Role.FORMS):
        group.sentences = [each for each in group.sentences if not _own_duty(each, meaning, placing)]
    if meaning.has(Role.FORMS):
        return False
    placing.leave(section, group, group.sentences)
    _read_loose_list(section, group, placing)
    return True


def _take_duty(sentence: Stretch, section: Section, meaning: Meaning, placing: Placing, *, within: bool) -> bool:
    text = sentence.text
    goal = meaning.goal or meaning.about
    if goal and (owner := answerable(text) or (meaning.about and is_owner(text) and owner_name(text).rstrip("."))):
        placing.duty(sentence, owner, meaning.acted or goal.text)
        return True
    if within and (owner := answerable(text)) and section.heading:
        placing.duty(sentence, owner, section.title)
        return True
    found = (labelled(text) if within else None) or assignment(text)
    if not found or not (found.strong or within):
        return False
    if meaning.owner and _is_same_body(found.owner, meaning.owner):
        placing.duty(sentence, meaning.owner, found.text)
    else:
        placing.duty(sentence, _full_name(found.owner, placing), found.text)
    return True


def _is_same_body(name: str, full: str) -> bool:
    """ "Samordnaren" is the "Internationell samordnare" of the heading."""
    stem = name.casefold().rstrip("ens")
    return len(name.split()) == 1 and len(stem) > 3 and stem in full.casefold()


def _full_name(owner: str, placing: Placing) -> str:
    """ "Styrelsen" is the board that was last named in full."""
    if len(owner.split()) > 1:
        return owner
    known = (duty.owner for duty in reversed(placing.duties) if duty.owner)
    return next((name for name in known if name.casefold().endswith(owner.casefold())), owner)


def _own_duty(sentence: Stretch, meaning: Meaning, placing: Placing) -> bool:
    """A sentence under the owner's heading: "Ansvarar för ...", "Ska ...", or prose about it."""
    text = re.sub(
        r"^(?:ansvarar|svarar)\s(?:för)\s|^(?:ska|skall|shall|will)\s", "", sentence.text, flags=re.IGNORECASE
    )
    placing.duty(sentence, meaning.owner, text.rstrip(".") if text != sentence.text else text)
    return True


def _list_owner(group: Group, meaning: Meaning, placing: Placing, *, within: bool) -> str | None:
    """Who owns the items: the body that the lead names, else the one of the heading, else (in duties) the last named."""
    known = [duty.owner for duty in placing.duties if duty.owner]
    if group.lead:
        given = assignment(group.lead.text.rstrip(":") + " detta")
        if within and given and owner_name(group.lead.text).startswith(given.owner):
            return given.owner
        named = led_owner(group.lead.text, known) if within or (given and given.strong) else None
        if named:
            return given.owner if given and given.owner.startswith(named) else named
    if meaning.owner or not within:
        return meaning.owner
    return None


def _goes_on(group: Group) -> bool:
    """Whether the lead goes on about the owner of the sentence before it: "Det innebär att:"."""
    return group.lead is not None and bool(_ANAPHORA.match(group.lead.text))


def _place_lead(group: Group, placing: Placing) -> None:
    if group.lead:
        placing.put(Kind.LEAD, group.lead)


def _list_duty(item: Item, owner: str | None, meaning: Meaning, placing: Placing) -> None:
    own = labelled(item.stretch.text) or assignment(item.stretch.text)
    if own and own.strong:
        placing.duty(item.stretch, own.owner, own.text)
    else:
        placing.duty(item.stretch, owner, tidy(item.stretch.text))
    for under in item.under:
        _list_duty(under, own.owner if own and own.strong else owner, meaning, placing)


def _read_loose_list(section: Section, group: Group, placing: Placing) -> None:
    """Items in a section of duties without an owner before them: each may name its own."""
    left: list[Item] = []
    for item in group.items:
        own = labelled(item.stretch.text) or assignment(item.stretch.text)
        if is_owner(item.stretch.text) and item.under:
            placing.put(Kind.OWNER, item.stretch)
            for under in item.under:
                _list_duty(under, item.stretch.text.rstrip(":"), Meaning(), placing)
        elif own:
            placing.duty(item.stretch, own.owner, own.text)
            for under in item.under:
                _list_duty(under, own.owner, Meaning(), placing)
        else:
            left.append(item)
    group.items = left
    placing.leave_list(section, group)


def read_rows(section: Section, group: Group, meaning: Meaning, placing: Placing) -> None:
    """Table rows with the owner in one column and what it does in the next."""
    rest = []
    last: str | None = None
    for row in group.rows:
        owner, *others = row.cells or (row.stretch,)
        if last and goes_on_in_row(row.stretch.lines[0]):
            for cell in row.cells:
                placing.duty(cell, last, cell.text)
            continue
        heads = (
            len(row.cells) > 1
            and all(_ROLE_COLUMN.search(c.text) or len(c.text.split()) < 4 for c in row.cells)
            and _ROLE_COLUMN.match(owner.text)
        )
        if heads and not is_owner(owner.text):
            placing.put(Kind.HEADING, row.stretch)
        elif any(_WORDS.search(cell.text) for cell in others) and (is_owner(owner.text) or meaning.has(Role.DUTIES)):
            placing.put(Kind.OWNER, owner)
            last = owner_name(owner.text)
            for duty in chain.from_iterable(map(duties_in, others)):
                placing.duty(duty, last, duty.text)
        else:
            rest.append(row)
    group.rows = rest


def duties_in(cell: Stretch) -> list[Stretch]:
    """ "Beslutar om nya vänorter. Avsätter medel." as two duties; sentences of which one only explains stay together."""
    parts = sentences(cell)
    return parts if all(_VERB_FIRST.match(part.text) for part in parts) else [cell]
