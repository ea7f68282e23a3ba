"""What the chain from priority to result says: how far it holds, where it breaks, and what to do next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from utblick.analysis.effects.chains import Effect, State
from utblick.followup.phrases import counted, enumerated
from utblick.followup.phrases import sentence as capital
from utblick.goals.models import Programme

STATES: dict[State, tuple[Promise, str, str]] = {
    State.EFFECT: (gettext_lazy("Effect can be shown"), "success", "circle-check"),
    State.RESULTS: (gettext_lazy("Results, but no measure of the effect"), "warning", ""),
    State.HOPE: (gettext_lazy("Effect is hoped for"), "warning", "triangle-alert"),
    State.NOTHING: (gettext_lazy("Nothing is done"), "danger", "circle-x"),
}


# What is said of the first of them, and of those after it, which lean on the first for their noun.
COUNTED: dict[State, Promise] = {
    State.EFFECT: pgettext_lazy("for so many priorities", "effect can be shown"),
    State.RESULTS: pgettext_lazy("for so many priorities", "there are results but no measure of the effect"),
    State.HOPE: pgettext_lazy("for so many priorities", "effect is so far only hoped for"),
    State.NOTHING: pgettext_lazy("for so many priorities", "nothing is done"),
}


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: what is missing, and what to do next and where."""

    text: str
    advice: str
    url: str


def breaks(effect: Effect, programme: Programme) -> list[Break]:
    """In the order of the chain; what cannot be there before something else is, is not asked for."""
    return [*_of_work(effect, programme), *_of_indicators(effect)]


def _of_work(effect: Effect, programme: Programme) -> Iterator[Break]:
    if not effect.initiatives:
        goal = reverse("goals:goal", args=[effect.priority.goal_id])
        yield Break(_("No initiative counts for it."), _("Start one, or take up whether it is still put first"), goal)
        return
    every = f"{reverse('followup:outcome')}?programme={programme.pk}"
    facts = {"all": effect.initiatives}
    if idle := effect.initiatives - effect.done:
        text = ngettext(
            "%(n)s of %(all)s initiatives has done nothing yet.",
            "%(n)s of %(all)s initiatives have done nothing yet.",
            idle,
        )
        yield Break(text % {**facts, "n": idle}, _("Write down the steps that have been taken"), every)
    if silent := effect.initiatives - effect.resulting:
        text = ngettext(
            "%(n)s of %(all)s initiatives has no result.", "%(n)s of %(all)s initiatives have no result.", silent
        )
        yield Break(text % {**facts, "n": silent}, _("Ask those responsible what came of it"), every)
    if bare := effect.resulting - effect.measured:
        text = ngettext(
            "%(n)s initiative with results has no figure in them.",
            "%(n)s initiatives with results have no figure in them.",
            bare,
        )
        yield Break(text % {"n": bare}, _("Write how many or how much is different now"), every)


def _of_indicators(effect: Effect) -> Iterator[Break]:
    if not effect.gauges:
        goal = reverse("goals:goal", args=[effect.priority.goal_id])
        yield Break(_("The goal has no indicator."), _("Decide how the goal is measured"), goal)
    for indicator in (one.series.indicator for one in effect.gauges if not one.is_known):
        text = _("“%(indicator)s” has not been measured.") % {"indicator": indicator}
        advice = _("See how it is counted") if indicator.formula else _("Write a figure")
        yield Break(text, advice, indicator.get_absolute_url())


def sentence(effects: Sequence[Effect]) -> str:
    """For how many priorities the chain holds, and for how many it does not; nothing of a programme without priorities."""
    many = Counter(one.state for one in effects)
    told = [(many[state], words) for state, words in COUNTED.items() if many[state]]
    parts = [_first(*told[0], len(effects)), *(_next(*one) for one in told[1:])] if told else []
    return f"{capital(enumerated(parts))}." if parts else ""


def _first(number: int, words: Promise, every: int) -> str:
    if number == every:
        text = ngettext("for the only priority %(what)s", "for each of %(n)s priorities %(what)s", number)
    else:
        text = ngettext("for one of %(all)s priorities %(what)s", "for %(n)s of %(all)s priorities %(what)s", number)
    return text % {"n": counted(number), "all": counted(every), "what": words}


def _next(number: int, words: Promise) -> str:
    text = ngettext("for one %(what)s", "for %(n)s %(what)s", number)
    return text % {"n": counted(number), "what": words}
