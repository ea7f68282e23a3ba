"""The demo's yearly reports: last year's, frozen and published; this year's, a draft that one unit has yet to answer for."""

from datetime import date, timedelta
from typing import Any

from utblick.accounts.models import User
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.followup import collecting, composing, freezing
from utblick.followup.known import known_of
from utblick.followup.models import Answer, Report, ReportSection
from utblick.goals.models import Goal
from utblick.journal import clock

MISSING = "tsf"
"""The unit that has not answered this year."""


def make_reports(cast: Cast) -> None:
    told, year = texts.read("reports"), cast.today.year
    frozen_on = min(moments.on(date(year, 2, 12), 4), moments.on(cast.today))
    with clock.at(frozen_on - timedelta(days=30)):
        last = _start(year - 1, case_number=f"KS {year}/18", written=told["last"]["texts"])
        collecting.open_for(last, answer_by=(frozen_on - timedelta(days=10)).date())
    with clock.at(frozen_on - timedelta(days=12)):
        _answer(cast, last, told["last"]["units"], but="")
    with clock.at(frozen_on):
        composing.compose(last)
        _freeze(last, by=cast.people["karin"])
    with clock.at(moments.ago(cast.today, 9)):
        this = _start(year, case_number="", written=told["this"]["texts"])
        collecting.open_for(this, answer_by=cast.today + timedelta(days=5))
    with clock.at(moments.ago(cast.today, 4)):
        _answer(cast, this, told["this"]["units"], but=MISSING)
    with clock.at(moments.ago(cast.today, 3)):
        composing.compose(this)


def _answer(cast: Cast, report: Report, words: dict[str, dict[str, str]], *, but: str) -> None:
    """Each unit by its officer, or by the coordinator where it has none."""
    keys = {unit.pk: key for key, unit in cast.units.items()}
    for answer in Answer.objects.filter(collection__report=report).told():
        key = keys[answer.unit_id]
        if key == but:
            continue
        collecting.write(answer, _wishes(words.get(key, {})))
        seen = known_of(answer.unit, report.starts_on, report.ends_on).mark
        collecting.submit(answer, by=_officer(cast, answer), seen=seen)


def _wishes(words: dict[str, str]) -> dict[int | None, Any]:
    """By the name of the goal, or "whole"."""
    goals = {str(goal): goal.pk for goal in Goal.objects.current().filter(document__status="in_force")}
    return {None if name == "whole" else goals[name]: collecting.Wish("", text.strip()) for name, text in words.items()}


def _officer(cast: Cast, answer: Answer) -> User:
    found = collecting.officers(answer.unit)
    return found[0] if found else cast.people["karin"]


def _start(year: int, *, case_number: str, written: dict[str, str]) -> Report:
    report = composing.start(
        title=f"Uppföljning av det internationella arbetet {year}",
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        case_number=case_number,
    )
    for key, text in written.items():
        section = ReportSection(report=report, key=key, text=text.strip())
        section.full_clean(exclude=["municipality", "report", "key"])
        section.save()
    return report


def _freeze(report: Report, *, by: User) -> None:
    freezing.freeze(report, by=by, seen=freezing.shown(report))
    freezing.publish(report)
