"""A business contact is noted, and its next step becomes a task; an actor's whole story abroad on one time line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.actors.models import LocalActor
from utblick.initiatives.models import ActorPart, Lead
from utblick.teamwork import doing
from utblick.ui.cutting import cut

MOST = 60


@dataclass(frozen=True, slots=True)
class NextStep:
    title: str
    owner: User
    due_on: date | None


@transaction.atomic
def keep(lead: Lead, step: NextStep | None, *, by: User) -> Lead:
    """Save it, and its next step as a task of the owner's; without one, a step that stands is taken away. Raises Superseded."""
    lead.save()
    standing = lead.task if lead.task and not lead.task.done_at and not lead.task.withdrawn_at else None
    if step is None:
        if standing:
            standing.withdraw()
    elif standing:
        before = standing.owner_id
        standing.title, standing.owner, standing.due_on = step.title, step.owner, step.due_on
        doing.change(standing, by=by, before=before)
    else:
        lead.task = doing.ask(lead, by=by, title=step.title, owner=step.owner, due_on=step.due_on)
        lead.save()
    return lead


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on an actor's time line; `lead` where it is a business contact."""

    when: date
    kind: str
    text: str
    url: str = ""
    lead: Lead | None = None


def story(actor: LocalActor) -> list[Moment]:
    """Contacts, journeys and small aid, newest first."""
    moments = [*_of_leads(actor), *_of_parts(actor), *_of_aid(actor)]
    return sorted(moments, key=lambda one: one.when, reverse=True)[:MOST]


def _of_leads(actor: LocalActor) -> Iterator[Moment]:
    leads = Lead.objects.current().filter(actor=actor).select_related("organisation", "task__owner")
    for one in leads:
        yield Moment(
            one.met_on, _("Business contact"), f"{one.whom}: {cut(one.about, 120)}", one.get_absolute_url(), one
        )


def _of_parts(actor: LocalActor) -> Iterator[Moment]:
    for one in ActorPart.objects.standing().filter(actor=actor).select_related("initiative"):
        trip = one.initiative
        yield Moment(trip.starts_on or trip.created_at.date(), _("Took part"), trip.title, trip.get_absolute_url())


def _of_aid(actor: LocalActor) -> Iterator[Moment]:
    for one in actor.aids.filter(withdrawn_at=None):
        yield Moment(one.given_on, _("Small aid"), one.purpose)
