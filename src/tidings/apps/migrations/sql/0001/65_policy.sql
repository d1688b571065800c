-- While an organisation tries out, only these addresses are sent to.
CREATE TABLE allowed_addresses (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  lookup bytea NOT NULL,
  label text NOT NULL,              -- masked, for people: "+33 ······78"
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX allowed_addresses_by_lookup ON allowed_addresses (organisation_id, lookup);
