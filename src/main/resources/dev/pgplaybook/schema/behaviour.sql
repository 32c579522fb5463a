-- What runs or decides: functions, triggers, rules, policies.
SELECT p.kind, p.name,
       CASE WHEN p.prokind = 'a' THEN (
         SELECT concat_ws(' ', 'ARGUMENTS (' || pg_get_function_arguments(p.oid) || ')', 'SFUNC', a.aggtransfn::regproc, 'STYPE', format_type(a.aggtranstype, NULL), 'FINALFUNC', a.aggfinalfn::regproc,
           'INITCOND ' || quote_literal(a.agginitval), 'COMBINEFUNC', a.aggcombinefn::regproc, 'SERIALFUNC', a.aggserialfn::regproc,
           'DESERIALFUNC', a.aggdeserialfn::regproc, 'MSFUNC', a.aggmtransfn::regproc, 'MINVFUNC', a.aggminvtransfn::regproc,
           'MFINALFUNC', a.aggmfinalfn::regproc, 'MSTYPE', nullif(a.aggmtranstype, 0)::regtype, 'MINITCOND ' || quote_literal(a.aggminitval),
           'SORTOP', nullif(a.aggsortop, 0)::regoperator, 'KIND', a.aggkind, a.aggfinalmodify, a.aggmfinalmodify,
           CASE WHEN a.aggfinalextra THEN 'FINALFUNC_EXTRA' END, CASE WHEN a.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
           'SSPACE', a.aggtransspace, 'MSSPACE', a.aggmtransspace, 'RETURNS', pg_get_function_result(p.oid), 'PARALLEL', p.proparallel)
         FROM pg_aggregate AS a WHERE a.aggfnoid = p.oid)
       ELSE concat_ws(' ', rtrim(pg_get_functiondef(p.oid), E'\n'), d.words) END,
       'schema ' || p.space, 0
FROM routine AS p
LEFT JOIN dependent AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
UNION ALL
SELECT 'trigger', r.name || '.' || quote_ident(g.tgname), concat_ws(' ',
         pg_get_triggerdef(g.oid),
         CASE g.tgenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED ON REPLICA' WHEN 'A' THEN 'ENABLED ALWAYS' END, d.words),
       concat_ws(E'\x1f', r.key,
         (SELECT 'trigger ' || u.tgrelid::regclass || '.' || quote_ident(u.tgname) FROM pg_trigger AS u WHERE u.oid = g.tgparentid)),
       0
FROM pg_trigger AS g JOIN relation AS r ON r.oid = g.tgrelid
LEFT JOIN dependent AS d ON d.classid = 'pg_trigger'::regclass AND d.objid = g.oid
WHERE NOT g.tgisinternal OR g.tgparentid <> 0 AND g.tgconstraint = 0
UNION ALL
SELECT 'event trigger', quote_ident(v.evtname), concat_ws(' ',
         'ON', v.evtevent, 'WHEN TAG IN (' || array_to_string(v.evttags, ', ') || ')', 'EXECUTE', v.evtfoid::regprocedure,
         CASE v.evtenabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED ON REPLICA' WHEN 'A' THEN 'ENABLED ALWAYS' END),
       '', 0
FROM pg_event_trigger AS v
WHERE NOT EXISTS (SELECT FROM member AS e WHERE e.classid = 'pg_event_trigger'::regclass AND e.objid = v.oid)
UNION ALL
SELECT 'rule', r.name || '.' || quote_ident(w.rulename), concat_ws(' ',
         pg_get_ruledef(w.oid),
         CASE w.ev_enabled WHEN 'D' THEN 'DISABLED' WHEN 'R' THEN 'ENABLED ON REPLICA' WHEN 'A' THEN 'ENABLED ALWAYS' END),
       r.key, 0
FROM pg_rewrite AS w JOIN relation AS r ON r.oid = w.ev_class
WHERE w.rulename <> '_RETURN'
UNION ALL
SELECT 'policy', r.name || '.' || quote_ident(p.polname), concat_ws(' ',
         CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
         'FOR', CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
         'TO', (SELECT string_agg(CASE o WHEN 0 THEN 'PUBLIC' ELSE o::regrole::text END, ', ' ORDER BY o::regrole::text) FROM unnest(p.polroles) AS o),
         'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
         'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'),
       r.key, 0
FROM pg_policy AS p JOIN relation AS r ON r.oid = p.polrelid
