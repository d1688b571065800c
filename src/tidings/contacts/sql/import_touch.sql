INSERT INTO import_touched (organisation_id, import_id, key, line)
SELECT %(org)s, %(import)s, CASE WHEN action = 'create' AND NOT %(dry_run)s THEN contact_id ELSE key END, line
FROM import_plan WHERE action IN ('create', 'update', 'unchanged')
