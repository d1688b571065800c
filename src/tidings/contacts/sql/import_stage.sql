-- Stage tables of one connection, emptied at each commit. `import_plan` holds contacts as they will be, and what of that is other than before.
SET LOCAL client_min_messages = warning;
CREATE TEMP TABLE IF NOT EXISTS import_rows (
  line bigint PRIMARY KEY, new_id uuid, identity uuid, apart boolean, external_id text, first_name text, last_name text,
  country text, country_declared boolean, time_zone text, time_zone_source text, locale text, locale_source text,
  region text, postcode text, lifecycle text, tags text[], attributes jsonb
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS import_addresses (
  line bigint, kind text, rank smallint, new_id uuid, lookup bytea, sealed bytea, country text, line_type text, domain text,
  zones text[], regions text[]
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS import_plan (
  line bigint, first_line bigint, action text, matched text, key uuid, contact_id uuid, seen_at timestamptz,
  external_id text, first_name text, last_name text, country text, time_zone text, time_zone_source text,
  locale text, locale_source text, region text, postcode text, lifecycle text, tags text[], attributes jsonb, changes jsonb
) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS import_strangers (line bigint, contact_id uuid, PRIMARY KEY (line, contact_id)) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE IF NOT EXISTS import_found (line bigint, kind text, rank smallint, address_id uuid, fresh boolean) ON COMMIT DELETE ROWS;
CREATE INDEX IF NOT EXISTS import_found_by_line ON import_found (line);
