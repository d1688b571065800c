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
  place_sealed bytea,               -- of a location: JSON of latitude, longitude, name, address
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, connection_id, provider_id)   -- the provider may tell twice
);
CREATE INDEX inbound_messages_by_contact ON inbound_messages (organisation_id, contact_id, id);

-- Files that came with messages, fetched from the provider by the workers. A kept one is sealed here, so that every machine has it and backups do.
CREATE TABLE inbound_attachments (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  message_id uuid NOT NULL,
  place smallint NOT NULL,          -- of several in one message, from 0
  kind text NOT NULL,               -- image | video | audio | document | sticker
  ref text NOT NULL,                -- how the provider is asked for it
  told_type text NOT NULL,          -- the provider's word; `content_type` is what its bytes say
  name_sealed bytea NOT NULL,
  digest bytea,                     -- SHA-256 as told
  state text NOT NULL,              -- waiting | kept | refused
  reason text,                      -- why refused
  tries smallint NOT NULL DEFAULT 0,
  due_at timestamptz,               -- when it is asked for next; NULL once it is kept or refused
  content_type text,
  size integer,                     -- bytes
  content_sealed bytea,
  PRIMARY KEY (organisation_id, id)
);
ALTER TABLE inbound_attachments ALTER COLUMN content_sealed SET STORAGE EXTERNAL;   -- what is sealed does not get smaller
CREATE INDEX inbound_attachments_by_message ON inbound_attachments (organisation_id, message_id, place);
CREATE INDEX inbound_attachments_due ON inbound_attachments (organisation_id, due_at) WHERE due_at IS NOT NULL;

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
  again boolean NOT NULL DEFAULT false,   -- answered before: it takes repetitions, behind all others
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX open_questions_by_address ON open_questions (organisation_id, address_id, expires_at);   -- answered ones, too: repetitions, erasure
CREATE INDEX open_questions_by_time ON open_questions (organisation_id, expires_at);   -- retention
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
