"""Builders for tests: a municipality with something published, and of everything something that is not."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from utblick.accounts.models import User
from utblick.followup import freezing
from utblick.followup.models import Report
from utblick.followup.tests.make import make_report
from utblick.goals.models import PolicyDocument
from utblick.goals.tests.make import make_document, make_goal
from utblick.initiatives.models import Initiative, Lesson, Result, Step
from utblick.initiatives.tests.make import make_initiative, make_lesson, make_result, make_step
from utblick.partners.models import Organisation
from utblick.partners.tests.make import make_agreement, make_organisation

HIDDEN = "Dolt"
"""Stands in everything that the public may not see."""


@dataclass(frozen=True)
class Shown:
    initiative: Initiative
    partner: Organisation
    result: Result
    meeting: Step
    lesson: Lesson


def make_shown() -> Shown:
    """One of each that the public sees, in both languages."""
    goal = make_goal("öka förståelsen för andra kulturer", name="Kulturmöten")
    partner = make_organisation(
        "Lierne kommune", published=True, description="Granne i väster.", description_en="A neighbour to the west."
    )
    make_agreement(organisation=partner, signed_on=date(2011, 6, 4))
    initiative = make_initiative(
        "Ungas möten över gränsen", goals=[goal], partners=[partner], published=True, title_en="Young people meet",
        summary="Elever från Strömsund och Lierne möts.", summary_en="Pupils meet.", starts_on=date(2025, 9, 1),
    )  # fmt: skip
    result = make_result(
        initiative=initiative, published=True, text="Två klasser skriver brev.", text_en="Two classes write letters.",
        value=2, unit_of_value="klasser",
    )  # fmt: skip
    make_step(
        initiative=initiative, title="Klassresan", women=2, men=1, girls=13, boys=10, not_stated=3,
        starts_on=date(2026, 4, 13), ends_on=date(2026, 4, 17),
    )  # fmt: skip
    day = timezone.localdate() + timedelta(days=30)
    meeting = make_step(
        initiative=initiative, kind=Step.Kind.EVENT, title="Gränsdagen", title_en="The border day", place="Gäddede",
        country="SE", status=Step.Status.PLANNED, starts_on=day, ends_on=day + timedelta(days=1),
    )  # fmt: skip
    lesson = make_lesson(
        initiative=initiative, published=True, text="Ring före brevet.", text_en="Ring before you write."
    )
    return Shown(initiative, partner, result, meeting, lesson)


def make_hidden(shown: Shown) -> None:
    """Of every kind one that is not published, one withdrawn and one confidential, each with parts that are published."""
    for facts in ({"published": False}, {"published": True, "secrecy_ground": "OSL 15:1"}, {"published": True}):
        gone = facts == {"published": True}
        partner = make_organisation(f"{HIDDEN} partner", country="FI", **facts)
        make_agreement(organisation=partner, title=f"{HIDDEN} avtal")
        initiative = make_initiative(
            f"{HIDDEN} insats", title_en=f"{HIDDEN} initiative", summary=f"{HIDDEN} text",
            partners=[partner, shown.partner], goals=[make_goal(name="Mål")], starts_on=date(2026, 1, 1), **facts,
        )  # fmt: skip
        make_result(initiative=initiative, text=f"{HIDDEN} resultat", published=True)
        make_lesson(initiative=initiative, text=f"{HIDDEN} lärdom", published=True)
        _make_meeting(initiative, women=1000)
        for whole in (partner, initiative):
            if gone:
                whole.withdraw()
        shown_with = make_initiative("Synlig insats", published=True, partners=[partner])
        _make_meeting(shown_with, status=Step.Status.PLANNED).withdraw()
    make_result(initiative=shown.initiative, text=f"{HIDDEN} resultat")
    make_result(initiative=shown.initiative, text=f"{HIDDEN} resultat", published=True).withdraw()
    make_lesson(initiative=shown.initiative, text=f"{HIDDEN} lärdom")
    make_lesson(initiative=shown.initiative, text=f"{HIDDEN} lärdom", published=True).withdraw()
    for status in (Step.Status.APPLIED, Step.Status.REJECTED):
        _make_meeting(shown.initiative, status=status)
    draft = make_document(f"{HIDDEN} policy", status=PolicyDocument.Status.DRAFT)
    make_goal(f"{HIDDEN} mål", document=draft)
    make_goal(f"{HIDDEN} mål").withdraw()
    make_report(f"{HIDDEN} rapport")


def _make_meeting(initiative: Initiative, **facts: Any) -> Step:
    day = timezone.localdate() + timedelta(days=20)
    standard: dict[str, Any] = {"kind": Step.Kind.EVENT, "title": f"{HIDDEN} dag", "starts_on": day, "ends_on": day}
    return make_step(initiative=initiative, **{**standard, **facts})


def make_published_report(by: User, **facts: Any) -> Report:
    report = make_report(**facts)
    freezing.freeze(report, by=by, seen=freezing.shown(report))
    freezing.publish(report)
    return report
