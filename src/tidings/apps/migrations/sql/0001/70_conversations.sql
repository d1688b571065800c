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
