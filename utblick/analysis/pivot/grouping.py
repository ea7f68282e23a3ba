"""The rows that are asked about, joined with the goals or countries of their initiatives and added up, in one query.

Django has no words for joining two queries. So the parts are querysets, which hold to the scope as all do, and only what stands
between them is written here: it names columns of the parts and no table. An initiative is joined with all its goals as one text,
so that each row is joined and added up once, however many there are: rows with the same goals are one sum.
"""

from typing import Any

from django.db import connection

from utblick.analysis.pivot.dimensions import Dimension
from utblick.analysis.pivot.question import Question
from utblick.analysis.pivot.subjects import Rows


def grouped(question: Question) -> list[tuple[Any, ...]]:
    """For each sum its keys and the parts of the figure. Where rows may have several keys of a dimension,
    theirs come as one text, with commas between them."""
    parts, params = _parts(question)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {parts} {_sums(question)}", params)
        return list(cursor.fetchall())


def _parts(question: Question) -> tuple[str, list[Any]]:
    """The rows, and each initiative with its keys of those dimensions of which it may have several."""
    columns, rows = _rows(question)
    told, params = _part(f"one({', '.join(columns)})", rows)
    every = "string_agg(it::text, ',')" if connection.vendor == "postgresql" else "group_concat(it)"
    for name, one in question.dimensions:
        if one.pairs:
            pairs, given = _part(f"by_{name}(whole, it)", one.pairs())
            gathered = f"all_{name}(whole, keys) AS (SELECT whole, {every} FROM by_{name} GROUP BY whole)"  # noqa: S608  # names of this file
            told, params = f"{told}, {pairs}, {gathered}", params + given
    return told, params


def _part(named: str, rows: Rows) -> tuple[str, list[Any]]:
    sql, params = rows.query.sql_with_params()
    return f"{named} AS ({sql})", [*params]


def _rows(question: Question) -> tuple[list[str], Rows]:
    """The names of the columns, and the rows: added up by initiative before they are joined, where no year keeps them apart."""
    subject, figure = question.figure.subject, question.figure
    keys = {"whole": subject.initiative_key}
    for name, one in question.dimensions:
        keys |= dict(zip(_own(name, one), one.own(subject), strict=False))
    # Under names of their own: a key may be called as a field is.
    rows = question.narrowed().annotate(**{f"of_{name}": told for name, told in keys.items()})
    names = [f"of_{name}" for name in keys]
    if subject.to and _joins_without_years(question):
        sums = figure.aggregates()
        return [*keys, *sums], rows.values_list(*names).annotate(**sums)
    added = figure.addends()
    return [*keys, *added], rows.annotate(**added).values_list(*names, *added)


def _joins_without_years(question: Question) -> bool:
    dimensions = [one for _name, one in question.dimensions]
    return any(one.many for one in dimensions) and not any(one.spans for one in dimensions)


def _own(name: str, one: Dimension) -> list[str]:
    return [f"own_{name}", f"own_{name}_last"] if one.spans else [f"own_{name}"]


def _sums(question: Question) -> str:
    subject, keys, joins = question.figure.subject, [], ""
    for name, one in question.dimensions:
        if not one.many:
            keys += [f"one.{own}" for own in _own(name, one)]
        else:
            own = f"CAST(one.own_{name} AS text), " * bool(one.own(subject))
            keys.append(f"COALESCE({own}all_{name}.keys, '')")
            joins += f" LEFT JOIN all_{name} ON all_{name}.whole = one.whole"
    added = [f"SUM(one.{name})" for name in question.figure.addends()]
    by = ", ".join(str(place) for place, _key in enumerate(keys, start=1))
    return f"SELECT {', '.join([*keys, *added])} FROM one{joins} GROUP BY {by}"  # noqa: S608  # of names that stand in this file
