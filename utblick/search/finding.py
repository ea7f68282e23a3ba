"""Asks the index."""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.expressions import RawSQL

from utblick import lexicon
from utblick.search.indexing import mark_of_kind
from utblick.tenancy import scope

MOST = 200

type Form = tuple[str, ...]
"""One way in which a word may stand: a stem, or several that all must stand there."""


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


def holding(query: str, *, kind: str, language: str = "sv") -> RawSQL:
    """The keys of all objects of a kind that hold every word, for `pk__in`; none where the query has no word.

    A word is also found as what answers to it in the other languages. Who may see the objects is not asked here: the
    queryset that it narrows must.
    """
    terms, of_kind = _terms(query, language, in_all_languages=True), [mark_of_kind(kind)]
    where, params = ("WHERE 1 = 0", []) if not terms else _holds(terms, of_kind)
    # Nothing of a visitor's is in the text: the words are a parameter.
    return RawSQL(f"SELECT r.object_id FROM search_row r {where}", params)  # noqa: S608, S611


def _holds(terms: list[list[Form]], kinds: list[str]) -> tuple[str, list[str]]:
    if connection.vendor == "sqlite":
        return "JOIN search_stems s ON s.rowid = r.id WHERE search_stems MATCH %s", [_for_sqlite(terms, kinds)]
    return "WHERE r.stems @@ to_tsquery('simple', %s)", [_for_postgres(terms, kinds)]


def _proposed(terms: list[list[Form]], kind: str, most: int) -> list[Hit]:
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


def _terms(query: str, language: str, *, in_all_languages: bool = False) -> list[list[Form]]:
    """Per word of the query, its alternatives: the stem in the reader's language, in English, and the word itself."""
    terms = []
    for word in query.lower().split()[:12]:
        engine = lexicon.engine()
        forms: list[Form] = [(form,) for form in (*engine.stems(word, language)[:1], *engine.stems(word, "en")[:1])]
        forms += engine.translations(word, language) if in_all_languages else []
        clean = [form for form in dict.fromkeys([*forms, (word,)]) if all(stem.isalnum() for stem in form)]
        if clean:
            terms.append(clean)
    return terms


def _for_sqlite(terms: list[list[Form]], kinds: list[str]) -> str:
    last = len(terms) - 1
    groups = [
        " OR ".join(" AND ".join(f'"{stem}"' for stem in form) + ("*" if at == last else "") for form in forms)
        for at, forms in enumerate(terms)
    ]
    return " AND ".join([*[f'"{mark}"' for mark in kinds], *[f"({group})" for group in groups]])


def _sqlite(terms: list[list[Form]], kinds: list[str]) -> tuple[str, list[str]]:
    return (
        "SELECT r.kind, r.object_id, r.title, r.url FROM search_stems s JOIN search_row r ON r.id = s.rowid "
        "WHERE search_stems MATCH %s AND (r.municipality_id = %s OR r.municipality_id IS NULL) {secret} "
        "ORDER BY rank LIMIT %s",
        [_for_sqlite(terms, kinds)],
    )


def _for_postgres(terms: list[list[Form]], kinds: list[str]) -> str:
    last = len(terms) - 1
    groups = [
        " | ".join(" & ".join(form) + (":*" if at == last else "") for form in forms) for at, forms in enumerate(terms)
    ]
    return " & ".join([*kinds, *[f"({group})" for group in groups]])


def _postgres(terms: list[list[Form]], kinds: list[str]) -> tuple[str, list[str]]:
    # Ranking every match of a common word is PostgreSQL's weak spot: only the newest thousand are ranked.
    return (
        "SELECT kind, object_id, title, url FROM ("
        "SELECT r.kind, r.object_id, r.title, r.url, r.stems, q FROM search_row r, to_tsquery('simple', %s) q "
        "WHERE r.stems @@ q AND (r.municipality_id = %s OR r.municipality_id IS NULL) {secret} "
        "ORDER BY r.id DESC LIMIT 1000) f ORDER BY ts_rank(f.stems, f.q) DESC LIMIT %s",
        [_for_postgres(terms, kinds)],
    )
