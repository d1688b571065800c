CREATE TABLE contacts (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  external_id text,
  first_name text,
  last_name text,
  country char(2),
  time_zone text,
  time_zone_source text,            -- declared | country | phone
  locale text,
  locale_source text,
  lifecycle text NOT NULL DEFAULT 'lead',
  tags text[] NOT NULL DEFAULT '{}',
  attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX contacts_by_external_id ON contacts (organisation_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contacts_by_attribute ON contacts USING gin (attributes jsonb_path_ops);
CREATE INDEX contacts_by_tag ON contacts USING gin (tags);

-- Every phone and email once, sealed; other rooms hold only its id. Found by the keyed look-up value.
CREATE TABLE addresses (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('phone', 'email')),
  lookup bytea NOT NULL,
  sealed bytea NOT NULL,
  country char(2),
  line_type text,                   -- kernel.phone.LineType, NULL for email
  domain text,                      -- of an email
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX addresses_by_lookup ON addresses (organisation_id, kind, lookup);

-- Whose address it is; a family may share one. `rank` orders a person's addresses of a kind: profile 0, client record 1.
CREATE TABLE contact_addresses (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  kind text NOT NULL,
  rank smallint NOT NULL DEFAULT 0,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id, address_id)
);
CREATE INDEX contact_addresses_by_address ON contact_addresses (organisation_id, address_id);

-- What people did. Partitioned by month of `at`; kept five years.
CREATE TABLE events (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  name text NOT NULL,
  at timestamptz NOT NULL,
  id uuid NOT NULL,
  properties jsonb NOT NULL DEFAULT '{}',
  source text NOT NULL,
  PRIMARY KEY (organisation_id, contact_id, name, at, id)
) PARTITION BY RANGE (at);
CREATE TABLE events_default PARTITION OF events DEFAULT;

CREATE TABLE imports (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  file_name text NOT NULL,
  file_hash bytea NOT NULL,         -- SHA-256: the same file with the same mapping continues the same import
  mapping jsonb NOT NULL,
  options jsonb NOT NULL,           -- region, dry_run, consent basis, tags
  status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'cancelled')),
  bytes_total bigint,
  bytes_done bigint NOT NULL DEFAULT 0,   -- where to resume: start of the first row not yet committed
  rows_done bigint NOT NULL DEFAULT 0,
  created bigint NOT NULL DEFAULT 0,
  updated bigint NOT NULL DEFAULT 0,
  unchanged bigint NOT NULL DEFAULT 0,
  rejected bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  failure text,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX imports_by_file ON imports (organisation_id, file_hash, mapping, options);

CREATE TABLE import_errors (
  organisation_id uuid NOT NULL,
  import_id uuid NOT NULL,
  line bigint NOT NULL,
  field text NOT NULL,
  code text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (organisation_id, import_id, line, field)
);
