CREATE TABLE campaigns (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,                 -- also its source in the ledger
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  type text NOT NULL DEFAULT 'event' CHECK (type IN ('enrollment', 'retention', 'event', 'nurture')),
  objective text NOT NULL DEFAULT '',
  status text NOT NULL CHECK (status IN ('draft', 'in_review', 'scheduled', 'active', 'paused', 'completed', 'cancelled')),
  channel text NOT NULL,
  template_name text NOT NULL,
  sender_id uuid,                   -- NULL: the organisation's first open sender of the channel
  daily_send_limit integer NOT NULL,
  priority smallint NOT NULL,       -- 1 is first
  target_audience jsonb,
  each_person boolean NOT NULL DEFAULT false,
  start_date date,
  end_date date,
  hours_from time NOT NULL DEFAULT '09:00',   -- sending hours, in the organisation's time zone
  hours_to time NOT NULL DEFAULT '20:00',
  quiet_days smallint[] NOT NULL DEFAULT '{}',  -- ISO weekdays 1 (Monday) to 7 without sending
  release_after uuid,               -- cursor over contact ids: all planned rows up to here were released or decided
  next_release_at timestamptz,      -- when the release step looks again; NULL when nothing is to be released
  estimated_completion_date date,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  activated_at timestamptz,
  completed_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX campaigns_due ON campaigns (next_release_at) WHERE status IN ('active', 'scheduled');

CREATE TABLE campaign_days (
  organisation_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  day date NOT NULL,
  planned integer NOT NULL,
  PRIMARY KEY (organisation_id, campaign_id, day)
);
