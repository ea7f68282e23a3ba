"""What a digest may tell of: only what everyone may read, whoever its readers are.

The one rule for what leaves the house by newsletter. Each kind says which of its rows are public (`public`); what is gathered,
previewed, mailed and shown in the archive goes through it, each time anew, in a scope that sees no secrets. A mail is forwarded
within the minute, so there is no second rule for readers who work here.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from utblick.outreach.models import DigestEntry
from utblick.outreach.publishing import BEGUN
from utblick.outreach.search_feeds import in_brief
from utblick.site import published
from utblick.tenancy import scope
from utblick.watch.models import Decision, Item, Match, Sighting, Source

AHEAD = timedelta(days=60)
"""How far beyond the period a digest tells of what is coming."""
Kind = DigestEntry.Kind
Verdict = Decision.Verdict
TO_ANSWER = (Item.Kind.CALL, Item.Kind.TENDER, Item.Kind.PARTNER_SEARCH)


@dataclass(frozen=True, slots=True)
class Piece:
    """What an entry says. `language` is that of `title` and `text`; the English beside it is empty where nobody has written it."""

    title: str
    language: str = "sv"
    title_en: str = ""
    text: str = ""
    text_en: str = ""
    theme: str = ""
    first: str = ""
    last: str = ""
    place: str = ""
    country: str = ""
    link: str = ""
    """Somebody else's page; else the page of ours that is named below."""
    page: str = "site:initiative"
    pk: int = 0
    anchor: str = ""

    def is_over(self, today: date) -> bool:
        return bool(self.last or self.first) and (self.last or self.first) < today.isoformat()

    def kept(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Material:
    """One kind: its rows that everyone may read, those of a period, and what each says."""

    public: Callable[[], QuerySet[Any]]
    of_period: Callable[[QuerySet[Any], date, date], QuerySet[Any]]
    tell: Callable[[Iterable[Any]], dict[int, Piece]]
    ends: bool = False
    """Whether it is news only until its last day."""


def items() -> QuerySet[Item]:
    """What we have decided to go on with, where a source that is open to all tells of it at an address that can be opened."""
    wanted = Q(verdict__in=[Verdict.RELEVANT, Verdict.CONSULTATION, Verdict.INITIATIVE])
    wanted |= Q(verdict=Verdict.ASSIGNED, answer=Decision.Answer.YES)
    decided = Decision.objects.current().filter(wanted, item=OuterRef("pk"))
    told = Sighting.objects.filter(item=OuterRef("pk"), source__subscriptions__municipality=scope.municipality_id())
    in_the_open = told.exclude(source__connector__in=Source.PRIVATE)
    rows: QuerySet[Item] = Item.objects.without_texts().filter(Exists(decided), Exists(in_the_open))
    return rows.filter(link__startswith="http")


def calls() -> QuerySet[Item]:
    return items().filter(kind__in=TO_ANSWER)


def news() -> QuerySet[Item]:
    return items().exclude(kind__in=TO_ANSWER)


def _decided_on(rows: QuerySet[Any], first: date, last: date) -> QuerySet[Any]:
    of_period = Decision.objects.current().filter(item=OuterRef("pk"), created_at__date__range=(first, last))
    now = timezone.now()
    still_open = Q(final_deadline=None) | Q(final_deadline__gte=now)
    return rows.filter(Exists(of_period), still_open).order_by("final_deadline", "pk")


def _items_told(rows: Iterable[Item]) -> dict[int, Piece]:
    found = list(rows)
    themes = _themes([item.pk for item in found])
    return {item.pk: _item_told(item, themes.get(item.pk, "")) for item in found}


def _item_told(item: Item, theme: str) -> Piece:
    with translation.override("sv"):
        text = in_brief(item)
    with translation.override("en"):
        text_en = in_brief(item)
    closes = timezone.localdate(item.deadline).isoformat() if item.deadline else ""
    language = item.language or "en"
    return Piece(item.title, language, "", text, text_en, theme, last=closes, link=item.link, page="", pk=item.pk)


def _themes(keys: list[int]) -> dict[int, str]:
    """By item the goal that it meets best."""
    met = Match.objects.filter(item__in=keys, profile__goal__isnull=False, profile__paused=False)
    best_last = met.order_by("score").values_list("item", "profile__name")
    return dict(best_last)


def _meetings_told(rows: Iterable[Any]) -> dict[int, Piece]:
    return {one.pk: _meeting_told(one) for one in rows}


def _meeting_told(step: Any) -> Piece:
    first, last = step.starts_on.isoformat(), (step.ends_on or step.starts_on).isoformat()
    whole = step.initiative
    return Piece(
        step.title, title_en=step.title_en, text=whole.title, text_en=whole.title_en, first=first, last=last,
        place=step.place, country=step.country, pk=whole.pk,
    )  # fmt: skip


def _initiatives_told(rows: Iterable[Any]) -> dict[int, Piece]:
    return {
        one.pk: Piece(one.title, title_en=one.title_en, text=one.summary, text_en=one.summary_en, pk=one.pk)
        for one in rows
    }


def _parts_told(kind: str) -> Callable[[Iterable[Any]], dict[int, Piece]]:
    """Results and lessons stand on their initiative's page."""
    return lambda rows: {one.pk: _part_told(one, f"{kind}-{one.pk}") for one in rows}


def _part_told(part: Any, anchor: str) -> Piece:
    whole = part.initiative
    return Piece(whole.title, title_en=whole.title_en, text=part.text, text_en=part.text_en, pk=whole.pk, anchor=anchor)


MATERIAL: dict[str, Material] = {
    Kind.CALL: Material(calls, _decided_on, _items_told, ends=True),
    Kind.NEWS: Material(news, _decided_on, _items_told, ends=True),
    Kind.EVENT: Material(
        published.meetings,
        lambda rows, first, last: rows.filter(
            Q(starts_on__gte=timezone.localdate()) | Q(ends_on__gte=timezone.localdate()), starts_on__lte=last + AHEAD
        ),
        _meetings_told,
        ends=True,
    ),
    Kind.INITIATIVE: Material(
        published.initiatives,
        lambda rows, first, last: rows.filter(status__in=BEGUN, starts_on__range=(first, last)),
        _initiatives_told,
    ),
    Kind.RESULT: Material(
        published.results, lambda rows, first, last: rows.filter(noted_on__range=(first, last)), _parts_told("result")
    ),
    Kind.LESSON: Material(
        published.lessons, lambda rows, first, last: rows.filter(learnt_on__range=(first, last)), _parts_told("lesson")
    ),
}


def gathered(first: date, last: date, most: int) -> dict[str, list[int]]:
    """By kind the keys of what there is to tell from these days."""
    with _without_secrets():
        return {
            kind: [row.pk for row in one.of_period(one.public(), first, last)[:most]] for kind, one in MATERIAL.items()
        }


def told(entries: Iterable[DigestEntry]) -> dict[int, Piece]:
    """By entry what it says at this moment; nothing of what not everyone may read."""
    return _of_public(entries, lambda kind, rows: MATERIAL[kind].tell(rows))


def standing(entries: Iterable[DigestEntry]) -> dict[int, Piece]:
    """By entry what it said when it was sent; nothing of what not everyone may read any more."""
    sent = list(entries)
    still = _of_public(sent, lambda kind, rows: {pk: Piece("") for pk in rows.values_list("pk", flat=True)})
    return {entry.pk: Piece(**entry.told) for entry in sent if entry.pk in still and entry.told}


def is_over(entry: DigestEntry, piece: Piece, now: datetime) -> bool:
    return MATERIAL[entry.kind].ends and piece.is_over(timezone.localdate(now))


type Teller = Callable[[str, QuerySet[Any]], dict[int, Piece]]


def _of_public(entries: Iterable[DigestEntry], tell: Teller) -> dict[int, Piece]:
    by_kind: dict[str, dict[int, int]] = {}
    for entry in entries:
        by_kind.setdefault(entry.kind, {})[entry.key] = entry.pk
    found: dict[int, Piece] = {}
    with _without_secrets():
        for kind, keys in by_kind.items():
            pieces = tell(kind, MATERIAL[kind].public().filter(pk__in=list(keys)))
            found.update({keys[key]: piece for key, piece in pieces.items()})
    return found


def _without_secrets() -> Any:
    """As the system, whoever is at work: a coordinator who sees secrets composes nothing of them."""
    return scope.acting(scope.municipality())
