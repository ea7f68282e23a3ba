"""Relations that have gone quiet: no contact and no initiative within their own rhythm, and nothing decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from utblick.partners.models import Agreement, Contact, Organisation, Silence
from utblick.partners.terms import plus_months

# With an agreement one meets at least once a year, where nothing else is said.
WITH_AGREEMENT = 12
ONGOING = ("preparing", "running")
Verdict = Silence.Verdict


@dataclass(frozen=True, slots=True)
class Quiet:
    """A relation, when it last gave a sign (None: never), how long it may be silent, and what we would do."""

    organisation: Organisation
    last: date | None
    rhythm: int
    months: int
    suggestion: Verdict


def quiet(today: date, *, only: int | None = None) -> list[Quiet]:
    """The longest silent first; with `only` just that organisation. One query."""
    rows = _watched(today).filter(pk=only) if only else _watched(today)
    found = [one for one in (_judged(row, today) for row in rows) if one]
    return sorted(found, key=lambda one: (-one.months, one.organisation.name))


def is_heard(organisation: Organisation, contacts: Iterable[Contact], today: date) -> bool:
    """Whether contacts that are at hand show that it has not gone quiet, so that nothing more need be asked."""
    since = max((one.happened_on for one in contacts if one.happened_on <= today), default=None)
    return since is not None and plus_months(since, organisation.contact_every or WITH_AGREEMENT) >= today


def suggestion(*, months: int, rhythm: int, ever: bool) -> Verdict:
    """What silence usually means: a first miss is mended by a call; three times the rhythm is a relation in name only."""
    if not ever or months >= 3 * rhythm:
        return Verdict.END
    return Verdict.REST if months >= 2 * rhythm else Verdict.REVIVE


def months_between(first: date, last: date) -> int:
    """Whole months that have gone."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if plus_months(first, months) <= last else months - 1


def _judged(row: Any, today: date) -> Quiet | None:
    signs = [day for day in (row.last_contact, row.last_step) if day]
    last = max(signs, default=None)
    rhythm = row.contact_every or WITH_AGREEMENT
    since = last or row.first_signed or timezone.localtime(row.created_at).date()
    if plus_months(since, rhythm) >= today:
        return None
    months = months_between(since, today)
    return Quiet(row, last, rhythm, months, suggestion(months=months, rhythm=rhythm, ever=last is not None))


def _watched(today: date) -> QuerySet[Organisation]:
    """Those with a rhythm of their own or an agreement, where nothing goes on, nothing rests and nothing is decided."""
    of_it = {"organisation": OuterRef("pk")}
    agreements = Agreement.objects.in_force().filter(**of_it)
    participations = _related(Organisation, "participations")
    initiative = participations._meta.get_field("initiative").related_model
    steps = _related(initiative, "steps")
    done = steps.objects.standing().filter(
        initiative__participations__organisation=OuterRef("pk"),
        initiative__participations__withdrawn_at=None,
        starts_on__lte=today,
    )
    done = done.exclude(status__in=steps.FELL_THROUGH)
    going_on = participations.objects.standing().filter(initiative__status__in=ONGOING, **of_it)
    answered = Silence.objects.current().filter(Q(until=None) | Q(until__gte=today), **of_it)
    return (
        Organisation.objects.current()
        .annotate(
            last_contact=_last(Contact.objects.current().filter(happened_on__lte=today, **of_it), "happened_on"),
            last_step=_last(done.annotate(_day=Coalesce("ends_on", "starts_on")), "_day"),
            first_signed=Subquery(agreements.order_by("signed_on").values("signed_on")[:1]),
        )
        .filter(Q(contact_every__isnull=False) | Q(Exists(agreements)))
        .exclude(Exists(going_on))
        .exclude(Exists(answered))
        .exclude(Exists(agreements.filter(rests_until__gte=today)))
    )


def _last(rows: QuerySet[Any], field: str) -> Subquery:
    return Subquery(rows.order_by(F(field).desc(nulls_last=True)).values(field)[:1])


def _related(model: Any, name: str) -> Any:
    """Who points at a model by this name. Partners know the relation, not the room."""
    return model._meta.get_field(name).related_model
