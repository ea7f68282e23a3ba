"""A whole relation on one time line: agreements, reviews, contacts, initiatives, people, money and results, newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from utblick.partners.gains import GROUPS
from utblick.partners.models import Agreement, Contact, Merging, Organisation, Review, Silence

MOST = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened. `step`: where people and money were, from the initiatives."""

    when: date
    kind: str
    text: str
    url: str = ""
    step: Any = None

    @property
    def counted(self) -> bool:
        return self.step is not None and any(getattr(self.step, group) is not None for group in GROUPS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proposed about an agreement, or decided when the relation had gone quiet; `until`: when it is asked again."""

    when: date
    kind: str
    text: str
    url: str
    until: date | None
    note: str

    def stands(self, today: date) -> bool:
        """Whether it is why a quiet relation is left in peace."""
        return self.kind == Silence._meta.label_lower and (self.until is None or self.until >= today)


def is_judged() -> Q:
    """Whether there is anything for `verdicts` to find about an organisation."""
    reviews = Review.objects.current().filter(agreement__organisation=OuterRef("pk"))
    return Q(Exists(reviews) | Exists(Silence.objects.current().filter(organisation=OuterRef("pk"))))


def verdicts(organisation: Organisation) -> list[Verdict]:
    """The newest first. One query."""
    columns = ("of", "day", "verdict", "title", "key", "asked_again", "told")
    reviews = Review.objects.current().filter(agreement__organisation=organisation, agreement__withdrawn_at=None)
    silences = Silence.objects.current().filter(organisation=organisation)
    reviewed = reviews.order_by().annotate(
        of=Value(Review._meta.label_lower),
        day=F("reviewed_on"),
        verdict=F("proposal"),
        title=F("agreement__title"),
        key=F("pk"),
        asked_again=F("rest_until"),
        told=F("reasons"),
    )
    decided = silences.order_by().annotate(
        of=Value(Silence._meta.label_lower),
        day=TruncDate("created_at"),
        title=Value(""),
        key=F("pk"),
        asked_again=F("until"),
        told=F("note"),
    )
    rows = reviewed.values_list(*columns).union(decided.values_list(*columns), all=True)
    return [_verdict(*row) for row in rows.order_by("-day", "-key")]


def _verdict(of: str, when: date, verdict: str, title: str, key: int, until: date | None, note: str) -> Verdict:
    if of == Silence._meta.label_lower:
        return Verdict(when, of, str(Silence.Verdict(verdict).label), "", until, note)
    facts = {"agreement": title, "proposal": Review.Proposal(verdict).label}
    text = _("%(agreement)s: reviewed, proposal “%(proposal)s”") % facts
    return Verdict(when, of, text, reverse("partners:review", args=[key]), until, note)


def story(
    agreements: Iterable[Agreement],
    contacts: Iterable[Contact],
    participations: Sequence[Any],
    judged: Iterable[Verdict] = (),
    mergings: Iterable[Merging] = (),
) -> list[Moment]:
    """The newest MOST, of what the page has fetched already, and the steps and results of the initiatives: two queries."""
    initiatives = [one.initiative for one in participations]
    moments = [
        *_of_agreements(agreements),
        *(
            Moment(one.happened_on, str(one.get_kind_display()), one.subject, one.get_absolute_url())
            for one in contacts
        ),
        *_of_initiatives(initiatives),
        *(Moment(one.when, _kind_of(one), one.text, one.url) for one in judged),
        *(Moment(localdate(one.created_at), _("Merged into this"), one.gone.name) for one in mergings),
    ]
    if initiatives:
        moments += _of_steps(_parts("steps", initiatives))
        moments += _of_results(_parts("results", initiatives))
    return sorted(moments, key=lambda one: one.when, reverse=True)[:MOST]


def _kind_of(verdict: Verdict) -> str:
    is_silence = verdict.kind == Silence._meta.label_lower
    return _("Had gone quiet: decided") if is_silence else capfirst(str(Review._meta.verbose_name))


def _of_agreements(agreements: Iterable[Agreement]) -> Iterator[Moment]:
    for one in agreements:
        url, kind = one.get_absolute_url(), str(one.get_kind_display())
        days = ((one.signed_on, _("signed")), (one.ended_on, _("ended")))
        for day, what in days:
            if day:
                yield Moment(day, kind, f"{one.title}: {what}", url)


def _of_initiatives(initiatives: Iterable[Any]) -> Iterator[Moment]:
    for one in initiatives:
        if one.starts_on:
            yield Moment(one.starts_on, _("Initiative begins"), one.title, one.get_absolute_url())


def _of_steps(steps: Iterable[Any]) -> Iterator[Moment]:
    for one in steps:
        if one.starts_on and one.status not in type(one).FELL_THROUGH:
            url = one.initiative.get_absolute_url()
            yield Moment(one.starts_on, str(one.get_kind_display()), one.title, url, step=one)


def _of_results(results: Iterable[Any]) -> Iterator[Moment]:
    for one in results:
        yield Moment(one.noted_on, _("Result"), Truncator(one.text).chars(200), one.initiative.get_absolute_url())


def _parts(relation: str, initiatives: Sequence[Any]) -> QuerySet[Any]:
    """The rows that belong to these initiatives. Partners know the relation's name, not the room."""
    model: Any = type(initiatives[0])._meta.get_field(relation).related_model
    rows: QuerySet[Any] = model.objects.current().filter(initiative__in=initiatives).select_related("initiative")
    return rows
