-- What the watch has found in three years, and what the matching left of it (country_items.py runs these parts, some beside each other).

-- part: arithmetic
CREATE FUNCTION pick(n bigint, salt int, among int) RETURNS int LANGUAGE sql IMMUTABLE AS
    'SELECT (abs(hashint8extended(n, salt)) % among)::int';
CREATE FUNCTION key_of(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT n + 1000';
CREATE FUNCTION found_at(n bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT now() - interval ''1 hour'' - (items() - n) * (1095.0 / items()) * interval ''1 day''';
CREATE FUNCTION kind_of(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN n % 20 < 6 THEN 'call' WHEN n % 20 < 10 THEN 'tender' WHEN n % 20 < 11 THEN 'partner_search' WHEN n % 20 < 13 THEN 'event' ELSE 'news' END $$;
CREATE FUNCTION closes_at(n bigint) RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT CASE WHEN n % 20 < 11 THEN found_at(n) + (30 + n / 20 % 90) * interval ''1 day'' END';
CREATE FUNCTION programme_of(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN n % 20 < 6 THEN (ARRAY['CERV', 'LIFE', 'Interreg', 'Erasmus+', 'ESF+', 'Horizon Europe'])[n % 6 + 1] ELSE '' END $$;
CREATE FUNCTION language_of(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN pick(n, 9, 100) < 70 THEN 'en' WHEN pick(n, 9, 100) < 85 THEN 'sv' WHEN pick(n, 9, 100) < 90 THEN 'de'
        WHEN pick(n, 9, 100) < 95 THEN 'fi' ELSE 'fr' END $$;
-- Twenty sources that all read bring seven of ten, the other 380 the rest.
CREATE FUNCTION source_of(n bigint) RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT 1000 + CASE WHEN n % 10 < 7 THEN n / 10 % 20 ELSE 20 + pick(n, 5, 380) END';
-- An item is a title and two bodies (country_texts.py), of its language.
CREATE VIEW composed AS
SELECT n, t.text AS title, a.text || ' ' || b.text AS summary, '<p>' || a.text || '</p><p>' || b.text || '</p>' AS body,
    t.language, t.stems || a.stems || b.stems AS stems
FROM generate_series(1, items()) n
JOIN country_text t ON t.kind = 'title' AND t.language = language_of(n) AND t.number = pick(n, 1, 4000)
JOIN country_text a ON a.kind = 'body' AND a.language = language_of(n) AND a.number = pick(n, 2, 8000)
JOIN country_text b ON b.kind = 'body' AND b.language = language_of(n) AND b.number = pick(n, 3, 8000)

-- part: sources
INSERT INTO watch_source (id, connector, address, title, rhythm_minutes, is_in_use, next_at, etag, last_modified, body_hash, failures, error,
    error_detail, claimed_by, asked_at, answered_at)
OVERRIDING SYSTEM VALUE
SELECT 1000 + n, 'feed', 'https://country.example/' || n, 'Källa ' || n, 1440, true, now() + interval '1 day', '', '', '', 0, '', '', '', now(), now()
FROM generate_series(0, 399) n;
SELECT setval(pg_get_serial_sequence('watch_source', 'id'), 1400);
INSERT INTO watch_subscription (revision, created_at, name, theme, municipality_id, source_id)
SELECT 1, now(), s.title, '', m.id, s.id
FROM accounts_municipality m JOIN watch_source s ON s.id BETWEEN 1000 AND 1019 OR s.id > 1019 AND pick(m.id * 1000 + s.id, 7, 380) < 20
WHERE s.id >= 1000

-- part: items
INSERT INTO watch_item (id, kind, title, summary, body, language, link, programme, authority, status, published_at, deadline, final_deadline,
    deadlines, currency, codes, countries, identifiers, facts, content_hash, found_at)
OVERRIDING SYSTEM VALUE
SELECT key_of(n), kind_of(n), title, summary, body, language, 'https://country.example/' || n, programme_of(n), '', '', found_at(n),
    closes_at(n), closes_at(n), '[]', '', '[]', '[]', '[]', '{}', md5(n::text), found_at(n)
FROM composed;
SELECT setval(pg_get_serial_sequence('watch_item', 'id'), key_of(items()))

-- part: found
INSERT INTO search_row (kind, object_id, title, url, secret, text, stems)
SELECT 'watch.item', key_of(n), left(title, 300), '/watch/items/' || key_of(n) || '/', false, '', stems FROM composed

-- part: tellings
-- A twentieth is told by a second source.
INSERT INTO watch_sighting (source_id, external_id, item_id, title, link, content_hash, seen_at, last_at, leads, split)
SELECT source_of(n), n::text, key_of(n), 'Telling ' || n, 'https://country.example/' || n, md5(n::text), found_at(n), found_at(n), true, false
FROM generate_series(1, items()) n;
INSERT INTO watch_sighting (source_id, external_id, item_id, title, link, content_hash, seen_at, last_at, leads, split)
SELECT 1000 + n / 20 % 20, 'again ' || n, key_of(n), 'Telling ' || n, '', md5(n::text), found_at(n), found_at(n), false, false
FROM generate_series(20, items(), 20) n

-- part: keys
-- As many for each as in the demo, by which it would be known again.
ALTER TABLE watch_itemkey DROP CONSTRAINT watch_itemkey_pkey;
INSERT INTO watch_itemkey (key, item_id)
SELECT hashint8extended(n, 100 + k), key_of(n) FROM generate_series(1, items()) n, generate_series(1, 12) k;
ALTER TABLE watch_itemkey ADD PRIMARY KEY (key, item_id)

-- part: matches
-- A profile's 200, one in each stretch of the last half year, of what the shared sources brought; with the reasons of a match in the demo.
CREATE UNLOGGED TABLE country_reasons AS
SELECT row_number() OVER () - 1 AS number, reasons, count(*) OVER () AS all_of_them FROM watch_match WHERE reasons IS NOT NULL;
CREATE FUNCTION stretch() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT (items() * 180 / 1095 / 200 / 10)::int';
INSERT INTO watch_match (municipality_id, profile_id, item_id, score, percentile, reasons)
SELECT municipality_id, profile, item, threshold + 0.25 * power(luck / 1000.0, 4), 99 + luck / 1000.0, r.reasons
FROM (
    SELECT p.municipality_id, p.id AS profile, p.threshold, pick(p.id, k, 1000) AS luck,
        key_of((items() / 10 - k * stretch() - pick(p.id, k + 1000, stretch()) - 1) * 10 + pick(p.id, k + 2000, 7)) AS item
    FROM watch_profile p, generate_series(0, 199) k WHERE NOT p.paused
) met
JOIN country_reasons r ON r.number = pick(met.item, 3, r.all_of_them::int)

-- part: inboxes
-- The rank as ranking.py gives it where no deadline is near; one in ten is decided on.
INSERT INTO watch_inboxitem (municipality_id, item_id, best_id, fit, rank, kind, deadline, arrived_at, decided)
SELECT DISTINCT ON (m.municipality_id, m.item_id) m.municipality_id, m.item_id, m.id, m.score * 100,
    CASE WHEN i.final_deadline < now() THEN -1 ELSE m.score * 100 END, i.kind, i.final_deadline, i.found_at, pick(m.item_id, 4, 10) = 0
FROM watch_match m JOIN watch_item i ON i.id = m.item_id
ORDER BY m.municipality_id, m.item_id, m.score DESC
ON CONFLICT DO NOTHING

-- part: decisions
INSERT INTO watch_decision (revision, created_at, verdict, reason, answer, answer_text, answer_read, together, decided_by_id, municipality_id, item_id)
SELECT 1, arrived_at, 'not_relevant', 'Skäl ' || item_id % 12, '', '', false, '', (SELECT min(id) FROM accounts_user), municipality_id, item_id
FROM watch_inboxitem WHERE decided
ON CONFLICT DO NOTHING

-- part: news
-- What a round of readings brings: told anew, as of today, by the shared sources, and waiting to be matched.
CREATE TEMP TABLE news AS SELECT nextval(pg_get_serial_sequence('watch_item', 'id')) AS id, i.id AS of
FROM (SELECT id FROM watch_item WHERE deadline IS NULL ORDER BY id DESC LIMIT 1000) i;
INSERT INTO watch_item (id, kind, title, summary, body, language, link, programme, authority, status, deadlines, currency, codes, countries,
    identifiers, facts, content_hash, found_at)
OVERRIDING SYSTEM VALUE
SELECT news.id, kind, title, summary, body, language, link, programme, authority, status, deadlines, currency, codes, countries, identifiers,
    facts, content_hash, now()
FROM news JOIN watch_item i ON i.id = news.of;
INSERT INTO watch_sighting (source_id, external_id, item_id, title, link, content_hash, seen_at, last_at, leads, split)
SELECT 1000 + id % 20, 'news ' || id, id, 'News', '', '', now(), now(), true, false FROM news;
INSERT INTO watch_unmatched (item_id) SELECT id FROM news
