"""The demo's counterparts abroad."""

from collections.abc import Iterator
from typing import Any

from utblick.demo import moments, signing, texts
from utblick.demo.people import Cast
from utblick.goals.models import Goal
from utblick.journal import clock
from utblick.partners.agreeing import serve
from utblick.partners.models import Agreement, Contact, Organisation, Person
from utblick.tenancy import scope

REGISTERED = 365 * 3
PARTS: dict[str, type[Person | Agreement | Contact]] = {"agreements": Agreement, "people": Person, "contacts": Contact}


def make_partners(cast: Cast) -> dict[str, Organisation]:
    """The organisations by key, with what is agreed, said and who is there."""
    told = texts.read("partners")
    found = dict(_organisations(told["organisations"], cast))
    for kind, model in PARTS.items():
        for order, facts in enumerate(told[kind]):
            _part(model, facts, order, found, cast)
    return found


def _organisations(rows: list[dict[str, Any]], cast: Cast) -> Iterator[tuple[str, Organisation]]:
    for order, row in enumerate(rows):
        facts = dict(row)
        key, known_by = facts.pop("key"), cast.people[facts.pop("known_by")]
        with (
            clock.at(moments.ago(cast.today, REGISTERED - order * 71, order)),
            scope.acting(cast.municipality, known_by),
        ):
            organisation = Organisation(known_by=known_by, **facts)
            organisation.full_clean(exclude=["municipality"])
            organisation.save()
        yield key, organisation


def _part(
    model: type[Person | Agreement | Contact],
    row: dict[str, Any],
    order: int,
    organisations: dict[str, Organisation],
    cast: Cast,
) -> None:
    facts = texts.dated(row, cast.today)
    goals, signed = facts.pop("goals", []), facts.pop("document", "")
    organisation = organisations[facts.pop("organisation")]
    owner = cast.people[facts["owner"]] if "owner" in facts else cast.people["karin"]
    if "owner" in facts:
        facts["owner"] = owner
    day = facts.get("happened_on") or facts.get("decided_on") or facts["verified_on"]
    with clock.at(moments.on(max(day, organisation.created_at.date()), order)), scope.acting(cast.municipality, owner):
        part = model(organisation=organisation, **facts)
        part.full_clean(exclude=["municipality", "organisation"])
        if signed and isinstance(part, Agreement):
            part.document = signing.signed(part, signed)
        part.save()
        if isinstance(part, Agreement):
            serve(part, [Goal.objects.in_force().get(name=name) for name in goals])


def checked(nine: str) -> str:
    """A made-up organisation number with its check digit (Luhn, SKV 704)."""
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(nine.replace("-", ""))]
    return f"{nine}{-sum(sum(divmod(digit, 10)) for digit in digits) % 10}" if nine else ""
