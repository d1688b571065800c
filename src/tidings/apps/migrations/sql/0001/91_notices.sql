-- What notices of one sort share: class, templates, cascade, waits, expiry, grouping, rollout.
CREATE TABLE notice_kinds (
  organisation_id uuid NOT NULL,
  key text NOT NULL,
  settings jsonb NOT NULL,          -- notices.types.Settings
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  archived_at timestamptz,
  spent bigint,                     -- what its messages cost in a month, in millionths, as counted last; NULL: not counted
  spent_at timestamptz,             -- when that was,
  spent_until timestamptz,          -- and when that month ends
  PRIMARY KEY (organisation_id, key)
);

-- One thing to say to one person, by whichever channel works.
CREATE TABLE notices (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,                -- the caller's: once among those of the kind
  contact_id uuid NOT NULL,
  address_id uuid,                  -- where it was asked to go; NULL: wherever the contact is reached
  subject_kind text,                -- what it is about: a ticket, a slot
  subject_id text,
  state text NOT NULL,              -- notices.types.NoticeState
  reason text,
  plan jsonb,                       -- which channels it may go by, and why not by others
  joined_id uuid,                   -- the notice by which it was said, where several were said together
  data bytea,                       -- a JSON object; NULL: forgotten
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  next_look timestamptz,            -- NULL: nothing more to do
  ended_at timestamptz,
  failures smallint NOT NULL DEFAULT 0, -- looks in a row that raised
  rests_until timestamptz,          -- nobody looks at it before, for the last look raised
  urgent boolean NOT NULL DEFAULT false, -- it leaves although its kind's budget is used up, unless that stops all
  PRIMARY KEY (organisation_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX notices_once ON notices (organisation_id, kind, key);
CREATE INDEX notices_due ON notices (next_look, organisation_id) WHERE next_look IS NOT NULL;
CREATE INDEX notices_of_contact ON notices (organisation_id, contact_id, id);
CREATE INDEX notices_of_subject ON notices (organisation_id, subject_id, subject_kind, id) WHERE subject_kind IS NOT NULL;
CREATE INDEX notices_joined ON notices (organisation_id, joined_id) WHERE joined_id IS NOT NULL;
-- One notice gathers at a time, for a kind and a person.
CREATE UNIQUE INDEX notices_gathering ON notices (organisation_id, kind, contact_id) WHERE state = 'waiting';

-- The channels by which a notice was tried: each is a source of its own in the ledger, written in the same transaction.
CREATE TABLE notice_attempts (
  organisation_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  step smallint NOT NULL,
  channel text NOT NULL,
  beside boolean NOT NULL,          -- it went at once with another, which the cascade goes on from
  address_id uuid NOT NULL,
  source_id uuid NOT NULL,
  planned_at timestamptz NOT NULL,
  silent_at timestamptz NOT NULL,   -- from then on the next channel may follow
  tells boolean NOT NULL DEFAULT true, -- whether its channel tells arrivals; one that does not is never silent once it took the message
  held_at timestamptz,              -- when all sending was last seen stopped while it was queued: its wait counts from then
  replied_at timestamptz,           -- when the person last wrote by this channel
  PRIMARY KEY (organisation_id, notice_id, step)
);
CREATE UNIQUE INDEX notice_attempts_once ON notice_attempts (organisation_id, notice_id, channel);
CREATE UNIQUE INDEX notice_attempts_by_source ON notice_attempts (organisation_id, source_id);

-- Notices to be looked at at once. Reactions only insert here: they hold the ledger's rows and wait for nobody.
CREATE TABLE notice_signals (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),  -- nobody's: a key of its own lets no two inserts wait for one another
  notice_id uuid NOT NULL,
  what text NOT NULL,               -- notices.types.SignalWhat
  at timestamptz NOT NULL,
  channel text,                     -- of a word from the person: by which channel,
  said_at timestamptz,              -- and when they wrote it
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX notice_signals_of ON notice_signals (organisation_id, notice_id);
CREATE INDEX notice_signals_by_time ON notice_signals (organisation_id, at);

-- In which order somebody wants to be reached: their primary, secondary and fallback channel.
CREATE TABLE channel_orders (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  channels text[] NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id)
);
