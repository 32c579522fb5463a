-- Comments and security labels. What an extension says of itself is its own.
SELECT 'comment', i.type || ' ' || i.identity, d.description, i.type || ' ' || i.identity, 0
FROM pg_description AS d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) AS i
WHERE (d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass AND d.objoid = 'public'::regnamespace
       AND d.description <> 'standard public schema')
  AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = d.classoid AND e.objid = d.objoid)
  AND coalesce(i.schema, '') !~ '^(pg_|information_schema$|pgplaybook$)' AND i.identity !~ '_prisma_migrations'
UNION ALL
SELECT 'security label', i.type || ' ' || i.identity, l.provider || ': ' || l.label, '', 0
FROM pg_seclabel AS l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, l.objsubid) AS i WHERE l.objoid >= 16384
