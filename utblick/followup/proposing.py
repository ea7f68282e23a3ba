"""From the outcome of a priority to what the next programme should do with it. The rule is stated here and on the page. Pure.

Nothing done: ended, or of a weighty one lowered. An indicator of its goal lies behind: strengthened. All that are measured have
reached their target: lowered. Else it is kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from utblick.followup.contents import Ref, Sentence
from utblick.followup.figures import IndicatorLine
from utblick.followup.parts.blocks import of_initiative, said
from utblick.followup.phrases import counted, enumerated, in_kronor, quoted, sentence
from utblick.followup.priorities import PriorityLine
from utblick.followup.references import address_of
from utblick.indicators.standing import Status

WEIGHTY = 4
BEHIND = (Status.BEHIND, Status.NOT_REACHED)


class Course(TextChoices):
    KEEP = "keep", gettext_lazy("Keep")
    STRENGTHEN = "strengthen", gettext_lazy("Strengthen")
    LOWER = "lower", gettext_lazy("Lower")
    END = "end", gettext_lazy("End")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`reasons`: sentences with the rows that they rest on; `weight`: in the next programme."""

    course: Course
    weight: int
    reasons: tuple[Sentence, ...]

    @property
    def why(self) -> str:
        return " ".join(one["text"] for one in self.reasons)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What the reasons rest on, each once: its name and its page."""
        refs = {ref["ref"]: ref["label"] for one in self.reasons for ref in one["refs"]}
        return [(label, address_of(ref)) for ref, label in refs.items()]


def propose(line: PriorityLine) -> Proposal:
    course, reason = _judged(line)
    weight = line.weight + {Course.STRENGTHEN: 1, Course.LOWER: -1}.get(course, 0)
    return Proposal(course, min(max(weight, 1), 5), (*_done(line), reason))


def _judged(line: PriorityLine) -> tuple[Course, Sentence]:
    if not line.initiatives:
        return _untouched(line)
    behind = [one for one in line.indicators if one.status in BEHIND]
    measured = [one for one in line.indicators if one.status in (*BEHIND, Status.REACHED, Status.ON_PACE)]
    if behind:
        return Course.STRENGTHEN, _of(behind, _("Work goes on, but %(names)s lies behind the target."))
    if measured and all(one.status == Status.REACHED for one in measured):
        return Course.LOWER, _of(measured, _("The target is reached for %(names)s."))
    if not line.results():
        return Course.KEEP, said(_("No result is noted yet, so it is too early to judge it."))
    return Course.KEEP, said(_("The work gives results and can go on as it is."))


def _untouched(line: PriorityLine) -> tuple[Course, Sentence]:
    if line.weight >= WEIGHTY:
        told = _(
            "Nothing was done for it though its weight was %(weight)s of 5: it needs somebody who begins, or less weight."
        )
        return Course.LOWER, said(told % {"weight": line.weight})
    return Course.END, said(_("Nothing was done for it in the period."))


def _of(indicators: list[IndicatorLine], text: str) -> Sentence:
    refs = [Ref(ref=f"indicator:{one.pk}", label=one.name) for one in indicators]
    return said(text % {"names": enumerated([quoted(one.name) for one in indicators])}, *refs)


def _done(line: PriorityLine) -> Iterator[Sentence]:
    if not line.initiatives:
        return
    count, titles = len(line.initiatives), enumerated([quoted(one.title) for one in line.initiatives])
    told = ngettext(
        "One initiative counts for it: %(titles)s.", "%(count)s initiatives count for it: %(titles)s.", count
    )
    facts = {"count": sentence(counted(count)) if count > 1 else "", "titles": titles}
    yield said(told % facts, *map(of_initiative, line.initiatives))
    if (cost := line.sums.money.cost) is not None:
        yield said(_cost(line, cost), *map(of_initiative, line.initiatives))
    people, results = line.sums.people.total, len(line.results())
    if people:
        yield said(
            ngettext("One person took part.", "%(count)s people took part.", people)
            % {"count": sentence(counted(people)) if people > 1 else ""}
        )
    if results:
        told = ngettext("One result is noted.", "%(count)s results are noted.", results)
        yield said(told % {"count": sentence(counted(results)) if results > 1 else ""})


def _cost(line: PriorityLine, cost: Decimal) -> str:
    count = len(line.initiatives)
    if line.budget is None:
        told = ngettext(
            "It has cost %(spent)s, all funders counted.", "They have cost %(spent)s, all funders counted.", count
        )
        return told % {"spent": in_kronor(cost)}
    told = ngettext(
        "It has cost %(spent)s, all funders counted, beside a budget of %(budget)s.",
        "They have cost %(spent)s, all funders counted, beside a budget of %(budget)s.",
        count,
    )
    return told % {"spent": in_kronor(cost), "budget": in_kronor(line.budget)}
