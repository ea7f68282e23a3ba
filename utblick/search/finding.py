"""Asks the index."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Value

from utblick import lexicon
from utblick.search.indexing import mark_of_kind
from utblick.tenancy import scope

MOST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    object_id: int
    title: str
    url: str


def find(query: str, *, kind: str = "", language: str = "sv", most: int = MOST) -> list[Hit]:
    """The objects that hold every word of the query, best first, of the running work's municipality and the world.

    The last word also matches the beginning of a longer one. Only what the running work may see is told: the index
    proposes, the objects' own managers decide.
    """
    terms = _terms(query, language)
    if not terms:
        return []
    return _visible(_proposed(terms, kind, most))


def _proposed(terms: list[list[str]], kind: str, most: int) -> list[Hit]:
    kinds = [mark_of_kind(kind)] if kind else []
    sql, params = (_sqlite if connection.vendor == "sqlite" else _postgres)(terms, kinds)
    here = scope.municipality_id()
    secret = "" if scope.current().sees_secrets else "AND NOT r.secret"
    with connection.cursor() as cursor:
        cursor.execute(sql.format(secret=secret), [*params, here, most])
        return [Hit(*row) for row in cursor.fetchall()]


def _visible(hits: list[Hit]) -> list[Hit]:
    """The hits whose objects the scope shows, in one query for all kinds."""
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


def _terms(query: str, language: str) -> list[list[str]]:
    """Per word of the query, its alternatives: the stem in the reader's language, in English, and the word itself."""
    terms = []
    for word in query.lower().split()[:12]:
        engine = lexicon.engine()
        forms = [*engine.stems(word, language)[:1], *engine.stems(word, "en")[:1], word]
        clean = list(dict.fromkeys(form for form in forms if form.isalnum()))
        if clean:
            terms.append(clean)
    return terms


def _sqlite(terms: list[list[str]], kinds: list[str]) -> tuple[str, list[str]]:
    last = len(terms) - 1
    groups = [
        "(" + " OR ".join(f'"{form}"' + ("*" if at == last else "") for form in forms) + ")"
        for at, forms in enumerate(terms)
    ]
    expression = " AND ".join([*[f'"{mark}"' for mark in kinds], *groups])
    return (
        "SELECT r.kind, r.object_id, r.title, r.url FROM search_stems s JOIN search_row r ON r.id = s.rowid "
        "WHERE search_stems MATCH %s AND (r.municipality_id = %s OR r.municipality_id IS NULL) {secret} "
        "ORDER BY rank LIMIT %s",
        [expression],
    )


def _postgres(terms: list[list[str]], kinds: list[str]) -> tuple[str, list[str]]:
    last = len(terms) - 1
    groups = [
        "(" + " | ".join(f"{form}" + (":*" if at == last else "") for form in forms) + ")"
        for at, forms in enumerate(terms)
    ]
    expression = " & ".join([*kinds, *groups])
    # Ranking every match of a common word is PostgreSQL's weak spot: only the newest thousand are ranked.
    return (
        "SELECT kind, object_id, title, url FROM ("
        "SELECT r.kind, r.object_id, r.title, r.url, r.stems, q FROM search_row r, to_tsquery('simple', %s) q "
        "WHERE r.stems @@ q AND (r.municipality_id = %s OR r.municipality_id IS NULL) {secret} "
        "ORDER BY r.id DESC LIMIT 1000) f ORDER BY ts_rank(f.stems, f.q) DESC LIMIT %s",
        [expression],
    )
