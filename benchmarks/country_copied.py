"""Many municipalities out of one: the demo's rows copied with their keys shifted, so that every page of each shows something."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from psycopg import Cursor

SHIFT = 100_000
"""What is added to each key of the first copy, twice that in the second, and so on."""
NOT_COPIED = {
    # Of the one installation, or of people: made anew for each.
    "accounts.Membership", "sharing.Invitation", "sharing.Sharing", "sharing.Reply", "written.StartPage",
    # What is sent is not sent again.
    "outreach.DigestMail", "initiatives.LessonMail", "establishment.EnquiryLetter", "partners.RequestMail",
    "actors.RegistrationMail",
    "journal.Sending", "teamwork.Notice",
    # Visits of public pages: nobody at work meets them.
    "campaigns.Reach",
    # Made by the hundred elsewhere (country_items.py).
    "watch.Match", "watch.InboxItem", "watch.Subscription",
}  # fmt: skip


def copy(cursor: Cursor[Any], first: int, copies: int, profiles: int) -> None:
    """The municipality with this key so many times more, each with at most so many profiles."""
    _places(cursor, first, copies)
    for model in _owned():
        cursor.execute(_statement(model), {"first": first, "copies": copies})
    cursor.execute(SEALS, {"first": first, "copies": copies})
    cursor.execute(FOUND, {"shift": SHIFT})
    cursor.execute(FEWER_PROFILES, {"most": profiles})
    for table in ["accounts_municipality", *(model._meta.db_table for model in _owned())]:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")


def _places(cursor: Cursor[Any], first: int, copies: int) -> None:
    from utblick.accounts.models import Municipality

    given = {
        "id": f"{first} + n * {SHIFT}", "name": "'Kommun ' || n", "slug": "'k' || n", "hosts": "'k' || n || '.localhost'",
        "is_demo": "false",
    }  # fmt: skip
    names = [field.column for field in Municipality._meta.concrete_fields]
    told = ", ".join(given.get(name, name) for name in names)
    cursor.execute(
        f"INSERT INTO accounts_municipality ({', '.join(names)}) OVERRIDING SYSTEM VALUE SELECT {told} "
        "FROM accounts_municipality, generate_series(1, %(copies)s) n WHERE id = %(first)s",
        {"first": first, "copies": copies},
    )


def _owned() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        names = {field.name for field in model._meta.concrete_fields}
        if "municipality" in names and model._meta.label not in NOT_COPIED:
            yield model


def _statement(model: type[models.Model]) -> str:
    columns = {field.column: _shifted(field) for field in model._meta.concrete_fields}
    if model._meta.label == "search.Row":
        columns["stems"] = "stems"  # a column that Django does not know of
    for key, kind in [("object_id", "kind"), ("about_id", "about_kind")]:
        if key in columns:
            # Items belong to the world, and are not copied.
            columns[key] = f"{key} + CASE {kind} WHEN 'watch.item' THEN 0 ELSE n * {SHIFT} END"
    return (
        f"INSERT INTO {model._meta.db_table} ({', '.join(f'"{name}"' for name in columns)}) OVERRIDING SYSTEM VALUE "
        f"SELECT {', '.join(columns.values())} FROM {model._meta.db_table}, generate_series(1, %(copies)s) n "
        "WHERE municipality_id = %(first)s ORDER BY n"
    )


def _shifted(field: "models.Field[Any, Any]") -> str:
    leads_to = field.related_model if isinstance(field, models.ForeignKey) else None
    own = leads_to and (leads_to in set(_owned()) or leads_to._meta.label == "accounts.Municipality")
    return f'"{field.column}" + n * {SHIFT}' if own or field.primary_key else f'"{field.column}"'


SEALS = f"""
INSERT INTO journal_seal (number, entry, core, content, marked, digest, sealed_at)
SELECT number + n * {SHIFT}, entry + n * {SHIFT}, core, content, marked, digest, sealed_at
FROM journal_seal JOIN journal_entry e ON e.id = entry, generate_series(1, %(copies)s) n WHERE e.municipality_id = %(first)s
"""
FOUND = """
UPDATE search_row SET url = replace(url, '/' || object_id %% %(shift)s || '/', '/' || object_id || '/'),
    stems = ts_delete(stems, 'muni' || municipality_id %% %(shift)s) || to_tsvector('simple', 'muni' || municipality_id)
WHERE municipality_id > %(shift)s
"""
FEWER_PROFILES = """
WITH numbered AS (
        SELECT id, row_number() OVER (PARTITION BY municipality_id ORDER BY actor_id NULLS FIRST, id) AS number FROM watch_profile
    ),
    gone AS (DELETE FROM watch_profile WHERE id IN (SELECT id FROM numbered WHERE number > %(most)s) RETURNING id),
    unlearnt AS (DELETE FROM watch_learning WHERE profile_id IN (SELECT id FROM gone))
DELETE FROM watch_match WHERE profile_id IN (SELECT id FROM gone)
"""
