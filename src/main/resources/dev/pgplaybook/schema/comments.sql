-- Comments and security labels, each by the key of what it is on. What an extension says of its own is the extension's.
SELECT d.kind, d.key, d.words, d.key || coalesce(E'\x1f' || d.table, ''), 0
FROM (
  SELECT w.kind, w.words, r.key AS table, CASE
           WHEN a.attname IS NOT NULL THEN 'column ' || r.name || '.' || quote_ident(a.attname)
           WHEN c.conname IS NOT NULL THEN 'constraint ' || coalesce(r.name, format_type(c.contypid, NULL)) || '.' || quote_ident(c.conname)
           WHEN g.tgname IS NOT NULL THEN 'trigger ' || r.name || '.' || quote_ident(g.tgname)
           WHEN u.rulename IS NOT NULL THEN 'rule ' || r.name || '.' || quote_ident(u.rulename)
           WHEN p.polname IS NOT NULL THEN 'policy ' || r.name || '.' || quote_ident(p.polname)
           WHEN r.key IS NOT NULL THEN r.key
           ELSE CASE i.type WHEN 'composite type' THEN 'type' WHEN 'domain' THEN 'type' WHEN 'server' THEN 'foreign server' WHEN 'statistics object' THEN 'statistics' ELSE i.type END
             || ' ' || CASE i.type WHEN 'cast' THEN btrim(i.identity, '()') ELSE i.identity END END AS key
  FROM (SELECT 'comment' AS kind, classoid, objoid, objsubid, description AS words FROM pg_description WHERE objoid >= 16384
        UNION ALL SELECT 'comment', classoid, objoid, objsubid, description FROM pg_description
          WHERE classoid = 'pg_namespace'::regclass AND objoid = 'public'::regnamespace AND description <> 'standard public schema'
        UNION ALL SELECT 'security label', classoid, objoid, objsubid, provider || ': ' || label FROM pg_seclabel WHERE objoid >= 16384) AS w
  LEFT JOIN pg_constraint AS c ON w.classoid = 'pg_constraint'::regclass AND c.oid = w.objoid
  LEFT JOIN pg_trigger AS g ON w.classoid = 'pg_trigger'::regclass AND g.oid = w.objoid
  LEFT JOIN pg_rewrite AS u ON w.classoid = 'pg_rewrite'::regclass AND u.oid = w.objoid
  LEFT JOIN pg_policy AS p ON w.classoid = 'pg_policy'::regclass AND p.oid = w.objoid
  LEFT JOIN relation AS r ON r.oid = coalesce(c.conrelid, g.tgrelid, u.ev_class, p.polrelid, CASE WHEN w.classoid = 'pg_class'::regclass THEN w.objoid END)
  LEFT JOIN pg_attribute AS a ON w.classoid = 'pg_class'::regclass AND w.objsubid > 0 AND a.attrelid = w.objoid AND a.attnum = w.objsubid
  LEFT JOIN LATERAL (SELECT * FROM pg_identify_object(w.classoid, w.objoid, w.objsubid) OFFSET 0) AS i ON r.oid IS NULL
  WHERE (r.oid IS NOT NULL OR c.contypid <> 0
         OR coalesce(i.schema, '') !~ '^(pg_|information_schema$|pgplaybook$)' AND i.identity !~ '_prisma_migrations'
            AND (i.type <> 'schema' OR i.identity <> 'pgplaybook'))
    AND (r.oid IS NOT NULL OR NOT EXISTS (SELECT FROM member AS e WHERE e.classid = w.classoid AND e.objid = w.objoid))) AS d
