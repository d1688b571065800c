-- What an organisation has set of its own; a column that is NULL stands for the defaults of `caps.toml` and of the rule packs.
CREATE TABLE policy_settings (
  organisation_id uuid PRIMARY KEY,
  caps jsonb,                       -- a list: channels, most, hours
  hours jsonb,                      -- by rule of a pack: earliest and latest local hour
  stop_scope text CHECK (stop_scope IN ('programme', 'channel', 'all')),  -- what a STOP closes
  updated_at timestamptz NOT NULL
);

-- How many marketing messages a week people chose to get at most, on their preference page; who chose nothing has no row.
CREATE TABLE personal_caps (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  most smallint NOT NULL CHECK (most > 0),
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id)
);

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
