"""The figures of a period: plain facts without a database, that drafts and tables are written from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from utblick.establishment.measuring import Measured
from utblick.initiatives.sums import Money, People, Sums

if TYPE_CHECKING:
    from utblick.followup.priorities import PriorityLine

# What did not come about; `Step.FELL_THROUGH` without the model.
FELL_THROUGH = ("rejected", "cancelled")


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both within."""

    first: date
    last: date

    @property
    def is_calendar_year(self) -> bool:
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31) and (
            self.first.year == self.last.year
        )

    def holds(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class StepLine:
    pk: int
    kind: str
    title: str
    status: str
    starts_on: date | None
    ends_on: date | None
    place: str
    country: str
    money: Money
    planned: People
    people: People
    kg_co2e: Decimal | None = None

    @property
    def fell_through(self) -> bool:
        return self.status in FELL_THROUGH


@dataclass(frozen=True, slots=True)
class Partner:
    pk: int
    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A result or a lesson. `more`: what a figure counts, or what should change; `goal`: whom a result is for, if told."""

    pk: int
    day: date
    text: str
    more: str = ""
    value: Decimal | None = None
    goal: int | None = None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """What a campaign reached within the period; `target` and `cost` are of the whole campaign. `goal`: whom it is for, if told."""

    pk: int
    title: str
    goal: int | None
    arrivals: int
    views: int
    target: int | None
    cost: Decimal | None


@dataclass(slots=True)
class InitiativeLine:
    pk: int
    title: str
    status: str
    unit: str
    person: str
    form: str
    programme: str
    sums: Sums = field(default_factory=Sums)
    goals: dict[int, str] = field(default_factory=dict)
    partners: list[Partner] = field(default_factory=list)
    steps: list[StepLine] = field(default_factory=list)
    results: list[Noted] = field(default_factory=list)
    lessons: list[Noted] = field(default_factory=list)
    campaigns: list[CampaignLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """`before` and `value`: of the year before the period's last, and of that year; `so_far`: it was not over."""

    pk: int
    name: str
    unit: str
    status: str  # indicators.standing.Status
    baseline_year: int | None
    baseline: Decimal | None
    before: Decimal | None
    value: Decimal | None
    so_far: bool
    target_year: int | None
    target: Decimal | None


@dataclass(slots=True)
class GoalPart:
    """A goal and what served it. `sums` counts each step once; the sums of two goals may overlap.

    `beside`: those that do not serve it, of which a result names it.
    """

    pk: int
    name: str
    text: str
    unit: str
    document: str
    initiatives: list[InitiativeLine] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    indicators: list[IndicatorLine] = field(default_factory=list)
    beside: list[InitiativeLine] = field(default_factory=list)

    def results(self) -> list[tuple[InitiativeLine, Noted]]:
        """A result that names its goal is told there alone; one that does not, under each goal of its initiative."""
        own = [(one, result) for one in self.initiatives for result in one.results if result.goal in (None, self.pk)]
        return own + [(one, result) for one in self.beside for result in one.results if result.goal == self.pk]

    def campaigns(self) -> list[CampaignLine]:
        """By the same rule as results."""
        return [one for line in self.initiatives for one in line.campaigns if one.goal in (None, self.pk)]

    def lessons(self) -> list[tuple[InitiativeLine, Noted]]:
        return [(one, lesson) for one in self.initiatives for lesson in one.lessons]


@dataclass(frozen=True, slots=True)
class Gone:
    """An item that passed its last deadline without a decision; `met` is the profile that it met best."""

    pk: int
    title: str
    closed: date
    met: str


@dataclass(frozen=True, slots=True)
class Watch:
    sources: int = 0
    arrived: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    started: int = 0
    expired: int = 0
    median_days: Decimal | None = None
    gone: list[Gone] = field(default_factory=list)  # of the expired, those that met the goals best
    reasons: list[tuple[str, int]] = field(default_factory=list)  # why things were put aside, as it was written

    @property
    def decided(self) -> int:
        return sum(self.verdicts.values())


@dataclass(frozen=True, slots=True)
class AgreementLine:
    pk: int
    organisation_pk: int
    organisation: str
    country: str
    kind: str
    title: str
    signed_on: date | None
    expires_on: date | None
    ended_on: date | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class ContactLine:
    pk: int
    organisation_pk: int
    organisation: str
    country: str
    kind: str
    day: date
    subject: str
    case_number: str


@dataclass(frozen=True, slots=True)
class Duty:
    pk: int
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class UnitAnswer:
    """What a unit that was asked has handed in: its words about the whole, and about goals by their keys. `is_back`: it was handed
    in, and went back with a question."""

    pk: int
    unit: str
    is_in: bool
    whole: str = ""
    words: dict[int, str] = field(default_factory=dict)
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class EuroRate:
    """How many kronor one euro is in what a project plans; `day`: when the ECB gave it, None for the programme's own. `pk` is the
    project's."""

    pk: int
    title: str
    per_euro: Decimal
    day: date | None


@dataclass(slots=True)
class Figures:
    """`initiatives` holds each once; the goals refer to the same lines."""

    period: Period
    today: date  # when they were fetched
    policy: str = ""
    policy_pk: int = 0
    adopted_by: str = ""
    adopted_on: date | None = None
    section: str = ""
    programme: str = ""
    put_first: "list[PriorityLine]" = field(default_factory=list)  # the priorities of that programme
    goals: list[GoalPart] = field(default_factory=list)
    initiatives: list[InitiativeLine] = field(default_factory=list)
    totals: Sums = field(default_factory=Sums)
    watch: Watch = Watch()
    establishment: Measured = field(default_factory=Measured)
    agreements: list[AgreementLine] = field(default_factory=list)
    contacts: list[ContactLine] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    """Those without a responsible unit, of `duties_in_all`."""
    duties_in_all: int = 0
    answers: list[UnitAnswer] = field(default_factory=list)  # of the units that were asked for their parts
    rates: list[EuroRate] = field(default_factory=list)

    @property
    def without_goal(self) -> list[InitiativeLine]:
        return [one for one in self.initiatives if not one.goals]

    @property
    def goals_without_initiative(self) -> list[GoalPart]:
        return [goal for goal in self.goals if not goal.initiatives]

    @property
    def without_owner(self) -> list[InitiativeLine]:
        return [one for one in self.initiatives if not (one.unit or one.person)]

    def partners(self) -> list[Partner]:
        """Each partner of the period's initiatives once, by name."""
        found = {partner.pk: partner for one in self.initiatives for partner in one.partners}
        return sorted(found.values(), key=lambda partner: partner.name)

    def beyond(self) -> list[StepLine]:
        """The steps that began before the period or go on after it: they are counted whole."""
        return [
            step
            for one in self.initiatives
            for step in one.steps
            if not step.fell_through
            and (not self.period.holds(step.starts_on) or (step.ends_on and not self.period.holds(step.ends_on)))
        ]


def sums_of_lines(initiatives: Iterable[InitiativeLine]) -> Sums:
    """Added together: each initiative given is counted once."""
    total = Sums()
    for one in initiatives:
        total += one.sums
    return total
