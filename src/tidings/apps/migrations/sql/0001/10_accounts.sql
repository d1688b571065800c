CREATE TABLE organisations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  slug text NOT NULL UNIQUE,
  region char(2) NOT NULL,          -- default region of phone numbers, ISO 3166
  time_zone text NOT NULL,          -- IANA; says what a "day" is
  currency char(3) NOT NULL,
  locale text NOT NULL,
  stopped_at timestamptz,           -- the one switch that stops all sending
  stopped_reason text,
  allow_list_only boolean NOT NULL DEFAULT false,  -- trying out: only listed addresses are sent to
  created_at timestamptz NOT NULL
);

-- People who sign in; one person may belong to several organisations. Email sealed under the platform's own keys.
CREATE TABLE users (
  id uuid PRIMARY KEY,
  email_sealed bytea NOT NULL,
  email_lookup bytea NOT NULL UNIQUE,
  name text NOT NULL,
  password_hash text,               -- argon2id
  totp_sealed bytea,                -- the shared secret of RFC 6238
  totp_confirmed_at timestamptz,    -- asked for at sign-in from then on
  totp_last_step bigint,            -- the newest step used: a code opens once
  created_at timestamptz NOT NULL,
  disabled_at timestamptz
);

-- What opens the web app for a person: a secret in a cookie, kept as a hash.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users (id),
  secret_hash bytea NOT NULL UNIQUE, -- SHA-256 of 256 random bits
  device text NOT NULL,             -- browser and system in two words, for the person to tell sessions apart
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,     -- to the minute
  expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- For who lost the phone: each opens once, in place of a code.
CREATE TABLE recovery_codes (
  user_id uuid NOT NULL REFERENCES users (id),
  code_hash bytea NOT NULL,         -- SHA-256 of 80 random bits
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

-- Links that an operator or a member hands to a person: to choose a password, or to sign in once.
CREATE TABLE user_links (
  secret_hash bytea PRIMARY KEY,    -- SHA-256 of 256 random bits
  user_id uuid NOT NULL REFERENCES users (id),
  purpose text NOT NULL CHECK (purpose IN ('password', 'sign_in')),
  invited_to uuid REFERENCES organisations (id),  -- made there for a member: opens only while they belong there alone; NULL: the operator's
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX user_links_by_user ON user_links (user_id);

-- How often somebody tried to sign in of late, by email and by where from.
CREATE TABLE sign_in_attempts (
  subject bytea PRIMARY KEY,
  attempts integer NOT NULL,
  began_at timestamptz NOT NULL
);

CREATE TABLE memberships (
  organisation_id uuid NOT NULL REFERENCES organisations (id),
  user_id uuid NOT NULL REFERENCES users (id),
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'marketer', 'approver', 'agent', 'analyst')),
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, user_id)
);

CREATE TABLE api_keys (
  organisation_id uuid NOT NULL REFERENCES organisations (id),
  id uuid NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,             -- shown, to tell keys apart
  secret_hash bytea NOT NULL,       -- SHA-256 of 256 random bits
  scopes text[] NOT NULL,
  consent_basis jsonb,              -- {"source","wording","attested_by","attested_at","channels"}: consent attested for addresses added with this key
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX api_keys_by_secret ON api_keys (secret_hash);

CREATE TABLE audit_log (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,              -- "key:<id>", "user:<id>", "cli:<login>", "system:<part>"
  action text NOT NULL,             -- past tense: "campaign.activated"
  subject text NOT NULL,            -- "campaign:<id>"
  detail jsonb NOT NULL,
  number bigint GENERATED ALWAYS AS IDENTITY,   -- the order of writing; ids and times of one millisecond have none
  salt uuid DEFAULT gen_random_uuid(),
  detail_digest bytea,              -- only where the detail and the salt were blanked (decision 0022)
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX audit_log_by_number ON audit_log (organisation_id, number);
CREATE INDEX audit_log_by_subject ON audit_log (organisation_id, subject, number);

-- Which link of the chain covers an entry; NULL until it is sealed, so that a transaction that commits late is sealed by a later link.
CREATE TABLE audit_seals (
  organisation_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  link bigint,
  PRIMARY KEY (organisation_id, entry_id)
);
CREATE INDEX audit_seals_by_link ON audit_seals (organisation_id, link) WHERE link IS NOT NULL;
CREATE INDEX audit_seals_waiting ON audit_seals (organisation_id, entry_id) WHERE link IS NULL;

-- The chain: each link covers some entries and the link before it.
CREATE TABLE audit_links (
  organisation_id uuid NOT NULL,
  number bigint NOT NULL,
  previous bytea NOT NULL,
  digest bytea NOT NULL,
  lines integer NOT NULL,
  marks bytea NOT NULL,             -- the first four bytes of each line's digest, in order: which line it is that breaks
  sealed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, number)
);

-- Answers of requests that carried an Idempotency-Key, written with the work they answer for and replayed for 24 hours.
CREATE TABLE idempotent_requests (
  organisation_id uuid NOT NULL,
  key text NOT NULL,
  fingerprint bytea NOT NULL,       -- SHA-256 of actor, method, address and body
  status smallint NOT NULL,
  body_sealed bytea,                -- NULL when the answer held a secret, which is shown once
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, key)
);
CREATE INDEX idempotent_requests_by_age ON idempotent_requests (organisation_id, created_at);

-- Erasure: blanks what entries about these subjects tell beside actor, action and subject; the chain stays. Returns how many entries.
CREATE FUNCTION blank_audit_details(organisation uuid, subjects text[]) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH blanked AS (
    UPDATE audit_log SET
      detail_digest = sha256(convert_to(json_build_array(salt, detail::text)::text, 'UTF8')), detail = '{}', salt = NULL
    WHERE organisation_id = organisation AND subject = ANY(subjects) AND detail_digest IS NULL
    RETURNING 1
  ) SELECT count(*) FROM blanked
$$;
