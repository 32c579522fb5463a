-- Constraints, with what is set on the index behind one; and every other index. The name of an index is no part of its definition.
SELECT 'constraint', coalesce(r.name, format_type(c.contypid, NULL)) || '.' || quote_ident(c.conname), concat_ws(' ',
         pg_get_constraintdef(c.oid),
         CASE WHEN i.reloptions IS NOT NULL THEN 'WITH (' || array_to_string(ARRAY(SELECT o FROM unnest(i.reloptions) AS o ORDER BY o), ', ') || ')' END,
         i.words, g.words),
       concat_ws(E'\x1f', coalesce(r.key, 'type ' || format_type(c.contypid, NULL)),
         CASE WHEN c.coninhcount > 0 THEN coalesce(
           (SELECT 'constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname) FROM pg_constraint AS u WHERE u.oid = c.conparentid),
           replace(h.constraints, E'\x1e', quote_ident(c.conname))) END),
       0
FROM pg_constraint AS c
JOIN space AS s ON s.oid = c.connamespace
LEFT JOIN relation AS r ON r.oid = c.conrelid
LEFT JOIN heir AS h ON h.oid = c.conrelid
LEFT JOIN index AS i ON i.own = c.oid
LEFT JOIN (
  SELECT tgconstraint, 'TRIGGERS ' || string_agg(DISTINCT CASE tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED ON REPLICA' ELSE 'ENABLED ALWAYS' END, ' AND ') AS words
  FROM pg_trigger WHERE tgisinternal AND tgenabled <> 'O' AND tgconstraint <> 0 GROUP BY tgconstraint) AS g ON g.tgconstraint = c.oid
WHERE c.contype IN ('c', 'f', 'p', 'u', 'x')
  AND (r.oid IS NOT NULL OR c.contypid <> 0
       AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.contypid))
  -- What a reference to a partitioned table keeps for each of its partitions is the reference's own.
  AND (c.conparentid = 0 OR NOT EXISTS (SELECT FROM pg_constraint AS u WHERE u.oid = c.conparentid AND u.conrelid = c.conrelid))
UNION ALL
SELECT 'index', i.name, concat_ws(' ',
         CASE WHEN i.indisunique THEN 'UNIQUE' END,
         coalesce('ON ' || t.name || ' USING ' || i.amname || ' (' || plain.words || ')',
           substr(pg_get_indexdef(i.oid), length(concat('CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, 'INDEX ', quote_ident(i.relname), ' ')) + 1)),
         CASE WHEN i.indexprs IS NOT NULL THEN (
           SELECT 'STATISTICS (' || string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) || ')'
           FROM pg_attribute AS a WHERE a.attrelid = i.oid AND nullif(a.attstattarget, -1) IS NOT NULL) END,
         i.words, d.words, 'PARTITION OF ' || h.parents),
       concat_ws(E'\x1f', t.key, coalesce('constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname), 'index ' || h.parents)),
       0
FROM index AS i
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
LEFT JOIN heir AS h ON h.oid = i.oid
LEFT JOIN (pg_inherits AS b JOIN pg_constraint AS bc ON bc.conindid = b.inhparent AND bc.contype IN ('p', 'u', 'x')) AS u ON u.inhrelid = i.oid
LEFT JOIN dependent AS d ON d.classid = 'pg_class'::regclass AND d.objid = i.oid
WHERE i.own IS NULL
UNION ALL
SELECT 'statistics', s.name || '.' || quote_ident(x.stxname), concat_ws(' ',
         regexp_replace(pg_get_statisticsobjdef(x.oid), '^CREATE STATISTICS ', ''), 'STATISTICS ' || nullif(x.stxstattarget, -1)),
       r.key, 0
FROM pg_statistic_ext AS x JOIN space AS s ON s.oid = x.stxnamespace JOIN relation AS r ON r.oid = x.stxrelid
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = x.oid)
