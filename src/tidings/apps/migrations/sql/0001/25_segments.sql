-- Who is meant: by conditions (`tree`, read by segments.rules.reading), or by a list of people.
CREATE TABLE segments (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('rule', 'list')),
  description text NOT NULL DEFAULT '',
  tree jsonb CHECK ((tree IS NOT NULL) = (kind = 'rule')),   -- names segments and lists by their ids, so these can be renamed
  version integer NOT NULL DEFAULT 1,
  watched boolean NOT NULL DEFAULT false,   -- who enters and leaves is recorded as events
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  refreshed_at timestamptz,         -- when segment_members was last brought up to date; NULL: it holds nothing
  archived_at timestamptz,          -- out of the way of people: no longer watched, still asked for by whoever names it
  size bigint,                      -- as it was last counted, whoever asked
  counted_at timestamptz,
  CHECK ((size IS NULL) = (counted_at IS NULL)),
  PRIMARY KEY (organisation_id, id)
);
-- People name segments in texts and audiences, in letters of any case.
CREATE UNIQUE INDEX segments_by_name ON segments (organisation_id, lower(name));

-- What a segment was at each of its versions.
CREATE TABLE segment_versions (
  organisation_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  tree jsonb,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, segment_id, version)
);

-- Which segment asks for which: so that none asks for itself, and none that is asked for is deleted.
CREATE TABLE segment_uses (
  organisation_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  used_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, segment_id, used_id)
);

CREATE TABLE segment_list_members (
  organisation_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, segment_id, contact_id)
);

-- Who was in a watched segment when it was last compared.
CREATE TABLE segment_members (
  organisation_id uuid NOT NULL,
  segment_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, segment_id, contact_id)
);
