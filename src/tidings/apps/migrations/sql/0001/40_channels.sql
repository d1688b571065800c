CREATE TABLE connections (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  provider text NOT NULL,           -- an adapter's name
  name text NOT NULL,
  credentials bytea NOT NULL,       -- sealed JSON of the adapter's credential fields
  api_base text NOT NULL,
  from_environment boolean NOT NULL DEFAULT false,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'stopped')),
  status_reason text,
  standing_since timestamptz,       -- when it was stopped or opened last; NULL: as it was made
  checked_at timestamptz,           -- the last connection test, and what it found
  check_ok boolean,
  check_detail text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, name)
);
CREATE UNIQUE INDEX connections_by_id ON connections (id);

-- A WhatsApp business portfolio: its limit is shared by all its numbers.
CREATE TABLE portfolios (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  provider text NOT NULL,
  reference text NOT NULL,          -- the provider's id (WABA or account)
  daily_people integer,             -- distinct people a rolling 24 h; NULL is unlimited
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, provider, reference)
);

CREATE TABLE senders (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  portfolio_id uuid,                -- WhatsApp only
  channel text NOT NULL,
  address text NOT NULL,            -- our number (E.164) or phone-number id, as the provider wants it
  label text NOT NULL,
  per_hour integer,                 -- messages in any rolling hour; NULL is unlimited
  environment_per_hour integer,     -- the pace that the environment asked for last; NULL where the sender was added by hand
  per_second real,                  -- segments a second
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'stopped')),
  status_reason text,
  held_until timestamptz,           -- a circuit: closed to new exchanges until then, and after it to more than one at a time
  failures integer NOT NULL DEFAULT 0,  -- how often in a row its provider failed: each hold is twice as long; NULL above means 0 here
  standing_since timestamptz,       -- when it was stopped, opened or held last (the first time in a row); NULL: as it was made
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id),
  UNIQUE (organisation_id, connection_id, channel, address)
);

-- Callbacks as they came, sealed, waiting to be applied; two tables so that STOP never queues behind receipts.
CREATE TABLE webhook_receipts (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  connection_id uuid NOT NULL,
  received_at timestamptz NOT NULL,
  url text NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX webhook_receipts_oldest ON webhook_receipts (id);
CREATE TABLE webhook_inbound (LIKE webhook_receipts INCLUDING ALL);

-- What could not be applied or is of an unknown kind: kept, shown, replayable.
CREATE TABLE webhook_letters (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,               -- the table it came from: receipts | inbound
  connection_id uuid NOT NULL,
  received_at timestamptz NOT NULL,
  url text NOT NULL,
  body bytea NOT NULL,
  why text NOT NULL,
  kept_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

-- What an organisation pays by its own contract, before the price lists of the release, and what other currencies are in its own.
CREATE TABLE organisation_prices (
  organisation_id uuid PRIMARY KEY,
  prices jsonb NOT NULL,            -- a list: channels.types.Price
  rates jsonb NOT NULL,             -- a list: channels.types.Rate
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL
);
