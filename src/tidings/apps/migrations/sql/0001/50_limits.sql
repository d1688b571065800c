-- Messages let through in a minute, for limits over a rolling hour; the sum of 64 minutes never exceeds the limit.
CREATE TABLE rate_minutes (
  organisation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  minute timestamptz NOT NULL,
  taken integer NOT NULL,
  PRIMARY KEY (organisation_id, sender_id, minute)
);

-- When a sender with a pace is free for its next segment: after what was claimed, and what that turned out to be longer than one segment.
CREATE TABLE sender_paces (
  organisation_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  per_second real NOT NULL,         -- as it was at the last claim
  free_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, sender_id)
);

-- Locked by a statement of its own before people are counted or admitted.
CREATE TABLE portfolio_counters (
  organisation_id uuid NOT NULL,
  portfolio_id uuid NOT NULL,
  admitted bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (organisation_id, portfolio_id)
);

-- Distinct people reached outside the service window in the rolling 24 hours: one row for a person (address).
CREATE TABLE portfolio_people (
  organisation_id uuid NOT NULL,
  portfolio_id uuid NOT NULL,
  person_id uuid NOT NULL,
  in_flight smallint NOT NULL DEFAULT 0,  -- messages admitted whose end is not recorded yet: counted without an end
  counted_until timestamptz NOT NULL DEFAULT '-infinity',  -- 24 hours and a minute after the last one that was
  PRIMARY KEY (organisation_id, portfolio_id, person_id)
);

-- What a person was sent, as far as a cap counts it: one row for a message, from its release on.
CREATE TABLE contact_sends (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  source_id uuid NOT NULL,
  step smallint NOT NULL,
  channel text NOT NULL,
  admitted_at timestamptz NOT NULL,
  sent_at timestamptz,              -- NULL while it is on its way: it counts without an end
  PRIMARY KEY (organisation_id, contact_id, source_id, step)
);
CREATE INDEX contact_sends_on_their_way ON contact_sends (organisation_id, source_id) WHERE sent_at IS NULL;

-- How many a source has released on a business day.
CREATE TABLE daily_releases (
  organisation_id uuid NOT NULL,
  source_id uuid NOT NULL,
  day date NOT NULL,
  released integer NOT NULL,
  PRIMARY KEY (organisation_id, source_id, day)
);
