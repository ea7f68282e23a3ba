"""On PostgreSQL, three ways to the newest rows that match, and each only where it is the cheapest: see statements.newest.

From the newest row on until enough match; by the index of words alone; and by that and the index of keys together, from the newest key
down to where enough are likely to match. What each costs was measured among a million rows.
"""

from typing import Any

from django.db import migrations

FEW = 10_000
"""A beginning of a word that stands in so many rows is not asked of the index beside rarer words."""
READS = 2
"""So many rows are read one after the other in the time in which one is by the index of words."""
KEYS = 10
"""And so many keys in that of one row."""
AS_FAR = 2
"""Either way goes so much further than should be enough, before it is given up: words may stand apart."""

# A row stands in its place: `place` is the municipality, none the world.
OF_A_PLACE = "(secrets OR NOT secret) AND (since IS NULL OR came_on >= since)"

# How many rows PostgreSQL thinks that a condition holds for, from what it knows of each word; without looking.
LIKELY = """
CREATE OR REPLACE FUNCTION search_likely(condition text) RETURNS float LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT 1 FROM search_row WHERE ' || condition INTO plan;
    RETURN greatest((plan->0->'Plan'->>'Plan Rows')::float, 1);
END
$$
"""
# How many rows are likely to hold these words, if any are given.
HOLDING = """
CREATE OR REPLACE FUNCTION search_holding(words tsquery) RETURNS float LANGUAGE sql VOLATILE STRICT
AS $$ SELECT search_likely('stems @@ ' || quote_literal(words) || '::tsquery') $$
"""
# By the index of words, of the keys from `oldest` on and below `until`: where those are few, PostgreSQL lays what both indexes tell
# over each other before it reads a row. `besides`: what must stand in the row without the index being asked for it.
BETWEEN = f"""
CREATE OR REPLACE FUNCTION search_between(
    words tsquery, besides tsquery, place bigint, secrets boolean, since date, most integer, oldest bigint, until bigint)
RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 200
SET enable_seqscan TO off SET enable_indexscan TO off SET plan_cache_mode TO force_custom_plan
AS $$
BEGIN
    RETURN QUERY SELECT id FROM search_row
    WHERE stems @@ words AND (besides IS NULL OR ts_match_vq(stems, besides)) AND municipality_id IS NOT DISTINCT FROM place
    AND {OF_A_PLACE} AND id >= oldest AND id < until
    ORDER BY id DESC LIMIT most;
END
$$
"""
# `holding`: in how many rows the words are likely to stand. `reads`: how many of the place's rows would be read from the newest on,
# until so many match. `width`: the keys among which enough are likely to match. A kind is one's own or the world's, never
# both: so its rows are counted among those alone. What one way has found, the next leaves out.
# Rows come in lots: a harvest of a thousand may hold none of a common word; so as many are read as the other way would read.
# The beginning of a word makes the index gather all that begin so, before it looks at the other words: so where those are in few
# rows and that in many, they are asked alone and the rows are looked at one by one. `mark` and `kind` are words of the index too;
# where most rows have them, it costs more to look for them in it than to look at the rows. What takes milliseconds is neither compiled
# nor divided among processes.
NEWEST = f"""
CREATE OR REPLACE FUNCTION search_newest(
    asked tsquery, beginning tsquery, mark tsquery, kind tsquery, place bigint, secrets boolean, since date, most integer)
RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE ROWS 200 SET jit TO off SET max_parallel_workers_per_gather TO 0
AS $$
DECLARE
    here text := CASE WHEN place IS NULL THEN 'municipality_id IS NULL' ELSE 'municipality_id = ' || place END;
    words tsquery := coalesce(asked && beginning, asked, beginning);
    words_and_kind tsquery := coalesce(words && kind, words);
    every float := search_likely('true');
    rows_here float := search_likely(here);
    among float := CASE WHEN kind IS NULL THEN every WHEN place IS NULL THEN rows_here
        ELSE greatest(every - search_likely('municipality_id IS NULL'), rows_here) END;
    holding float := greatest(search_holding(words_and_kind) * rows_here / among, 1);
    reads float := most * rows_here / holding;
    until bigint := 1 + coalesce((SELECT max(id) FROM search_row), 0);
    width bigint := {AS_FAR} * most * until / holding;
    besides tsquery;
    found integer := 0;
    one bigint;
BEGIN
    IF reads <= {READS} * holding THEN
        FOR one IN EXECUTE format($newest$
            SELECT id FROM (
                SELECT id, stems FROM search_row WHERE %s AND ($1 OR NOT secret) AND ($2 IS NULL OR came_on >= $2)
                ORDER BY id DESC LIMIT %s
            ) AS newest WHERE stems @@ %L::tsquery LIMIT %s
        $newest$, here, greatest({AS_FAR} * reads, holding)::bigint, words_and_kind, most) USING secrets, since LOOP
            RETURN NEXT one;
            found := found + 1;
            until := one;
        END LOOP;
    END IF;
    IF found = most THEN
        RETURN;
    END IF;
    IF search_holding(asked) < {FEW} AND search_holding(beginning) >= {FEW} THEN
        words := asked;
        besides := beginning;
    END IF;
    IF 2 * rows_here < every THEN
        words := mark && words;
    END IF;
    IF 2 * search_holding(kind) < every THEN
        words := kind && words;
    ELSE
        besides := coalesce(besides && kind, besides, kind);
    END IF;
    IF reads > {READS} * holding AND width < {KEYS} * holding THEN
        FOR one IN SELECT search_between(words, besides, place, secrets, since, most, until - width, until) LOOP
            RETURN NEXT one;
            found := found + 1;
            until := one;
        END LOOP;
    END IF;
    IF found < most THEN
        RETURN QUERY SELECT search_between(words, besides, place, secrets, since, most - found, 0, until);
    END IF;
END
$$
"""


def create(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for statement in (LIKELY, HOLDING, BETWEEN, NEWEST):
            schema_editor.execute(statement, params=None)  # its % are its own


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for function in (
            "search_newest(tsquery, tsquery, tsquery, tsquery, bigint, boolean, date, integer)",
            "search_between(tsquery, tsquery, bigint, boolean, date, integer, bigint, bigint)",
            "search_holding(tsquery)",
            "search_likely(text)",
        ):
            schema_editor.execute(f"DROP FUNCTION {function}")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_stems")]
    operations = [migrations.RunPython(create, drop)]
