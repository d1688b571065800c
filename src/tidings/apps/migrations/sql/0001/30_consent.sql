-- What somebody may agree to by name, such as "newsletter" or "repairs". The programme '' is everything that has no name of its own.
CREATE TABLE programmes (
  organisation_id uuid NOT NULL,
  key text NOT NULL CHECK (key <> ''),
  name text NOT NULL,
  descriptions jsonb NOT NULL DEFAULT '{}',     -- by locale: what people read about it
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (organisation_id, key)
);

-- What people were shown when they were asked. Never changed: another wording is another version.
CREATE TABLE wordings (
  organisation_id uuid NOT NULL,
  key text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  locale text NOT NULL,
  text text NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  PRIMARY KEY (organisation_id, key, version, locale)
);

-- The consent ledger: append-only and sealed in a chain (decision 0022). What a state derives from is always here.
-- Personal parts are source, wording and proof: they can be blanked, when their salted digest takes their place in the chain.
CREATE TABLE consent_events (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,                 -- derived from what was said: the same statement told twice is one event
  contact_id uuid NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  programme text NOT NULL DEFAULT '',
  status text NOT NULL CHECK (status IN ('granted', 'withdrawn')),
  source text NOT NULL,             -- "api_key:<id>", "import:<id>", "keyword", "form:<id>", "provider"
  wording text,                     -- free words; NULL where a version of `wordings` was shown
  wording_key text,
  wording_version integer,
  wording_locale text,
  wording_digest bytea,             -- SHA-256 of the text that was shown, free or of a version
  at timestamptz NOT NULL,          -- when the person said so
  recorded_at timestamptz NOT NULL,
  actor text NOT NULL,
  proof jsonb NOT NULL DEFAULT '{}',
  batch uuid NOT NULL,              -- what was recorded in one step; sealed together
  salt uuid DEFAULT gen_random_uuid(),
  personal_digest bytea,            -- only where the personal parts and the salt were blanked
  PRIMARY KEY (organisation_id, contact_id, channel, purpose, programme, id)
);
CREATE INDEX consent_events_by_batch ON consent_events (organisation_id, batch);

-- Lines of the ledger that do not count any more for whom they were recorded, because a merge (decision 0026) or an import (0009) was undone,
-- until they are told again.
CREATE TABLE consent_undone (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  event_id uuid NOT NULL,
  cause_id uuid NOT NULL,           -- the merge or the import
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id, event_id)
);

-- Which link covers a batch; NULL until it is sealed, so that a transaction that commits late is sealed by a later link.
CREATE TABLE consent_seals (
  organisation_id uuid NOT NULL,
  batch uuid NOT NULL,
  link bigint,
  PRIMARY KEY (organisation_id, batch)
);
CREATE INDEX consent_seals_by_link ON consent_seals (organisation_id, link) WHERE link IS NOT NULL;
CREATE INDEX consent_seals_waiting ON consent_seals (organisation_id, batch) WHERE link IS NULL;

-- The chain: each link covers some batches and the link before it.
CREATE TABLE consent_links (
  organisation_id uuid NOT NULL,
  number bigint NOT NULL,
  previous bytea NOT NULL,
  digest bytea NOT NULL,
  lines integer NOT NULL,
  marks bytea NOT NULL,             -- the first four bytes of each line's digest, in order: which line it is that breaks
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, number)
);

-- The present state, derived from the newest statement in the same transaction; on a tie of time the withdrawal holds.
-- A programme's grant counts unless the general state (programme '') was withdrawn (`withdrawn_at`) when the person themselves last agreed
-- to the programme (`agreed_at`) or later, or ever, if only others attested it (decision 0010).
CREATE TABLE consents (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  programme text NOT NULL DEFAULT '',
  status text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  withdrawn_at timestamptz,         -- the newest withdrawal, also where a grant came after it
  agreed_at timestamptz,            -- the newest grant of the person's own, also where more was said since; NULL if others attested alone
  event_id uuid NOT NULL,
  -- With the status, segments read who agreed from the key alone, in the order of people.
  PRIMARY KEY (organisation_id, contact_id, channel, purpose, programme) INCLUDE (status)
);

-- Addresses not to be written to, by look-up value, so that they outlive the erasure of a person.
CREATE TABLE suppressions (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  channel text NOT NULL,
  lookup bytea NOT NULL,
  scope text NOT NULL CHECK (scope IN ('all', 'marketing')),
  reason text NOT NULL,             -- opted_out | invalid_address | failing | complained | imported | manual
  source text NOT NULL,
  list text NOT NULL DEFAULT '',    -- the source again where it is a list that was brought, by which it is taken back; '' for all else
  detail text,
  at timestamptz NOT NULL,
  ends_at timestamptz,              -- by rule (failing addresses); NULL holds until lifted
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  PRIMARY KEY (organisation_id, id)
);
-- One for each reason and list: lifting "failing" must not re-open an address whose owner said STOP, nor one list what another closed.
CREATE UNIQUE INDEX suppressions_active ON suppressions (organisation_id, channel, lookup, scope, reason, list) WHERE lifted_at IS NULL;

-- When the owner of an address last said START: a STOP said before that, and delivered after it, no longer closes.
CREATE TABLE openings (
  organisation_id uuid NOT NULL,
  channel text NOT NULL,
  lookup bytea NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, channel, lookup)
);

-- The latest soft failures of an address, counted towards its suppression by rule: one row, so that its lock makes the count exact.
CREATE TABLE address_failures (
  organisation_id uuid NOT NULL,
  channel text NOT NULL,
  lookup bytea NOT NULL,
  times timestamptz[] NOT NULL,
  last_code text NOT NULL,
  PRIMARY KEY (organisation_id, channel, lookup)
);

-- Erasure: blanks what these people's statements hold of them; status, time and digests stay, so the chain does too. Returns how many lines.
CREATE FUNCTION blank_consent_proofs(organisation uuid, contacts uuid[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH blanked AS (
    UPDATE consent_events SET
      personal_digest = sha256(convert_to(json_build_array(salt, source, wording, proof::text)::text, 'UTF8')),
      source = 'erased', wording = NULL, proof = '{}', salt = NULL
    WHERE organisation_id = organisation AND contact_id = ANY(contacts) AND personal_digest IS NULL
    RETURNING 1
  ) SELECT count(*) FROM blanked
$$;
