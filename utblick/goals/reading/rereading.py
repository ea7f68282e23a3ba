"""A second look at what no heading gave a place: documents say their purpose, goals, forms and duties in sentences too."""

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from utblick.goals.reading.dates import NUMBER_WORDS
from utblick.goals.reading.duties import assignment, led_owner
from utblick.goals.reading.headings import roles_of
from utblick.goals.reading.interpreting import place_goals, split_forms, split_goals
from utblick.goals.reading.outline import Group
from utblick.goals.reading.passages import Kind
from utblick.goals.reading.placing import Loose, Placing
from utblick.goals.reading.vocabulary import (
    COLLECTIVE,
    COMMITMENT,
    COUNTED_GOALS,
    FORM_NAME,
    FORM_SENTENCE,
    GOAL_SENTENCE,
    HEADINGS,
    OF_THIS_DOCUMENT,
    PURPOSE_SENTENCE,
    Role,
)
from utblick.goals.reading.wording import deeds, tidy

_AREAS = dict(HEADINGS)[Role.AREAS]
# "Därutöver ska arbetet bidra till ...": goes on with the goal of the sentence before it.
_MOREOVER = re.compile(
    rf"(?:därutöver|dessutom|vidare|också|in addition|furthermore|moreover)\b.*{COMMITMENT.pattern}", re.IGNORECASE
)


def reread(placing: Placing) -> None:
    """Place what sentences tell where headings did not. A thing that was found by its heading is not looked for again."""
    if not placing.purpose and not placing.purpose_lists:
        _purpose(placing)
    if not placing.goals:
        _goals(placing)
    if not placing.forms:
        _forms(placing)
    _settle_purpose_lists(placing)


def _take(placing: Placing, wanted: Callable[[Loose], bool]) -> list[Loose]:
    taken = [loose for loose in placing.loose if wanted(loose)]
    gone = set(map(id, taken))
    placing.loose = [loose for loose in placing.loose if id(loose) not in gone]
    return taken


def _purpose(placing: Placing) -> None:
    """The first sentence that says what the document is for; else the first that says what the work is for."""
    cues = [
        loose
        for loose in placing.loose
        if not loose.is_item and not loose.is_lead and PURPOSE_SENTENCE.search(loose.words)
    ]
    best = next((loose for loose in cues if OF_THIS_DOCUMENT.search(loose.words)), cues[0] if cues else None)
    if best:
        placing.loose.remove(best)
        placing.purpose.append(best.stretch)
        return
    titled = [loose for loose in placing.loose if Role.PURPOSE in roles_of(loose.section.title)]
    for loose in _take(placing, lambda loose: loose in titled and not loose.is_item and not loose.is_lead):
        placing.purpose.append(loose.stretch)


def _goals(placing: Placing) -> None:
    """Lists of areas; what "målen är" tells; else lists under the purpose, and lists and sentences of what "vi ska"."""
    _lists(placing, lambda lead: bool(_AREAS.search(lead)))
    named: tuple[Callable[[], None], ...] = (
        lambda: _told_in_areas(placing),
        lambda: _lists(placing, lambda lead: bool(GOAL_SENTENCE.search(lead) or PURPOSE_SENTENCE.search(lead))),
        lambda: _sentences(placing),
    )
    implied: tuple[Callable[[], None], ...] = (
        lambda: _purpose_lists(placing),
        lambda: _lists(placing, lambda lead: bool(COMMITMENT.search(lead)) and not led_owner(lead, [])),
        lambda: _committed_items(placing),
        lambda: _commitments(placing),
    )
    for step in named if placing.goals else (*named, *implied):
        before = len(placing.goals)
        step()
        if len(placing.goals) > before:
            return


def _told_in_areas(placing: Placing) -> None:
    """What the sections of areas say in sentences: goals where nothing is called so."""
    prose = _take(
        placing, lambda loose: Role.AREAS in roles_of(loose.section.title) and not (loose.is_item or loose.is_lead)
    )
    told = [loose for loose in prose if COMMITMENT.search(loose.words)] or prose
    placing.loose += [loose for loose in prose if loose not in told]
    for loose in told:
        place_goals(deeds(loose.stretch), placing)


def _lists(placing: Placing, leads: Callable[[str], bool]) -> None:
    groups = [loose.group for loose in placing.loose if loose.is_lead and loose.group.items and leads(loose.words)]
    for loose in _take(
        placing, lambda loose: any(loose.group is group for group in groups) and (loose.is_lead or loose.is_item)
    ):
        if loose.is_lead:
            placing.put(Kind.LEAD, loose.stretch)
        else:
            placing.goal(loose.stretch)


def _sentences(placing: Placing) -> None:
    told = [loose for loose in placing.loose if not loose.is_item and GOAL_SENTENCE.search(loose.words)]
    more = [
        following
        for loose, following in pairwise(placing.loose)
        if loose in told and following.group is loose.group and _MOREOVER.match(following.words)
    ]
    more += _counted(placing)
    for loose in _take(placing, lambda loose: loose in told or loose in more):
        split_goals(loose.stretch, placing)


def _counted(placing: Placing) -> list[Loose]:
    """ "Arbetet har tre mål. Kommunen ska ...": the sentences that follow."""
    for at, loose in enumerate(placing.loose):
        count = COUNTED_GOALS.search(loose.words)
        if count and not loose.is_item:
            number = NUMBER_WORDS.get(count["number"].casefold()) or int(count["number"])
            following = placing.loose[at + 1 : at + 1 + number]
            return [each for each in following if each.group is loose.group and COMMITMENT.search(each.words)]
    return []


def _purpose_lists(placing: Placing) -> None:
    for group in placing.purpose_lists:
        if group.lead and not group.lead.text.endswith("."):
            placing.put(Kind.LEAD, group.lead)
        elif group.lead:
            placing.purpose.append(group.lead)
        for item in group.items:
            draft = placing.goal(item.stretch)
            for under in item.under:
                placing.action(draft, under.stretch)
    placing.purpose_lists = []


def _committed_items(placing: Placing) -> None:
    """A list that nothing leads to, each item of which commits to something."""
    listed = [loose.group for loose in placing.loose if loose.is_item]
    groups = [g for g in listed if len(g.items) > 1 and all(COMMITMENT.search(item.stretch.text) for item in g.items)]
    for loose in _take(placing, lambda loose: loose.is_item and any(loose.group is group for group in groups)):
        placing.goal(loose.stretch)


def _commitments(placing: Placing) -> None:
    def commits(loose: Loose) -> bool:
        text = loose.words
        modal = COMMITMENT.search(text)
        if set(roles_of(loose.section.title)) & {Role.FORMS, Role.DUTIES, Role.FOLLOW_UP}:
            return False
        return not loose.is_lead and bool(modal and COLLECTIVE.search(text[: modal.start()])) and not assignment(text)

    for loose in _take(placing, commits):
        place_goals(deeds(loose.stretch), placing)


def _forms(placing: Placing) -> None:
    """A sentence "arbetet bedrivs genom ..."; else headings that are names of forms."""
    for loose in _take(placing, lambda loose: not loose.is_item and bool(FORM_SENTENCE.search(loose.stretch.raw))):
        cue = FORM_SENTENCE.search(loose.stretch.raw)
        if loose.is_lead and loose.group.items:
            placing.put(Kind.LEAD, loose.stretch)
            for item in _take(placing, partial(_is_item_of, loose.group)):
                placing.form(item.stretch)
        elif cue:
            split_forms(loose.stretch, cue.end(), placing)
    if not placing.forms:
        _form_headings(placing)


def _is_item_of(group: Group, loose: Loose) -> bool:
    return loose.group is group and loose.is_item


def _form_headings(placing: Placing) -> None:
    named = [
        passage
        for passage in placing.passages
        if passage.kind is Kind.HEADING and FORM_NAME.fullmatch(tidy(passage.text))
    ]
    if len(named) < 2:
        return
    placing.passages = [passage for passage in placing.passages if passage not in named]
    for passage in named:
        form = type(passage)(Kind.FORM, tidy(passage.text), passage.spans)
        placing.passages.append(form)
        placing.forms.append(form)


def _settle_purpose_lists(placing: Placing) -> None:
    """Lists under the purpose of a document that has goals elsewhere belong to the purpose."""
    for group in placing.purpose_lists:
        placing.purpose += [group.lead] if group.lead else []
        placing.purpose += [each.stretch for item in group.items for each in item.walk()]
    placing.purpose_lists = []
