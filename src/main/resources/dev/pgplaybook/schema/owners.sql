-- Owners depend on the roles of a server. A column's sequence has its table's, and public is the database's.
SELECT 'owner', o.key, o.owner::regrole::text, concat_ws(E'\x1f', o.key, 'owner ' || o.leader), 0
FROM (SELECT r.key, c.relowner AS owner, t.key AS leader
      FROM relation AS r JOIN pg_class AS c ON c.oid = r.oid
      LEFT JOIN pg_depend AS d ON r.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = r.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
      LEFT JOIN relation AS t ON t.oid = d.refobjid
      WHERE d.deptype IS DISTINCT FROM 'i'
      UNION ALL SELECT 'schema ' || s.name, s.nspowner, NULL FROM space AS s WHERE s.nspname <> 'public'
      UNION ALL SELECT p.kind || ' ' || p.name, p.proowner, NULL FROM routine AS p
      UNION ALL
      SELECT b.key, b.owner, NULL
      FROM (SELECT 'pg_type'::regclass AS class, t.oid, 'type ' || format_type(t.oid, NULL) AS key, t.typowner AS owner, t.typnamespace AS space FROM pg_type AS t
            WHERE t.typtype IN ('e', 'd', 'r') OR t.typtype = 'b' AND t.typinput <> 'array_in'::regproc OR t.typtype = 'p' AND NOT t.typisdefined
              OR t.typtype = 'c' AND t.typrelid IN (SELECT c.oid FROM pg_class AS c WHERE c.relkind = 'c')
            UNION ALL SELECT 'pg_collation'::regclass, c.oid, 'collation ' || c.oid::regcollation, c.collowner, c.collnamespace FROM pg_collation AS c WHERE c.oid >= 16384
            UNION ALL SELECT 'pg_operator'::regclass, o.oid, 'operator ' || o.oid::regoperator, o.oprowner, o.oprnamespace FROM pg_operator AS o WHERE o.oprcode <> 0 AND o.oid >= 16384
            UNION ALL SELECT 'pg_opclass'::regclass, o.oid, concat('operator class ', o.opcnamespace::regnamespace, '.', quote_ident(o.opcname), ' USING ', quote_ident(m.amname)), o.opcowner, o.opcnamespace
              FROM pg_opclass AS o JOIN pg_am AS m ON m.oid = o.opcmethod WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_opfamily'::regclass, o.oid, concat('operator family ', o.opfnamespace::regnamespace, '.', quote_ident(o.opfname), ' USING ', quote_ident(m.amname)), o.opfowner, o.opfnamespace
              FROM pg_opfamily AS o JOIN pg_am AS m ON m.oid = o.opfmethod WHERE o.oid >= 16384
            UNION ALL SELECT 'pg_conversion'::regclass, c.oid, concat('conversion ', c.connamespace::regnamespace, '.', quote_ident(c.conname)), c.conowner, c.connamespace FROM pg_conversion AS c WHERE c.oid >= 16384
            UNION ALL SELECT 'pg_ts_config'::regclass, c.oid, 'text search configuration ' || c.oid::regconfig, c.cfgowner, c.cfgnamespace FROM pg_ts_config AS c WHERE c.oid >= 16384
            UNION ALL SELECT 'pg_ts_dict'::regclass, d.oid, 'text search dictionary ' || d.oid::regdictionary, d.dictowner, d.dictnamespace FROM pg_ts_dict AS d WHERE d.oid >= 16384
            UNION ALL SELECT 'pg_statistic_ext'::regclass, x.oid, concat('statistics ', x.stxnamespace::regnamespace, '.', quote_ident(x.stxname)), x.stxowner, x.stxnamespace FROM pg_statistic_ext AS x WHERE x.oid >= 16384) AS b
      JOIN space AS s ON s.oid = b.space
      WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = b.class AND e.objid = b.oid)
      UNION ALL
      SELECT b.key, b.owner, NULL
      FROM (SELECT 'pg_publication'::regclass AS class, p.oid, 'publication ' || quote_ident(p.pubname) AS key, p.pubowner AS owner FROM pg_publication AS p
            UNION ALL SELECT 'pg_subscription'::regclass, u.subdbid, 'subscription ' || quote_ident(u.subname), u.subowner FROM pg_subscription AS u WHERE u.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            UNION ALL SELECT 'pg_event_trigger'::regclass, v.oid, 'event trigger ' || quote_ident(v.evtname), v.evtowner FROM pg_event_trigger AS v
            UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, w.oid, 'foreign-data wrapper ' || quote_ident(w.fdwname), w.fdwowner FROM pg_foreign_data_wrapper AS w
            UNION ALL SELECT 'pg_foreign_server'::regclass, f.oid, 'foreign server ' || quote_ident(f.srvname), f.srvowner FROM pg_foreign_server AS f
            UNION ALL SELECT 'pg_language'::regclass, l.oid, 'language ' || quote_ident(l.lanname), l.lanowner FROM pg_language AS l WHERE l.oid >= 16384) AS b
      WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = b.class AND e.objid = b.oid)) AS o
