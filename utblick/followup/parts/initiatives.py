"""One initiative in a paragraph: who, with whom, what, how many, how much."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utblick.followup.contents import Sentence
from utblick.followup.figures import Figures, InitiativeLine, Partner, Period, StepLine
from utblick.followup.parts.blocks import of_initiative, said
from utblick.followup.parts.climate import emitted
from utblick.followup.parts.money import beyond, spent
from utblick.followup.phrases import (
    counted,
    enumerated,
    kind_of_step,
    months_apart,
    quoted,
    sentence,
    some,
    took_part,
    when,
    where,
    within,
)
from utblick.ui.countries import country_name

MOST_STEPS = 5


def told_of(
    figures: Figures, one: InitiativeLine, variant: int, *, aside: str, among: list[InitiativeLine]
) -> list[Sentence]:
    """`aside` is the goal that the paragraph stands under: the others are told of. `among`: the initiatives that serve it."""
    texts = [
        _run_by(one, variant),
        _together_with(one.partners, variant),
        *_what_was_done(one.steps, figures.period, figures.today),
        _nothing_done(figures.period) if not one.steps and any(other.steps for other in among) else "",
        took_part(one.sums.people),
        spent(one.steps),
        beyond(one.steps, figures.period),
        emitted(one.sums.kg_co2e),
        _also_serves([name for name in one.goals.values() if name != aside]),
    ]
    return [said(text, of_initiative(one)) for text in texts if text]


def _run_by(one: InitiativeLine, variant: int) -> str:
    facts = {"title": quoted(one.title), "unit": one.unit, "person": one.person}
    if one.unit and one.person:
        text = (
            _("%(title)s is run by %(unit)s, with %(person)s in charge.")
            if variant % 2 == 0
            else _("%(unit)s is responsible for %(title)s, and %(person)s is in charge.")
        )
    elif one.unit or one.person:
        facts["who"] = one.unit or one.person
        text = _("%(title)s is run by %(who)s.") if variant % 2 == 0 else _("%(who)s is responsible for %(title)s.")
    else:
        text = _("%(title)s has neither a responsible unit nor a person in charge.")
    return sentence(text % facts)


def _together_with(partners: list[Partner], variant: int) -> str:
    if not partners:
        return ""
    names = some([f"{partner.name} ({country_name(partner.country)})" for partner in partners])
    if len(partners) > 5:
        countries = len({partner.country for partner in partners})
        text = ngettext(
            "%(count)s partners in one country take part, %(names)s.",
            "%(count)s partners in %(countries)s countries take part, %(names)s.",
            countries,
        )
        return sentence(text % {"count": counted(len(partners)), "countries": counted(countries), "names": names})
    text = (
        _("The work is done together with %(names)s.")
        if variant % 2 == 0
        else ngettext("The partner is %(names)s.", "The partners are %(names)s.", len(partners))
    )
    return text % {"names": names}


def _also_serves(goals: list[str]) -> str:
    if not goals:
        return ""
    text = ngettext(
        "The initiative also serves the goal %(goals)s.", "The initiative also serves the goals %(goals)s.", len(goals)
    )
    return text % {"goals": enumerated([quoted(name) for name in goals])}


def _what_was_done(steps: list[StepLine], period: Period, today: date) -> Iterator[str]:
    if len(steps) > MOST_STEPS:
        yield _in_numbers(steps)
        return
    for step in steps:
        yield _step(step, period, today)


def _nothing_done(period: Period) -> str:
    """Where none of a goal's initiatives has done anything, the goal tells it of them all."""
    return _("No activity in it is noted for %(when)s.") % {"when": within(period)}


def _step(step: StepLine, period: Period, today: date) -> str:
    """One step as a sentence; its status chooses the verb."""
    facts = {
        "what": f"{kind_of_step(step.kind)} {quoted(step.title)}",
        "when": when(step.starts_on, step.ends_on, period),
        "where": _where(step),
    }
    text = {
        "done": _("%(what)s went on %(when)s%(where)s.")
        if months_apart(step.starts_on, step.ends_on)
        else _("%(what)s was carried out %(when)s%(where)s."),
        "running": _("%(what)s goes on %(when)s%(where)s."),
        "planned": _planned(step, today),
        "applied": _("Funding has been applied for to %(what)s, which is to go on %(when)s%(where)s."),
        "rejected": _("The application for %(what)s was rejected."),
        "cancelled": _("%(what)s, which was to take place %(when)s, was cancelled."),
    }[step.status]
    return sentence(text % facts)


def _planned(step: StepLine, today: date) -> str:
    if step.starts_on and step.starts_on > today:
        return _("%(what)s is to take place %(when)s%(where)s.")
    if step.ends_on and step.ends_on > today:
        return _("%(what)s is to go on %(when)s%(where)s; it is not noted as begun.")
    return _("%(what)s was to take place %(when)s%(where)s; it is not noted as carried out.")


def _where(step: StepLine) -> str:
    """In Lierne, Norge; in Hoting. A place without a country may be "by video", and stands in brackets."""
    if step.country:
        return _(" in %(place)s") % {"place": where(step.place, step.country)}
    return f" ({step.place})" if step.place else ""


def _in_numbers(steps: list[StepLine]) -> str:
    """Where there are too many to tell each."""
    kinds, fallen = in_kinds(steps), sum(step.fell_through for step in steps)
    told = _("Within it there were %(kinds)s.") % {"kinds": kinds} if kinds else ""
    if fallen:
        text = ngettext("One more did not come about.", "%(count)s more did not come about.", fallen)
        told = f"{told} {sentence(text % {'count': counted(fallen)})}".strip()
    return told


def in_kinds(steps: list[StepLine]) -> str:
    """Three exchanges and four events; without what fell through."""
    held = [step for step in steps if not step.fell_through]
    say = {
        "project": lambda n: ngettext("one project", "%(count)s projects", n),
        "exchange": lambda n: ngettext("one exchange", "%(count)s exchanges", n),
        "event": lambda n: ngettext("one event", "%(count)s events", n),
        "campaign": lambda n: ngettext("one campaign", "%(count)s campaigns", n),
    }
    counts = {kind: sum(step.kind == kind for step in held) for kind in say}
    return enumerated([say[kind](count) % {"count": counted(count)} for kind, count in counts.items() if count])
