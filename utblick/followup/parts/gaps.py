"""Gaps: duties without an owner, goals and priorities without work, work outside of every priority or without an owner."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Listed, Part, Ref, Sentence, Told
from utblick.followup.figures import Figures
from utblick.followup.parts.blocks import MOST_ITEMS, of_goal, of_initiative, part, said
from utblick.followup.phrases import counted, enumerated, quoted, sentence, some
from utblick.followup.priorities import PriorityLine, outside

DUTIES = "page:goals:responsibilities"


def write(figures: Figures) -> Part:
    duties = [Told(lead="", text=sentence(one.text), source=one.owner, ref=DUTIES) for one in figures.duties]
    return part(
        "gaps",
        _("Gaps in responsibility"),
        [list(_draft(figures))],
        lists=[Listed(heading=_("Duties without a responsible unit"), items=duties)],
    )


def _draft(figures: Figures) -> Iterator[Sentence]:
    if not figures.policy:
        yield said(_("Without a governing document there are no duties to divide."))
        return
    yield _duties(figures)
    if goals := figures.goals_without_initiative:
        text = ngettext(
            "The goal %(names)s was served by no initiative.", "%(count)s goals were served by no initiative: %(names)s.",
            len(goals),
        )  # fmt: skip
        names = enumerated([quoted(goal.name) for goal in goals])
        yield said(sentence(text % {"count": counted(len(goals)), "names": names}), *map(of_goal, goals))
    elif figures.goals:
        yield said(_("Every goal was served by at least one initiative."), *map(of_goal, figures.goals))
    yield from _programme(figures)
    if unowned := figures.without_owner:
        text = ngettext(
            "One initiative has neither a responsible unit nor a person in charge: %(titles)s.",
            "%(count)s initiatives have neither a responsible unit nor a person in charge: %(titles)s.",
            len(unowned),
        )
        titles = some([quoted(one.title) for one in unowned], MOST_ITEMS)
        yield said(sentence(text % {"count": counted(len(unowned)), "titles": titles}), *map(of_initiative, unowned))


def _duties(figures: Figures) -> Sentence:
    ref, count = Ref(ref=DUTIES, label=_("Responsibilities")), len(figures.duties)
    if not figures.duties_in_all:
        return said(_("No duties of the governing document are registered."), ref)
    if not count:
        return said(_("Every duty in the governing document has a responsible unit."), ref)
    text = ngettext(
        "One duty in the governing document has no responsible unit.",
        "%(count)s duties in the governing document have no responsible unit.",
        count,
    )
    return said(sentence(text % {"count": counted(count)}), ref)


def untouched(figures: Figures) -> list[PriorityLine]:
    return [line for line in figures.put_first if not line.initiatives]


def told_untouched(lines: list[PriorityLine]) -> str:
    """Not that nothing was done: what was done may be of another form, or with another country."""
    text = ngettext(
        "No initiative counts for the programme's priority %(names)s.",
        "No initiative counts for %(count)s priorities of the programme: %(names)s.",
        len(lines),
    )
    return sentence(text % {"count": counted(len(lines)), "names": some([quoted(line.name) for line in lines])})


def _programme(figures: Figures) -> Iterator[Sentence]:
    """What the programme puts first and nobody did, and what was done beside it."""
    if lines := untouched(figures):
        yield said(told_untouched(lines), *[Ref(ref=f"priority:{line.pk}", label=line.name) for line in lines])
    if figures.put_first and (beside := outside(figures.put_first, figures.initiatives)):
        text = ngettext(
            "One initiative counts for no priority of the programme: %(titles)s.",
            "%(count)s initiatives count for no priority of the programme: %(titles)s.",
            len(beside),
        )
        titles = some([quoted(one.initiative.title) for one in beside])
        refs = [of_initiative(one.initiative) for one in beside]
        yield said(sentence(text % {"count": counted(len(beside)), "titles": titles}), *refs)
    if figures.put_first:
        yield said(
            _(
                "An initiative counts for a priority whose goal it serves, in the form of cooperation and one of the countries "
                "that the priority names."
            )
        )
