"""What the one who was asked answers, and that the one who asked has read it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.accounts.roles import memberships
from utblick.journal import clock
from utblick.watch.decisions import acting
from utblick.watch.models import Decision


@transaction.atomic
def answer(decision: Decision, *, by: User, answer: str, text: str = "") -> Decision:
    """Raises ValidationError where nothing was asked, or the decision was taken back or answered in between."""
    with acting(by):
        asked = Decision.objects.current().select_for_update(of=("self",)).filter(pk=decision.pk).first()
        if asked is None or asked.verdict != Decision.Verdict.ASSIGNED:
            raise ValidationError(_("The question has been taken back. Nothing needs to be answered."), code="gone")
        if asked.answered_at and asked.answered_by != by:
            words = {"who": asked.answered_by, "answer": asked.get_answer_display(), "text": asked.answer_text}
            raise ValidationError(_("%(who)s has answered already: %(answer)s. %(text)s") % words, code="answered")
        asked.answer, asked.answer_text, asked.answer_read = answer, text.strip(), False
        asked.answered_by, asked.answered_at = by, clock.now()
        asked.clean_fields(exclude=["municipality", "item", "decided_by"])
        asked.save()
    return asked


def read(decision: Decision) -> None:
    decision.answer_read = True
    decision.save()


def is_asked(decision: Decision, user: User) -> bool:
    """Whether this person may answer: the one who was asked, or anyone of the unit that was."""
    if decision.assigned_to_id:
        return decision.assigned_to_id == user.pk
    return decision.unit_id in units_of(user)


def units_of(user: User) -> set[int]:
    return {one.unit_id for one in memberships(user) if one.unit_id}
