"""The newest rows of a municipality or the world, and on PostgreSQL two functions that ask for them: see statements.newest.

The function of 0003 stays for the version before, which asks it while this one is being brought in.
"""

from typing import Any

from django.db import migrations, models

FEW = 10_000
# A row stands in its place: `place` is the municipality, none the world.
OF_A_PLACE = "(secrets OR NOT secret) AND (since IS NULL OR came_on >= since)"
# By the index of words and nothing else, whatever PostgreSQL thinks of it; `narrow` is all of `asked` or a part of it.
BY_INDEX = f"""
CREATE FUNCTION search_by_index(
    narrow tsquery, asked tsquery, place bigint, secrets boolean, since date, most integer)
RETURNS SETOF bigint LANGUAGE sql STABLE SET enable_seqscan TO off SET enable_indexscan TO off
AS $$
    SELECT id FROM search_row
    WHERE stems @@ narrow AND ts_match_vq(stems, asked) AND municipality_id IS NOT DISTINCT FROM place AND {OF_A_PLACE}
    ORDER BY id DESC LIMIT most
$$
"""
# How many rows PostgreSQL thinks that a condition holds for, from what it knows of each word; without looking.
LIKELY = """
CREATE FUNCTION search_likely(condition text) RETURNS float LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT 1 FROM search_row WHERE ' || condition INTO plan;
    RETURN greatest((plan->0->'Plan'->>'Plan Rows')::float, 1);
END
$$
"""
# `holding`: in how many rows the words are likely to stand. `reads`: how many of the place's rows would be
# read from the newest on, until so many match. Four times as many are read before that is given up: words may stand apart.
# The beginning of a word makes the index gather all that begin so, before it looks at the other words: so where those are in few
# rows they are asked alone, `narrow`, and the rows are looked at one by one.
NEWEST = f"""
CREATE FUNCTION search_newest(
    asked tsquery, narrow tsquery, place bigint, secrets boolean, since date, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE ROWS 200 SET plan_cache_mode TO force_custom_plan
AS $$
DECLARE
    here text := CASE WHEN place IS NULL THEN 'municipality_id IS NULL' ELSE 'municipality_id = ' || place END;
    holding float := search_likely(format('stems @@ %L::tsquery', asked));
    reads float := most * search_likely(here) / holding;
    found integer := 0;
BEGIN
    IF reads <= holding AND place IS NULL THEN
        RETURN QUERY SELECT id FROM (
            SELECT id, stems FROM search_row WHERE municipality_id IS NULL AND {OF_A_PLACE}
            ORDER BY id DESC LIMIT (4 * reads)::bigint
        ) AS newest WHERE stems @@ asked LIMIT most;
        GET DIAGNOSTICS found = ROW_COUNT;
    ELSIF reads <= holding THEN
        RETURN QUERY SELECT id FROM (
            SELECT id, stems FROM search_row WHERE municipality_id = place AND {OF_A_PLACE}
            ORDER BY id DESC LIMIT (4 * reads)::bigint
        ) AS newest WHERE stems @@ asked LIMIT most;
        GET DIAGNOSTICS found = ROW_COUNT;
    END IF;
    IF found < most AND narrow IS NOT NULL AND search_likely(format('stems @@ %L::tsquery', narrow)) >= {FEW} THEN
        narrow := NULL;
    END IF;
    IF found < most THEN
        RETURN QUERY SELECT search_by_index(coalesce(narrow, asked), asked, place, secrets, since, most);
    END IF;
END
$$
"""


# SQLite makes a table anew to change a column, and its triggers are gone.
GONE = """
CREATE TRIGGER search_row_gone AFTER DELETE ON search_row BEGIN DELETE FROM search_stems WHERE rowid = old.id; END
"""


def create(apps: Any, schema_editor: Any) -> None:
    for statement in (LIKELY, BY_INDEX, NEWEST) if schema_editor.connection.vendor == "postgresql" else (GONE,):
        schema_editor.execute(statement, params=None)  # its % are its own


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in ("search_newest", "search_by_index"):
            schema_editor.execute(f"DROP FUNCTION {name}(tsquery, tsquery, bigint, boolean, date, integer)")
        schema_editor.execute("DROP FUNCTION search_likely(text)")
    else:
        schema_editor.execute("DROP TRIGGER search_row_gone")


def keep_gone(apps: Any, schema_editor: Any) -> None:
    """Back again, the table has been made anew once more."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(GONE)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_when_it_came")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep_gone),
        migrations.AddIndex("row", models.Index(fields=["municipality", "id"], name="newest_row_of_a_place")),
        migrations.AlterField(
            "row",
            "municipality",
            models.ForeignKey("accounts.Municipality", models.CASCADE, null=True, related_name="+", db_index=False),
        ),
        migrations.RunPython(create, drop),
    ]
