-- What the inbox does of its own accord: answers to common questions, escalations by words, surveys.
CREATE TABLE inbox_settings (
  organisation_id uuid NOT NULL,
  document jsonb NOT NULL,          -- inbox.types.automatic.Automation
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  PRIMARY KEY (organisation_id)
);

-- Answers to what people commonly ask. Each change makes a version; the newest one holds.
CREATE TABLE inbox_answers (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,          -- inbox.types.automatic.AutoAnswer
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  changed_by text NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE inbox_answer_versions (
  organisation_id uuid NOT NULL,
  answer_id uuid NOT NULL,
  version integer NOT NULL,
  document jsonb NOT NULL,
  at timestamptz NOT NULL,
  by text NOT NULL,
  PRIMARY KEY (organisation_id, answer_id, version)
);

-- What was done about each message, and why. Nothing of what was said is in it: the words are the organisation's.
CREATE TABLE inbox_decisions (
  organisation_id uuid NOT NULL,
  message_id uuid NOT NULL,         -- in inbound_messages; also the id of the source of its answer, so that it is answered once
  thread_id uuid,
  contact_id uuid,
  channel text NOT NULL,
  does text NOT NULL,               -- inbox.types.automatic.Does
  because text NOT NULL,            -- inbox.types.automatic.Because
  key text,                         -- as what an answer that was given counts among the person's
  answer_id uuid,
  answer_version integer,
  score real,
  runner_up_id uuid,
  runner_up_score real,
  words text[] NOT NULL,
  language text,
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, message_id)
);
CREATE INDEX inbox_decisions_of_contact ON inbox_decisions (organisation_id, contact_id, at) WHERE key IS NOT NULL;
CREATE INDEX inbox_decisions_of_thread ON inbox_decisions (organisation_id, thread_id, at);
CREATE INDEX inbox_decisions_by_time ON inbox_decisions (organisation_id, at);

-- One question to a person after their conversation was resolved.
CREATE TABLE inbox_surveys (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,                 -- also that of the source of its message, and of its question
  thread_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  channel text NOT NULL,
  sender_id uuid NOT NULL,
  address_id uuid NOT NULL,
  agent text,                       -- who resolved the conversation
  team_id uuid,
  state text NOT NULL,              -- inbox.types.automatic.SurveyState
  why text,                         -- why it was not asked
  due_at timestamptz NOT NULL,
  asked_at timestamptz,
  answered_at timestamptz,
  score smallint CHECK (score BETWEEN 1 AND 5),
  remark_sealed bytea,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX inbox_surveys_due ON inbox_surveys (due_at, organisation_id) WHERE state = 'due';
CREATE INDEX inbox_surveys_of_contact ON inbox_surveys (organisation_id, contact_id, id);
CREATE INDEX inbox_surveys_of_thread ON inbox_surveys (organisation_id, thread_id, id);
CREATE INDEX inbox_surveys_by_time ON inbox_surveys (organisation_id, asked_at) WHERE asked_at IS NOT NULL;

-- For the measures: when conversations began to need a person.
CREATE INDEX inbox_events_of_beginnings ON inbox_events (organisation_id, at) WHERE what IN ('opened', 'reopened');
