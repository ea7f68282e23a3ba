"""What was done towards one goal: by whom, with whom, for how much, for which people, and what came of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Listed, Part, Ref, Sentence, Told
from utblick.followup.figures import Figures, GoalPart, InitiativeLine, Noted, Period
from utblick.followup.parts.blocks import foremost, largest, of_goal, of_initiative, part, said
from utblick.followup.parts.campaigns import brought, campaigns_table
from utblick.followup.parts.climate import emitted
from utblick.followup.parts.indicators import indicators_table, told_standing
from utblick.followup.parts.initiatives import told_of
from utblick.followup.parts.money import spent, steps_of
from utblick.followup.parts.steps import people_table, steps_table
from utblick.followup.parts.units import in_own_words
from utblick.followup.phrases import (
    counted,
    enumerated,
    figure,
    quoted,
    says,
    sentence,
    some,
    took_part,
    within,
)
from utblick.initiatives.sums import plus

# So many initiatives are told of in the text.
MOST_TOLD = 6


def write(figures: Figures, goal: GoalPart, number: int) -> Part:
    of = f"goal:{goal.pk}"
    done = [
        largest(steps_table(goal.initiatives, goal.sums, of), by=(3, 2)),
        largest(people_table(goal.initiatives, goal.sums, of), by=(6,)),
        largest(campaigns_table(goal.campaigns()), by=(2,)),
    ]
    return part(
        f"goal-{goal.pk}",
        goal.name if not goal.document else _("%(goal)s (goal of another document)") % {"goal": goal.name},
        list(_draft(figures, goal, number, has_all=not any("leading" in one for one in done))),
        tables=[indicators_table(goal.indicators, figures.period), *done],
        lists=[
            _listed(_("Results"), goal.results()),
            # A lesson is of the initiative, and stands where that is told of.
            _listed(_("Lessons"), [(one, what) for one, what in goal.lessons() if _home(figures, one) in (goal, None)]),
            Listed(heading=_("In the units' own words"), items=in_own_words(figures, goal.pk)),
        ],
    )


def _listed(heading: str, noted: list[tuple[InitiativeLine, Noted]]) -> Listed:
    items = [told_noted(one, what) for one, what in noted]
    return foremost(Listed(heading=heading, items=items), [_weight(one) for one, _noted in noted])


def write_without_goal(figures: Figures) -> Part:
    """What was done outside every goal."""
    aside = GoalPart(0, _("Initiatives that serve no goal"), "", "", "", figures.without_goal)
    for one in aside.initiatives:
        aside.sums += one.sums
    whole = write(figures, aside, 0)
    text = ngettext(
        "One initiative of the period is not tied to any goal: %(titles)s. The board can tie it to a goal or end it.",
        "%(count)s initiatives of the period are not tied to any goal: %(titles)s. The board can tie them to goals or end them.",
        len(aside.initiatives),
    )
    told = {"count": counted(len(aside.initiatives)), "titles": _titles(aside.initiatives)}
    opening = said(sentence(text % told), *map(of_initiative, aside.initiatives))
    return {**whole, "key": "no-goal", "draft": [[opening], *whole["draft"][1:]]}


def _draft(figures: Figures, goal: GoalPart, number: int, *, has_all: bool) -> Iterator[list[Sentence]]:
    """`has_all`: the tables have every row."""
    yield list(_opening(figures.period, goal, number))
    leading = _most_important(goal.initiatives)
    elsewhere: dict[int, list[InitiativeLine]] = {}
    for at, one in enumerate(leading):
        home = _home(figures, one) or goal
        if home is goal:
            yield told_of(figures, one, number + at, aside=goal.name, among=goal.initiatives)
        else:
            elsewhere.setdefault(home.pk, []).append(one)
    yield _told_elsewhere(figures, elsewhere, alone=len(goal.initiatives) == 1)
    left = len(goal.initiatives) - len(leading)
    if left:
        text = (
            ngettext("One more initiative is in the table.", "%(count)s more initiatives are in the table.", left)
            if has_all
            else ngettext("One more initiative is in the sums.", "%(count)s more initiatives are in the sums.", left)
        )
        yield [said(sentence(text % {"count": counted(left)}), *map(of_initiative, goal.initiatives))]
    yield list(_together(goal))
    yield told_standing(goal.indicators)


def _told_elsewhere(figures: Figures, by_home: dict[int, list[InitiativeLine]], *, alone: bool) -> list[Sentence]:
    """One sentence for all that serve an earlier goal too: they are told of once. `alone`: it is the goal's only one, and was
    named in the sentence before."""
    if not by_home:
        return []
    homes = [goal for goal in figures.goals if goal.pk in by_home]
    texts: list[str] = []
    refs: list[Ref] = []
    for home in homes:
        there = by_home[home.pk]
        facts = {"titles": enumerated([quoted(one.title) for one in there]), "goal": quoted(home.name)}
        first = ngettext("%(titles)s is told of under %(goal)s", "%(titles)s are told of under %(goal)s", len(there))
        if alone:
            first = _("It is told of under %(goal)s")
        texts.append((_("%(titles)s under %(goal)s") if texts else first) % facts)
        refs += [*map(of_initiative, there), Ref(ref=f"#goal-{home.pk}", label=home.name)]
    return [said(f"{sentence('; '.join(texts))}.", *refs)]


def _home(figures: Figures, one: InitiativeLine) -> GoalPart | None:
    """The first goal under which the initiative is told of in full; None where it serves no goal."""
    return next((goal for goal in figures.goals if one in _most_important(goal.initiatives)), None)


def _most_important(initiatives: list[InitiativeLine]) -> list[InitiativeLine]:
    """The most people first, then the most money, when there are too many to tell of; in their own order."""
    if len(initiatives) <= MOST_TOLD:
        return initiatives

    chosen = {one.pk for one in sorted(initiatives, key=_weight, reverse=True)[:MOST_TOLD]}
    return [one for one in initiatives if one.pk in chosen]


def _weight(one: InitiativeLine) -> tuple[int, float]:
    return one.sums.people.total or 0, float(one.sums.money.cost or 0)


def _titles(initiatives: list[InitiativeLine]) -> str:
    return some([quoted(one.title) for one in initiatives])


def _opening(period: Period, goal: GoalPart, number: int) -> Iterator[Sentence]:
    """How many initiatives served the goal; said in three ways, so that eight goals do not read like a form."""
    when, count = within(period), len(goal.initiatives)
    refs = [of_goal(goal), *map(of_initiative, goal.initiatives)] if goal.pk else []
    if not count:
        yield said(_("No initiative served the goal during %(when)s.") % {"when": when}, *refs)
        return
    facts = {"when": when, "count": counted(count), "titles": _titles(goal.initiatives)}
    one = [
        _("During %(when)s one initiative served the goal: %(titles)s."),
        _("The goal was served by one initiative, %(titles)s."),
        _("One initiative, %(titles)s, worked towards the goal during %(when)s."),
    ]
    many = [
        _("During %(when)s %(count)s initiatives served the goal: %(titles)s."),
        _("The goal was served by %(count)s initiatives: %(titles)s."),
        _("%(count)s initiatives worked towards the goal during %(when)s: %(titles)s."),
    ]
    yield said(sentence((one if count == 1 else many)[number % 3] % facts), *refs)
    if not any(initiative.steps for initiative in goal.initiatives):
        yield said(_("No project, exchange, event or campaign was carried out within the period."), *refs)


def _together(goal: GoalPart) -> Iterator[Sentence]:
    """The sums of what more than one initiative adds to: one alone has told its own. And whether anything came of it."""
    refs, sums, every = list(map(of_initiative, goal.initiatives)), goal.sums, [one.sums for one in goal.initiatives]
    texts = (
        took_part(sums.people, together=True) if _several(one.people.total for one in every) else "",
        spent(steps_of(goal.initiatives), together=True)
        if _several(plus(one.money.cost, one.money.planned_cost) for one in every)
        else "",
        emitted(sums.kg_co2e, together=True) if _several(one.kg_co2e for one in every) else "",
    )
    yield from (said(text, *refs) for text in texts if text)
    if reach := brought(goal.campaigns()):
        yield reach
    if goal.beside:
        text = ngettext(
            "A result for the goal was noted in an initiative that is not tied to it: %(titles)s.",
            "Results for the goal were noted in %(count)s initiatives that are not tied to it: %(titles)s.",
            len(goal.beside),
        )
        told = {"count": counted(len(goal.beside)), "titles": _titles(goal.beside)}
        yield said(text % told, *map(of_initiative, goal.beside))
    has_result = goal.results() if goal.pk else any(one.results for one in goal.initiatives)
    if goal.initiatives and not has_result:
        text = (
            _("No result has been noted for the goal during the period.")
            if goal.pk
            else _("No result of it has been noted during the period.")
        )
        yield said(text, *refs)


def _several(parts: Iterable[int | Decimal | None]) -> bool:
    return sum(bool(one) for one in parts) > 1


def told_noted(one: InitiativeLine, noted: Noted) -> Told:
    """A figure that the words tell already is not told before them."""
    is_told = noted.value is None or says(noted.text, noted.value)
    counted_as = "" if is_told else f"{figure(noted.value or 0)} {noted.more}".strip()
    more = "" if noted.value is not None or not noted.more else _("Should change: %(what)s") % {"what": noted.more}
    return {
        "lead": counted_as,
        "text": " ".join(filter(None, [noted.text, more])),
        "source": f"{one.title}, {noted.day.isoformat()}",
        "ref": f"initiative:{one.pk}",
    }
