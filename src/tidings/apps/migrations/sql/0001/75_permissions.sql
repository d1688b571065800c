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
