-- Working roles: neither owns anything, so row-level security binds both; the engine's policy lets all rows through.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tidings_app') THEN CREATE ROLE tidings_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tidings_engine') THEN CREATE ROLE tidings_engine NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server was migrated at the same time
END $$;
DO $$ BEGIN EXECUTE format('GRANT tidings_app, tidings_engine TO %I', current_user); END $$;
GRANT USAGE ON SCHEMA public TO tidings_app, tidings_engine;

CREATE TABLE data_keys (
  organisation_id uuid NOT NULL,
  use text NOT NULL CHECK (use IN ('seal', 'index')),
  id smallint NOT NULL,
  master_key_id text NOT NULL,
  wrapped bytea NOT NULL,
  active boolean NOT NULL DEFAULT true,  -- false: it opens, but does not seal before every process knows it
  created_at timestamptz NOT NULL,
  PRIMARY KEY (organisation_id, use, id)
);
