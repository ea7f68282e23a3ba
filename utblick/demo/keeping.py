"""The demo's document plan, what is old enough to fall under it, and a disposal list that waits for somebody to approve it."""

from datetime import timedelta
from typing import Any

from utblick.accounts.models import Unit
from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.journal import clock, secrecy
from utblick.partners import erasing, receiving
from utblick.partners.models import RequestMail, VisitRequest
from utblick.partners.models.requests import KEPT as KNOWN
from utblick.records.disposal import deciding, drawing
from utblick.records.models import DisposalList, RetentionRule
from utblick.teamwork import doing, talking
from utblick.tenancy import scope

Fate = RetentionRule.Fate
DECIDED, DRAWN = 200, 2
YEARS = {
    "partners.visitrequest": 1,
    "establishment.enquiry": 5,
    "actors.registration": 1,
    "accessible.remark": 2,
    "outreach.digest": 2,
    "teamwork.task": 2,
}
KEPT = ("partners.contact", "initiatives.initiative", "projects.evidence")
ASKED = ("language", "name", "organisation_name", "country", "email", "people", "topics")


def keep(cast: Cast) -> None:
    with scope.acting(cast.municipality, cast.people["karin"], sees_secrets=True):
        for row in texts.read("keeping")["requests"]:
            _decline(cast, row)
        _decide(cast)
        _draw(cast)


def _decline(cast: Cast, row: dict[str, Any]) -> None:
    by = cast.people["karin"]
    with clock.at(moments.ago(cast.today, row["days"])):
        asked = receiving.receive(mark=f"old{row['days']}", **{name: row[name] for name in ASKED})
    with clock.at(moments.ago(cast.today, row["days"] - 4)):
        body = receiving.letter_for(asked, "letter_no", by).body
        receiving.decline(asked, by=by, body=body, reason=row["reason"])
        RequestMail.objects.filter(request=asked).update(sent_at=clock.now())
        _go_on(asked, by, row)
    if row["days"] > KNOWN.days + 4:
        with clock.at(moments.ago(cast.today, row["days"] - KNOWN.days - 5)):
            erasing.erase(asked)


def _go_on(asked: VisitRequest, by: Any, row: dict[str, Any]) -> None:
    if "secret" in row:
        secrecy.mark(asked, ground=row["secret"])
    if "said" in row:
        talking.write(asked, by=by, text=row["said"])
    if "task" in row:
        doing.ask(asked, by=by, title=row["task"], owner=by)


def _decide(cast: Cast) -> None:
    day = cast.today - timedelta(days=DECIDED)
    facts = {"body": Unit.objects.filter(kind=Unit.Kind.BOARD).first(), "decided_on": day, "section": "52"}
    facts["case_number"] = f"KS {day.year}/88"
    with clock.at(moments.ago(cast.today, DECIDED - 20)):
        for kind in KEPT:
            RetentionRule(
                kind=kind, fate=Fate.KEEP, note="Visar hur kommunens samarbeten har vuxit fram", **facts
            ).save()
        for kind, years in YEARS.items():
            RetentionRule(kind=kind, fate=Fate.DISPOSE, years=years, **facts).save()


def _draw(cast: Cast) -> None:
    with clock.at(moments.ago(cast.today, DRAWN)):
        found = DisposalList(day=cast.today - timedelta(days=DRAWN), drawn_by=cast.people["karin"])
        found.save()
        drawing.draw(found)
        if row := found.rows.going().order_by("since").first():
            deciding.take_out(row, reason="Vi ska bjuda in kören själva till jubileet nästa år")
