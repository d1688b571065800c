-- How many days an organisation keeps a kind of data, where it set that itself; else the defaults of `retention/kinds.toml` hold.
CREATE TABLE retention_settings (
  organisation_id uuid NOT NULL,
  kind text NOT NULL,               -- retention.types.Kind
  days integer NOT NULL CHECK (days > 0),
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (organisation_id, kind)
);
