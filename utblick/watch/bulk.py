"""Many rows at once, for the watch's own tables (never for what the audit trail follows): plain SQL that both databases take.

Django's bulk_create and bulk_update build one long statement; with a thousand rows of thirty columns that costs more than the
database's own work. SQLite is sent one short statement and then the rows. PostgreSQL is sent one statement with a list for each
column: statements one by one cost it four times as much, and the driver too.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import batched
from typing import Any

from django.db import connection, models

# Fields whose values both drivers take as they are; the rest (dates, amounts, JSON) is made ready by its field.
AS_THEY_ARE = (
    models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField, models.ForeignKey,
)  # fmt: skip

VALUES_A_QUERY = 5_000


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
    marks = ", ".join("%s" for _ in fields)
    given = f"SELECT * FROM {_lists(fields)}" if _takes_lists() else f"VALUES ({marks})"  # noqa: S608
    rest = " ON CONFLICT DO NOTHING" if once else _renewal(model, names, renewed_by, renewed) if renewed_by else ""
    _execute(f"INSERT INTO {_table(model)} ({columns}) {given}{rest}", fields, rows)


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
    told = list(zip(*rows, strict=True))
    if not told:
        return
    columns = [_prepared(field, column) for field, column in zip(fields, told, strict=True)]
    with connection.cursor() as cursor:
        if _takes_lists():
            cursor.execute(sql, columns)
        else:
            cursor.executemany(sql, list(zip(*columns, strict=True)))


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
