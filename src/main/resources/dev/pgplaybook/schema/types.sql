-- Types, domains, collations, casts, operators, text search, languages.
SELECT 'type', format_type(t.oid, NULL), CASE t.typtype
         WHEN 'e' THEN 'ENUM (' || coalesce((SELECT string_agg(quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder) FROM pg_enum AS l WHERE l.enumtypid = t.oid), '') || ')'
         WHEN 'd' THEN concat_ws(' ', 'DOMAIN', format_type(t.typbasetype, t.typtypmod),
           CASE WHEN t.typcollation <> b.typcollation THEN 'COLLATE ' || t.typcollation::regcollation END,
           CASE WHEN t.typnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(t.typdefaultbin, 0))
         WHEN 'c' THEN 'COMPOSITE (' || coalesce((
           SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
             CASE WHEN a.attcollation <> y.typcollation THEN 'COLLATE ' || a.attcollation::regcollation END), ', ' ORDER BY a.attnum)
           FROM pg_attribute AS a JOIN pg_type AS y ON y.oid = a.atttypid
           WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped), '') || ')'
         WHEN 'r' THEN (SELECT concat_ws(' ', 'RANGE OF', format_type(g.rngsubtype, NULL),
             'OPCLASS ' || (SELECT quote_ident(o.opcname) FROM pg_opclass AS o WHERE o.oid = g.rngsubopc),
             CASE WHEN g.rngcollation <> 0 THEN 'COLLATE ' || g.rngcollation::regcollation END,
             'MULTIRANGE ' || format_type(g.rngmultitypid, NULL), -- from 14
             'CANONICAL ' || nullif(g.rngcanonical::oid, 0)::regproc, 'SUBTYPE_DIFF ' || nullif(g.rngsubdiff::oid, 0)::regproc)
           FROM pg_range AS g WHERE g.rngtypid = t.oid)
         WHEN 'p' THEN 'SHELL'
         ELSE concat_ws(' ', 'BASE INPUT', t.typinput, 'OUTPUT', t.typoutput, 'RECEIVE', nullif(t.typreceive::oid, 0)::regproc, 'SEND', nullif(t.typsend::oid, 0)::regproc,
           'TYPMOD_IN', nullif(t.typmodin::oid, 0)::regproc, 'TYPMOD_OUT', nullif(t.typmodout::oid, 0)::regproc, 'ANALYZE', nullif(t.typanalyze::oid, 0)::regproc,
           'LENGTH', t.typlen, t.typbyval, 'ALIGNMENT', t.typalign, 'STORAGE', t.typstorage, 'CATEGORY', t.typcategory, t.typispreferred,
           'DELIMITER', t.typdelim, 'ELEMENT ' || format_type(nullif(t.typelem, 0), NULL), 'COLLATABLE ' || nullif(t.typcollation, 0)::regcollation,
           'DEFAULT ' || quote_literal(t.typdefault)) END,
       'schema ' || s.name, 0
FROM pg_type AS t
JOIN space AS s ON s.oid = t.typnamespace
LEFT JOIN pg_type AS b ON b.oid = t.typbasetype
WHERE (t.typtype IN ('e', 'd', 'r')
       OR t.typtype = 'p' AND NOT t.typisdefined
       OR t.typtype = 'b' AND t.typinput <> 'array_in'::regproc
       OR t.typtype = 'c' AND t.typrelid IN (SELECT c.oid FROM pg_class AS c WHERE c.relkind = 'c'))
  AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
UNION ALL
SELECT 'collation', s.name || '.' || quote_ident(c.collname), concat_ws(' ',
         'PROVIDER', c.collprovider, CASE WHEN NOT c.collisdeterministic THEN 'NONDETERMINISTIC' END,
         CASE c.collprovider WHEN 'c' THEN concat('LC_COLLATE ', c.collcollate, ' LC_CTYPE ', c.collctype)
           WHEN 'i' THEN 'LOCALE ' || c.collcollate END, -- until 14
           ELSE 'LOCALE ' || c.colliculocale END, -- from 15 until 16
           ELSE 'LOCALE ' || c.colllocale END, -- from 17
         'RULES ' || c.collicurules, -- from 16
         'ENCODING ' || nullif(pg_encoding_to_char(c.collencoding), '')),
       'schema ' || s.name, 0
FROM pg_collation AS c JOIN space AS s ON s.oid = c.collnamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid)
UNION ALL
SELECT 'cast', format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL), concat_ws(' ',
         CASE c.castmethod WHEN 'i' THEN 'WITH INOUT' WHEN 'b' THEN 'WITHOUT FUNCTION' ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END,
         CASE c.castcontext WHEN 'a' THEN 'AS ASSIGNMENT' WHEN 'i' THEN 'AS IMPLICIT' END),
       '', 0
FROM pg_cast AS c
WHERE c.oid >= 16384 AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid)
  AND NOT EXISTS (SELECT FROM pg_range AS g WHERE g.rngtypid = c.castsource AND g.rngmultitypid = c.casttarget) -- from 14
UNION ALL
SELECT 'operator', o.oid::regoperator::text, concat_ws(' ',
         'FUNCTION', o.oprcode::oid::regprocedure, 'COMMUTATOR', nullif(o.oprcom, 0)::regoperator, 'NEGATOR', nullif(o.oprnegate, 0)::regoperator,
         'RESTRICT', nullif(o.oprrest::oid, 0)::regproc, 'JOIN', nullif(o.oprjoin::oid, 0)::regproc,
         CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END),
       'schema ' || s.name, 0
FROM pg_operator AS o JOIN space AS s ON s.oid = o.oprnamespace
WHERE o.oprcode <> 0 AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_operator'::regclass AND e.objid = o.oid)
UNION ALL
SELECT 'operator class', s.name || '.' || quote_ident(o.opcname) || ' USING ' || quote_ident(m.amname), concat_ws(' ',
         CASE WHEN o.opcdefault THEN 'DEFAULT' END, 'FOR TYPE', format_type(o.opcintype, NULL),
         'FAMILY', (SELECT concat(f.opfnamespace::regnamespace, '.', quote_ident(f.opfname)) FROM pg_opfamily AS f WHERE f.oid = o.opcfamily),
         'STORAGE ' || format_type(nullif(o.opckeytype, 0), NULL)),
       'schema ' || s.name, 0
FROM pg_opclass AS o JOIN space AS s ON s.oid = o.opcnamespace JOIN pg_am AS m ON m.oid = o.opcmethod
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_opclass'::regclass AND e.objid = o.oid)
UNION ALL
SELECT 'operator family', s.name || '.' || quote_ident(f.opfname) || ' USING ' || quote_ident(m.amname), concat_ws(', ',
         (SELECT string_agg(concat_ws(' ', 'OPERATOR', a.amopstrategy, a.amopopr::regoperator, 'FOR ORDER BY ' || (SELECT concat(z.opfnamespace::regnamespace, '.', quote_ident(z.opfname)) FROM pg_opfamily AS z WHERE z.oid = a.amopsortfamily)), ', '
            ORDER BY a.amopstrategy, a.amopopr::regoperator::text) FROM pg_amop AS a WHERE a.amopfamily = f.oid),
         (SELECT string_agg(concat_ws(' ', 'FUNCTION', a.amprocnum, '(' || format_type(a.amproclefttype, NULL) || ', ' || format_type(a.amprocrighttype, NULL) || ')',
            a.amproc::oid::regprocedure), ', ' ORDER BY a.amprocnum, a.amproclefttype::regtype::text, a.amprocrighttype::regtype::text) FROM pg_amproc AS a WHERE a.amprocfamily = f.oid)),
       concat_ws(E'\x1f', 'schema ' || s.name, 'operator class ' || s.name || '.' || quote_ident(f.opfname) || ' USING ' || quote_ident(m.amname)), 0
FROM pg_opfamily AS f JOIN space AS s ON s.oid = f.opfnamespace JOIN pg_am AS m ON m.oid = f.opfmethod
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_opfamily'::regclass AND e.objid = f.oid)
UNION ALL
SELECT 'access method', quote_ident(m.amname), concat('TYPE ', m.amtype, ' HANDLER ', m.amhandler), '', 0
FROM pg_am AS m
WHERE m.oid >= 16384 AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_am'::regclass AND e.objid = m.oid)
UNION ALL
SELECT 'conversion', s.name || '.' || quote_ident(c.conname), concat_ws(' ', pg_encoding_to_char(c.conforencoding), 'TO', pg_encoding_to_char(c.contoencoding),
         'BY', c.conproc, CASE WHEN c.condefault THEN 'DEFAULT' END),
       'schema ' || s.name, 0
FROM pg_conversion AS c JOIN space AS s ON s.oid = c.connamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_conversion'::regclass AND e.objid = c.oid)
UNION ALL
SELECT 'text search configuration', c.oid::regconfig::text, concat('PARSER ', (SELECT concat(p.prsnamespace::regnamespace, '.', quote_ident(p.prsname)) FROM pg_ts_parser AS p WHERE p.oid = c.cfgparser), ' ',
         (SELECT string_agg(k.alias || ': ' || m.dictionaries, ', ' ORDER BY k.alias)
          FROM (SELECT maptokentype, string_agg(mapdict::regdictionary::text, ' ' ORDER BY mapseqno) AS dictionaries FROM pg_ts_config_map WHERE mapcfg = c.oid GROUP BY maptokentype) AS m
          JOIN ts_token_type(c.cfgparser) AS k ON k.tokid = m.maptokentype)),
       'schema ' || s.name, 0
FROM pg_ts_config AS c JOIN space AS s ON s.oid = c.cfgnamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_ts_config'::regclass AND e.objid = c.oid)
UNION ALL
SELECT 'text search dictionary', d.oid::regdictionary::text, concat_ws(' ', 'TEMPLATE', (SELECT concat(t.tmplnamespace::regnamespace, '.', quote_ident(t.tmplname)) FROM pg_ts_template AS t WHERE t.oid = d.dicttemplate), d.dictinitoption),
       'schema ' || s.name, 0
FROM pg_ts_dict AS d JOIN space AS s ON s.oid = d.dictnamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_ts_dict'::regclass AND e.objid = d.oid)
UNION ALL
SELECT 'text search parser', s.name || '.' || quote_ident(p.prsname), concat_ws(' ', p.prsstart, p.prstoken, p.prsend, p.prsheadline, p.prslextype), 'schema ' || s.name, 0
FROM pg_ts_parser AS p JOIN space AS s ON s.oid = p.prsnamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_ts_parser'::regclass AND e.objid = p.oid)
UNION ALL
SELECT 'text search template', s.name || '.' || quote_ident(t.tmplname), concat_ws(' ', t.tmplinit, t.tmpllexize), 'schema ' || s.name, 0
FROM pg_ts_template AS t JOIN space AS s ON s.oid = t.tmplnamespace
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_ts_template'::regclass AND e.objid = t.oid)
UNION ALL
SELECT 'language', quote_ident(l.lanname), concat_ws(' ', CASE WHEN l.lanpltrusted THEN 'TRUSTED' END, 'HANDLER', nullif(l.lanplcallfoid, 0)::regproc,
         'INLINE', nullif(l.laninline, 0)::regproc, 'VALIDATOR', nullif(l.lanvalidator, 0)::regproc),
       '', 0
FROM pg_language AS l
WHERE l.oid >= 16384 AND NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid)
UNION ALL
SELECT 'transform', format_type(t.trftype, NULL) || ' LANGUAGE ' || quote_ident(l.lanname), concat_ws(' ',
         'FROM SQL', nullif(t.trffromsql::oid, 0)::regprocedure, 'TO SQL', nullif(t.trftosql::oid, 0)::regprocedure), '', 0
FROM pg_transform AS t JOIN pg_language AS l ON l.oid = t.trflang
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid)
