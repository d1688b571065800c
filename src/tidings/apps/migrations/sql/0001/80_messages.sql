-- What asks for messages: a campaign, a test send, later a notice or a journey run. Its id's time prefix decides the partition.
CREATE TABLE sources (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  kind text NOT NULL,               -- messages.types.SourceKind
  name text NOT NULL,
  lane text NOT NULL,
  purpose text NOT NULL,
  channel text NOT NULL,
  template_id uuid,
  template_version integer,
  state text NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
  each_person boolean NOT NULL DEFAULT false,   -- people who share a phone are each reached
  closes_at timestamptz,            -- from then on nothing leaves until it is set anew; NULL: at any hour
  local_hours jsonb,                -- hours kept in each person's own time: opens, closes, quiet_days; NULL: none
  brings_values boolean NOT NULL DEFAULT false,  -- some of its messages have rows in message_values
  programme text NOT NULL DEFAULT '',  -- which series of messages people must have agreed to; '': in general
  contact_id uuid,                  -- of a source with one message only: whose; NULL: everybody's, or of somebody who was erased
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, source_id)
);
CREATE INDEX sources_of_contact ON sources (organisation_id, contact_id, source_id) WHERE contact_id IS NOT NULL;
CREATE INDEX sources_of_many ON sources (organisation_id, source_id) WHERE contact_id IS NULL;

CREATE INDEX sources_with_hours ON sources (organisation_id, closes_at) WHERE state = 'open' AND closes_at IS NOT NULL;
CREATE INDEX sources_paused ON sources (organisation_id, source_id) WHERE state = 'paused';

-- What messages bring beside what is stored about people: a code, a slot's time. Few messages have any; no index on the time, for few rows stay.
CREATE TABLE message_values (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  contact_id uuid NOT NULL,         -- all zeros: what every message of the source brings
  step smallint NOT NULL,
  sealed bytea NOT NULL,            -- a JSON object
  good_until timestamptz NOT NULL,  -- after that it is not said any more; two days later it is deleted
  PRIMARY KEY (organisation_id, source_id, contact_id, step)
);

-- The ledger: one row, one person, one key, once. No index on state, lease or provider id; see DESIGN, "The data".
CREATE TABLE messages (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  step smallint NOT NULL,
  address_id uuid NOT NULL,
  address_key uuid NOT NULL CHECK (address_key <> '00000000-0000-0000-0000-000000000000'),  -- address_id; contact_id where each person of a shared phone is reached
  state smallint NOT NULL,          -- messages.types.State
  attempts smallint NOT NULL DEFAULT 0,
  segments smallint,
  sender_id uuid,
  reason text,
  added_at timestamptz NOT NULL,
  queued_at timestamptz,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  settled_at timestamptz,           -- failed, suppressed, expired, cancelled; unknown: since when nobody looks
  provider_id text,
  cost_micros bigint,
  currency char(3),
  price_micros bigint,              -- what it was to cost at its release, in the organisation's currency; NULL: unknown
  detail text,                      -- the provider's words, redacted
  not_before timestamptz,           -- planned and put off by policy until then, for `reason`; NULL: when its turn comes
  named boolean,                    -- whoever planned it named this address: no other of the person's takes its place; else NULL
  put_off_at timestamptz,           -- when policy put it off first, of those times that have no other between them
  PRIMARY KEY (organisation_id, source_id, contact_id, step)
) PARTITION BY RANGE (source_id);
-- Every row is in it (see the CHECK); the condition keeps the planner from looking messages up here, which with old statistics costs it the
-- same as the primary key, and us the whole source for each batch.
CREATE UNIQUE INDEX messages_by_address ON messages (organisation_id, source_id, address_key, step)
  WHERE address_key <> '00000000-0000-0000-0000-000000000000';

-- The queue: a row for each message released and not yet settled by the provider's answer.
CREATE TABLE outbox (
  organisation_id uuid NOT NULL,
  lane text NOT NULL,
  sender_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  source_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  step smallint NOT NULL,
  open_until timestamptz,           -- until then nobody need ask about hours and days again; NULL: ask
  leased_by integer,                -- worker number
  leased_at timestamptz,
  PRIMARY KEY (organisation_id, source_id, contact_id, step)
);
CREATE INDEX outbox_due ON outbox (organisation_id, lane, sender_id, due_at) WHERE leased_by IS NULL;
CREATE INDEX outbox_leased ON outbox (leased_by) WHERE leased_by IS NOT NULL;

-- One row for each sender with something waiting: claimed by lowest virtual time, so that nobody starves.
CREATE TABLE ready (
  organisation_id uuid NOT NULL,
  lane text NOT NULL,
  sender_id uuid NOT NULL,
  next_due timestamptz NOT NULL,
  vtime bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation_id, lane, sender_id)
);

-- Attempts that did not simply succeed, and what was found out or decided about them, for the trace of a message.
CREATE TABLE attempts (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  step smallint NOT NULL,
  attempt smallint NOT NULL,
  at timestamptz NOT NULL,
  outcome text NOT NULL,            -- refused | not_now | unknown | found | not_found | given_up | held | decided | no_receipt | of_another | complained
  code text NOT NULL,
  detail text NOT NULL
) PARTITION BY RANGE (source_id);
CREATE INDEX attempts_by_message ON attempts (organisation_id, source_id, contact_id, step);

-- Messages that may have been sent: settled by a receipt, by asking the provider, or by a person.
CREATE TABLE unknowns (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  step smallint NOT NULL,
  attempt smallint NOT NULL,
  sender_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  looks smallint NOT NULL DEFAULT 0,
  restored boolean NOT NULL DEFAULT false,  -- on its way when a backup was made: looked for once, never sent again by itself
  next_look_at timestamptz,         -- NULL: looked for in vain; unconfirmed until a receipt comes or a person decides
  PRIMARY KEY (organisation_id, source_id, contact_id, step)
);
CREATE INDEX unknowns_due ON unknowns (next_look_at);

-- The provider's ids, insert-only, for receipts and replies that carry no token of ours.
CREATE TABLE provider_refs (
  organisation_id uuid NOT NULL,
  provider_id text NOT NULL,
  source_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  step smallint NOT NULL
) PARTITION BY RANGE (source_id);
CREATE INDEX provider_refs_by_id ON provider_refs (organisation_id, provider_id);

-- Sources that released lately: their messages are looked through for receipts that never came. A row for a source, none for a message.
CREATE TABLE receipt_watches (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  released_at timestamptz NOT NULL, -- the last time
  looked_at timestamptz NOT NULL,   -- what came of age before was asked about
  next_look_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, source_id)
);
CREATE INDEX receipt_watches_due ON receipt_watches (next_look_at);

-- Workers alive: each holds a session advisory lock on its number. The sweeper judges the beat by its own clock.
CREATE TABLE workers (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  beat bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL
);

-- Makes the partition that holds sources born in the month of `born` (idempotent; safe under concurrency).
CREATE FUNCTION open_ledger_month(born timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  month_start timestamptz := date_trunc('month', born AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
  month_end timestamptz := (date_trunc('month', born AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  suffix text := to_char(born AT TIME ZONE 'UTC', 'YYYY_MM');
  low uuid := (lpad(to_hex((extract(epoch FROM month_start) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
  high uuid := (lpad(to_hex((extract(epoch FROM month_end) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
BEGIN
  IF to_regclass('messages_' || suffix) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7281);
  EXECUTE format('CREATE TABLE IF NOT EXISTS messages_%s PARTITION OF messages FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 75)', suffix, low, high);
  EXECUTE format('CREATE TABLE IF NOT EXISTS attempts_%s PARTITION OF attempts FOR VALUES FROM (%L) TO (%L)', suffix, low, high);
  EXECUTE format('CREATE TABLE IF NOT EXISTS provider_refs_%s PARTITION OF provider_refs FOR VALUES FROM (%L) TO (%L)', suffix, low, high);
END $$;

-- What became of the messages of sources whose month has left the ledger: their last figures, taken when it was detached.
CREATE TABLE final_figures (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  state smallint NOT NULL,          -- messages.types.State
  reason text NOT NULL,             -- '' where there was none
  messages bigint NOT NULL,
  settled bigint NOT NULL,          -- those of them that have a time of ending
  PRIMARY KEY (organisation_id, source_id, state, reason)
);

-- What those messages cost, by state, currency and the organisation's day of sending, taken with the figures.
CREATE TABLE final_costs (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  state smallint NOT NULL,
  told boolean NOT NULL,            -- by the provider
  currency char(3),
  day date,                         -- NULL: never sent
  cost bigint NOT NULL,             -- in millionths
  priced bigint NOT NULL,
  unpriced bigint NOT NULL,         -- messages without a price
  UNIQUE NULLS NOT DISTINCT (organisation_id, source_id, state, told, currency, day)
);

-- Months that have left the ledger, or are about to; of all organisations at once, as a partition is.
CREATE TABLE ledger_months (
  month date PRIMARY KEY,           -- its first day
  state text NOT NULL CHECK (state IN ('leaving', 'kept', 'dropped')),
  messages bigint NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL
);

-- Where detached months stand that nobody has dropped yet: working roles can't look in.
CREATE SCHEMA past;

-- Ends a month that was detached: takes its figures, then drops it or puts it into `past` (idempotent). Returns how many messages it had.
CREATE FUNCTION close_ledger_month(month date, discard boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  suffix text := to_char(month, 'YYYY_MM');
  part text;
  total bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(7281);
  IF EXISTS (SELECT FROM pg_inherits WHERE inhrelid IN
      (to_regclass('messages_' || suffix), to_regclass('attempts_' || suffix), to_regclass('provider_refs_' || suffix))) THEN
    RAISE EXCEPTION 'the month % is still attached', suffix;
  END IF;
  IF to_regclass('messages_' || suffix) IS NOT NULL THEN
    EXECUTE format('INSERT INTO final_figures SELECT organisation_id, source_id, state, coalesce(reason, %L), count(*), count(settled_at)'
                   ' FROM %I GROUP BY 1, 2, 3, 4', '', 'messages_' || suffix);
    EXECUTE format('INSERT INTO final_costs SELECT m.organisation_id, m.source_id, m.state, m.cost_micros IS NOT NULL, m.currency,'
                   ' (m.sent_at AT TIME ZONE o.time_zone)::date, coalesce(sum(m.cost_micros), 0), coalesce(sum(m.price_micros), 0),'
                   ' count(*) FILTER (WHERE m.price_micros IS NULL) FROM %I m JOIN organisations o ON o.id = m.organisation_id'
                   ' WHERE m.state IN (10, 20, 25, 30, 35, 40, 50) GROUP BY 1, 2, 3, 4, 5, 6', 'messages_' || suffix);
    EXECUTE format('SELECT count(*) FROM %I', 'messages_' || suffix) INTO total;
  END IF;
  FOREACH part IN ARRAY ARRAY['messages_', 'attempts_', 'provider_refs_'] LOOP
    IF discard THEN
      EXECUTE format('DROP TABLE IF EXISTS public.%1$I, past.%1$I', part || suffix);
    ELSIF to_regclass(part || suffix) IS NOT NULL THEN
      EXECUTE format('ALTER TABLE public.%I SET SCHEMA past', part || suffix);
    END IF;
  END LOOP;
  RETURN total;
END $$;
