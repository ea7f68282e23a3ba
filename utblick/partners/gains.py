"""What a relation gave in a period, beside what it cost; the rooms above are asked through their relations' names.

An initiative with several partners is counted whole with each of them: its people and money are shared, not this partner's own.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q, Sum

from utblick.partners.models import Agreement, Contact, Organisation

GROUPS = ("women", "men", "girls", "boys", "not_stated")
DAYS_A_YEAR = Decimal("365.2425")
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
    """Of the agreement's parties together, the days included."""
    parties = [agreement.organisation_id, *agreement.parties.values_list("organisation", flat=True)]
    contacts = Contact.objects.current().filter(organisation__in=parties, happened_on__range=(first, last))
    kinds = Counter(contacts.order_by().values_list("kind", flat=True))
    taking_part = _rows(Organisation, "participations").standing().filter(organisation__in=parties)
    initiatives = taking_part.order_by().values("initiative")
    initiative = taking_part.model._meta.get_field("initiative").related_model
    steps = _rows(initiative, "steps").within(first, last).filter(initiative__in=initiatives)
    results = _rows(initiative, "results").standing().filter(initiative__in=initiatives, noted_on__range=(first, last))
    done = steps.exclude(status__in=steps.model.FELL_THROUGH)
    names = dict(_going_on(taking_part, first, last).values_list("initiative", "initiative__title"))
    names |= dict(done.order_by("starts_on").values_list("initiative", "initiative__title"))
    names |= dict(results.order_by("noted_on").values_list("initiative", "initiative__title"))
    sums = steps.order_by().aggregate(*(Sum(name) for name in (*GROUPS, "cost", "own")))
    return Gains(
        contacts={kind: kinds[kind] for kind in Contact.Kind.values if kinds[kind]},
        initiatives=list(names.values()),
        steps=done.count(),
        people={group: sums[f"{group}__sum"] for group in GROUPS},
        results=[str(text) for text in results.values_list("text", flat=True)[:RESULTS_KEPT]],
        cost=str(_kronor(sums["cost__sum"])),
        own=str(_kronor(sums["own__sum"])),
        fees=str(fees(agreement, first, last)),
    )


def _going_on(taking_part: Any, first: date, last: date) -> Any:
    """Those that went on at some time in the period, whether or not their steps are dated."""
    begun = taking_part.filter(initiative__status__in=BEGUN, initiative__starts_on__lte=last)
    lasting = Q(initiative__ends_on=None) | Q(initiative__ends_on__gte=first)
    return begun.filter(lasting).order_by("initiative__starts_on")


def fees(agreement: Agreement, first: date, last: date) -> Decimal:
    """The fee for the part of the period when the agreement was in force, by days, in whole kronor."""
    begun, over = agreement.signed_on or first, agreement.ended_on or last
    days = (min(last, over) - max(first, begun)).days + 1
    if not agreement.yearly_fee or days <= 0:
        return Decimal(0)
    return (agreement.yearly_fee * days / DAYS_A_YEAR).quantize(Decimal(1), ROUND_HALF_UP)


def _kronor(amount: Decimal | None) -> Decimal:
    return (amount or Decimal(0)).quantize(Decimal(1), ROUND_HALF_UP)


def _rows(model: Any, relation: str) -> Any:
    """The rows that point at a model by this name. Partners know the relation, not the room."""
    return model._meta.get_field(relation).related_model.objects
