"""Asks the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.expressions import RawSQL

from utblick.lexicon import tokens
from utblick.lexicon.stopwords import GRAMMAR
from utblick.search import statements
from utblick.search.indexing import mark_of_kind, mark_of_place
from utblick.search.models import Row
from utblick.search.wording import Terms, terms
from utblick.tenancy import scope

MOST = 200
MOST_TELLING = 5
"""Each word more makes the question for all but one of them half as slow again."""
FEW = 20
"""Fewer hits than this are not enough to leave it at the words as they were typed."""


@dataclass(frozen=True, slots=True)
class Hit:
    row: int  # its key in the index
    kind: str
    object_id: int
    title: str
    url: str
    came_on: date | None


def find(
    query: str,
    *,
    kind: str = "",
    language: str = "sv",
    most: int = MOST,
    since: date | None = None,
    words_first: bool = False,
) -> list[Hit]:
    """The objects that hold every word of the query: first those that hold them in the title, own before the world's, newest first.

    Where few do, then also those that hold a longer word than the last, a compound's parts, or the words of another language.
    Only what the running work may see is told: the index proposes, the objects' own managers decide. `since`: that came on
    that day or later. Of a kind all that is found at once, for who has it in an order of its own, unless `words_first`.
    """
    if not (words := terms(query, language)):
        return []
    hits = _visible(_proposed(words, kind, most, since)) if words_first or not kind else []
    if len(hits) >= min(FEW, most):
        return hits
    wide = terms(query, language, in_all_languages=True, in_parts=True)
    return list(dict.fromkeys([*hits, *_visible(_proposed(wide, kind, most, since, beginnings=True))]))[:most]


def telling(query: str, language: str = "sv") -> str:
    """Its foremost words without those that carry no subject."""
    grammar = GRAMMAR.get(language, frozenset()) | GRAMMAR["en"]
    return " ".join([word for word in tokens.words(query) if word not in grammar][:MOST_TELLING])


def find_nearly(query: str, *, language: str = "sv", most: int = MOST) -> list[Hit]:
    """Where nothing holds every word: what holds all of them, or all but one. It is asked for words that tell something."""
    words = terms(query, language, in_all_languages=True, in_parts=True)
    if len(words) < 2:
        return find(query, language=language, most=most)
    whole = _visible(_proposed(words, "", most, None))
    return list(dict.fromkeys([*whole, *_visible(_proposed(words, "", most, None, but_one=True))]))[:most]


def texts_of(hits: Sequence[Hit]) -> dict[Hit, str]:
    """What the passages of these are taken from, where the index keeps it; one query."""
    texts = dict(Row.objects.filter(pk__in=[hit.row for hit in hits]).values_list("pk", "text"))
    return {hit: texts.get(hit.row, "") for hit in hits}


def holding(query: str, *, kind: str, language: str = "sv") -> RawSQL:
    """The keys of all objects of a kind that hold every word, for `pk__in`; none where the query has no word.

    A word is also found as what answers to it in the other languages. Who may see the objects is not asked here: the
    queryset that it narrows must.
    """
    words = terms(query, language, in_all_languages=True)
    if not words:
        return RawSQL("SELECT r.object_id FROM search_row r WHERE 1 = 0", [])
    asked = statements.matching(words, [mark_of_kind(kind)], beginnings=True)
    return RawSQL(statements.keys(), [asked])  # noqa: S611


def _proposed(
    words: Terms, kind: str, most: int, since: date | None, *, beginnings: bool = False, but_one: bool = False
) -> list[Hit]:
    """What the index holds, the best first, each once; one query."""
    here = scope.municipality_id()
    is_ours = bool(kind) and hasattr(apps.get_model(kind), "municipality")
    places = ([here] if is_ours else [here, None]) if here else [None]
    world_by_title = len(places) - 1
    whole, last = (words[:-1], words[-1:]) if beginnings else (words, [])
    parts: list[str] = []
    asked: dict[str, str | int | date | None] = {
        "most": most,
        "since": since,
        "kind": mark_of_kind(kind) if kind else None,
    }
    asked["secrets"] = scope.current().sees_secrets
    for titles in (True, False):
        for place in places:
            # There are millions of the world's texts, and after so many titles nobody gets to see what they hold.
            enough = None if titles or place else world_by_title
            # The marks make it quick. That the row is asked where it belongs makes it sure: a text may hold the word "world".
            asked[f"mark{len(parts)}"] = mark_of_place(place)
            asked[f"asked{len(parts)}"] = statements.matching(whole, titles=titles, but_one=but_one) or None
            asked[f"beginning{len(parts)}"] = statements.matching(last, titles=titles, beginnings=True) or None
            parts.append(statements.newest(len(parts), place, unless_enough=enough))
    with connection.cursor() as cursor:
        cursor.execute(statements.one_after_the_other(parts), asked)
        return list(dict.fromkeys(Hit(*row[1:]) for row in cursor.fetchall()))[:most]


def _visible(hits: Iterable[Hit]) -> list[Hit]:
    """The hits whose objects the scope shows, in one query for all kinds."""
    hits = list(hits)
    by_kind: dict[str, list[int]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.object_id)
    queries = [
        apps.get_model(kind)
        ._default_manager.filter(pk__in=ids)
        .order_by()
        .annotate(_kind=Value(kind, CharField()))
        .values_list("_kind", "pk")
        for kind, ids in by_kind.items()
    ]
    if not queries:
        return []
    # Django gives a union its first model's own order back, by columns that are not asked for here.
    shown = set(queries[0].union(*queries[1:], all=True).order_by())
    return [hit for hit in hits if (hit.kind, hit.object_id) in shown]
