-- Indexes that are not the work of a constraint, and statistics. The name of an index is no part of its definition.
SELECT 'index', i.name, concat_ws(' ',
         CASE WHEN i.indisunique THEN 'UNIQUE' END,
         coalesce('ON ' || t.name || ' USING ' || i.amname || ' (' || plain.words || ')',
           substr(pg_get_indexdef(i.oid), length(concat('CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, 'INDEX ', quote_ident(i.relname), ' ')) + 1)),
         CASE WHEN i.indexprs IS NOT NULL THEN (
           SELECT 'STATISTICS (' || string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) || ')'
           FROM pg_attribute AS a WHERE a.attrelid = i.oid AND nullif(a.attstattarget, -1) IS NOT NULL) END,
         s.words, d.words, 'PARTITION OF ' || h.parents),
       concat_ws(E'\x1f', t.key, coalesce('constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname), 'index ' || h.parents)),
       0
FROM (
  SELECT x.oid, x.relname, x.relkind, x.relnamespace::regnamespace || '.' || quote_ident(x.relname) AS name, x.reloptions, m.amname,
         i.indrelid, i.indnatts, i.indnkeyatts, i.indisunique, i.indkey, i.indoption, i.indclass, i.indcollation, i.indexprs, i.indpred
         , i.indnullsnotdistinct -- from 15
  FROM pg_index AS i
  JOIN pg_class AS x ON x.oid = i.indexrelid
  JOIN pg_am AS m ON m.oid = x.relam
  WHERE i.indrelid = ANY (ARRAY(SELECT r.oid FROM relation AS r))
    AND NOT EXISTS (SELECT FROM pg_constraint AS own WHERE own.conindid = i.indexrelid AND own.contype IN ('p', 'u', 'x'))) AS i
JOIN relation AS t ON t.oid = i.indrelid
-- An index over columns, of the server's own default operator classes and with nothing else to it, is soon said; to ask the server, which
-- opens the table for it, takes three times as long.
CROSS JOIN LATERAL (
  SELECT CASE WHEN i.relkind = 'i' AND i.reloptions IS NULL AND i.indexprs IS NULL AND i.indpred IS NULL AND i.indnatts = i.indnkeyatts AND i.amname IN ('btree', 'hash')
                AND NOT i.indnullsnotdistinct -- from 15
         THEN (
           SELECT CASE WHEN bool_and(o.word IS NOT NULL) THEN string_agg(o.word, ', ' ORDER BY o.place) END
           FROM (SELECT k.place, (
                   SELECT CASE WHEN (k.class, CASE a.atttypid WHEN 'varchar'::regtype THEN 'text'::regtype::oid ELSE a.atttypid END)
                       IN (SELECT c.oid, c.opcintype FROM pg_opclass AS c WHERE c.opcdefault AND c.oid < 16384)
                     THEN quote_ident(a.attname) || CASE k.option WHEN 0 THEN '' WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' ELSE ' DESC' END END
                   FROM pg_attribute AS a
                   WHERE a.attrelid = i.indrelid AND a.attnum = k.attnum AND (k.locale = 0 OR k.locale = a.attcollation)) AS word
                 FROM unnest(i.indkey, i.indoption, i.indclass, i.indcollation) WITH ORDINALITY AS k (attnum, option, class, locale, place) OFFSET 0) AS o) END AS words OFFSET 0) AS plain
LEFT JOIN setting AS s ON s.oid = i.oid
LEFT JOIN heir AS h ON h.oid = i.oid
LEFT JOIN (pg_inherits AS b JOIN pg_constraint AS bc ON bc.conindid = b.inhparent AND bc.contype IN ('p', 'u', 'x')) AS u ON u.inhrelid = i.oid
LEFT JOIN dependent AS d ON d.classid = 'pg_class'::regclass AND d.objid = i.oid
UNION ALL
SELECT 'statistics', s.name || '.' || quote_ident(x.stxname), concat_ws(' ',
         regexp_replace(pg_get_statisticsobjdef(x.oid), '^CREATE STATISTICS ', ''), 'STATISTICS ' || nullif(x.stxstattarget, -1)),
       r.key, 0
FROM pg_statistic_ext AS x JOIN space AS s ON s.oid = x.stxnamespace JOIN relation AS r ON r.oid = x.stxrelid
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = x.oid)
