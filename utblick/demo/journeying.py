"""Who travelled in the demo's exchanges, and what became of what they learnt."""

from typing import Any

from utblick.accounts.models import User
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.initiatives import spreading, travelling
from utblick.initiatives.afterlife import asked_at, next_question
from utblick.initiatives.models import (
    Afterlife,
    Group,
    Initiative,
    Leg,
    Lesson,
    LessonMail,
    Recipient,
    Step,
    TravelReport,
)
from utblick.journal import clock
from utblick.tenancy import scope


def travel(cast: Cast) -> None:
    told = texts.read("journeys")
    for order, row in enumerate(told["groups"]):
        _group(cast, order, row)
    for order, row in enumerate(told["reports"]):
        _report(cast, order, row)
    for order, row in enumerate(told["spread"]):
        _spread(cast, order, row)
    for order, row in enumerate(told["remains"]):
        _remain(cast, order, row)
    # Told by word of mouth in the demo: no mail goes out when it is opened.
    LessonMail.objects.update(sent_at=moments.on(cast.today))


def _at(cast: Cast, days: int, order: int, by: User) -> Any:
    return clock.at(moments.ago(cast.today, days, order)), scope.acting(cast.municipality, by)


def _group(cast: Cast, order: int, row: dict[str, Any]) -> None:
    facts = {name: value for name, value in row.items() if name not in ("step", "legs", "leader")}
    step = Step.objects.select_related("initiative__owner").get(title=row["step"])
    leader = cast.people[row["leader"]] if "leader" in row else None
    began = (cast.today - step.starts_on).days if step.starts_on else 0
    written, acting = _at(cast, max(began + 20, 0), order, leader or cast.people["karin"])
    with written, acting:
        group = Group(step=step, leader=leader, **facts)
        group.full_clean(exclude=["municipality", "step"])
        group.save()
        for means, begins, ends, more in row["legs"]:
            leg = Leg(group=group, means=means, begins=begins, ends=ends, travelled_on=step.starts_on, **more)
            travelling.reckon(leg)
            leg.full_clean(exclude=["municipality", "group"])
            travelling.save_leg(leg)


def _report(cast: Cast, order: int, row: dict[str, Any]) -> None:
    by = cast.people[row["by"]]
    written, acting = _at(cast, row["days"], order, by)
    with written, acting:
        report = TravelReport(step=Step.objects.get(title=row["step"]), lesson=_lesson(row), met=row["met"], author=by)
        report.reported_on = clock.now().date()
        report.full_clean(exclude=["municipality", "step", "lesson"])
        report.save()


def _lesson(row: dict[str, Any]) -> Lesson:
    found: Lesson = Lesson.objects.get(text__startswith=row["lesson"])
    return found


def _spread(cast: Cast, order: int, row: dict[str, Any]) -> None:
    by = cast.people[row["by"]]
    written, acting = _at(cast, row["days"], order, by)
    with written, acting:
        lesson = _lesson(row)
        lesson.evidence = row["evidence"]
        lesson.save()
        recipients = spreading.spread(lesson, [cast.units[to[0]] for to in row["to"]], by=by)
    for recipient, (unit, answer, why, days) in zip(recipients, row["to"], strict=True):
        if answer:
            _answer(cast, order, recipient, unit, {"answer": answer, "why": why}, days)


def _answer(cast: Cast, order: int, recipient: Recipient, unit: str, facts: dict[str, str], days: int) -> None:
    by = next((user for user in cast.people.values() if _works_at(user, unit, cast)), cast.people["karin"])
    written, acting = _at(cast, days, order, by)
    with written, acting:
        recipient.answer, recipient.why = facts["answer"], facts["why"]
        spreading.answer(recipient, by=by)


def _works_at(user: User, unit: str, cast: Cast) -> bool:
    return user.memberships.filter(unit=cast.units[unit], role__in=["officer", "coordinator"]).exists()


def _remain(cast: Cast, order: int, row: dict[str, Any]) -> None:
    by = cast.people[row["by"]]
    written, acting = _at(cast, row["days"], order, by)
    with written, acting:
        initiative, today = Initiative.objects.get(title=row["initiative"]), clock.now().date()
        assert initiative.closed_on
        told = Afterlife(initiative=initiative, remains=row["remains"], text=row["text"], answered_by=by)
        told.months, told.answered_on = asked_at(initiative.closed_on, today) or 0, today
        told.full_clean(exclude=["municipality", "initiative"])
        told.save()
        initiative.ask_on = next_question(initiative.closed_on, today)
        initiative.save()
