"""The index's question in each database's own words."""

from django.db import connection

from utblick.search.indexing import in_title
from utblick.search.wording import Form, Terms

SHORTEST_BEGINNING = 3
"""Fewer letters are the beginning of nearly everything."""


def matching(terms: Terms, marks: list[str], *, titles: bool = False, beginnings: bool = False) -> str:
    """What FTS5's MATCH and PostgreSQL's to_tsquery take: every word in one of its forms, and one of the marks.

    `titles`: all in the title. `beginnings`: the last word may be the beginning of a longer one.
    """
    also, either, any_more = (" AND ", " OR ", "*") if _on_sqlite() else (" & ", " | ", ":*")

    def word(forms: list[Form], more: str) -> str:
        return either.join(
            also.join(_quoted(in_title(stem) if titles else stem) for stem in form) + more for form in forms
        )

    last = len(terms) - 1
    open_end = any_more if beginnings and len(terms[-1][-1][-1]) >= SHORTEST_BEGINNING else ""
    words = [f"({word(forms, open_end if at == last else '')})" for at, forms in enumerate(terms)]
    return also.join([*map(_quoted, marks), *words])


def newest(mark: str, further: str) -> str:
    """Rows that match, the newest first, with a mark of one's own before; takes what is to match, and how many at most.

    Not by how often a word stands in them: to weigh all that hold a common word takes either database half a second.
    """
    source = (
        "FROM search_stems s JOIN search_row r ON r.id = s.rowid WHERE search_stems MATCH %s"
        if _on_sqlite()
        else "FROM search_row r WHERE r.stems @@ to_tsquery('simple', %s)"
    )
    order = "s.rowid" if _on_sqlite() else "r.id"
    return f"SELECT {mark}, r.id, r.kind, r.object_id, r.title, r.url {source} {further} ORDER BY {order} DESC LIMIT %s"


def one_after_the_other(questions: list[str]) -> str:
    parts = [f"SELECT * FROM ({question}) AS q{number}" for number, question in enumerate(questions)]  # noqa: S608
    return " UNION ALL ".join(parts) + " ORDER BY 1, 2 DESC"


def keys() -> str:
    """The keys of the objects whose rows match (one parameter)."""
    if _on_sqlite():
        return "SELECT r.object_id FROM search_row r JOIN search_stems s ON s.rowid = r.id WHERE search_stems MATCH %s"
    return "SELECT r.object_id FROM search_row r WHERE r.stems @@ to_tsquery('simple', %s)"


def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _quoted(stem: str) -> str:
    return f'"{stem}"' if _on_sqlite() else stem
