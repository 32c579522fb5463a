-- Schemas, extensions, tables, sequences, views.
SELECT 'schema' AS kind, s.name AS identity, '' AS definition, '' AS within, 0 AS position
FROM space AS s
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = s.oid)
UNION ALL
SELECT 'extension', quote_ident(x.extname), concat('version ', x.extversion, ' in ', quote_ident(n.nspname)), '', 0
FROM pg_extension AS x JOIN pg_namespace AS n ON n.oid = x.extnamespace
UNION ALL
SELECT 'table', r.name, concat_ws(' ',
         CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED' END,
         CASE r.relkind WHEN 'f' THEN 'FOREIGN' END, 'TABLE',
         CASE WHEN r.reloftype <> 0 THEN 'OF ' || format_type(r.reloftype, NULL) END,
         CASE WHEN r.relispartition THEN 'PARTITION OF ' || h.parents || ' ' || pg_get_expr(r.relpartbound, r.oid)
              ELSE 'INHERITS (' || h.parents || ')' END,
         CASE r.relkind WHEN 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(r.oid) END,
         CASE WHEN m.amname <> 'heap' THEN 'USING ' || quote_ident(m.amname) END,
         'WITH (' || nullif(array_to_string(ARRAY(SELECT o FROM unnest(r.reloptions) AS o ORDER BY o), ', '), '') || ')',
         'TOAST WITH (' || nullif(array_to_string(ARRAY(SELECT o FROM unnest(t.reloptions) AS o ORDER BY o), ', '), '') || ')',
         'TABLESPACE ' || quote_ident(p.spcname),
         CASE WHEN r.relrowsecurity THEN 'ROW LEVEL SECURITY' END,
         CASE WHEN r.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END,
         CASE r.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' WHEN 'n' THEN 'REPLICA IDENTITY NOTHING' END,
         'SERVER ' || quote_ident(f.srvname),
         'OPTIONS (' || nullif(array_to_string(ARRAY(SELECT o FROM unnest(ft.ftoptions) AS o ORDER BY o), ', '), '') || ')'),
       'schema ' || s.name || coalesce(E'\x1f' || h.keys, ''), 0
FROM relation AS r
JOIN space AS s ON s.oid = r.relnamespace
LEFT JOIN LATERAL (
  SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) AS parents,
         string_agg('table ' || i.inhparent::regclass, E'\x1f' ORDER BY i.inhseqno) AS keys
  FROM pg_inherits AS i WHERE i.inhrelid = r.oid) AS h ON true
LEFT JOIN pg_am AS m ON m.oid = r.relam
LEFT JOIN pg_class AS t ON t.oid = r.reltoastrelid
LEFT JOIN pg_tablespace AS p ON p.oid = r.reltablespace
LEFT JOIN pg_foreign_table AS ft ON ft.ftrelid = r.oid
LEFT JOIN pg_foreign_server AS f ON f.oid = ft.ftserver
WHERE r.relkind IN ('r', 'p', 'f')
UNION ALL
SELECT r.kind, r.name, concat_ws(' ',
         CASE r.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
         'WITH (' || nullif(array_to_string(ARRAY(SELECT o FROM unnest(r.reloptions) AS o ORDER BY o), ', '), '') || ')',
         CASE WHEN m.amname <> 'heap' THEN 'USING ' || quote_ident(m.amname) END,
         'TABLESPACE ' || quote_ident(p.spcname),
         'AS', pg_get_viewdef(r.oid)),
       'schema ' || s.name, 0
FROM relation AS r
JOIN space AS s ON s.oid = r.relnamespace
LEFT JOIN pg_am AS m ON m.oid = r.relam
LEFT JOIN pg_tablespace AS p ON p.oid = r.reltablespace
WHERE r.relkind IN ('v', 'm')
UNION ALL
SELECT 'sequence', r.name, concat_ws(' ',
         CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED' END, 'SEQUENCE AS', format_type(q.seqtypid, NULL),
         'START', q.seqstart, 'INCREMENT', q.seqincrement, 'MINVALUE', q.seqmin, 'MAXVALUE', q.seqmax, 'CACHE', q.seqcache,
         CASE WHEN q.seqcycle THEN 'CYCLE' END,
         'OWNED BY ' || o.name || '.' || quote_ident(a.attname)),
       concat_ws(E'\x1f', 'schema ' || s.name, 'column ' || o.name || '.' || quote_ident(a.attname), 'table ' || o.name), 0
FROM pg_sequence AS q
JOIN relation AS r ON r.oid = q.seqrelid
JOIN space AS s ON s.oid = r.relnamespace
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
LEFT JOIN relation AS o ON o.oid = d.refobjid
LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.deptype IS DISTINCT FROM 'i'
