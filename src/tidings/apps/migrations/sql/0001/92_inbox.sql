-- Conversations of agents with people: one thread for each person, over all channels.
CREATE TABLE inbox_threads (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  contact_id uuid,                  -- NULL: of somebody who has no address that we can write to
  stranger bytea,                   -- of such a one: by what they are known again
  status text NOT NULL,             -- inbox.types.Status
  why text NOT NULL,                -- inbox.types.Why: why it needs a person, or why not
  urgency smallint NOT NULL DEFAULT 0,  -- inbox.types.Urgency: above nought it was escalated
  assignee_id uuid,                 -- a user
  team_id uuid,
  snoozed_until timestamptz,        -- while it is snoozed
  waiting_since timestamptz,        -- since when the person waits for an answer; NULL: they don't
  heard_at timestamptz,             -- when they wrote last
  channel text,                     -- by which channel they wrote last,
  sender_id uuid,                   -- to which number of ours,
  address_id uuid,                  -- and from which address
  moved_at timestamptz NOT NULL,    -- when anything happened in it last
  replied_id uuid,                  -- the newest answer of an agent
  replied_by text,
  created_at timestamptz NOT NULL,
  joined_id uuid,                   -- the thread that shows this one, since its person was merged with another
  PRIMARY KEY (organisation_id, id),
  CHECK ((contact_id IS NULL) <> (stranger IS NULL))
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX inbox_threads_of_contact ON inbox_threads (organisation_id, contact_id) WHERE contact_id IS NOT NULL;
CREATE UNIQUE INDEX inbox_threads_of_stranger ON inbox_threads (organisation_id, stranger) WHERE stranger IS NOT NULL;
CREATE INDEX inbox_threads_moved ON inbox_threads (organisation_id, moved_at, id);
CREATE INDEX inbox_threads_unsettled ON inbox_threads (organisation_id, status, assignee_id) WHERE status <> 'resolved';
CREATE INDEX inbox_threads_joined ON inbox_threads (organisation_id, joined_id) WHERE joined_id IS NOT NULL;
CREATE INDEX inbox_threads_snoozed ON inbox_threads (organisation_id, snoozed_until) WHERE snoozed_until IS NOT NULL;

-- What somebody without a contact wrote; a contact's own messages are found by their contact.
CREATE TABLE inbox_strangers (
  organisation_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  message_id uuid NOT NULL,         -- in inbound_messages
  PRIMARY KEY (organisation_id, thread_id, message_id)
);

-- What agents wrote to people. The id is that of the source in the ledger, which has the one message of it.
CREATE TABLE inbox_replies (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  thread_id uuid NOT NULL,
  key text NOT NULL,                -- whoever asks again with it gets the reply that is there
  by text NOT NULL,                 -- an actor: "user:<id>", "key:<id>", "system:inbox"
  channel text NOT NULL,
  sealed bytea NOT NULL,            -- what it says, as JSON
  created_at timestamptz NOT NULL,
  failed_at timestamptz,            -- when somebody was told that it did not arrive
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX inbox_replies_once ON inbox_replies (organisation_id, thread_id, key);
CREATE INDEX inbox_replies_of_thread ON inbox_replies (organisation_id, thread_id, id);

-- Files that agents send. What is in them is sealed; the provider fetches one by a public link that ends.
CREATE TABLE inbox_files (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  thread_id uuid NOT NULL,
  reply_id uuid,                    -- NULL: not sent, and deleted after a day
  added_by text NOT NULL,
  kind text NOT NULL,               -- ports.receipt.AttachmentKind
  content_type text NOT NULL,       -- by its bytes
  size integer NOT NULL,
  name_sealed bytea NOT NULL,
  content_sealed bytea NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX inbox_files_of_thread ON inbox_files (organisation_id, thread_id, id);
CREATE INDEX inbox_files_unsent ON inbox_files (organisation_id, added_at) WHERE reply_id IS NULL;
ALTER TABLE inbox_files ALTER COLUMN content_sealed SET STORAGE EXTERNAL;   -- what is sealed does not get smaller

-- Notes of agents among themselves.
CREATE TABLE inbox_notes (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  thread_id uuid NOT NULL,
  by text NOT NULL,
  sealed bytea NOT NULL,
  mentions uuid[] NOT NULL,         -- users
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX inbox_notes_of_thread ON inbox_notes (organisation_id, thread_id, id);

-- Who is named in a note and has not seen it yet.
CREATE TABLE inbox_mentions (
  organisation_id uuid NOT NULL,
  user_id uuid NOT NULL,
  note_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, user_id, note_id)
);
CREATE INDEX inbox_mentions_of_thread ON inbox_mentions (organisation_id, thread_id);

-- What happened in a thread beside what was said.
CREATE TABLE inbox_events (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  thread_id uuid NOT NULL,
  what text NOT NULL,               -- inbox.types.EventWhat
  by text NOT NULL,
  detail jsonb NOT NULL,            -- ids and codes, nothing personal
  at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, id)
);
CREATE INDEX inbox_events_of_thread ON inbox_events (organisation_id, thread_id, id);

-- How far a user has read a thread.
CREATE TABLE inbox_marks (
  organisation_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  user_id uuid NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, thread_id, user_id)
);

-- Who looks at a thread or writes in it at this moment.
CREATE TABLE inbox_presence (
  organisation_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  user_id uuid NOT NULL,
  doing text NOT NULL,              -- inbox.types.Doing
  until timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, thread_id, user_id)
);

-- Replies to be looked at, for something became of them. Reactions only insert here: they hold the ledger's rows and wait for nobody.
CREATE TABLE inbox_signals (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  reply_id uuid NOT NULL,
  PRIMARY KEY (organisation_id, id)
);

CREATE TABLE inbox_teams (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  members uuid[] NOT NULL,          -- users
  created_at timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX inbox_teams_by_name ON inbox_teams (organisation_id, lower(name)) WHERE archived_at IS NULL;

-- Answers to choose from: by shortcut, a text for each locale.
CREATE TABLE inbox_canned (
  organisation_id uuid NOT NULL,
  id uuid NOT NULL,
  shortcut text NOT NULL,
  title text NOT NULL,
  texts jsonb NOT NULL,             -- by locale, in the template language
  default_locale text NOT NULL,
  team_id uuid,                     -- whose it is; NULL: everybody's
  changed_by text NOT NULL,
  changed_at timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (organisation_id, id)
);
CREATE UNIQUE INDEX inbox_canned_by_shortcut ON inbox_canned (organisation_id, lower(shortcut)) WHERE archived_at IS NULL;

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
