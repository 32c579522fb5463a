-- The relations of which a transaction since $1 has written anything that says what they have: columns, whose rows are written anew with
-- a default, indexes, constraints, statistics, the sequence of an identity. What it has removed, or called otherwise, cannot be seen here.
touched AS MATERIALIZED (
  SELECT c.oid FROM pg_class AS c WHERE age(c.xmin) <= age($1::xid)
  UNION
  SELECT i.indrelid FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
  WHERE age(i.xmin) <= age($1::xid) OR age(c.xmin) <= age($1::xid)
  UNION
  SELECT a.attrelid FROM pg_attribute AS a
  WHERE a.attrelid = ANY (ARRAY(SELECT c.oid FROM pg_class AS c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f', 'v', 'm')))
    AND a.attnum > 0 AND age(a.xmin) <= age($1::xid)
  UNION
  SELECT n.conrelid FROM pg_constraint AS n WHERE age(n.xmin) <= age($1::xid)
  UNION
  SELECT h.inhrelid FROM pg_inherits AS h WHERE age(h.xmin) <= age($1::xid)
  UNION
  SELECT x.stxrelid FROM pg_statistic_ext AS x WHERE age(x.xmin) <= age($1::xid)
  UNION
  SELECT d.refobjid FROM pg_sequence AS q
  JOIN pg_class AS c ON c.oid = q.seqrelid
  JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = q.seqrelid AND d.deptype = 'i'
    AND d.objid = ANY (ARRAY(SELECT o.seqrelid FROM pg_sequence AS o))
  WHERE age(q.xmin) <= age($1::xid) OR age(c.xmin) <= age($1::xid)),
