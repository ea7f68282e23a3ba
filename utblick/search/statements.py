"""The index's question in each database's own words."""

from collections.abc import Sequence

from django.db import connection

from utblick.search.indexing import in_title
from utblick.search.wording import Form, Terms

SHORTEST_BEGINNING = 3
"""Fewer letters are the beginning of nearly everything."""


def matching(
    terms: Terms, marks: Sequence[str] = (), *, titles: bool = False, beginnings: bool = False, but_one: bool = False
) -> str:
    """What FTS5's MATCH and PostgreSQL's to_tsquery take: every word in one of its forms, and each mark; empty for nothing.

    `titles`: all in the title. `beginnings`: the last word may be the beginning of a longer one. `but_one`: any one of the words
    may be missing.
    """
    also, either, any_more = (" AND ", " OR ", "*") if _on_sqlite() else (" & ", " | ", ":*")

    def word(forms: list[Form], more: str) -> str:
        # The parts of a compound are whole words already.
        return either.join(
            also.join(_quoted(in_title(stem) if titles else stem) for stem in form) + (more if len(form) == 1 else "")
            for form in forms
        )

    last = len(terms) - 1
    open_end = any_more if terms and beginnings and len(terms[-1][-1][-1]) >= SHORTEST_BEGINNING else ""
    words = [f"({word(forms, open_end if at == last else '')})" for at, forms in enumerate(terms)]
    if but_one and len(words) > 1:
        # As so many times all of the others: each is led by its rarest word.
        others = [also.join(words[:at] + words[at + 1 :]) for at in range(len(words))]
        words = [f"({either.join(f'({every})' for every in others)})"]
    return also.join([*map(_quoted, marks), *words])


def newest(part: int, place: int | None, *, unless_enough: int | None = None) -> str:
    """Rows that match what this part asks for, the newest first, at most `%(most)s`, with the part before.

    By its number: `%(asked…)s`, whole words, and `%(beginning…)s`, the last one where that may be a beginning; either may be none.
    `%(mark…)s` is that of the place, `%(kind)s` that of a kind or none. None where the part `unless_enough` has found so many.
    `place`: a municipality, or none for the world. Besides, `%(secrets)s` says whether secret rows are among them, and `%(since)s`
    from which day on. Not by how often a word stands in them: to weigh all that hold a common word takes either database half
    a second.
    """
    order, told = ("s.rowid", _ON_SQLITE) if _on_sqlite() else ("r.id", _ON_POSTGRES)
    what = f"SELECT {part} AS part, r.id, r.kind, r.object_id, r.title, r.url, r.came_on"
    here = f"= {place:d}" if place else "IS NULL"
    own = (
        f"r.municipality_id {here} AND (%(secrets)s OR NOT r.secret) AND (%(since)s IS NULL OR r.came_on >= %(since)s)"
    )
    most = "%(most)s"
    if unless_enough is not None:
        # As a condition, SQLite would ask it of every row that matches.
        most = f"CASE WHEN (SELECT count(*) FROM part{unless_enough}) < %(most)s THEN %(most)s ELSE 0 END"  # noqa: S608
    last = f"ORDER BY {order} DESC LIMIT {most}"
    return told.format(part=part, what=what, place=f"{place:d}" if place else "NULL", own=own, last=last)


_ON_SQLITE = """{what} FROM search_stems s JOIN search_row r ON r.id = s.rowid
WHERE search_stems MATCH %(mark{part})s || coalesce(' AND ' || %(kind)s, '') || coalesce(' AND ' || %(asked{part})s, '')
    || coalesce(' AND ' || %(beginning{part})s, '')
AND {own} {last}"""
# Asked for the newest, PostgreSQL may read the rows from the newest on until enough match; where few do, or two common words
# never stand together, that is all of them. Asked by the index of words it gathers every row of a common word, a million perhaps.
# So a function (migration 0003) looks first how many are likely to match, takes the way that reads fewer, and turns back in time.
_ON_POSTGRES = """{what}
FROM search_newest(
    to_tsquery('simple', %(asked{part})s), to_tsquery('simple', %(beginning{part})s), to_tsquery('simple', %(mark{part})s),
    to_tsquery('simple', %(kind)s), {place}, %(secrets)s, %(since)s::date, %(most)s
) AS found (id)
JOIN search_row r USING (id) WHERE {own} {last}"""


def one_after_the_other(questions: list[str]) -> str:
    """The parts in their order. A part may ask what an earlier one has found: `part0`, `part1` and so on."""
    named = ", ".join(f"part{number} AS ({question})" for number, question in enumerate(questions))
    every = " UNION ALL ".join(f"SELECT * FROM part{number}" for number in range(len(questions)))  # noqa: S608
    return f"WITH {named} {every} ORDER BY 1, 2 DESC"


def keys() -> str:
    """The keys of the objects whose rows match (one parameter)."""
    if _on_sqlite():
        return "SELECT r.object_id FROM search_row r JOIN search_stems s ON s.rowid = r.id WHERE search_stems MATCH %s"
    return "SELECT r.object_id FROM search_row r WHERE r.stems @@ to_tsquery('simple', %s)"


def _on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _quoted(stem: str) -> str:
    return f'"{stem}"' if _on_sqlite() else stem
