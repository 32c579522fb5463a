-- Owners depend on the roles of a server. A column's sequence has its table's.
SELECT 'owner', o.type || ' ' || o.identity, o.owner::regrole::text,
       concat_ws(E'\x1f', o.type || ' ' || o.identity, 'owner table ' || o.user_table), 0
FROM (SELECT r.kind AS type, r.name AS identity, r.relowner AS owner, t.name AS user_table
      FROM relation AS r
      LEFT JOIN pg_depend AS d ON r.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = r.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      LEFT JOIN relation AS t ON t.oid = d.refobjid
      WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND d.deptype IS DISTINCT FROM 'i'
      UNION ALL SELECT 'schema', s.name, s.nspowner, NULL FROM space AS s WHERE s.nspname <> 'public'
      UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, p.oid::regprocedure::text, p.proowner, NULL
        FROM pg_proc AS p JOIN space AS s ON s.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
      UNION ALL SELECT 'type', format_type(t.oid, NULL), t.typowner, NULL FROM pg_type AS t JOIN space AS s ON s.oid = t.typnamespace
        WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND EXISTS (SELECT FROM relation AS r WHERE r.oid = t.typrelid AND r.relkind = 'c'))
          AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)) AS o
