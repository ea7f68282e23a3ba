"""Whether an application may be sent: a body has said yes, or somebody decides who has the mandate to."""

from collections.abc import Iterator
from datetime import date

from utblick.accounts.models import User
from utblick.initiatives.models import Gate
from utblick.mandates import deciding
from utblick.mandates.amounts import Amount, of_euro
from utblick.mandates.checking import Question, register
from utblick.mandates.models import DelegationDecision, Matter
from utblick.projects.book import EURO
from utblick.projects.books import our_book
from utblick.projects.models import Project
from utblick.projects.sums.budget import sums

MATTERS = (Matter.APPLICATION, Matter.COFINANCING)


def decided_by_body(project: Project) -> Gate | None:
    """The last yes in the minutes: it is above every delegation."""
    deciding_bodies = [Gate.Role.DECIDES, Gate.Role.CONFIRMS]
    gates = Gate.objects.current().filter(initiative=project.initiative_id, role__in=deciding_bodies)
    return gates.filter(outcome=Gate.Outcome.YES).order_by("-decided_on", "-role", "-pk").first()


def wanted(project: Project, on: date) -> dict[str, Amount | None]:
    """What is to be decided before the application is sent, with our own part of the budget; no co-financing where it is nought."""
    cost, own = _planned(project, on)
    found: dict[str, Amount | None] = {Matter.APPLICATION: cost}
    if own is None or own.kronor:
        found[Matter.COFINANCING] = own
    return found


def _planned(project: Project, on: date) -> tuple[Amount | None, Amount | None]:
    """A budget in euro at the rate of the day; otherwise what the step says."""
    book = our_book(project)
    if project.currency == EURO and book.lines:
        ours = sums(book.in_currency(EURO) or [])
        return of_euro(ours.cost, on), of_euro(ours.own, on)
    step = project.step
    cost, own = ((Amount(one) if one is not None else None) for one in (step.planned_cost, step.planned_own))
    return cost, own


def decide_to_send(project: Project, *, by: User, on: date) -> None:
    """Before an application is sent: what nobody has decided yet is decided by who sends it. Raises NoMandate.

    Where no delegation list has been entered for the day, nothing is asked.
    """
    if decided_by_body(project) or not register().covers(on):
        return
    for matter, amount in _undecided(project, on):
        deciding.make_way(project, matter, on=on, decider=by)
        asked = Question(matter, on, amount.kronor if amount else None, project.initiative.unit_id)
        deciding.decide(project, asked, decider=by, by=by, amount=amount, case_number=project.initiative.case_number)


def _undecided(project: Project, on: date) -> Iterator[tuple[str, Amount | None]]:
    """An amount that has grown since it was decided on is not decided on."""
    known = {one.matter: one for one in decisions(project)}
    for matter, amount in wanted(project, on).items():
        before = known.get(matter)
        if before is None or amount is None or (before.amount or 0) < amount.kronor:
            yield matter, amount


def decisions(project: Project) -> list[DelegationDecision]:
    return list(DelegationDecision.objects.standing().about(project).select_related("decider").order_by("matter"))


def take_back(project: Project, *, by: User) -> None:
    """The application was not sent after all: what was decided by sending it was not."""
    for one in decisions(project):
        if one.decider_id == by.pk and one.decided_on == project.applied_on and not one.reported_on:
            one.withdraw()
