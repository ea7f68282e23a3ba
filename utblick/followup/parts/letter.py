"""Drafts of the official letter to the board (tjänsteskrivelse): what is proposed, what the matter is, and its consequences.

Each section is written from the rows, and says so where they say nothing: an empty section reads as "none".
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Sentence
from utblick.followup.figures import Figures, InitiativeLine
from utblick.followup.parts import introduction, summary
from utblick.followup.parts.climate import emitted
from utblick.followup.parts.money import beyond, spent, steps_of
from utblick.followup.parts.relations import due_for_review, to_review
from utblick.followup.phrases import (
    counted,
    enumerated,
    figure,
    glued,
    groups,
    quoted,
    sentence,
    some,
    took_part,
    within,
)
from utblick.initiatives.sums import People

PERCENT = 100


def drafts(figures: Figures) -> dict[str, str]:
    """By section; texts as in the report, an empty line between paragraphs and a hyphen before each point."""
    texts = {
        "proposal": "\n".join(f"- {one}" for one in _proposal(figures)),
        "summary": _paragraphs(summary.write(figures)["draft"][:2]),
        "matter": _paragraphs(introduction.write(figures)["draft"]),
        "economy": " ".join(_economy(figures)),
        "children": " ".join(_children(figures)),
        "equality": " ".join(_equality(figures.totals.people)),
        "climate": " ".join(_climate(figures)),
    }
    return {section: glued(text) for section, text in texts.items()}


def _paragraphs(draft: list[list[Sentence]]) -> str:
    return "\n\n".join(" ".join(one["text"] for one in paragraph) for paragraph in draft)


def _proposal(figures: Figures) -> Iterator[str]:
    """What the board can decide; beyond noting the report only what the rows give a ground for."""
    yield _("The follow-up of the international work during %(when)s is approved and put to the records.") % {
        "when": within(figures.period)
    }
    if count := len(figures.duties):
        text = ngettext(
            "The administration is to propose a responsible unit for the duty in the governing document that has none.",
            "The administration is to propose responsible units for the %(count)s duties in the governing document that have none.",
            count,
        )
        yield text % {"count": counted(count)}
    if goals := figures.goals_without_initiative:
        text = ngettext(
            "The administration is to propose how the goal %(names)s, which no initiative served, is to be met.",
            "The administration is to propose how the goals %(names)s, which no initiative served, are to be met.",
            len(goals),
        )
        yield text % {"names": some([quoted(goal.name) for goal in goals])}
    if due := to_review(figures):
        text = ngettext(
            "The administration is to review one agreement: %(titles)s.",
            "The administration is to review %(count)s agreements: %(titles)s.",
            len(due),
        )
        titles = some([due_for_review(one, figures) for one in due])
        yield text % {"count": counted(len(due)), "titles": titles}


def _economy(figures: Figures) -> Iterator[str]:
    steps = steps_of(figures.initiatives)
    yield spent(steps) or _("No costs of the work have been noted.")
    if told := beyond(steps, figures.period, people=False):
        yield told
    unknown = [one for one in figures.initiatives if one.sums.steps and one.sums.money.cost is None]
    if unknown:
        text = ngettext(
            "For %(titles)s no cost has been noted.", "For %(count)s initiatives no cost has been noted: %(titles)s.",
            len(unknown),
        )  # fmt: skip
        yield text % {"count": counted(len(unknown)), "titles": _titles(unknown)}
    yield _("Approving the follow-up costs nothing more.")


def _children(figures: Figures) -> Iterator[str]:
    people = figures.totals.people
    young = People(girls=people.girls, boys=people.boys)
    if young.total:
        theirs = [one for one in figures.initiatives if (one.sums.people.girls or 0) + (one.sums.people.boys or 0)]
        facts = {"groups": sentence(enumerated(groups(young))), "titles": _titles(theirs)}
        yield _("%(groups)s took part in the work, in %(titles)s.") % facts
    elif young.total == 0:
        yield _("No children took part in the work.")
    else:
        yield _(
            "No children have been counted among those who took part. Whether children are concerned otherwise is not registered."
        )
    yield _("No separate assessment of the best interests of the child is registered.")


def _equality(people: People) -> Iterator[str]:
    told = took_part(people)
    if not told:
        yield _(
            "Nobody has been counted as taking part, so nothing can be said of how the work reached women and men, girls and boys."
        )
        return
    yield told
    known = (people.total or 0) - (people.not_stated or 0)
    if known:
        share = round(PERCENT * ((people.women or 0) + (people.girls or 0)) / known)
        young = (people.girls or 0) + (people.boys or 0)
        text = (
            _("Of those whose sex is stated %(share)s per cent were %(whom)s.")
            if people.not_stated
            else _("Of them %(share)s per cent were %(whom)s.")
        )
        whom = _("women") if not young else _("girls") if young == known else _("women and girls")
        yield text % {"share": figure(share), "whom": whom}


def _climate(figures: Figures) -> Iterator[str]:
    made = [
        step for one in figures.initiatives for step in one.steps if step.kind == "exchange" and not step.fell_through
    ]
    unknown = sum(step.kg_co2e is None for step in made)
    yield emitted(figures.totals.kg_co2e) or _("The climate cost of the journeys has not been reckoned.")
    if unknown and figures.totals.kg_co2e is not None:
        text = ngettext(
            "For one of %(all)s exchanges it has not been reckoned.",
            "For %(count)s of %(all)s exchanges it has not been reckoned.",
            unknown,
        )
        yield text % {"count": counted(unknown), "all": figure(len(made))}


def _titles(initiatives: Iterable[InitiativeLine]) -> str:
    return some([quoted(one.title) for one in initiatives])
