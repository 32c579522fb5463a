-- What every part of the snapshot starts from. A line that ends in "-- from N" or "-- until N" is for servers of that major version
-- and later, or earlier; one that ends in "-- touched" is for a look at touched relations alone. Each part gives: kind, identity,
-- definition, the keys of what it is within, its position there.
-- What is asked of every row is joined as a whole, and not looked up row by row: a schema may have tens of thousands of rows. Of the
-- catalogs that are large in an empty database already, only what belongs to the schema is read, by a list that an index is asked for.
WITH space AS MATERIALIZED (
  SELECT oid, quote_ident(nspname) AS name, nspname, nspacl, nspowner
  FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'pgplaybook')),
member AS MATERIALIZED (
  SELECT classid, objid FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'),
dependent AS MATERIALIZED (
  SELECT d.classid, d.objid, 'DEPENDS ON EXTENSION ' || string_agg(quote_ident(x.extname), ', ' ORDER BY x.extname) AS words
  FROM pg_depend AS d JOIN pg_extension AS x ON x.oid = d.refobjid
  WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x' GROUP BY d.classid, d.objid),
-- Written so that the server sees how many there are: what follows from a join with a list it takes for a few.
relation AS MATERIALIZED (
  SELECT c.oid, c.relkind, c.relnamespace, c.relpersistence, n.kind, n.name, n.kind || ' ' || n.name AS key
  FROM pg_class AS c
  CROSS JOIN LATERAL (
    SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind,
           c.relnamespace::regnamespace || '.' || quote_ident(c.relname) AS name) AS n
  WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND c.relname <> '_prisma_migrations'
    AND c.oid = ANY (ARRAY(SELECT t.oid FROM touched AS t)) -- touched
    AND c.relnamespace = ANY (ARRAY(SELECT s.oid FROM space AS s))
    AND c.oid <> ALL (ARRAY(SELECT e.objid FROM member AS e WHERE e.classid = 'pg_class'::regclass))),
-- Of an heir, what it comes from. Behind each the name of a column or constraint is put in for \x1e.
heir AS MATERIALIZED (
  SELECT i.inhrelid AS oid, string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) AS parents,
         string_agg('table ' || i.inhparent::regclass, E'\x1f' ORDER BY i.inhseqno) AS tables,
         string_agg('column ' || i.inhparent::regclass || E'.\x1e', E'\x1f' ORDER BY i.inhseqno) AS columns,
         string_agg('constraint ' || i.inhparent::regclass || E'.\x1e', E'\x1f' ORDER BY i.inhseqno) AS constraints
  FROM pg_inherits AS i GROUP BY i.inhrelid),
-- The few indexes with which something is set.
setting AS MATERIALIZED (
  SELECT i.indexrelid AS oid,
         CASE WHEN x.reloptions IS NOT NULL THEN 'WITH (' || array_to_string(ARRAY(SELECT o FROM unnest(x.reloptions) AS o ORDER BY o), ', ') || ')' END AS options,
         nullif(concat_ws(' ', 'TABLESPACE ' || quote_ident(p.spcname), CASE WHEN NOT i.indisvalid THEN 'INVALID' END,
           CASE WHEN i.indisreplident THEN 'REPLICA IDENTITY' END, CASE WHEN i.indisclustered THEN 'CLUSTERED' END), '') AS words
  FROM pg_index AS i
  JOIN pg_class AS x ON x.oid = i.indexrelid
  LEFT JOIN pg_tablespace AS p ON p.oid = x.reltablespace
  WHERE x.reloptions IS NOT NULL OR x.reltablespace <> 0 OR NOT i.indisvalid OR i.indisreplident OR i.indisclustered),
-- The few columns that somebody has given to a role.
given AS MATERIALIZED (
  SELECT attrelid, attname, attacl FROM pg_attribute
  WHERE attacl IS NOT NULL AND NOT attisdropped AND attrelid = ANY (ARRAY(SELECT r.oid FROM relation AS r))),
routine AS MATERIALIZED (
  SELECT p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind, p.oid::regprocedure::text AS name,
         p.prokind, p.proparallel, p.proowner, p.proacl, s.name AS space
  FROM pg_proc AS p JOIN space AS s ON s.oid = p.pronamespace
  WHERE p.pronamespace = ANY (ARRAY(SELECT o.oid FROM space AS o))
    AND p.oid NOT IN (SELECT d.objid FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.deptype IN ('e', 'i'))),
-- Every grant that is not what the owner of such an object has anyway; the owner's own name does not matter.
privilege AS MATERIALIZED (
  SELECT r.kind, r.name AS identity, r.key AS within, c.relowner AS owner, c.relacl AS acl,
         acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner) AS preset
  FROM relation AS r JOIN pg_class AS c ON c.oid = r.oid WHERE c.relacl IS NOT NULL
  UNION ALL
  SELECT 'column', r.name || '.' || quote_ident(a.attname), 'column ' || r.name || '.' || quote_ident(a.attname) || E'\x1f' || r.key, c.relowner, a.attacl, NULL
  FROM given AS a JOIN relation AS r ON r.oid = a.attrelid JOIN pg_class AS c ON c.oid = r.oid
  UNION ALL
  SELECT 'schema', s.name, 'schema ' || s.name, s.nspowner, coalesce(s.nspacl, acldefault('n', s.nspowner)),
         CASE s.nspname WHEN 'public' THEN ARRAY[
           makeaclitem(s.nspowner, s.nspowner, 'USAGE', false), makeaclitem(s.nspowner, s.nspowner, 'CREATE', false),
           makeaclitem(0, s.nspowner, 'CREATE', false), -- until 14
           makeaclitem(0, s.nspowner, 'USAGE', false)]
         ELSE acldefault('n', s.nspowner) END
  FROM space AS s WHERE s.nspacl IS NOT NULL OR s.nspname = 'public'
  UNION ALL
  SELECT p.kind, p.name, p.kind || ' ' || p.name, p.proowner, p.proacl, acldefault('f', p.proowner)
  FROM routine AS p WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT 'type', format_type(t.oid, NULL), 'type ' || format_type(t.oid, NULL), t.typowner, t.typacl, acldefault('T', t.typowner)
  FROM pg_type AS t JOIN space AS s ON s.oid = t.typnamespace
  WHERE t.typacl IS NOT NULL AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
  UNION ALL
  SELECT 'language', quote_ident(l.lanname), 'language ' || quote_ident(l.lanname), l.lanowner, l.lanacl, acldefault('l', l.lanowner)
  FROM pg_language AS l WHERE l.lanacl IS NOT NULL
  UNION ALL
  SELECT 'foreign-data wrapper', quote_ident(w.fdwname), 'foreign-data wrapper ' || quote_ident(w.fdwname), w.fdwowner, w.fdwacl, acldefault('F', w.fdwowner)
  FROM pg_foreign_data_wrapper AS w WHERE w.fdwacl IS NOT NULL
  UNION ALL
  SELECT 'foreign server', quote_ident(f.srvname), 'foreign server ' || quote_ident(f.srvname), f.srvowner, f.srvacl, acldefault('S', f.srvowner)
  FROM pg_foreign_server AS f WHERE f.srvacl IS NOT NULL)
