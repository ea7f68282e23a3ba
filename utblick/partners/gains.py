"""What a relation gave in a period, beside what it cost; the rooms above are asked through their relations' names.

An initiative with several partners is counted whole with each of them: its people and money are shared, not this partner's own.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import F, Q, TextField, Value

from utblick.partners.models import Agreement, Contact, Organisation

GROUPS = ("women", "men", "girls", "boys", "not_stated")
DAYS_A_YEAR = Decimal("365.2425")
SUMMED = (*GROUPS, "cost", "own")
BEGUN = ("running", "paused", "finished")
RESULTS_KEPT = 30


@dataclass(frozen=True, slots=True)
class Gains:
    """`people` None: counted in no step. Amounts are kronor, as text so that they keep exactly in JSON."""

    contacts: dict[str, int] = field(default_factory=dict)
    initiatives: list[str] = field(default_factory=list)
    steps: int = 0
    people: dict[str, int | None] = field(default_factory=dict)
    results: list[str] = field(default_factory=list)
    cost: str = "0"
    own: str = "0"
    fees: str = "0"

    @property
    def all_contacts(self) -> int:
        return sum(self.contacts.values())

    @property
    def contacts_told(self) -> list[tuple[str, int]]:
        return [(str(Contact.Kind(kind).label), count) for kind, count in self.contacts.items()]

    @property
    def all_people(self) -> int | None:
        counted = [count for count in self.people.values() if count is not None]
        return sum(counted) if counted else None

    @property
    def all_own(self) -> Decimal:
        """What the municipality itself paid: its part of the initiatives, and the fees."""
        return Decimal(self.own) + Decimal(self.fees)

    @property
    def own_by_person(self) -> Decimal | None:
        """Kronor of our own for each person who took part."""
        people = self.all_people
        return (self.all_own / people).quantize(Decimal(1), ROUND_HALF_UP) if people else None

    @property
    def gave_nothing(self) -> bool:
        return not (self.contacts or self.initiatives or self.results)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def gains(agreement: Agreement, first: date, last: date) -> Gains:
    """Of the agreement's parties together, the days included. Three queries."""
    parties = Q(organisation=agreement.organisation_id) | Q(organisation__in=agreement.parties.values("organisation"))
    contacts = Contact.objects.current().filter(parties, happened_on__range=(first, last))
    kinds = Counter(contacts.order_by().values_list("kind", flat=True))
    taking_part = _rows(Organisation, "participations").standing().filter(parties)
    initiatives = taking_part.order_by().values("initiative")
    initiative = taking_part.model._meta.get_field("initiative").related_model
    steps = _rows(initiative, "steps").within(first, last).filter(initiative__in=initiatives).order_by("starts_on")
    gone_on = list(steps.values("initiative", "initiative__title", "status", *SUMMED))
    done = [one for one in gone_on if one["status"] not in steps.model.FELL_THROUGH]
    results = _rows(initiative, "results").standing().filter(initiative__in=initiatives, noted_on__range=(first, last))
    begun, noted = _told(_going_on(taking_part, first, last), results)
    names = [
        *begun,
        *((one["initiative"], one["initiative__title"]) for one in done),
        *((key, name) for key, name, _text in noted),
    ]
    return Gains(
        contacts={kind: kinds[kind] for kind in Contact.Kind.values if kinds[kind]},
        initiatives=list(dict(names).values()),
        steps=len(done),
        people={group: _sum(gone_on, group) for group in GROUPS},
        results=[text for _key, _name, text in noted][:RESULTS_KEPT],
        cost=str(_kronor(_sum(gone_on, "cost"))),
        own=str(_kronor(_sum(gone_on, "own"))),
        fees=str(fees(agreement, first, last)),
    )


def _sum(rows: list[dict[str, Any]], name: str) -> Any:
    """None where no row has it."""
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def _going_on(taking_part: Any, first: date, last: date) -> Any:
    """Those that went on at some time in the period, whether or not their steps are dated."""
    begun = taking_part.filter(initiative__status__in=BEGUN, initiative__starts_on__lte=last)
    return begun.filter(Q(initiative__ends_on=None) | Q(initiative__ends_on__gte=first))


def _told(going_on: Any, results: Any) -> tuple[list[tuple[int, str]], list[tuple[int, str, str]]]:
    """The initiatives that went on as they began, and the results as they were noted, in one query."""
    facts = ("told_as", "day", "key", "initiative", "initiative__title", "told")
    begun = going_on.annotate(
        told_as=Value("begun"), day=F("initiative__starts_on"), key=F("pk"), told=Value("", TextField())
    )
    noted = results.annotate(told_as=Value("result"), day=F("noted_on"), key=F("pk"), told=F("text"))
    rows = begun.order_by().values_list(*facts).union(noted.order_by().values_list(*facts), all=True)
    found = list(rows.order_by("told_as", "day", "key"))
    return (
        [(whole, name) for kind, _day, _key, whole, name, _text in found if kind == "begun"],
        [(whole, name, text) for kind, _day, _key, whole, name, text in found if kind == "result"],
    )


def fees(agreement: Agreement, first: date, last: date) -> Decimal:
    """The fee for the part of the period when the agreement was in force, by days, in whole kronor."""
    begun, over = agreement.signed_on or first, agreement.ended_on or last
    days = (min(last, over) - max(first, begun)).days + 1
    if not agreement.yearly_fee or not agreement.is_signed or days <= 0:
        return Decimal(0)
    return (agreement.yearly_fee * days / DAYS_A_YEAR).quantize(Decimal(1), ROUND_HALF_UP)


def _kronor(amount: Decimal | None) -> Decimal:
    return (amount or Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP)


def _rows(model: Any, relation: str) -> Any:
    """The rows that point at a model by this name. Partners know the relation, not the room."""
    return model._meta.get_field(relation).related_model.objects
