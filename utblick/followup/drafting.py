"""The outcome of a programme → the draft of the next: each priority with a proposal and its reason, for people to change."""

from datetime import date

from django.db import transaction

from utblick.followup.outcome import Outcome, outcome_of
from utblick.followup.proposing import Course, Proposal, propose
from utblick.goals.models import Programme
from utblick.goals.programmes import carry, follow


def proposals(outcome: Outcome) -> dict[int, Proposal]:
    """By the key of the priority."""
    return {line.pk: propose(line) for line in outcome.priorities}


@transaction.atomic
def draft_next(programme: Programme, *, title: str, starts_on: date, ends_on: date) -> Programme:
    proposed = proposals(outcome_of(programme, measured=True))
    draft = follow(programme, title=title, starts_on=starts_on, ends_on=ends_on)
    for row in programme.priorities.current().select_related("goal", "form"):
        proposal = proposed.get(row.pk)
        new = carry(row, draft, weight=proposal.weight if proposal else None, why=proposal.why if proposal else "")
        if proposal and proposal.course is Course.END:
            new.withdraw()
    return draft
