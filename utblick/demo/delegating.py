"""The demo's delegation list, journeys decided by it, how the duties are divided, and which of them return each year."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from utblick.accounts.models import User
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.duties import dividing, making
from utblick.duties.models import DutyPart, Recurring
from utblick.goals.models import Priority, Responsibility
from utblick.initiatives.models import Step
from utblick.journal import clock
from utblick.mandates import deciding
from utblick.mandates.checking import NoMandate, Question
from utblick.mandates.models import DelegationDecision, Mandate, Matter

REPORTED, BEFORE = 25, 14


def delegate(cast: Cast) -> None:
    """Heads first: the list names them."""
    told = texts.read("delegation")
    with clock.at(moments.ago(cast.today, 920)):
        for unit, person in told["heads"].items():
            cast.units[unit].head = cast.people[person]
            cast.units[unit].save()
    for order, facts in enumerate(told["mandates"]):
        with clock.at(moments.ago(cast.today, -facts["from"] + 3, order)):
            _mandate(cast, facts, told["decision"])
    _decide_on_journeys(cast)
    _take_on(cast, told["taken_on"])
    _divide(cast, told["parts"])
    _return(cast, told["recurring"])


def _mandate(cast: Cast, facts: dict[str, Any], decision: dict[str, str]) -> None:
    first = cast.today + timedelta(days=facts["from"])
    mandate = Mandate(
        matter=facts["matter"],
        point=facts["point"],
        holder=Mandate.Holder.ROLE if "role" in facts else Mandate.Holder.HEAD,
        role=facts.get("role", ""),
        unit=cast.units.get(facts.get("unit", "")),
        up_to=Decimal(facts["up_to"]) if "up_to" in facts else None,
        up_to_a_year=Decimal(facts["up_to_a_year"]) if "up_to_a_year" in facts else None,
        conditions=facts.get("conditions", ""),
        valid_from=first,
        valid_to=cast.today + timedelta(days=facts["to"]) if "to" in facts else None,
        body=cast.units[decision["body"]],
        decided_on=moments.on(first - timedelta(days=10)).date(),
        section=decision["section"],
        case_number=decision["case_number"],
    )
    mandate.full_clean(exclude=["municipality"])
    mandate.save()


def _decide_on_journeys(cast: Cast) -> None:
    """Each a fortnight before it was made, by the head of its unit; the older ones have been reported."""
    first = cast.today - timedelta(days=320)
    journeys = Step.objects.current().filter(kind=Step.Kind.EXCHANGE, starts_on__gte=first, planned_cost__isnull=False)
    for order, step in enumerate(journeys.select_related("initiative__unit__head").order_by("starts_on", "pk")):
        unit = step.initiative.unit
        if step.starts_on and unit and unit.head and step.starts_on - timedelta(days=BEFORE) <= cast.today:
            _decide(cast, step, unit.head, moments.on(step.starts_on - timedelta(days=BEFORE), order).date())
    told = cast.today - timedelta(days=REPORTED)
    deciding.report(DelegationDecision.objects.to_report().filter(decided_on__lt=told), told)


def _decide(cast: Cast, step: Step, head: User, on: date) -> None:
    asked = Question(Matter.TRAVEL, on, step.planned_cost, step.initiative.unit_id)
    with clock.at(moments.on(on)):
        try:
            deciding.decide(step, asked, decider=head, by=head)
        except NoMandate:
            # Over the head's limit: the director's.
            deciding.decide(step, asked, decider=cast.people["birgitta"], by=cast.people["birgitta"])


def _take_on(cast: Cast, told: dict[str, str]) -> None:
    """One unit is thorough, and gets too much for it."""
    column = f"unit-{cast.units[told['unit']].pk}"
    taken = [
        *Responsibility.objects.in_force().unowned().filter(text__startswith=told["duty"]),
        *Priority.objects.current().filter(name=told["priority"]),
    ]
    for duty in taken:
        with clock.at(moments.ago(cast.today, 300)):
            dividing.divide(duty, {column: DutyPart.Part.RESPONSIBLE})


def _divide(cast: Cast, parts: dict[str, str]) -> None:
    with clock.at(moments.ago(cast.today, 300)):
        for duty in Responsibility.objects.in_force().exclude(unit=cast.units[parts["decides"]]):
            for part, unit in parts.items():
                if cast.units[unit].pk != duty.unit_id:
                    made = DutyPart(part=part, unit=cast.units[unit])
                    made.set_about(duty)
                    made.save()


def _return(cast: Cast, told: list[dict[str, Any]]) -> None:
    """The year of a Swedish municipality; what is due soon has its task."""
    for order, facts in enumerate(told):
        rows = {name: cast.units[facts[name]] for name in ("unit", "body") if name in facts}
        plain = {name: value for name, value in facts.items() if name not in rows}
        rule = Recurring.Rule.MEETING if "weeks" in facts else Recurring.Rule.YEARLY
        with clock.at(moments.ago(cast.today, 290, order)):
            duty = Recurring(rule=rule, made_by=cast.people["karin"], **plain, **rows)
            duty.full_clean(exclude=["municipality"])
            duty.save()
    making.make(cast.today)
