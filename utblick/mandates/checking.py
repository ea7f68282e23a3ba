"""Who may decide: the one place where a limit is compared with an amount."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from utblick.accounts.models import Unit, User
from utblick.mandates.holding import Organisation, holders, organisation
from utblick.mandates.models import DelegationDecision, Mandate, Matter
from utblick.tenancy import scope
from utblick.ui.templatetags.ui import money


@dataclass(frozen=True, slots=True)
class Question:
    """A decision that somebody wants to make. `amount` None: not known; `unit`: the key of the one that it belongs to."""

    matter: str
    on: date
    amount: Decimal | None = None
    unit: int | None = None


class NoMandate(ValidationError):
    """The person may not decide this. `may`: those who may, each with the mandate; `body`: it may always."""

    def __init__(self, told: str, question: Question, may: list[tuple[User, Mandate]], body: Unit | None) -> None:
        super().__init__(told, code="no_mandate")
        self.question, self.may, self.body = question, may, body


@dataclass
class Register:
    """The delegation list as it is, and who is here. `mandates` holds those of other days too, to say when one ran out."""

    mandates: list[Mandate]
    here: Organisation
    used: dict[tuple[int, int], Decimal] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether any list had been entered for the day: before the first one nothing is checked."""
        return any(one.valid_from <= day for one in self.mandates)

    def of(self, question: Question) -> list[Mandate]:
        return [one for one in self.mandates if one.matter == question.matter and _is_valid(one, question.on)]

    def fits(self, mandate: Mandate, question: Question) -> bool:
        """Whether the amount is within its limits; one that is not known is within none."""
        if mandate.up_to is None and mandate.up_to_a_year is None:
            return True
        if question.amount is None:
            return False
        within_one = mandate.up_to is None or question.amount <= mandate.up_to
        return within_one and (mandate.up_to_a_year is None or question.amount <= self.left(mandate, question.on.year))

    def left(self, mandate: Mandate, year: int) -> Decimal:
        """What is left of the calendar year's limit."""
        assert mandate.up_to_a_year is not None
        key = (mandate.pk, year)
        if key not in self.used:
            self.used[key] = _decided(mandate, year)
        return max(mandate.up_to_a_year - self.used[key], Decimal(0))

    def holds(self, mandate: Mandate, user: User, question: Question) -> bool:
        return any(one.pk == user.pk for one in holders(mandate, question.unit, self.here))

    def mandate_of(self, user: User, question: Question) -> Mandate | None:
        """The narrowest of the person's own that is enough."""
        fitting = (one for one in self.of(question) if self.holds(one, user, question) and self.fits(one, question))
        return next(iter(_narrowest_first(fitting)), None)

    def may(self, question: Question) -> list[tuple[User, Mandate]]:
        """Everybody who may, each once, by the narrowest mandate that is enough."""
        found: dict[int, tuple[User, Mandate]] = {}
        for mandate in _narrowest_first(one for one in self.of(question) if self.fits(one, question)):
            for user in holders(mandate, question.unit, self.here):
                found.setdefault(user.pk, (user, mandate))
        return list(found.values())


def register(*, lock: bool = False) -> Register:
    """`lock`: until the transaction ends nobody else decides, so that two at once do not both get the last of a year's limit."""
    rows = Mandate.objects.current().select_related("body", "person", "unit").in_order()
    return Register(list(rows.select_for_update(of=("self",)) if lock else rows), organisation())


def mandate_for(user: User, question: Question, known: Register | None = None) -> Mandate | None:
    """What the decision rests on: of several mandates that overlap, the narrowest that is enough.

    None where no list had been entered for the day: then nothing is checked. Raises NoMandate.
    """
    known = known or register()
    if not known.covers(question.on):
        return None
    if found := known.mandate_of(user, question):
        return found
    raise _refused(user, question, known)


def holds_any(user: User, matters: Iterable[str], *, on: date, unit: int | None) -> bool:
    """Whether the person holds a mandate in one of the matters, whatever its limit."""
    known, asked = register(), [Question(matter, on, unit=unit) for matter in matters]
    return any(known.holds(mandate, user, question) for question in asked for mandate in known.of(question))


def _is_valid(mandate: Mandate, day: date) -> bool:
    return mandate.valid_from <= day and (mandate.valid_to is None or day <= mandate.valid_to)


def _narrowest_first(mandates: Iterable[Mandate]) -> list[Mandate]:
    """By the limit of one decision, no limit last; of two alike the one decided on last."""

    def width(one: Mandate) -> tuple[Any, ...]:
        return (one.up_to is None, one.up_to or 0, -(one.decided_on or one.valid_from).toordinal(), one.pk)

    return sorted(mandates, key=width)


def _decided(mandate: Mandate, year: int) -> Decimal:
    """What was decided on it in the year, also what the reader may not see: the limit holds for all of it."""
    here = scope.current()
    with scope.acting(scope.municipality(), here.user, sees_secrets=True):
        rows = DelegationDecision.objects.standing().filter(mandate=mandate, decided_on__year=year)
        return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _refused(user: User, question: Question, known: Register) -> NoMandate:
    may = known.may(question)
    bodies = [one.body for one in known.mandates if one.matter == question.matter] or [
        one.body for one in known.mandates
    ]
    body = bodies[0] if bodies else None
    told = [_what(user, question), _why(user, question, known), _who(may, body)]
    return NoMandate(" ".join(filter(None, told)), question, may, body)


def _what(user: User, question: Question) -> str:
    matter = str(Matter(question.matter).label).lower()
    if question.amount is None:
        return _("%(who)s has no mandate to decide on %(matter)s whatever the amount.") % {
            "who": user,
            "matter": matter,
        }
    told = {"who": user, "matter": matter, "amount": money(question.amount)}
    return _("%(who)s has no mandate to decide on %(matter)s of %(amount)s.") % told


def _why(user: User, question: Question, known: Register) -> str:
    """What comes nearest to a mandate, where there is any."""
    held = [one for one in known.mandates if one.matter == question.matter and known.holds(one, user, question)]
    valid = [one for one in held if _is_valid(one, question.on)]
    for one in valid:
        if question.amount is None:
            return _("The amount is not known: write it down first.")
        if one.up_to is None or question.amount <= one.up_to:
            left = money(known.left(one, question.on.year))
            return _("Of this year's limit %(left)s is left.") % {"left": left}
    if valid:
        most = max(one.up_to or Decimal(0) for one in valid)
        return _("The mandate goes up to %(amount)s.") % {"amount": money(most)}
    for one in held:
        if one.valid_to and one.valid_to < question.on:
            return _("The mandate ran out on %(day)s.") % {"day": one.valid_to.isoformat()}
    return ""


def _who(may: list[tuple[User, Mandate]], body: Unit | None) -> str:
    names = [f"{user} ({mandate.reference})" if mandate.reference else str(user) for user, mandate in may]
    if names:
        return _("These may decide: %(names)s; and %(body)s itself.") % {"names": "; ".join(names), "body": body}
    return _("Nobody has such a mandate: %(body)s decides.") % {"body": body}
