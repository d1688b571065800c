-- The working roles, which belong to the server and so are in no dump of a database; as the first migration makes them.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tidings_app') THEN CREATE ROLE tidings_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tidings_engine') THEN CREATE ROLE tidings_engine NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN EXECUTE format('GRANT tidings_app, tidings_engine TO %I', current_user); END $$;
