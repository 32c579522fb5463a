-- Constraints, with what is set on the index behind one.
SELECT 'constraint', coalesce(r.name, format_type(c.contypid, NULL)) || '.' || quote_ident(c.conname), concat_ws(' ',
         pg_get_constraintdef(c.oid),
         i.options, i.words, g.words),
       concat_ws(E'\x1f', coalesce(r.key, 'type ' || format_type(c.contypid, NULL)),
         CASE WHEN c.coninhcount > 0 THEN coalesce(
           (SELECT 'constraint ' || u.conrelid::regclass || '.' || quote_ident(u.conname) FROM pg_constraint AS u WHERE u.oid = c.conparentid),
           replace(h.constraints, E'\x1e', quote_ident(c.conname))) END),
       0
FROM pg_constraint AS c
JOIN space AS s ON s.oid = c.connamespace
LEFT JOIN relation AS r ON r.oid = c.conrelid
LEFT JOIN heir AS h ON h.oid = c.conrelid
LEFT JOIN setting AS i ON i.oid = c.conindid AND c.contype IN ('p', 'u', 'x')
LEFT JOIN (
  SELECT tgconstraint, 'TRIGGERS ' || string_agg(DISTINCT CASE tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED ON REPLICA' ELSE 'ENABLED ALWAYS' END, ' AND ') AS words
  FROM pg_trigger WHERE tgisinternal AND tgenabled <> 'O' AND tgconstraint <> 0 GROUP BY tgconstraint) AS g ON g.tgconstraint = c.oid
WHERE c.contype IN ('c', 'f', 'p', 'u', 'x')
  AND (r.oid IS NOT NULL OR c.contypid <> 0
       AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = c.contypid))
  -- What a reference to a partitioned table keeps for each of its partitions is the reference's own.
  AND (c.conparentid = 0 OR NOT EXISTS (SELECT FROM pg_constraint AS u WHERE u.oid = c.conparentid AND u.conrelid = c.conrelid))
