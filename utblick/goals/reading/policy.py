"""From text to reading: the steps in their order."""

from collections.abc import Iterable, Sequence

from utblick.goals.reading.blocks import blocks_of
from utblick.goals.reading.columns import in_columns
from utblick.goals.reading.facts import Header
from utblick.goals.reading.furniture import contents, page_numbers, running_lines
from utblick.goals.reading.header import read_header, read_running
from utblick.goals.reading.interpreting import interpret
from utblick.goals.reading.marking import marked
from utblick.goals.reading.meaning import Meaning
from utblick.goals.reading.notes import notes
from utblick.goals.reading.outline import Group, Section, outline
from utblick.goals.reading.particulars import Particulars, particulars
from utblick.goals.reading.passages import Fact, Goal, Kind, PolicyReading
from utblick.goals.reading.placing import Loose, Placing
from utblick.goals.reading.remains import with_remains
from utblick.goals.reading.rereading import reread
from utblick.goals.reading.text import Line, Span, Stretch, joined, lines_of
from utblick.goals.reading.wording import without_note_marks

LEAD_OF_SUBSTANCE = 9  # words


def read_policy(source: str) -> PolicyReading:
    """Read a governing document. It never fails: what cannot be understood is unplaced."""
    lines, beyond = lines_of(source)
    placing, running, lines = _without_furniture(lines)
    header = placing.header = read_header(lines)
    read_running(running, header)
    _place_header(lines, header, placing)
    aside = notes(lines) - header.used
    body, bullets = marked(in_columns([line for i, line in enumerate(lines) if i not in header.used | aside]))
    for line in bullets:
        placing.put(Kind.FURNITURE, Stretch((line,)))
    if beyond:
        placing.leave(Section(None, 0), Group(), [Stretch((beyond,))])
    for i in sorted(aside):
        placing.leave(Section(None, 0), Group(), [Stretch((lines[i],))])
    interpret(outline(blocks_of(body)), Meaning(), placing)
    reread(placing)
    return with_remains(source, _reading(header, placing))


def _without_furniture(lines: Sequence[Line]) -> tuple[Placing, list[Line], list[Line]]:
    """The lines printed on the pages, and those that carry content; the first are placed at once, with the contents."""
    placing = Placing(Header())
    numbers = page_numbers(lines)
    numbered = [i for i in range(len(lines)) if i not in numbers]
    table = {numbered[i] for i in contents([lines[i] for i in numbered])}
    furniture = numbers | {i for i in running_lines(lines, numbers) if i not in table}
    for i in sorted(furniture | table):
        placing.put(Kind.CONTENTS if i in table else Kind.FURNITURE, Stretch((lines[i],)))
    content = [line for i, line in enumerate(lines) if i not in furniture and i not in table]
    return placing, [lines[i] for i in sorted(furniture)], content


def _place_header(lines: Sequence[Line], header: Header, placing: Placing) -> None:
    titles = set(header.title_lines)
    for i in sorted(header.used):
        placing.put(Kind.TITLE if i in titles else Kind.HEADER, Stretch((lines[i],)))


def _reading(header: Header, placing: Placing) -> PolicyReading:
    facts = particulars(header)
    for stretch in placing.purpose:
        placing.put(Kind.PURPOSE, stretch)
    unplaced = [*_unplaced(placing.loose, placing), *((s.spans[0], s.text) for s in header.without_field)]
    unplaced += [(fact.span, fact.value) for fact in header.facts if _says_nothing(fact, facts)]
    goals = [Goal(draft.text, draft.passage, tuple(draft.actions)) for draft in placing.goals]
    return PolicyReading(
        title=facts.title,
        id_number=facts.id_number,
        type=facts.type,
        version=facts.version,
        adopted_by=facts.adopted_by,
        adopted_on=facts.adopted_on,
        section=facts.section,
        case_number=facts.case_number,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        valid_indefinitely=facts.valid_indefinitely,
        review_by=facts.review_by,
        purpose=_purpose(placing.purpose),
        goals=tuple(sorted(goals, key=lambda goal: goal.passage.spans)),
        forms=tuple(sorted(placing.forms, key=lambda form: form.spans)),
        duties=tuple(sorted(placing.duties, key=lambda duty: duty.passage.spans)),
        unplaced=tuple(text for _, text in sorted(unplaced) if text),
        facts=tuple(header.facts),
        passages=tuple(sorted(placing.passages, key=lambda passage: passage.spans)),
    )


def _says_nothing(fact: Fact, facts: Particulars) -> bool:
    """Whether a fact's words gave no value: a date that does not exist, a validity in words that are not understood."""
    if fact.name in ("valid", "valid_from", "valid_until"):
        return not (facts.valid_from or facts.valid_until or facts.valid_indefinitely)
    return fact.name == "adopted" and not (facts.adopted_by or facts.adopted_on or facts.section)


def _purpose(stretches: Iterable[Stretch]) -> str | None:
    ordered = sorted(stretches, key=lambda stretch: stretch.spans)
    return without_note_marks(" ".join(stretch.text for stretch in ordered)) or None


def _unplaced(loose: Sequence[Loose], placing: Placing) -> list[tuple[Span, str]]:
    """What is left, neighbouring sentences of a paragraph as one; a lead is listed where it says something of its own."""
    found: list[tuple[Span, str]] = []
    run: list[Loose] = []
    for each in loose:
        if run and (each.group is not run[-1].group or each.is_item or run[-1].is_item):
            found.append(_as_one(run, placing))
            run = []
        run.append(each)
    if run:
        found.append(_as_one(run, placing))
    found += [
        (p.spans[0], p.text)
        for p in placing.passages
        if p.kind is Kind.LEAD and (len(p.text.split()) >= LEAD_OF_SUBSTANCE or p.text.endswith("."))
    ]
    return found


def _as_one(run: Sequence[Loose], placing: Placing) -> tuple[Span, str]:
    for each in run:
        # A soft hyphen by itself shows nothing that a person could place.
        placing.put(Kind.UNPLACED if each.stretch.text else Kind.FURNITURE, each.stretch, each.told or None)
    whole = joined([each.stretch for each in run])
    return whole.spans[0], run[0].told or whole.text
