"""The demo's programmes: that of last period, the present one in two versions, and a draft of the next on referral."""

from datetime import date, timedelta
from typing import Any

from utblick.demo import moments, texts
from utblick.demo.people import Cast
from utblick.demo.ticking import ticked
from utblick.followup.drafting import draft_next
from utblick.goals import programmes, referring
from utblick.goals.models import Consulted, CooperationForm, Goal, Priority, Programme, Referral, Remark
from utblick.journal import clock
from utblick.tenancy import scope

REVISED, SENT, ANSWERED, LEFT = 230, 13, 4, 9


def make_programmes(cast: Cast) -> None:
    """Last period's first; the present one goes on with what it did, and was revised once."""
    told, year = texts.read("goals"), cast.today.year
    last = begun(cast, told["last"], date(year - 3, 10, 1), date(year - 2, 12, 31))
    adopt(last, date(year - 3, 9, 26), told["last"])
    present = begun(cast, told["programme"], date(year - 1, 1, 1), date(year, 12, 31), follows=last)
    adopt(present, date(year - 2, 11, 26), told["programme"])
    revise(present, cast, told["revision"])


def begun(cast: Cast, facts: dict[str, Any], first: date, last: date, follows: Programme | None = None) -> Programme:
    with clock.at(moments.on(first - timedelta(days=60))):
        title = facts["title"].format(first=first.year, last=last.year)
        programme = Programme(title=title, text=facts["text"], starts_on=first, ends_on=last, follows=follows)
        programme.save()
        for position, one in enumerate(facts["priorities"], start=1):
            make_priority(programme, position, one)
    return programme


def make_priority(programme: Programme, position: int, facts: dict[str, Any]) -> None:
    """One that the former programme has goes on from it."""
    goal = Goal.objects.in_force().get(name=facts["goal"])
    form = CooperationForm.objects.in_force().get(name=facts["form"])
    priority = Priority(
        programme=programme,
        position=position,
        **{**facts, "goal": goal, "form": form, "concepts": ticked(facts["concepts"])},
    )
    if programme.follows:
        same = programme.follows.priorities.current().filter(name=facts["name"]).first()
        priority.line = same.root if same else None
    priority.full_clean(exclude=["municipality"])
    priority.save()


def adopt(programme: Programme, day: date, facts: dict[str, str]) -> None:
    with clock.at(moments.on(day + timedelta(days=3))):
        programme.adopted_by, programme.adopted_on = facts["adopted_by"], day
        programme.section, programme.case_number = facts["section"], facts["case_number"]
        programmes.adopt(programme, seen=programmes.shown(programme))


def revise(present: Programme, cast: Cast, facts: dict[str, Any]) -> None:
    day = cast.today - timedelta(days=REVISED)
    with clock.at(moments.on(day - timedelta(days=30))):
        version = programmes.revise(present)
        version.why = facts["why"]
        version.save()
        for one in facts["priorities"]:
            change(version.priorities.current().get(name=one["name"]), one)
    adopt(version, day, facts)


def change(row: Priority, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()


def refer(cast: Cast) -> None:
    """The draft of the next programme, worked out from the outcome so far; all units but one have answered."""
    told, year = texts.read("goals")["referral"], cast.today.year
    present = Programme.objects.adopted().get(ends_on__year=year)
    with clock.at(moments.ago(cast.today, SENT + 8, 5)):
        title = texts.read("goals")["programme"]["title"].format(first=year + 1, last=year + 2)
        draft = draft_next(present, title=title, starts_on=date(year + 1, 1, 1), ends_on=date(year + 2, 12, 31))
        for one in told["changes"]:
            change(draft.priorities.current().get(name=one["name"]), {**one, "form": None})
        make_priority(draft, 9, told["new"])
    with clock.at(moments.ago(cast.today, SENT, 4)):
        referral = Referral(programme=draft, letter=told["letter"], answer_by=cast.today + timedelta(days=LEFT))
        referring.send(referral, [cast.units[key] for key in told["units"]], by=cast.people["karin"])
    for one in told["answers"]:
        answer(referral, cast, one)


def answer(referral: Referral, cast: Cast, facts: dict[str, Any]) -> None:
    consulted = Consulted.objects.select_related("unit", "referral__programme", "referral__sent_by").get(
        referral=referral, unit=cast.units[facts["unit"]]
    )
    rows = {row.name: row.pk for row in referral.programme.priorities.all()}
    remarks = {rows.get(one.get("priority", "")): one["text"] for one in facts["remarks"]}
    with clock.at(moments.ago(cast.today, ANSWERED, 5)), scope.acting(cast.municipality, cast.people[facts["by"]]):
        consulted.verdict = facts["verdict"]
        referring.answer(consulted, remarks, by=cast.people[facts["by"]])
    for one in facts["remarks"]:
        if "heeded" in one:
            row = Remark.objects.get(consulted=consulted, text=one["text"])
            row.heeded, row.reply = one["heeded"], one["reply"]
            row.save()
