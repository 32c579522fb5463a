-- Constraints, with what is set on the index behind one; and every other index. The name of an index is no part of its definition.
SELECT 'constraint', coalesce(r.name, format_type(c.contypid, NULL)) || '.' || quote_ident(c.conname), concat_ws(' ',
         pg_get_constraintdef(c.oid),
         CASE WHEN x.reloptions IS NOT NULL THEN 'WITH (' || array_to_string(ARRAY(SELECT o FROM unnest(x.reloptions) AS o ORDER BY o), ', ') || ')' END,
         'TABLESPACE ' || quote_ident(p.spcname),
         CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
         CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
         CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
         g.words),
       concat_ws(E'\x1f', coalesce(r.key, 'type ' || format_type(c.contypid, NULL)),
         CASE WHEN c.coninhcount > 0 THEN coalesce(
           (SELECT 'constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname) FROM pg_constraint AS u WHERE u.oid = c.conparentid),
           replace(h.constraints, E'\x1e', quote_ident(c.conname))) END),
       0
FROM pg_constraint AS c
JOIN space AS s ON s.oid = c.connamespace
LEFT JOIN relation AS r ON r.oid = c.conrelid
LEFT JOIN heir AS h ON h.oid = c.conrelid
LEFT JOIN pg_index AS i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class AS x ON x.oid = i.indexrelid
LEFT JOIN pg_tablespace AS p ON p.oid = x.reltablespace
LEFT JOIN (
  SELECT tgconstraint, 'TRIGGERS ' || string_agg(DISTINCT CASE tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED ON REPLICA' ELSE 'ENABLED ALWAYS' END, ' AND ') AS words
  FROM pg_trigger WHERE tgisinternal AND tgenabled <> 'O' AND tgconstraint <> 0 GROUP BY tgconstraint) AS g ON g.tgconstraint = c.oid
WHERE c.contype IN ('c', 'f', 'p', 'u', 'x')
  AND (r.oid IS NOT NULL OR c.contypid <> 0
       AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.contypid))
  -- What a reference to a partitioned table keeps for each of its partitions is the reference's own.
  AND (c.conparentid = 0 OR NOT EXISTS (SELECT FROM pg_constraint AS u WHERE u.oid = c.conparentid AND u.conrelid = c.conrelid))
UNION ALL
SELECT 'index', s.name || '.' || quote_ident(x.relname), concat_ws(' ',
         CASE WHEN i.indisunique THEN 'UNIQUE' END,
         coalesce('ON ' || t.name || ' USING ' || plain.words,
           substr(pg_get_indexdef(i.indexrelid), length(concat('CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, 'INDEX ', quote_ident(x.relname), ' ')) + 1)),
         'TABLESPACE ' || quote_ident(p.spcname),
         o.statistics,
         CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
         CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
         CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
         d.words, 'PARTITION OF ' || h.parents),
       concat_ws(E'\x1f', t.key,
         coalesce('constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname), 'index ' || h.parents)),
       0
FROM pg_index AS i
JOIN relation AS t ON t.oid = i.indrelid
JOIN pg_class AS x ON x.oid = i.indexrelid
JOIN space AS s ON s.oid = x.relnamespace
LEFT JOIN pg_tablespace AS p ON p.oid = x.reltablespace
LEFT JOIN heir AS h ON h.oid = i.indexrelid
LEFT JOIN (pg_inherits AS b JOIN pg_constraint AS bc ON bc.conindid = b.inhparent AND bc.contype IN ('p', 'u', 'x')) AS u ON u.inhrelid = i.indexrelid
LEFT JOIN dependent AS d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
LEFT JOIN pg_constraint AS own ON own.conindid = i.indexrelid AND own.contype IN ('p', 'u', 'x')
LEFT JOIN (
  SELECT attrelid, 'STATISTICS (' || string_agg(attnum || ': ' || target, ', ' ORDER BY attnum) || ')' AS statistics, true AS exists
  FROM special GROUP BY attrelid) AS o ON o.attrelid = i.indexrelid
-- An index over columns with nothing unusual in it is soon said; to ask the server, which opens its table, takes it ten times as long.
LEFT JOIN (
  SELECT k.indexrelid, m.amname || ' (' || string_agg(quote_ident(a.attname) || CASE k.option WHEN 1 THEN ' DESC NULLS LAST' WHEN 2 THEN ' NULLS FIRST' WHEN 3 THEN ' DESC' ELSE '' END,
           ', ' ORDER BY k.place) FILTER (WHERE k.class IS NOT NULL) || ')'
           || coalesce(' INCLUDE (' || string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) FILTER (WHERE k.class IS NULL) || ')', '') AS words
  FROM (
    SELECT i.indexrelid, i.indrelid, k.*
    FROM pg_index AS i CROSS JOIN LATERAL unnest(i.indkey, i.indoption, i.indclass, i.indcollation) WITH ORDINALITY AS k (attnum, option, class, locale, place)
    WHERE i.indrelid >= 16384 AND NOT i.indisprimary AND i.indexprs IS NULL AND i.indpred IS NULL
      AND NOT i.indnullsnotdistinct -- from 15
    OFFSET 0) AS k
  JOIN pg_class AS x ON x.oid = k.indexrelid AND x.relkind = 'i' AND x.reloptions IS NULL
  JOIN pg_am AS m ON m.oid = x.relam
  JOIN pg_attribute AS a ON a.attrelid = k.indrelid AND a.attnum = k.attnum AND a.attnum > 0
  LEFT JOIN pg_opclass AS c ON c.oid = k.class
  GROUP BY k.indexrelid, m.amname
  HAVING bool_and(k.class IS NULL OR c.opcdefault AND (c.opcintype = a.atttypid OR c.opcintype = 'text'::regtype AND a.atttypid = 'varchar'::regtype)
                  AND (k.locale = 0 OR k.locale = a.attcollation))) AS plain
  ON plain.indexrelid = i.indexrelid AND own.oid IS NULL AND o.exists IS NULL
WHERE own.oid IS NULL
UNION ALL
SELECT 'statistics', s.name || '.' || quote_ident(x.stxname), concat_ws(' ',
         regexp_replace(pg_get_statisticsobjdef(x.oid), '^CREATE STATISTICS ', ''), 'STATISTICS ' || nullif(x.stxstattarget, -1)),
       r.key, 0
FROM pg_statistic_ext AS x JOIN space AS s ON s.oid = x.stxnamespace JOIN relation AS r ON r.oid = x.stxrelid
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = x.oid)
