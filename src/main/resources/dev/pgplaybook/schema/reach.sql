-- What reaches beyond the database, and who may do what. Of a user mapping only who has one and which options: they hold passwords.
SELECT 'foreign-data wrapper', quote_ident(w.fdwname), concat_ws(' ', 'HANDLER', nullif(w.fdwhandler, 0)::regproc, 'VALIDATOR', nullif(w.fdwvalidator, 0)::regproc,
         'OPTIONS (' || (SELECT string_agg(split_part(o, '=', 1), ', ' ORDER BY o) FROM unnest(w.fdwoptions) AS o) || ')'),
       '', 0
FROM pg_foreign_data_wrapper AS w
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid)
UNION ALL
SELECT 'foreign server', quote_ident(f.srvname), concat_ws(' ', 'TYPE ' || quote_literal(f.srvtype), 'VERSION ' || quote_literal(f.srvversion),
         'WRAPPER', quote_ident(w.fdwname),
         'OPTIONS (' || (SELECT string_agg(CASE WHEN o ~* '^[^=]*(pass|secret|key|token)' THEN split_part(o, '=', 1) || '=…' ELSE o END, ', ' ORDER BY o)
                         FROM unnest(f.srvoptions) AS o) || ')'),
       'foreign-data wrapper ' || quote_ident(w.fdwname), 0
FROM pg_foreign_server AS f JOIN pg_foreign_data_wrapper AS w ON w.oid = f.srvfdw
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = f.oid)
UNION ALL
SELECT 'user mapping', quote_ident(u.usename) || ' ON ' || quote_ident(u.srvname),
       coalesce('OPTIONS (' || (SELECT string_agg(split_part(o, '=', 1), ', ' ORDER BY o) FROM unnest(u.umoptions) AS o) || ')', ''),
       'foreign server ' || quote_ident(u.srvname), 0
FROM pg_user_mappings AS u
UNION ALL
SELECT 'publication', quote_ident(p.pubname), concat_ws(' ',
         CASE WHEN p.puballtables THEN 'FOR ALL TABLES' END,
         'PUBLISH', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
         CASE WHEN p.pubtruncate THEN 'truncate' END, CASE WHEN p.pubviaroot THEN 'VIA ROOT' END,
         CASE p.pubgencols WHEN 's' THEN 'GENERATED COLUMNS STORED' END, -- from 18
         ''),
       '', 0
FROM pg_publication AS p
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_publication'::regclass AND e.objid = p.oid)
UNION ALL
SELECT 'publication', concat(quote_ident(p.pubname), ' of ', r.name), concat_ws(' ', 'TABLE'
         , '(' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = t.prrelid AND a.attnum = ANY (t.prattrs)) || ')' -- from 15
         , 'WHERE (' || pg_get_expr(t.prqual, t.prrelid) || ')' -- from 15
         ),
       concat_ws(E'\x1f', r.key, 'publication ' || quote_ident(p.pubname)), 0
FROM pg_publication_rel AS t JOIN pg_publication AS p ON p.oid = t.prpubid JOIN relation AS r ON r.oid = t.prrelid
UNION ALL
SELECT 'publication', concat(quote_ident(p.pubname), ' of the tables in ', s.name), 'TABLES IN SCHEMA', concat_ws(E'\x1f', 'publication ' || quote_ident(p.pubname), 'schema ' || s.name), 0 -- from 15
FROM pg_publication_namespace AS n JOIN pg_publication AS p ON p.oid = n.pnpubid JOIN space AS s ON s.oid = n.pnnspid -- from 15
UNION ALL -- from 15
SELECT 'subscription', quote_ident(u.subname), concat_ws(' ', 'PUBLICATION', array_to_string(u.subpublications, ', '), 'SLOT ' || u.subslotname,
         CASE WHEN u.subenabled THEN 'ENABLED' ELSE 'DISABLED' END,
         'COMMIT ' || nullif(u.subsynccommit, 'off'), -- from 14
         CASE WHEN u.subbinary THEN 'BINARY' END, -- from 14
         CASE WHEN u.substream::text IN ('t', 'true') THEN 'STREAMING' WHEN u.substream::text = 'p' THEN 'STREAMING PARALLEL' END, -- from 14
         CASE WHEN u.subtwophasestate <> 'd' THEN 'TWO PHASES' END, CASE WHEN u.subdisableonerr THEN 'DISABLE ON ERROR' END, -- from 15
         'ORIGIN ' || nullif(u.suborigin, 'any'), CASE WHEN NOT u.subpasswordrequired THEN 'WITHOUT PASSWORD' END, CASE WHEN u.subrunasowner THEN 'RUN AS OWNER' END, -- from 16
         CASE WHEN u.subfailover THEN 'FAILOVER' END, -- from 17
         ''),
       '', 0
FROM pg_subscription AS u WHERE u.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
UNION ALL
SELECT 'grant', concat(p.kind, ' ', p.identity, ' to ', g.grantee), coalesce(g.given, 'nothing'), p.within, 0
FROM privilege AS p
CROSS JOIN LATERAL (
  -- All that there is to give is one word, since a later version has more of it.
  SELECT grantee, CASE WHEN a.given = (SELECT string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) FROM aclexplode(p.preset) AS x WHERE x.grantee = p.owner) THEN 'ALL' ELSE a.given END AS given,
         a.given IS DISTINCT FROM b.given AS differs
  FROM (SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN p.owner THEN 'its owner' ELSE x.grantee::regrole::text END AS grantee,
               string_agg(x.privilege_type || CASE WHEN x.is_grantable AND x.grantee <> p.owner THEN ' WITH GRANT OPTION' ELSE '' END, ', ' ORDER BY x.privilege_type) AS given
        FROM aclexplode(p.acl) AS x GROUP BY 1) AS a
  FULL JOIN (SELECT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE 'its owner' END AS grantee,
                    string_agg(x.privilege_type, ', ' ORDER BY x.privilege_type) AS given
             FROM aclexplode(p.preset) AS x GROUP BY 1) AS b USING (grantee)) AS g
WHERE g.differs
UNION ALL
SELECT 'default privileges', concat(CASE WHEN d.defaclnamespace <> 0 THEN 'in ' || s.name || ' ' END,
         'of ', CASE d.defaclrole::regrole::text WHEN quote_ident(current_user) THEN 'the owner' ELSE d.defaclrole::regrole::text END,
         ' on ', CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'L' THEN 'large objects' ELSE 'schemas' END),
       coalesce((SELECT string_agg(concat(CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN d.defaclrole THEN 'its owner' ELSE x.grantee::regrole::text END, ': ', x.privilege_type,
          CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' END), ', '
          ORDER BY CASE x.grantee WHEN 0 THEN 'PUBLIC' WHEN d.defaclrole THEN 'its owner' ELSE x.grantee::regrole::text END, x.privilege_type) FROM aclexplode(d.defaclacl) AS x), 'nothing'),
       coalesce('schema ' || s.name, ''), 0
FROM pg_default_acl AS d LEFT JOIN space AS s ON s.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0 OR s.oid IS NOT NULL
