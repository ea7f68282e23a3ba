"""The page that the board reads: the period in figures, the goals side by side, and what needs its attention."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Cell, Drawn, Listed, Part, Ref, Sentence, Table, Told
from utblick.followup.figures import Figures, GoalPart
from utblick.followup.parts import gaps
from utblick.followup.parts.blocks import anchor, cell, counted_cell, drawn, part, said, table
from utblick.followup.parts.climate import emitted
from utblick.followup.parts.indicators import lagging
from utblick.followup.parts.initiatives import in_kinds
from utblick.followup.parts.money import beyond, spent, steps_of
from utblick.followup.parts.relations import to_review, why_due
from utblick.followup.parts.watch import decisions
from utblick.followup.phrases import (
    NBSP,
    amount,
    counted,
    enumerated,
    figure,
    glued,
    head,
    quoted,
    sentence,
    some,
    took_part,
    within,
)
from utblick.indicators.standing import Status
from utblick.initiatives.models.steps import GROUPS
from utblick.initiatives.sums import Sums


def write(figures: Figures) -> Part:
    return part(
        "summary",
        _("Summary for the board"),
        [list(_work(figures)), list(_people_and_money(figures)), list(_scan(figures))],
        tables=[_goals(figures)],
        lists=[Listed(heading=_("For the board to note"), items=list(attention(figures)))],
        charts=[_people_chart(figures), _money_chart(figures)],
    )


def _work(figures: Figures) -> Iterator[Sentence]:
    count, when = len(figures.initiatives), within(figures.period)
    if not count:
        yield said(_("No initiative is registered for %(when)s.") % {"when": when})
        return
    text = ngettext(
        "During %(when)s the municipality carried on one international initiative.",
        "During %(when)s the municipality carried on %(count)s international initiatives.",
        count,
    )
    yield said(text % {"when": when, "count": counted(count)}, *_everything(figures))
    yield from _steps_and_partners(figures)
    yield from _outcomes(figures)


def _steps_and_partners(figures: Figures) -> Iterator[Sentence]:
    if kinds := in_kinds(steps_of(figures.initiatives)):
        yield said(_("The work comprised %(kinds)s.") % {"kinds": kinds}, *_everything(figures))
    if partners := figures.partners():
        countries = len({partner.country for partner in partners})
        text = (
            ngettext(
                "%(partners)s in one country took part.",
                "%(partners)s in %(countries)s countries took part.",
                countries,
            )
            if len(partners) > 1
            else _("%(partners)s took part.")
        )
        who = ngettext("one partner", "%(count)s partners", len(partners)) % {"count": counted(len(partners))}
        yield said(sentence(text % {"partners": who, "countries": counted(countries)}), *_everything(figures))


def _outcomes(figures: Figures) -> Iterator[Sentence]:
    results = sum(len(one.results) for one in figures.initiatives)
    lessons = sum(len(one.lessons) for one in figures.initiatives)
    found = [
        ngettext("one result", "%(count)s results", results) % {"count": counted(results)} if results else "",
        ngettext("one lesson", "%(count)s lessons", lessons) % {"count": counted(lessons)} if lessons else "",
    ]
    if told := [one for one in found if one]:
        text = (
            _("%(what)s have been noted.")
            if len(told) > 1 or max(results, lessons) > 1
            else _("%(what)s has been noted.")
        )
        yield said(sentence(text % {"what": enumerated(told)}), *_everything(figures))
    else:
        yield said(_("No results and no lessons have been noted."))


def _people_and_money(figures: Figures) -> Iterator[Sentence]:
    totals, steps = figures.totals, steps_of(figures.initiatives)
    for text in (
        took_part(totals.people),
        spent(steps),
        beyond(steps, figures.period),
        emitted(totals.kg_co2e),
    ):
        if text:
            yield said(text, *_everything(figures))


def _scan(figures: Figures) -> Iterator[Sentence]:
    if arrived := figures.watch.arrived:
        text = ngettext(
            "The watch brought one item to decide on.", "The watch brought %(count)s items to decide on.", arrived
        )
        told = f"{text % {'count': counted(arrived)}} {sentence(decisions(figures.watch))}"
        yield said(told, Ref(ref=anchor("watch"), label=_("The watch in figures")))


def _everything(figures: Figures) -> list[Ref]:
    return [Ref(ref=anchor("summary-goals"), label=_("The goals in figures"))]


# The goals side by side


def _goals(figures: Figures) -> Table:
    rows = [_row(goal, number) for number, goal in enumerate(figures.goals)]
    if figures.without_goal:
        aside = Sums()
        for one in figures.without_goal:
            aside += one.sums
        results = sum(result.goal is None for one in figures.without_goal for result in one.results)
        rows.append(_cells(_("No goal"), "goal:0", anchor("no-goal"), len(figures.without_goal), aside, results))
    results = sum(len(one.results) for one in figures.initiatives)
    overlapping = any(len(one.goals) > 1 for one in figures.initiatives)
    return table(
        "goals",
        _("The goals in figures"),
        [_("Goal"), _("Initiatives"), _("Activities"), _("People"), _("Spent, kronor"), _("Results")],
        rows,
        total=_cells(_("In all"), "total", "", len(figures.initiatives), figures.totals, results)
        if len(rows) > 1
        else [],
        note=_(
            "An initiative that serves several goals is in the row of each of them, but is counted once in the total. "
            "The rows therefore add up to more than the total."
        )
        if overlapping
        else "",
    )


def _row(goal: GoalPart, number: int) -> list[Cell]:
    results = len(goal.results())
    return _cells(goal.name, f"goal:{goal.pk}", anchor(f"goal-{goal.pk}"), len(goal.initiatives), goal.sums, results)


def _cells(label: str, of: str, ref: str, initiatives: int, sums: Sums, results: int) -> list[Cell]:
    return [
        cell(label, ref),
        counted_cell(figure(initiatives), initiatives, f"{of}:initiatives", ref),
        counted_cell(figure(sums.steps), sums.steps, f"{of}:steps", ref),
        counted_cell(head(sums.people.total), sums.people.total, f"{of}:people", ref),
        counted_cell(amount(sums.money.cost), sums.money.cost, f"{of}:cost", ref),
        counted_cell(figure(results), results, f"{of}:results", ref),
    ]


def _people_chart(figures: Figures) -> Drawn:
    found = [(goal.name, goal.sums.people) for goal in figures.goals if goal.sums.people.total]
    most = max(found, key=lambda pair: pair[1].total or 0, default=("", None))
    return Drawn(
        title=_("Participants by goal"),
        sentence=_foremost(most[0], figure(most[1].total or 0)) if most[1] else "",
        unit="",
        series=[_("Women"), _("Men"), _("Girls"), _("Boys"), _("Not stated")],
        values=[(name, [drawn(getattr(people, group)) for group in GROUPS]) for name, people in found],
    )


def _money_chart(figures: Figures) -> Drawn:
    found = [
        (goal.name, goal.sums.money.cost.quantize(Decimal(1), ROUND_HALF_UP))
        for goal in figures.goals
        if goal.sums.money.cost
    ]
    most = max(found, key=lambda pair: pair[1], default=("", Decimal(0)))
    return Drawn(
        title=_("Spent by goal, in whole kronor"),
        sentence=_foremost(most[0], f"{figure(most[1])}{NBSP}{_('kr')}") if found else "",
        unit=_("kr"),
        series=[],
        values=[(name, [drawn(cost)]) for name, cost in found],
    )


def _foremost(name: str, most: str) -> str:
    """Never a sum of the bars: an initiative may be in several of them."""
    return _("Most: %(name)s, %(most)s.") % {"name": name, "most": most}


# What the board should note


def attention(figures: Figures) -> Iterator[Told]:
    if goals := figures.goals_without_initiative:
        text = ngettext(
            "The goal %(names)s was served by no initiative.",
            "%(count)s goals were served by no initiative: %(names)s.",
            len(goals),
        )
        names = some([quoted(goal.name) for goal in goals])
        yield _note(text % {"count": counted(len(goals)), "names": names}, "gaps")
    if aside := figures.without_goal:
        text = ngettext(
            "One initiative is tied to no goal: %(titles)s.", "%(count)s initiatives are tied to no goal: %(titles)s.",
            len(aside),
        )  # fmt: skip
        titles = some([quoted(one.title) for one in aside])
        yield _note(text % {"count": counted(len(aside)), "titles": titles}, "no-goal")
    yield from _lagging(figures)
    if duties := len(figures.duties):
        text = ngettext(
            "One duty in the governing document has no responsible unit.",
            "%(count)s duties in the governing document have no responsible unit.",
            duties,
        )
        yield _note(text % {"count": counted(duties)}, "gaps")
    if lines := gaps.untouched(figures):
        yield _note(gaps.told_untouched(lines), "gaps")
    if expired := figures.watch.expired:
        text = ngettext(
            "One item passed its deadline without a decision.",
            "%(count)s items passed their deadlines without a decision.",
            expired,
        )
        yield _note(text % {"count": counted(expired)}, "watch")
    if due := to_review(figures):
        text = ngettext(
            "One agreement needs to be reviewed: %(titles)s.",
            "%(count)s agreements need to be reviewed: %(titles)s.",
            len(due),
        )
        titles = some([f"{quoted(one.title)}{why_due(one, figures)}" for one in due], most=2)
        yield _note(text % {"count": counted(len(due)), "titles": titles}, "relations")


def _lagging(figures: Figures) -> Iterator[Told]:
    found = {one.pk: (one, goal) for goal in figures.goals for one in lagging(goal.indicators)}
    if found:
        text = _how_they_lag({one.status for one, _goal in found.values()}, len(found))
        names = some([quoted(one.name) for one, _goal in found.values()])
        first = next(goal for _one, goal in found.values())
        yield _note(text % {"count": counted(len(found)), "names": names}, f"goal-{first.pk}")


def _how_they_lag(how: set[str], count: int) -> str:
    if how == {Status.BEHIND}:
        return ngettext(
            "The indicator %(names)s lies behind its target.", "%(count)s indicators lie behind their targets: %(names)s.",
            count,
        )  # fmt: skip
    if how == {Status.NOT_REACHED}:
        return ngettext(
            "The indicator %(names)s did not reach its target.",
            "%(count)s indicators did not reach their targets: %(names)s.",
            count,
        )
    return _("%(count)s indicators lie behind or have not reached their targets: %(names)s.")


def _note(text: str, key: str) -> Told:
    return Told(lead="", text=glued(sentence(text)), source="", ref=anchor(key))
