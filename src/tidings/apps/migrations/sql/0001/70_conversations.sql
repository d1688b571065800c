CREATE TABLE inbound_messages (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  provider_id text NOT NULL,
  channel text NOT NULL,
  contact_id uuid,
  address_id uuid,
  kind text NOT NULL,
  text_sealed bytea NOT NULL,
  reading text NOT NULL,            -- opt_out | opt_in | help | answer | other
  received_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, connection_id, provider_id)   -- the provider may tell twice
);

-- WhatsApp's 24 hours after a person's last message, for each of our numbers.
CREATE TABLE service_windows (
  organisation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  address_id uuid NOT NULL,
  open_until timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, sender_id, address_id)
);
