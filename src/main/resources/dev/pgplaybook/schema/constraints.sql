-- Constraints, with what is set on the index behind one; and every other index. The name of an index is no part of its definition.
SELECT 'constraint', coalesce(r.name, format_type(c.contypid, NULL)) || '.' || quote_ident(c.conname), concat_ws(' ',
         pg_get_constraintdef(c.oid),
         'WITH (' || nullif(array_to_string(ARRAY(SELECT o FROM unnest(x.reloptions) AS o ORDER BY o), ', '), '') || ')',
         'TABLESPACE ' || quote_ident(p.spcname),
         CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
         CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
         CASE WHEN i.indisclustered THEN 'CLUSTERED' END,
         CASE WHEN c.contype = 'f' AND EXISTS (
           SELECT FROM pg_trigger AS g WHERE g.tgconstraint = c.oid AND g.tgenabled <> 'O') THEN 'TRIGGERS DISABLED' END),
       concat_ws(E'\x1f', coalesce(r.kind || ' ' || r.name, 'type ' || format_type(c.contypid, NULL)),
         CASE WHEN c.coninhcount > 0 THEN coalesce(
           (SELECT 'constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname) FROM pg_constraint AS u WHERE u.oid = c.conparentid),
           (SELECT string_agg('constraint ' || h.inhparent::regclass || '.' || quote_ident(c.conname), E'\x1f' ORDER BY h.inhseqno)
            FROM pg_inherits AS h WHERE h.inhrelid = c.conrelid)) END),
       0
FROM pg_constraint AS c
JOIN space AS s ON s.oid = c.connamespace
LEFT JOIN relation AS r ON r.oid = c.conrelid
LEFT JOIN pg_index AS i ON i.indexrelid = c.conindid AND c.contype IN ('p', 'u', 'x')
LEFT JOIN pg_class AS x ON x.oid = i.indexrelid
LEFT JOIN pg_tablespace AS p ON p.oid = x.reltablespace
WHERE c.contype IN ('c', 'f', 'p', 'u', 'x')
  AND (r.oid IS NOT NULL OR c.contypid <> 0
       AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.contypid))
  -- What a reference to a partitioned table keeps for each of its partitions is the reference's own.
  AND NOT EXISTS (SELECT FROM pg_constraint AS u WHERE u.oid = c.conparentid AND u.conrelid = c.conrelid)
UNION ALL
SELECT 'index', r.name, concat_ws(' ',
         CASE WHEN i.indisunique THEN 'UNIQUE' END,
         substr(pg_get_indexdef(i.indexrelid), length(concat('CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, 'INDEX ', quote_ident(r.relname), ' ')) + 1),
         'TABLESPACE ' || quote_ident(p.spcname),
         'STATISTICS (' || (SELECT string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM pg_attribute AS a
                            WHERE a.attrelid = i.indexrelid AND nullif(a.attstattarget, -1) IS NOT NULL) || ')',
         CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
         CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END,
         CASE WHEN i.indisclustered THEN 'CLUSTERED' END),
       concat_ws(E'\x1f', t.kind || ' ' || t.name,
         (SELECT coalesce('constraint ' || c.conrelid::regclass || '.' || quote_ident(c.conname), 'index ' || h.inhparent::regclass)
          FROM pg_inherits AS h LEFT JOIN pg_constraint AS c ON c.conindid = h.inhparent AND c.contype IN ('p', 'u', 'x')
          WHERE h.inhrelid = i.indexrelid)),
       0
FROM pg_index AS i
JOIN relation AS r ON r.oid = i.indexrelid
JOIN relation AS t ON t.oid = i.indrelid
LEFT JOIN pg_tablespace AS p ON p.oid = r.reltablespace
LEFT JOIN pg_constraint AS own ON own.conindid = i.indexrelid AND own.contype IN ('p', 'u', 'x')
WHERE own.oid IS NULL
UNION ALL
SELECT 'statistics', s.name || '.' || quote_ident(x.stxname), concat_ws(' ',
         regexp_replace(pg_get_statisticsobjdef(x.oid), '^CREATE STATISTICS ', ''), 'STATISTICS ' || nullif(x.stxstattarget, -1)),
       'table ' || x.stxrelid::regclass, 0
FROM pg_statistic_ext AS x JOIN space AS s ON s.oid = x.stxnamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_statistic_ext'::regclass AND e.objid = x.oid)
