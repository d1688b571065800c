-- What can be booked, for how long and for how much.
CREATE TABLE waitlist_services (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  minutes integer NOT NULL CHECK (minutes > 0),
  price_micros bigint CHECK (price_micros >= 0),   -- in the organisation's currency; NULL: not told
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE waitlist_staff (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  skills uuid[] NOT NULL DEFAULT '{}',             -- the services that they do; none: all
  hours jsonb NOT NULL DEFAULT '[]',               -- waitlist.types.Hours
  days_off date[] NOT NULL DEFAULT '{}',
  archived_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

-- Something bookable at a time. What it is now (free, held, booked, past, closed) is derived, so that nothing can disagree with the bookings.
CREATE TABLE waitlist_slots (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  service_id uuid NOT NULL,
  staff_id uuid,                    -- NULL: whoever is there
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  places smallint NOT NULL,         -- how large a party may be
  origin text NOT NULL,             -- waitlist.types.Origin
  closed_at timestamptz,
  next_look timestamptz,            -- when a worker looks whom to ask; NULL: nothing to do
  look_from uuid,                   -- the entry after which that look goes on, where the list is long; NULL: from the beginning
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX waitlist_slots_once ON waitlist_slots (organisation_id, staff_id, starts_at) WHERE closed_at IS NULL AND staff_id IS NOT NULL;
CREATE INDEX waitlist_slots_due ON waitlist_slots (next_look, organisation_id) WHERE next_look IS NOT NULL;
CREATE INDEX waitlist_slots_by_time ON waitlist_slots (organisation_id, starts_at, id);

-- Who waits, and for what.
CREATE TABLE waitlist_entries (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  service_id uuid NOT NULL,
  wishes jsonb NOT NULL,            -- waitlist.types.Wishes
  priority smallint NOT NULL,       -- 1 is asked first
  state text NOT NULL,              -- waitlist.types.EntryState
  source text NOT NULL,             -- who put them there: page | staff
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX waitlist_entries_once ON waitlist_entries (organisation_id, contact_id, service_id) WHERE state = 'waiting';
CREATE INDEX waitlist_entries_of_contact ON waitlist_entries (organisation_id, contact_id, id);
CREATE INDEX waitlist_entries_waiting ON waitlist_entries (organisation_id, service_id, priority, created_at, id) WHERE state = 'waiting';

-- A slot offered to one person.
CREATE TABLE waitlist_offers (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  slot_id uuid NOT NULL,
  entry_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  notice_id uuid,
  state text NOT NULL,              -- waitlist.types.OfferState
  offered_at timestamptz NOT NULL,
  left_at timestamptz,              -- when the message left by the channel tried last
  expires_at timestamptz,           -- NULL: it has not left
  channel text,                     -- by which it left last
  answered_at timestamptz,
  answer text,                      -- yes | no | cancel
  answered_by text,                 -- the channel, page, or who of the staff
  unclear_id uuid,                  -- their message that waits for a person: not understood, or repeated without end; an answer ends it
  explanation jsonb NOT NULL,       -- why this person: their place, and who was passed over, and why
  PRIMARY KEY (organisation_id, id)
) WITH (fillfactor = 80);
CREATE INDEX waitlist_offers_of_slot ON waitlist_offers (organisation_id, slot_id, id);
-- One person has one open offer, so that their YES can mean one thing only.
CREATE UNIQUE INDEX waitlist_offers_open ON waitlist_offers (organisation_id, contact_id) WHERE state = 'open';
CREATE INDEX waitlist_offers_unclear ON waitlist_offers (organisation_id, id) WHERE unclear_id IS NOT NULL;
CREATE INDEX waitlist_offers_of_contact ON waitlist_offers (organisation_id, contact_id, id);

CREATE TABLE waitlist_bookings (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  slot_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  entry_id uuid,
  offer_id uuid,
  party smallint NOT NULL,
  state text NOT NULL,              -- waitlist.types.BookingState
  via text NOT NULL,                -- the channel, page, or staff
  booked_at timestamptz NOT NULL,
  ended_at timestamptz,
  next_reminder timestamptz,        -- NULL: none to come
  PRIMARY KEY (organisation_id, id)
);
-- One slot, one booking, whatever code runs (docs/decisions/0053).
CREATE UNIQUE INDEX waitlist_bookings_one ON waitlist_bookings (organisation_id, slot_id) WHERE state <> 'cancelled';
CREATE INDEX waitlist_bookings_remind ON waitlist_bookings (next_reminder, organisation_id) WHERE next_reminder IS NOT NULL;
CREATE INDEX waitlist_bookings_of_slot ON waitlist_bookings (organisation_id, slot_id);
CREATE INDEX waitlist_bookings_of_contact ON waitlist_bookings (organisation_id, contact_id, id);

CREATE TABLE waitlist_settings (
  organisation_id uuid NOT NULL PRIMARY KEY,
  settings jsonb NOT NULL           -- waitlist.types.Settings
);
