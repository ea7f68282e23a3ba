"""The demo's yearly reports: last year's frozen and published, this year's a draft."""

from datetime import date

from utblick.accounts.models import User
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.followup import composing, freezing
from utblick.followup.models import Report, ReportSection
from utblick.journal import clock


def make_reports(cast: Cast) -> None:
    told, year = texts.read("reports"), cast.today.year
    frozen_on = min(moments.on(date(year, 2, 12), 4), moments.on(cast.today))
    with clock.at(frozen_on):
        last = _start(year - 1, case_number=f"KS {year}/18", written=told["last"]["texts"])
        _freeze(last, by=cast.people["karin"])
    with clock.at(moments.ago(cast.today, 3)):
        _start(year, case_number="", written=told["this"]["texts"])


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
