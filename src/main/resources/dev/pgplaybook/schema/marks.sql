-- Which relations were touched, and since when it is to be asked the next time: the oldest transaction that may not have ended.
SELECT 'touched', r.key, '', '', 0 FROM relation AS r
UNION ALL
SELECT 'horizon', pg_snapshot_xmin(pg_current_snapshot())::text, '', '', 0
