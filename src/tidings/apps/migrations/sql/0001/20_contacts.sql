-- A name as people look for it: lower case, words apart, without the accents of western European languages.
CREATE FUNCTION folded(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN octet_length(name) = char_length(name) THEN translate(lower(name), '-''', '  ')
  ELSE translate(lower(name), 'ÀÂÄÁÃÅÇÉÈÊËÍÌÎÏÑÓÒÔÖÕÚÙÛÜÝŸàâäáãåçéèêëíìîïñóòôöõúùûüýÿ-''’', 'aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuyy   ') END;

-- What a list of people is searched by, one key for each: the organisation, then a word of the name, "C=" and the country, or "L=" and the
-- stage of the lifecycle (folded words have no capitals).
CREATE FUNCTION contact_keys(organisation uuid, search_name text, country text, lifecycle text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN array_to_tsvector(array_remove(string_to_array(
  replace(search_name || coalesce(' C=' || country, '') || ' L=' || lifecycle, ' ', ' ' || organisation), ' '), ''));

CREATE TABLE contacts (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  external_id text,
  first_name text,
  last_name text,
  search_name text GENERATED ALWAYS AS (folded(' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, ''))) STORED,
  country char(2),                  -- declared, else that of the phone number
  time_zone text,
  time_zone_source text,            -- declared | region | postcode | country | phone
  locale text,
  locale_source text,
  region text,                      -- declared, ISO 3166-2 (US-FL)
  postcode text,                    -- declared
  lifecycle text NOT NULL DEFAULT 'lead',
  tags text[] NOT NULL DEFAULT '{}',
  attributes jsonb NOT NULL DEFAULT '{}',   -- flat; values are strings, numbers, booleans, or dates as YYYY-MM-DD
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX contacts_by_external_id ON contacts (organisation_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contacts_by_attribute ON contacts USING gin (attributes jsonb_path_ops);
CREATE INDEX contacts_by_tag ON contacts USING gin (tags);
CREATE INDEX contacts_by_key ON contacts USING gin (contact_keys(organisation_id, search_name, country, lifecycle));

-- The keys of a search: all of them have to be there, words by their beginnings. NULL asks for nothing.
CREATE FUNCTION contact_query(organisation uuid, words text[], country text, lifecycle text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_agg('''' || replace(replace(organisation || key, '\', '\\'), '''', '''''') || '''' || how, ' & ')::tsquery
    FROM (SELECT folded(word), ':*' FROM unnest(words) AS word UNION ALL SELECT 'C=' || country, '' UNION ALL SELECT 'L=' || lifecycle, '') AS k (key, how)
$$;

-- Who fits a search, oldest first, after an id; NULL asks for nothing. Under row-level security GIN indexes go unused, for their operators are
-- not leakproof: this works as the owner, for the organisation of the transaction and no other (docs/decisions/0043). Each search is planned
-- by itself, and found whole before it is put in order: else the planner may choose to walk through everybody who does not fit. Keys name the
-- organisation themselves; where its name stood beside them, old statistics would have all its people read.
CREATE FUNCTION contacts_found(organisation uuid, words text[], country text, lifecycle text, tag text, attributes jsonb, after uuid, most integer)
RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  keys tsquery := contact_query(organisation, words, country, lifecycle);
BEGIN
  IF organisation IS DISTINCT FROM nullif(current_setting('tidings.org', true), '')::uuid THEN RETURN; END IF;
  RETURN QUERY EXECUTE 'SELECT id FROM (SELECT c.organisation_id, c.id FROM public.contacts c WHERE '
    || CASE WHEN keys IS NULL THEN 'c.organisation_id = $1'
       ELSE 'contact_keys(c.organisation_id, c.search_name, c.country, c.lifecycle) @@ $2' END
    || CASE WHEN tag IS NULL THEN '' ELSE ' AND c.tags @> ARRAY[$3]' END
    || CASE WHEN attributes IS NULL THEN '' ELSE ' AND c.attributes @> $4' END
    || ' OFFSET 0) AS fitting WHERE organisation_id = $1 AND ($5 IS NULL OR id > $5) ORDER BY id LIMIT $6'
    USING organisation, keys, tag, attributes, after, most;
END $$;

-- How many fit such a search, counted up to `most`, in whatever order they are found: by an index, and never through all organisations.
CREATE FUNCTION contacts_counted(organisation uuid, words text[], country text, lifecycle text, tag text, attributes jsonb, most integer)
RETURNS integer LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  keys tsquery := contact_query(organisation, words, country, lifecycle);
  counted integer;
BEGIN
  IF organisation IS DISTINCT FROM nullif(current_setting('tidings.org', true), '')::uuid THEN RETURN 0; END IF;
  EXECUTE 'SELECT count(*) FROM (SELECT FROM public.contacts c WHERE c.organisation_id = $1'
    || CASE WHEN keys IS NULL THEN '' ELSE ' AND contact_keys(c.organisation_id, c.search_name, c.country, c.lifecycle) @@ $2' END
    || CASE WHEN tag IS NULL THEN '' ELSE ' AND c.tags @> ARRAY[$3]' END
    || CASE WHEN attributes IS NULL THEN '' ELSE ' AND c.attributes @> $4' END
    || ' LIMIT $5) AS fitting' INTO counted USING organisation, keys, tag, attributes, most;
  RETURN counted;
END $$;

-- What attributes are, as far as the organisation has said.
CREATE TABLE attribute_definitions (
  organisation_id uuid NOT NULL,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('text', 'number', 'bool', 'date', 'choice')),
  labels jsonb NOT NULL,            -- by locale
  required boolean NOT NULL,
  personal boolean NOT NULL,
  choices text[] NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, name)
);

CREATE TABLE attribute_settings (
  organisation_id uuid PRIMARY KEY,
  strict boolean NOT NULL           -- attributes that are not declared are refused
);

-- Every phone, email, id of a WhatsApp user and token of a device once, sealed; other rooms hold only its id. Found by the keyed look-up value.
CREATE TABLE addresses (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('phone', 'email', 'whatsapp_user', 'device')),
  lookup bytea NOT NULL,
  sealed bytea NOT NULL,
  country char(2),                  -- of a number or a WhatsApp user's id
  line_type text,                   -- kernel.phone.LineType, of a phone
  domain text,                      -- of an email
  zones text[] NOT NULL DEFAULT '{}',    -- where a phone number may be by its prefix: IANA,
  regions text[] NOT NULL DEFAULT '{}',  -- and ISO 3166-2
  added_at timestamptz NOT NULL,
  told_at timestamptz,              -- of a WhatsApp user's id: when Meta last said that it became, or ceased to be, its person's
  PRIMARY KEY (organisation_id, id)
);
-- With the id, segments find closed addresses from the index alone; 16 bytes a row.
CREATE UNIQUE INDEX addresses_by_lookup ON addresses (organisation_id, kind, lookup) INCLUDE (id);

-- The unique index knows one look-up value for an address. Whoever has not learnt of a new index key yet must not add an address under the
-- one before, where it may stand under the new one: the statement fails as one that may be tried again.
CREATE FUNCTION refuse_former_index_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT organisation_id, get_byte(lookup, 0) AS version FROM fresh) f
    WHERE f.version < (SELECT max(k.id) FROM data_keys k WHERE k.organisation_id = f.organisation_id AND k.use = 'index' AND k.active))
  THEN
    RAISE EXCEPTION 'the index key was rotated a moment ago' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER addresses_under_the_newest_key AFTER INSERT ON addresses REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_former_index_keys();

-- Whose address it is; a family may share one. `rank` orders a person's addresses of a kind: profile 0, client record or
-- second number 1, a former profile address 2.
CREATE TABLE contact_addresses (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  kind text NOT NULL,
  rank smallint NOT NULL DEFAULT 0,
  added_at timestamptz NOT NULL,
  verified_at timestamptz,          -- when the contact showed that it is theirs; forgotten when it becomes a former one
  verified_how text,                -- "sms_code"
  -- With the kind, who has a phone is read from the key alone, in the order of people; eight bytes a row, and no index more.
  PRIMARY KEY (organisation_id, contact_id, address_id) INCLUDE (kind)
);
CREATE INDEX contact_addresses_by_address ON contact_addresses (organisation_id, address_id) INCLUDE (contact_id);

-- Two contacts that were one person: what each was before and what every room moved, so that it can be undone; erased with the person.
CREATE TABLE contact_merges (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kept_id uuid NOT NULL,
  gone_id uuid NOT NULL,            -- messages and consents of before keep this id
  at timestamptz NOT NULL,
  actor text NOT NULL,
  before jsonb NOT NULL,            -- "kept" and "gone", each a contact with its addresses
  moved jsonb NOT NULL,             -- by room
  undone_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX contact_merges_of_gone ON contact_merges (organisation_id, gone_id) WHERE undone_at IS NULL;
CREATE INDEX contact_merges_into ON contact_merges (organisation_id, kept_id) WHERE undone_at IS NULL;

-- Ids by which other systems still know contacts that were merged into another.
CREATE TABLE contact_aliases (
  organisation_id uuid NOT NULL,
  external_id text NOT NULL,
  contact_id uuid NOT NULL,
  merge_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, external_id)
);

-- Who is enrolled in which course, as the room of courses tells: a projection, so that segments can ask without reading that room.
CREATE TABLE enrolment_facts (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  course text NOT NULL,             -- the course's key, as people write it
  status text NOT NULL,
  since timestamptz NOT NULL,       -- when this status began
  PRIMARY KEY (organisation_id, contact_id, course)
);
CREATE INDEX enrolment_facts_by_course ON enrolment_facts (organisation_id, course, status);

-- What people did. Partitioned by month of `at`; kept five years.
CREATE TABLE events (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  name text NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  properties jsonb NOT NULL DEFAULT '{}',
  source text NOT NULL,
  -- The course that the properties name, if in a text of usual length (contacts.types.LONGEST_COURSE); without one it takes no room.
  course text GENERATED ALWAYS AS (CASE WHEN jsonb_typeof(properties -> 'course') = 'string' AND length(properties ->> 'course') <= 100
    THEN properties ->> 'course' END) STORED,
  PRIMARY KEY (organisation_id, contact_id, name, at, id)
) PARTITION BY RANGE (at);
-- What segments ask: who did this, when. Without it each such condition reads every event of everybody. A new event is the newest of its name,
-- so it goes to the end of a few hot pages, where the primary key takes a page at random; that one serves the questions about one person.
CREATE INDEX events_by_name ON events (organisation_id, name, at) INCLUDE (contact_id);
-- Who viewed this course, who enrolled in it: from the index alone. Other events than those of courses, receipts above all, have no place in it.
CREATE INDEX events_by_course ON events (organisation_id, course, name, at) INCLUDE (contact_id) WHERE course IS NOT NULL;
CREATE TABLE events_default PARTITION OF events DEFAULT;

-- Makes the partition of events of the month of `at`, and moves there what came before it (idempotent; safe under concurrency).
-- It is filled before it is attached, so that others read and write the other months meanwhile.
CREATE FUNCTION open_events_month(at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  month_start timestamptz := date_trunc('month', at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  month_end timestamptz := (date_trunc('month', at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  name text := 'events_' || to_char(at AT TIME ZONE 'UTC', 'YYYY_MM');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;
  LOCK TABLE events_default IN ACCESS EXCLUSIVE MODE;
  IF to_regclass(name) IS NOT NULL THEN RETURN; END IF;  -- another was first, and we waited for it
  EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING ALL)', name);
  EXECUTE format('WITH early AS (DELETE FROM events_default e WHERE e.at >= %L AND e.at < %L'
                 ' RETURNING organisation_id, contact_id, name, at, id, properties, source)'
                 ' INSERT INTO %I (organisation_id, contact_id, name, at, id, properties, source) SELECT * FROM early', month_start, month_end, name);
  EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, month_start, month_end);
END $$;

-- Drops the events of months that were over before a moment, and returns how many months (idempotent). It gives way: where the tables are
-- in use for longer than 3 s it fails, and is called again another time.
CREATE FUNCTION drop_events_before(moment timestamptz) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET lock_timeout = '3s' AS $$
DECLARE
  month regclass;
  dropped integer := 0;
BEGIN
  FOR month IN
    SELECT c.oid::regclass FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'events'::regclass AND c.relname < 'events_' || to_char(moment AT TIME ZONE 'UTC', 'YYYY_MM') AND c.relname ~ '^events_[0-9]{4}_[0-9]{2}$'
  LOOP
    EXECUTE format('DROP TABLE %s', month);
    dropped := dropped + 1;
  END LOOP;
  DELETE FROM events_default e WHERE e.at < date_trunc('month', moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  RETURN dropped;
END $$;

CREATE TABLE imports (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  fingerprint bytea NOT NULL,       -- SHA-256 over the file and how it is read
  layout jsonb NOT NULL,            -- encoding, delimiter, header, columns: what each column is
  options jsonb NOT NULL,           -- region, dry_run, tags, lifecycle
  status text NOT NULL CHECK (status IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone')),
  actor text NOT NULL,
  basis jsonb,                      -- consent attested by whoever brought the file: source, wording, attested_by, attested_at, channels
  bytes_total bigint NOT NULL,
  bytes_done bigint NOT NULL DEFAULT 0,   -- for showing; one can resume only by counting rows
  rows_done bigint NOT NULL DEFAULT 0,    -- where to resume: rows already committed, good or bad
  created bigint NOT NULL DEFAULT 0,
  updated bigint NOT NULL DEFAULT 0,
  unchanged bigint NOT NULL DEFAULT 0,
  duplicates bigint NOT NULL DEFAULT 0,
  rejected bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  failure text,
  undo jsonb,                       -- contacts.types.Undo: who asked for it, when, and how far it is
  seen_at timestamptz,              -- when somebody saw what came of it, or put it aside; null again whenever its status changes
  PRIMARY KEY (organisation_id, id)
);
-- The same file, read in the same way, continues the import that is under way.
CREATE UNIQUE INDEX imports_under_way ON imports (organisation_id, fingerprint) WHERE status IN ('waiting', 'running');
CREATE INDEX imports_unseen ON imports (organisation_id, id) WHERE seen_at IS NULL AND (status = 'failed' OR status = 'done' AND rejected > 0);

-- What a contact is, as a digest: equal as long as it is as it was left. Without its addresses.
CREATE FUNCTION contact_digest(external_id text, first_name text, last_name text, country text, time_zone text, time_zone_source text,
  locale text, locale_source text, region text, postcode text, lifecycle text, tags text[], attributes jsonb) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE RETURN sha256(convert_to(ROW(external_id, first_name, last_name, country, time_zone, time_zone_source,
  locale, locale_source, region, postcode, lifecycle, tags, attributes)::text, 'UTF8'));

-- Which row of the file spoke first for a contact, so that a second one is told from it, and what became of the contact, so that the import
-- can be undone. When the import ends, those go to whom it did nothing, and all of a dry run; the others a month later.
CREATE TABLE import_touched (
  organisation_id uuid NOT NULL,
  import_id uuid NOT NULL,
  key uuid NOT NULL,                -- the contact, or in a dry run the identity that a new one would have
  line bigint NOT NULL,
  made boolean NOT NULL,            -- the import made the contact
  left_as bytea,                    -- contact_digest of one that it made
  changes jsonb,                    -- contacts.types.Changed of one that it changed
  attested boolean NOT NULL,        -- rooms above recorded something of them for this import
  named_in uuid,                    -- of one that it made: another import that has spoken of them since
  PRIMARY KEY (organisation_id, import_id, key)
);

CREATE TABLE import_errors (
  organisation_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line bigint NOT NULL,
  field text NOT NULL,
  code text NOT NULL,
  reason text NOT NULL,
  fix text NOT NULL,
  PRIMARY KEY (organisation_id, import_id, line, field)
);

-- What the columns of files with a certain header were said to be, so that the next such file is read in the same way.
CREATE TABLE import_mappings (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  header bytea NOT NULL,            -- SHA-256 of the titles, in order
  name text NOT NULL,               -- of the file that brought it
  columns jsonb NOT NULL,           -- field by title
  actor text NOT NULL,
  used_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, header)
);

-- Imports that repeat. `next_at` is when the next run is due; whoever takes it moves it on in the same transaction.
CREATE TABLE import_schedules (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('folder', 'url')),
  source bytea NOT NULL,            -- path or URL, and its secret
  every text NOT NULL CHECK (every IN ('hourly', 'daily')),
  minute smallint NOT NULL,         -- of the hour, or of the day in the organisation's time zone
  mapping jsonb,
  options jsonb NOT NULL,
  actor text NOT NULL,
  basis jsonb,                      -- as of imports
  created_at timestamptz NOT NULL,
  next_at timestamptz NOT NULL,
  paused_at timestamptz,
  failures integer NOT NULL DEFAULT 0,
  etag text,                        -- these three of the last file that was handed over
  digest bytea,
  import_id uuid,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);

CREATE TABLE import_schedule_runs (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  schedule_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  outcome text NOT NULL CHECK (outcome IN ('running', 'imported', 'unchanged', 'failed')),
  import_id uuid,
  code text,
  reason text,
  fix text,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX import_schedule_runs_of ON import_schedule_runs (organisation_id, schedule_id, id);
