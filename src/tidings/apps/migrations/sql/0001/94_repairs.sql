-- A repair shop: how it works, and the last number that a ticket of its got.
CREATE TABLE repair_shops (
  organisation_id uuid NOT NULL PRIMARY KEY,
  settings jsonb NOT NULL,          -- repairs.types.Shop
  base text NOT NULL,               -- how browsers reach its pages
  last_number bigint NOT NULL DEFAULT 0,
  spent_month date,                 -- of which month `spent` is
  spent bigint,                     -- what its messages cost, in millionths of the currency, as counted
  spent_at timestamptz,
  changed_at timestamptz NOT NULL
);

-- A device that somebody brought. Amounts are hundredths of the organisation's currency, before tax but for what was agreed.
CREATE TABLE repair_tickets (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL,
  reference text,                   -- the caller's, by which it is opened once
  contact_id uuid,                  -- NULL: its owner was erased
  walk_in boolean NOT NULL,         -- its owner had not registered when it was opened
  device_kind text NOT NULL,
  brand text NOT NULL,
  model text NOT NULL,
  serial bytea,
  problem bytea,
  status text NOT NULL,             -- statuses.toml
  since timestamptz NOT NULL,       -- when this status began
  estimate smallint NOT NULL DEFAULT 0,  -- which estimate it is; 0: there was none
  parts bigint,
  labour bigint,
  vat_rate integer,                 -- hundredths of a per cent
  agreed bigint,                    -- with tax
  asked_at uuid[] NOT NULL DEFAULT '{}', -- the addresses where its estimate is asked
  due_on date,
  appointment_at timestamptz,
  paid_at timestamptz,
  remind_at timestamptz,            -- when its owner is reminded next; NULL: not at all
  reminded smallint NOT NULL DEFAULT 0,  -- how often, since what they are reminded of
  appointment_reminder_at timestamptz,  -- when its owner is reminded of the appointment; NULL: not at all
  links smallint NOT NULL DEFAULT 0,     -- which pair of links opens it
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX repair_tickets_by_number ON repair_tickets (organisation_id, number);
CREATE UNIQUE INDEX repair_tickets_once ON repair_tickets (organisation_id, reference) WHERE reference IS NOT NULL;
CREATE INDEX repair_tickets_of_contact ON repair_tickets (organisation_id, contact_id, number) WHERE contact_id IS NOT NULL;
CREATE INDEX repair_tickets_due ON repair_tickets (remind_at, organisation_id) WHERE remind_at IS NOT NULL;
CREATE INDEX repair_tickets_appointed ON repair_tickets (appointment_reminder_at, organisation_id) WHERE appointment_reminder_at IS NOT NULL;
CREATE INDEX repair_tickets_asking ON repair_tickets (organisation_id, number) WHERE asked_at <> '{}';

-- All that was done to a ticket, and by whom. It only grows.
CREATE TABLE repair_history (
  organisation_id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  id uuid NOT NULL,
  what text NOT NULL,               -- repairs.types.What
  status text NOT NULL,             -- in which it was afterwards
  before text,                      -- and before, where it changed
  amount bigint,
  note bytea,
  actor text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, ticket_id, id)
);

-- Pictures of a device: they go with their owner's erasure, and when the ticket's links end.
CREATE TABLE repair_photos (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  ticket_id uuid NOT NULL,
  content_type text NOT NULL,       -- what its bytes say
  size integer NOT NULL,            -- bytes
  content_sealed bytea NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
ALTER TABLE repair_photos ALTER COLUMN content_sealed SET STORAGE EXTERNAL;   -- what is sealed does not get smaller
CREATE INDEX repair_photos_by_ticket ON repair_photos (organisation_id, ticket_id, id);

-- Who has registered, by a link or at the counter.
CREATE TABLE repair_customers (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  registered_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id)
);
