-- When an address was last answered of its own accord (HELP): repeated questions are not answered each time.
CREATE TABLE help_answers (
  organisation_id uuid NOT NULL,
  channel text NOT NULL,
  address_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, channel, address_id)
);

-- Marketing opt-ins that wait for a YES from the address itself (double opt-in); until then they are no consent.
CREATE TABLE opt_ins (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  channel text NOT NULL,
  source text NOT NULL,             -- where it was asked for: "form:newsletter"
  wording text NOT NULL,            -- what the person was shown
  proof jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'confirmed', 'declined')),
  requested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  asked integer NOT NULL,           -- how many confirmation requests were sent
  asked_at timestamptz NOT NULL,
  confirmed_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX opt_ins_pending ON opt_ins (organisation_id, address_id) WHERE state = 'pending';

-- Emails that people gave for themselves on a public page and that nobody has verified: one of a person, whose address is not theirs yet.
CREATE TABLE unverified_emails (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  source text NOT NULL,             -- where it was given
  given_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id)
);
CREATE INDEX unverified_emails_of_address ON unverified_emails (organisation_id, address_id);

-- Codes by which people show that a number is theirs; one of an address waits at a time. Kept for a month, to limit how many are asked for.
CREATE TABLE verifications (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,                 -- also of the source of its message
  contact_id uuid NOT NULL,
  address_id uuid NOT NULL,
  channel text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'verified', 'failed', 'replaced')),
  tries smallint NOT NULL DEFAULT 0,
  requested_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  verified_at timestamptz,
  ip text,                          -- who asked, where it is known
  code_hash bytea NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX verifications_waiting ON verifications (organisation_id, address_id) WHERE state = 'pending';
CREATE INDEX verifications_of_address ON verifications (organisation_id, address_id, requested_at);
CREATE INDEX verifications_from_ip ON verifications (organisation_id, ip, requested_at) WHERE ip IS NOT NULL;
