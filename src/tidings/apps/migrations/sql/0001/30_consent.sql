-- The consent ledger: append-only. What a state derives from is always here.
CREATE TABLE consent_events (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,                 -- derived from what was said: the same statement told twice is one event
  contact_id uuid NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  status text NOT NULL CHECK (status IN ('granted', 'withdrawn')),
  source text NOT NULL,             -- "api_key:<id>", "import:<id>", "keyword", "form:<id>", "provider"
  wording text,
  at timestamptz NOT NULL,          -- when the person said so
  recorded_at timestamptz NOT NULL,
  actor text NOT NULL,
  proof jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (organisation_id, contact_id, channel, purpose, id)
);

-- The present state, derived from the newest statement in the same transaction; on a tie of time the withdrawal holds.
CREATE TABLE consents (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  channel text NOT NULL,
  purpose text NOT NULL,
  status text NOT NULL,
  source text NOT NULL,
  at timestamptz NOT NULL,
  event_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, contact_id, channel, purpose)
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
  detail text,
  at timestamptz NOT NULL,
  ends_at timestamptz,              -- by rule (failing addresses); NULL holds until lifted
  lifted_at timestamptz,
  lifted_by text,
  lift_reason text,
  PRIMARY KEY (organisation_id, id)
);
-- One for each reason: lifting "failing" must not re-open an address whose owner said STOP.
CREATE UNIQUE INDEX suppressions_active ON suppressions (organisation_id, channel, lookup, scope, reason) WHERE lifted_at IS NULL;

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
