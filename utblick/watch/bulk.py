"""Many rows at once, for the watch's own tables (never for what the audit trail follows): plain SQL that both databases take.

Django's bulk_create and bulk_update build one long statement; with a thousand rows of thirty columns that costs more than the
database's own work. SQLite is sent one short statement, and then the rows, some at a time. PostgreSQL is sent one statement with a
list for each column: statements one by one cost it four times as much, and the driver too.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import batched, chain
from typing import Any

from django.db import connection, models

# Fields whose values both drivers take as they are; the rest (dates, amounts, JSON) is made ready by its field.
AS_THEY_ARE = (
    models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField, models.ForeignKey,
)  # fmt: skip

VALUES_A_QUERY = 5_000
VALUES_AN_INSERT = 400
"""For SQLite: of narrow rows many go into one statement, which costs less than one by one."""


def insert(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    once: bool = False,
    renewed_by: Sequence[str] = (),
    renewed: Sequence[str] = (),
) -> None:
    """Insert rows of these fields (attribute names).

    `once`: a row that a constraint refuses is there already, and stays. `renewed_by`: a row with the same values of these
    fields is there already, and gets the new values of `renewed` (of all the others, where none are named).
    """
    fields = _fields(model, names)
    columns = ", ".join(_quoted(field.column) for field in fields)
    into = f"INSERT INTO {_table(model)} ({columns})"
    rest = " ON CONFLICT DO NOTHING" if once else _renewal(model, names, renewed_by, renewed) if renewed_by else ""
    if _takes_lists():
        _execute(f"{into} SELECT * FROM {_lists(fields)}{rest}", fields, rows)  # noqa: S608
        return
    marks, told = ", ".join("%s" for _ in fields), list(_by_row(fields, rows))
    most = VALUES_AN_INSERT // len(fields) or 1
    whole = len(told) // most * most
    with connection.cursor() as cursor:
        for some in filter(None, (told[:whole], told[whole:])):
            count = min(most, len(some))
            values = ", ".join([f"({marks})"] * count)
            together = [[*chain.from_iterable(few)] for few in batched(some, count, strict=True)]
            cursor.executemany(f"{into} VALUES {values}{rest}", together)


def _renewal(model: type[models.Model], names: Sequence[str], by: Sequence[str], renewed: Sequence[str]) -> str:
    renewed = renewed or [name for name in names if name not in by]
    keys = ", ".join(_quoted(field.column) for field in _fields(model, by))
    changed = [_quoted(field.column) for field in _fields(model, renewed)]
    changes = ", ".join(f"{column} = excluded.{column}" for column in changed)
    return f" ON CONFLICT ({keys}) DO UPDATE SET {changes}"


def update(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set these fields of many rows; each row of values ends with the primary key."""
    fields, key = _fields(model, names), model._meta.pk
    columns = [_quoted(field.column) for field in fields]
    if _takes_lists():
        changes = ", ".join(f"{column} = told.{column}" for column in columns)
        given = f" FROM {_lists([*fields, key])} AS told ({', '.join(columns)}, told_key)"
        where = f"{_table(model)}.{_quoted(key.column)} = told.told_key"
    else:
        changes, given, where = ", ".join(f"{column} = %s" for column in columns), "", f"{_quoted(key.column)} = %s"
    _execute(f"UPDATE {_table(model)} SET {changes}{given} WHERE {where}", [*fields, key], rows)  # noqa: S608


def rows(model: type[models.Model], names: Sequence[str], by: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    """What these fields hold where one of them has one of these values; for fields that drivers take as they are.

    The ORM spends more on thousands of values than the database does.
    """
    columns = ", ".join(_quoted(field.column) for field in _fields(model, names))
    [field] = _fields(model, [by])
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for some in batched(values, VALUES_A_QUERY, strict=False):
            marks = "ANY(%s)" if _takes_lists() else f"({', '.join(['%s'] * len(some))})"
            where = f"{_quoted(field.column)} {'=' if _takes_lists() else 'IN'} {marks}"
            given = [list(some)] if _takes_lists() else some
            cursor.execute(f"SELECT {columns} FROM {_table(model)} WHERE {where}", given)  # noqa: S608
            found += cursor.fetchall()
    return found


def _takes_lists() -> bool:
    return connection.vendor == "postgresql"


def _lists(fields: Sequence["models.Field[Any, Any]"]) -> str:
    """A list for each column; without lengths, as a cast would cut in silence what does not fit."""
    types = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    return f"unnest({', '.join(f'%s::{type_}[]' for type_ in types)})"


def _fields(model: type[models.Model], names: Sequence[str]) -> list["models.Field[Any, Any]"]:
    found = [model._meta.get_field(name) for name in names]
    return [field for field in found if isinstance(field, models.Field)]


def _execute(sql: str, fields: Sequence["models.Field[Any, Any]"], rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        if _takes_lists():
            if columns := _by_column(fields, rows):
                cursor.execute(sql, columns)
        elif told := list(_by_row(fields, rows)):
            cursor.executemany(sql, told)


def _by_column(fields: Sequence["models.Field[Any, Any]"], rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """What the driver is sent of each column; nothing where there are no rows."""
    told = list(zip(*rows, strict=True))
    return [_prepared(field, column) for field, column in zip(fields, told, strict=True)] if told else []


def _by_row(fields: Sequence["models.Field[Any, Any]"], rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    if all(isinstance(field, AS_THEY_ARE) for field in fields):
        return rows
    return zip(*_by_column(fields, rows), strict=True)


def _prepared(field: "models.Field[Any, Any]", column: Sequence[Any]) -> list[Any]:
    if isinstance(field, AS_THEY_ARE):
        return list(column)
    made = _ready(field)
    return [None if value is None else made(value) for value in column]


def _ready(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """Makes the field's values ready for the driver, a moment or an empty list once: a batch repeats both."""
    known: dict[Any, Any] = {}

    def made(value: Any) -> Any:
        key = value if isinstance(value, date) else type(value) if not value else None
        if key is None:
            return field.get_db_prep_save(value, connection)
        if key not in known:
            known[key] = field.get_db_prep_save(value, connection)
        return known[key]

    return made


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str | None) -> str:
    assert name is not None
    return connection.ops.quote_name(name)
