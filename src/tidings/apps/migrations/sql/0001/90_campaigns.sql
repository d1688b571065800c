CREATE TABLE campaigns (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,                 -- also its source in the ledger
  name text NOT NULL,
  description text NOT NULL,
  type text NOT NULL CHECK (type IN ('enrollment', 'retention', 'event', 'nurture')),
  objective text NOT NULL,
  status text NOT NULL CHECK (status IN ('draft', 'in_review', 'scheduled', 'active', 'paused', 'completed', 'cancelled')),
  paused_reason text,               -- a sentence for people
  channel text NOT NULL,            -- the template's
  purpose text NOT NULL,
  template_name text,               -- NULL: a draft whose content is not chosen yet
  sender_id uuid,                   -- NULL: the organisation's first open sender of the channel
  daily_send_limit integer NOT NULL,
  priority smallint NOT NULL,       -- 1 is first
  target_audience jsonb,
  each_person boolean NOT NULL,     -- people who share an address are each reached
  start_date date,
  end_date date,                    -- included; people unsent after it expire
  hours_from time NOT NULL,         -- sending hours, in the organisation's time zone or (own_time) in each person's
  hours_to time NOT NULL,
  quiet_days smallint[] NOT NULL,   -- ISO weekdays 1 (Monday) to 7 without sending
  own_time boolean NOT NULL,        -- hours and quiet days are those of each person's own time zone
  budget bigint CHECK (budget > 0), -- millionths of the organisation's currency; NULL: none
  accept_unknown_prices boolean NOT NULL DEFAULT false,  -- people whose price nobody knows are sent to and count nothing
  programme text NOT NULL DEFAULT '',  -- which series people must have agreed to; '': in general
  release_after uuid,               -- cursor over contact ids: all planned rows up to here were released or decided
  next_release_at timestamptz,      -- when the release step looks again; NULL: when told to
  all_released boolean NOT NULL DEFAULT false,  -- nobody was left planned at the last look: what is missing to completion is in flight
  last_released_at timestamptz,
  planned_on date,                  -- business day of the present plan
  reserved bigint NOT NULL DEFAULT 0,        -- of the budget: spent, committed, and what has come back since the last count
  reserved_counted_at timestamptz,  -- when that was last counted from the ledger
  budget_told smallint NOT NULL DEFAULT 0,   -- per cent of the budget that people were last told of
  out_of_budget boolean NOT NULL DEFAULT false,  -- paused by itself, until the budget is raised
  forecast bigint,                  -- what everybody was to cost at the launch; NULL: no budget
  estimated_completion_date date,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  activated_at timestamptz,
  completed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX campaigns_due ON campaigns (next_release_at) WHERE status IN ('scheduled', 'active', 'paused');
CREATE INDEX campaigns_live ON campaigns (organisation_id, id) WHERE status IN ('scheduled', 'active', 'paused');

CREATE TABLE campaign_days (
  organisation_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  day date NOT NULL,
  planned integer NOT NULL,
  PRIMARY KEY (organisation_id, campaign_id, day)
);

-- What somebody asked another person to approve, and what came of it. At most one of a campaign is open (asked or approved).
CREATE TABLE campaign_approvals (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'void', 'used')),
  asked jsonb NOT NULL,             -- campaigns.types.Asked: what was shown
  asked_by text NOT NULL,
  asked_at timestamptz NOT NULL,
  decided_by text,
  decided_at timestamptz,
  reason text,                      -- of a refusal; of a void one, what changed
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX campaign_approvals_open ON campaign_approvals (organisation_id, campaign_id) WHERE state IN ('asked', 'approved');
CREATE INDEX campaign_approvals_by_state ON campaign_approvals (organisation_id, state, id);

-- Word for the release step from transactions that hold rows of the ledger and so must not wait for a campaign's lock.
CREATE TABLE campaign_signals (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('settled', 'template_refused', 'wake', 'reopen', 'policy')),
  detail text NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

-- What the release step could not do, and until when it leaves it alone, so that the others have their turns.
CREATE TABLE release_failures (
  organisation_id uuid NOT NULL,
  subject_id uuid NOT NULL,         -- a campaign; or the organisation itself, where the whole step failed
  failures integer NOT NULL,        -- in a row
  since timestamptz NOT NULL,       -- the first of them
  until timestamptz NOT NULL,       -- tried again then
  error text NOT NULL,              -- the last one's type: its words may hold what people said, the log has them
  PRIMARY KEY (organisation_id, subject_id)
);

-- For existing readers of the database; each sees its own organisation only.
CREATE VIEW v_active_campaigns WITH (security_invoker = true) AS
SELECT organisation_id, id, name, type, channel, template_name, priority, daily_send_limit, start_date, end_date, activated_at, estimated_completion_date
FROM campaigns WHERE status = 'active';

CREATE VIEW v_daily_campaign_schedule WITH (security_invoker = true) AS
SELECT d.organisation_id, d.day AS scheduled_date, d.campaign_id, c.name AS campaign_name, c.status, c.priority, c.daily_send_limit, d.planned AS scheduled_count
FROM campaign_days d JOIN campaigns c ON c.organisation_id = d.organisation_id AND c.id = d.campaign_id
WHERE c.status IN ('scheduled', 'active');
