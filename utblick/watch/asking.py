"""Asking local actors about an item: whom one can ask, the question, what comes back.

A question to an actor stands beside the decision on the item: it makes one, “Assigned”, where nothing was decided that keeps the
item with somebody. Any number of actors may be asked; each sees its own question alone.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from utblick.accounts.models import User
from utblick.actors.models import LocalActor, Representative
from utblick.journal import clock
from utblick.watch import decisions, fitting
from utblick.watch.decisions import Overtaken, Seen, Together, Verdict, acting
from utblick.watch.models import ActorQuestion, Decision, Item

KEPT = {Verdict.ASSIGNED, Verdict.INITIATIVE}
"""What stands as it is when an actor is asked as well."""


@dataclass(frozen=True, slots=True)
class Said:
    """One question about an item, whoever was asked, and what came back; `question` where it was a local actor."""

    whom: str
    text: str
    by: User
    at: datetime
    answer: str
    answer_text: str
    answered_by: User | None
    answered_at: datetime | None
    question: ActorQuestion | None = None


def askable() -> QuerySet[LocalActor]:
    """Those that somebody logs in for: the others would never see the question."""
    log_ins = Representative.objects.current().filter(actor=OuterRef("pk"), user__is_active=True)
    return LocalActor.objects.current().filter(Exists(log_ins))


def ours_alone(items: Collection[int]) -> QuerySet[Item]:
    """Those that came in the municipality's own post: no actor is shown them."""
    found: QuerySet[Item] = Item.objects.filter(~fitting.is_public("pk"), pk__in=items)
    return found


@transaction.atomic
def ask(
    seen: Mapping[int, Seen], *, actor: LocalActor, question: str, by: User, key: str = ""
) -> tuple[Together, list[ActorQuestion]]:
    """Ask the actor about each of these items. What is not read here, and what others decided in between, is passed over.

    Raises ValidationError where there is nobody to answer or nothing is asked, for an item that is not to leave the house, and
    where the actor has the question already. Whether `by` may ask is the caller's question.
    """
    _check(seen, actor, question)
    with acting(by):
        standing = {one.item_id: one for one in decisions.standing_on_all(seen)}
        kept = [one for pk, one in standing.items() if one.verdict in KEPT and seen[pk] in (..., one.pk)]
        others = {pk: decision for pk, decision in seen.items() if pk not in {one.item_id for one in kept}}
        done = decisions.decide_on_all(others, verdict=Verdict.ASSIGNED, by=by, actor=actor, key=key)
        done.decided += kept
        asked = [
            ActorQuestion(
                item=one.item, actor=actor, question=question.strip(), asked_by=by, created_at=clock.now(),
                decision=None if one.verdict != Verdict.ASSIGNED or one.assigned_to_id or one.unit_id else one,
            )
            for one in done.decided
        ]  # fmt: skip
        ActorQuestion.save_all(asked)
    return done, asked


def ask_about(item: Item, *, actor: LocalActor, question: str, by: User, seen: Seen = ...) -> ActorQuestion:
    """As `ask`, about one item. Raises Overtaken where another decision stands than the one that was seen."""
    done, asked = ask({item.pk: seen}, actor=actor, question=question, by=by)
    if done.overtaken:
        raise Overtaken(done.overtaken[0])
    if not asked:
        raise Item.DoesNotExist
    return asked[0]


def _check(items: Mapping[int, Seen], actor: LocalActor, question: str) -> None:
    words = {"actor": actor}
    if not askable().filter(pk=actor.pk).exists():
        text = _(
            "Nobody logs in for %(actor)s, so nobody would see the question. Give somebody a log-in on its page first."
        )
        raise ValidationError({"actor": text % words}, code="nobody_to_answer")
    if not question.strip():
        raise ValidationError({"reason": _("Write what you want to know of %(actor)s.") % words}, code="nothing_asked")
    ActorQuestion(question=question.strip()).clean_fields(exclude=["municipality", "item", "actor", "asked_by"])
    if title := ours_alone(items).values_list("title", flat=True).first():
        text = _(
            "“%(title)s” was mailed or handed in to you alone, and is not shown to local actors. Nothing has been sent."
        )
        raise ValidationError({"actor": text % {"title": title}}, code="ours_alone")
    waiting = (
        ActorQuestion.objects.waiting().filter(actor=actor, item__in=items).select_related("item", "asked_by").first()
    )
    if waiting:
        text = _(
            "%(who)s has asked %(actor)s about “%(item)s” already, and the answer has not come. Nothing has been sent."
        )
        told = {"who": waiting.asked_by, "item": waiting.item, **words}
        raise ValidationError({"actor": text % told}, code="asked_already")


@transaction.atomic
def take_back(question: ActorQuestion, *, by: User) -> bool:
    """The actor need not answer; what was decided by asking alone is undone. False where the answer has come, or it is gone."""
    with acting(by):
        asked = ActorQuestion.objects.waiting().select_for_update(of=("self",)).filter(pk=question.pk).first()
        if asked is None:
            return False
        asked.withdraw()
        decision = asked.decision
        if decision and not decision.questions.filter(withdrawn_at=None).exists():
            decisions.take_back(decision, by=by)
    return True


@transaction.atomic
def answer(question: ActorQuestion, *, by: User, verdict: str, text: str = "") -> ActorQuestion:
    """What the actor says, which the ranking learns from too.

    Raises ValidationError where the question was taken back, or somebody else has answered for the actor.
    """
    with acting(by):
        asked = ActorQuestion.objects.current().select_for_update(of=("self",)).filter(pk=question.pk).first()
        if asked is None:
            raise ValidationError(_("The question has been taken back. Nothing needs to be answered."), code="gone")
        if asked.answered_at and asked.answered_by != by:
            words = {"who": asked.answered_by, "answer": asked.get_answer_display(), "text": asked.answer_text}
            raise ValidationError(_("%(who)s has answered already: %(answer)s. %(text)s") % words, code="answered")
        asked.answer, asked.answer_text, asked.answer_read = verdict, text.strip(), False
        asked.answered_by, asked.answered_at = by, clock.now()
        asked.clean_fields(exclude=["municipality", "item", "actor", "asked_by"])
        asked.save()
        fitting.say(asked.actor, asked.item, verdict)
    return asked


def read(question: ActorQuestion) -> None:
    question.answer_read = True
    question.save()


def said_about(item: Item, decided: Iterable[Decision]) -> list[Said]:
    """In the order of time; empty where no more was asked than what stands in the decision. One query."""
    rows = ActorQuestion.objects.filter(item=item).select_related("actor", "asked_by", "answered_by")
    found = [_of_question(one) for one in rows if one.answered_at or not one.withdrawn_at]
    answered = [one for one in decided if one.answered_at]
    if not found and all(one.withdrawn_at is None for one in answered):
        return []
    return sorted([*found, *map(_of_decision, answered)], key=lambda one: one.at)


def _of_question(one: ActorQuestion) -> Said:
    facts = one.get_answer_display(), one.answer_text, one.answered_by, one.answered_at
    return Said(str(one.actor), one.question, one.asked_by, one.created_at, *facts, one)


def _of_decision(one: Decision) -> Said:
    whom = ", ".join(str(name) for name in (one.assigned_to, one.unit) if name)
    facts = one.get_answer_display(), one.answer_text, one.answered_by, one.answered_at
    return Said(whom, one.reason, one.decided_by, one.created_at, *facts)
