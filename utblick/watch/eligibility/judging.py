"""How a rule stands against facts about a municipality: met, not met, or not known. Never a guess: what is not told is unknown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from utblick.watch.eligibility.reading import Rule, Scheme

EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
GROUPS = {
    "EU": EU,
    "EEA": EU | {"IS", "LI", "NO"},
    "NORDIC": frozenset({"DK", "FI", "IS", "NO", "SE", "FO", "GL", "AX"}),
    "NORDIC_BALTIC": frozenset({"DK", "FI", "IS", "NO", "SE", "FO", "GL", "AX", "EE", "LV", "LT"}),
}


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a municipality. Empty or None is not known."""

    kind: str = ""
    country: str = ""
    nuts: str = ""
    population: int | None = None
    languages: tuple[str, ...] = ()
    partner_countries: tuple[str, ...] = ()
    """The countries of those with whom there is an agreement, each once."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule, how it stands, and the facts that decided: (name of fact, value). None decided where the application does."""

    rule: Rule
    outcome: Outcome
    because: tuple[tuple[str, Any], ...] = ()

    @property
    def depends_on_application(self) -> bool:
        return not self.rule.needs


def judged(scheme: Scheme, facts: Facts) -> list[Judged]:
    return [judge(rule, facts) for rule in scheme.rules]


def judge(rule: Rule, facts: Facts) -> Judged:
    """Not met if one need is not; met if all are."""
    answers = [(name, *ANSWERS[name](wanted, facts)) for name, wanted in rule.needs.items()]
    because = tuple((name, value) for name, _, value in answers)
    outcomes = {outcome for _, outcome, _ in answers}
    if Outcome.NOT_MET in outcomes:
        return Judged(rule, Outcome.NOT_MET, because)
    met = bool(outcomes) and outcomes == {Outcome.MET}
    return Judged(rule, Outcome.MET if met else Outcome.UNKNOWN, because)


type Answer = tuple[Outcome, Any]


def told(value: Any, met: bool) -> Answer:
    if value in ("", None, ()):
        return Outcome.UNKNOWN, value
    return (Outcome.MET if met else Outcome.NOT_MET), value


def partners(wanted: int, facts: Facts) -> Answer:
    """Agreements show with whom it could be; who joins is for the application to say. So never "not met"."""
    return Outcome.UNKNOWN, facts.partner_countries


ANSWERS: dict[str, Callable[[Any, Facts], Answer]] = {
    "kind": lambda wanted, facts: told(facts.kind, facts.kind in wanted),
    "country": lambda wanted, facts: told(facts.country, facts.country in countries(wanted)),
    "nuts": lambda wanted, facts: told(facts.nuts, facts.nuts.startswith(tuple(wanted))),
    "language": lambda wanted, facts: told(facts.languages, bool(set(wanted) & set(facts.languages))),
    "population_from": lambda wanted, facts: told(facts.population, (facts.population or 0) >= wanted),
    "population_to": lambda wanted, facts: told(facts.population, (facts.population or 0) <= wanted),
    "partner_countries": partners,
    "nothing": lambda wanted, facts: (Outcome.MET, None),
}


def countries(named: Iterable[str]) -> frozenset[str]:
    """Codes and names of groups as codes."""
    return frozenset().union(*(GROUPS.get(name, {name}) for name in named))
