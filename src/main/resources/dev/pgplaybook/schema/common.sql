-- What every part of the snapshot starts from. A line that ends in "-- from N" or "-- until N" is for servers of that major version
-- and later, or earlier. Each part gives: kind, identity, definition, the keys of what it is within, its position there.
WITH space AS MATERIALIZED (
  SELECT oid, quote_ident(nspname) AS name, nspname, nspacl, nspowner
  FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'pgplaybook')),
member AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
relation AS MATERIALIZED (
  SELECT c.*, s.name || '.' || quote_ident(c.relname) AS name,
         CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
           WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'c' THEN 'type' ELSE 'table' END AS kind
  FROM pg_class AS c
  JOIN space AS s ON s.oid = c.relnamespace
  LEFT JOIN member AS e ON e.classid = 'pg_class'::regclass AND e.objid = c.oid
  WHERE c.relname <> '_prisma_migrations' AND e.objid IS NULL),
-- Every grant that is not what the owner of such an object has anyway; the owner's own name does not matter.
privilege AS MATERIALIZED (
  SELECT o.kind, o.identity, o.within, o.owner, o.acl, o.preset FROM (
    SELECT r.kind, r.name AS identity, r.kind || ' ' || r.name AS within, r.relowner AS owner, r.relacl AS acl,
           acldefault(CASE r.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, r.relowner) AS preset
    FROM relation AS r WHERE r.relacl IS NOT NULL
    UNION ALL
    SELECT 'column', r.name || '.' || quote_ident(a.attname), 'column ' || r.name || '.' || quote_ident(a.attname) || E'\x1f' || r.kind || ' ' || r.name,
           r.relowner, a.attacl, '{}'::aclitem[]
    FROM relation AS r JOIN pg_attribute AS a ON a.attrelid = r.oid WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
    UNION ALL
    SELECT 'schema', s.name, 'schema ' || s.name, s.nspowner, coalesce(s.nspacl, acldefault('n', s.nspowner)),
           CASE s.nspname WHEN 'public' THEN ARRAY[
             makeaclitem(s.nspowner, s.nspowner, 'USAGE', false), makeaclitem(s.nspowner, s.nspowner, 'CREATE', false),
             makeaclitem(0, s.nspowner, 'CREATE', false), -- until 14
             makeaclitem(0, s.nspowner, 'USAGE', false)]
           ELSE acldefault('n', s.nspowner) END
    FROM space AS s WHERE s.nspacl IS NOT NULL OR s.nspname = 'public'
    UNION ALL
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, p.oid::regprocedure::text,
           CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END || ' ' || p.oid::regprocedure,
           p.proowner, p.proacl, acldefault('f', p.proowner)
    FROM pg_proc AS p JOIN space AS s ON s.oid = p.pronamespace
    WHERE p.proacl IS NOT NULL AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
    UNION ALL
    SELECT 'type', format_type(t.oid, NULL), 'type ' || format_type(t.oid, NULL), t.typowner, t.typacl, acldefault('T', t.typowner)
    FROM pg_type AS t JOIN space AS s ON s.oid = t.typnamespace
    WHERE t.typacl IS NOT NULL AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
    UNION ALL
    SELECT 'language', quote_ident(l.lanname), 'language ' || quote_ident(l.lanname), l.lanowner, l.lanacl, acldefault('l', l.lanowner)
    FROM pg_language AS l WHERE l.lanacl IS NOT NULL AND l.oid >= 16384
    UNION ALL
    SELECT 'foreign-data wrapper', quote_ident(w.fdwname), 'foreign-data wrapper ' || quote_ident(w.fdwname), w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
    FROM pg_foreign_data_wrapper AS w WHERE w.fdwacl IS NOT NULL
    UNION ALL
    SELECT 'foreign server', quote_ident(f.srvname), 'foreign server ' || quote_ident(f.srvname), f.srvowner, f.srvacl, acldefault('S', f.srvowner)
    FROM pg_foreign_server AS f WHERE f.srvacl IS NOT NULL) AS o)
