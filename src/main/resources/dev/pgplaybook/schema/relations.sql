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
         CASE WHEN c.reloftype <> 0 THEN 'OF ' || format_type(c.reloftype, NULL) END,
         CASE WHEN c.relispartition THEN 'PARTITION OF ' || h.parents || ' ' || pg_get_expr(c.relpartbound, c.oid)
              ELSE 'INHERITS (' || h.parents || ')' END,
         CASE r.relkind WHEN 'p' THEN 'PARTITION BY ' || pg_get_partkeydef(r.oid) END,
         CASE WHEN m.amname <> 'heap' THEN 'USING ' || quote_ident(m.amname) END,
         CASE WHEN c.reloptions IS NOT NULL THEN 'WITH (' || array_to_string(ARRAY(SELECT o FROM unnest(c.reloptions) AS o ORDER BY o), ', ') || ')' END,
         CASE WHEN t.reloptions IS NOT NULL THEN 'TOAST WITH (' || array_to_string(ARRAY(SELECT o FROM unnest(t.reloptions) AS o ORDER BY o), ', ') || ')' END,
         'TABLESPACE ' || quote_ident(p.spcname),
         CASE WHEN c.relrowsecurity THEN 'ROW LEVEL SECURITY' END,
         CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END,
         CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL' WHEN 'n' THEN 'REPLICA IDENTITY NOTHING' END,
         'SERVER ' || quote_ident(f.srvname),
         'OPTIONS (' || (SELECT string_agg(CASE WHEN o ~* '^[^=]*(pass|secret|key|token)' THEN split_part(o, '=', 1) || '=…' ELSE o END, ', ' ORDER BY o)
                         FROM unnest(f.ftoptions) AS o) || ')'),
       concat_ws(E'\x1f', 'schema ' || s.name, h.tables), 0
FROM relation AS r
JOIN space AS s ON s.oid = r.relnamespace
JOIN pg_class AS c ON c.oid = r.oid
LEFT JOIN heir AS h ON h.oid = r.oid
LEFT JOIN pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_class AS t ON t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL
LEFT JOIN pg_tablespace AS p ON p.oid = c.reltablespace
LEFT JOIN (pg_foreign_table AS ft JOIN pg_foreign_server AS fs ON fs.oid = ft.ftserver) AS f ON f.ftrelid = r.oid
WHERE r.relkind IN ('r', 'p', 'f')
UNION ALL
SELECT r.kind, r.name, concat_ws(' ',
         CASE r.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,
         'WITH (' || nullif(array_to_string(ARRAY(SELECT o FROM unnest(c.reloptions) AS o ORDER BY o), ', '), '') || ')',
         CASE WHEN m.amname <> 'heap' THEN 'USING ' || quote_ident(m.amname) END,
         'TABLESPACE ' || quote_ident(p.spcname), d.words,
         'AS', pg_get_viewdef(r.oid)),
       'schema ' || s.name, 0
FROM relation AS r
JOIN space AS s ON s.oid = r.relnamespace
JOIN pg_class AS c ON c.oid = r.oid
LEFT JOIN pg_am AS m ON m.oid = c.relam
LEFT JOIN pg_tablespace AS p ON p.oid = c.reltablespace
LEFT JOIN dependent AS d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid
WHERE r.relkind IN ('v', 'm')
UNION ALL
SELECT 'sequence', r.name, concat_ws(' ',
         CASE r.relpersistence WHEN 'u' THEN 'UNLOGGED' END, 'SEQUENCE AS', format_type(q.seqtypid, NULL),
         'START', q.seqstart, 'INCREMENT', q.seqincrement, 'MINVALUE', q.seqmin, 'MAXVALUE', q.seqmax, 'CACHE', q.seqcache,
         CASE WHEN q.seqcycle THEN 'CYCLE' END,
         'OWNED BY ' || o.name || '.' || quote_ident(a.attname)),
       concat_ws(E'\x1f', 'schema ' || s.name, 'column ' || o.name || '.' || quote_ident(a.attname), o.key), 0
FROM pg_sequence AS q
JOIN relation AS r ON r.oid = q.seqrelid
JOIN space AS s ON s.oid = r.relnamespace
LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') AND d.objid = ANY (ARRAY(SELECT o.seqrelid FROM pg_sequence AS o))
LEFT JOIN relation AS o ON o.oid = d.refobjid
LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.deptype IS DISTINCT FROM 'i'
