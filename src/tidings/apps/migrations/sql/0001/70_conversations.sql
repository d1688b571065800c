CREATE TABLE inbound_messages (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  provider_id text NOT NULL,
  channel text NOT NULL,
  sender_id uuid,                   -- which of our numbers; NULL if it is none of ours any more
  contact_id uuid,
  address_id uuid,
  kind text NOT NULL,
  from_sealed bytea NOT NULL,       -- the phone, or the provider's own id of a person without one
  text_sealed bytea NOT NULL,
  payload text,                     -- of a button: our own words
  in_reply_to text,                 -- the provider's id of our message
  reading text NOT NULL,            -- opt_out | opt_in | help | answer | unclear | other
  why text NOT NULL,
  received_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, connection_id, provider_id)   -- the provider may tell twice
);
CREATE INDEX inbound_messages_by_contact ON inbound_messages (organisation_id, contact_id, id);

-- WhatsApp's 24 hours after a person's last message, for each of our numbers.
CREATE TABLE service_windows (
  organisation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  address_id uuid NOT NULL,
  open_until timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, sender_id, address_id)
);

-- What was asked of a person and is still open: their YES, NO, CANCEL or END answers it first.
CREATE TABLE open_questions (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  channel text NOT NULL,
  address_id uuid NOT NULL,
  sender_id uuid,                   -- the number of ours that asked; NULL: whichever they answer to
  expects text[] NOT NULL,          -- yes | no | cancel | end
  source text NOT NULL,             -- who asked and wants the answer: "waitlist:<id>", "opt_in:<id>"
  asked_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  closed_at timestamptz,
  answer text,                      -- NULL: closed without one
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX open_questions_by_address ON open_questions (organisation_id, address_id, channel) WHERE closed_at IS NULL;
CREATE INDEX open_questions_by_source ON open_questions (organisation_id, source) WHERE closed_at IS NULL;

-- Messages that may opt out and wait for a person: no marketing leaves for the address meanwhile (a suppression with the reason "held").
CREATE TABLE unclear_messages (
  organisation_id uuid NOT NULL,
  message_id uuid NOT NULL,
  channel text NOT NULL,
  address_id uuid,
  at timestamptz NOT NULL,
  decision text,                    -- opt_out | keep; NULL while it waits
  decided_at timestamptz,
  decided_by text,
  reason text,
  PRIMARY KEY (organisation_id, message_id)
);
CREATE INDEX unclear_messages_waiting ON unclear_messages (organisation_id, message_id) WHERE decision IS NULL;
CREATE INDEX unclear_messages_by_address ON unclear_messages (organisation_id, address_id) WHERE decision IS NULL;
