-- When an address was last answered of its own accord (HELP): repeated questions are not answered each time.
CREATE TABLE help_answers (
  organisation_id uuid NOT NULL,
  channel text NOT NULL,
  address_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, channel, address_id)
);
