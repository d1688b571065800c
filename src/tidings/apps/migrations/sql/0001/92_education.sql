CREATE TABLE courses (
  organisation_id uuid NOT NULL,
  key text NOT NULL,                -- as people write it: pottery-2026
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  starts_on date,
  ends_on date,                     -- the last day
  capacity integer CHECK (capacity > 0),   -- places; NULL: no limit
  status text NOT NULL,             -- draft | open | closed | cancelled
  tags text[] NOT NULL DEFAULT '{}',
  attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, key)
);

-- Where each person stands in each course; the newest entry of their history.
CREATE TABLE enrolments (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  course text NOT NULL,
  status text NOT NULL,             -- applied | active | paused | completed | dropped
  since timestamptz NOT NULL,       -- when this status began
  enrolled_at timestamptz,          -- when it was active for the first time
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id, course)
);
CREATE INDEX enrolments_by_course ON enrolments (organisation_id, course, contact_id) INCLUDE (status);

CREATE TABLE leads (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid NOT NULL,
  course text NOT NULL,
  stage text NOT NULL,              -- new | contacted | qualified | applied | won | lost
  since timestamptz NOT NULL,       -- when this stage began
  source text NOT NULL DEFAULT '',  -- where the interest came from: open day, website
  owner text NOT NULL DEFAULT '',   -- who looks after it, as the organisation calls them
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX leads_by_contact ON leads (organisation_id, contact_id, course);
CREATE INDEX leads_by_course ON leads (organisation_id, course, stage);

-- Every status and stage that anybody ever had. Ids are made of what is said, so that a file told twice adds nothing.
CREATE TABLE course_history (
  organisation_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  course text NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('enrolment', 'lead')),
  word text NOT NULL,               -- the status, or the stage
  before text,                      -- the one before; NULL: the first, or told later than what followed
  at timestamptz NOT NULL,          -- when it began
  actor text NOT NULL,
  reason text NOT NULL DEFAULT '',
  told_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, contact_id, course, id)
);

CREATE TABLE education_settings (
  organisation_id uuid NOT NULL PRIMARY KEY,
  leads_become_students boolean NOT NULL
);
