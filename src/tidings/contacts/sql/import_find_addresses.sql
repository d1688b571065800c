-- Which stored address each staged one is, looked up once for all that follows. A fresh one was made for its row, or is not there
-- in a dry run: it has no owner.
INSERT INTO import_found
SELECT s.line, s.kind, s.rank, a.id, a.id IS NULL OR a.id = s.new_id
FROM import_addresses s
LEFT JOIN LATERAL (
  SELECT k.id FROM addresses k WHERE k.organisation_id = %(org)s AND k.kind = s.kind AND k.lookup = s.lookup LIMIT 1) a ON true
