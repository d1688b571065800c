-- Row-level security on every table that belongs to an organisation, found by its column, so that none is forgotten.
DO $$
DECLARE t record;
BEGIN
  FOR t IN
    SELECT c.oid::regclass AS name, CASE WHEN c.relname = 'organisations' THEN 'id' ELSE 'organisation_id' END AS col
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (c.relname = 'organisations'
           OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped))
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t.name);
    EXECUTE format('CREATE POLICY own_rows ON %s TO tidings_app USING (%I = current_setting(''tidings.org'', true)::uuid)', t.name, t.col);
    EXECUTE format('CREATE POLICY all_rows ON %s TO tidings_engine USING (true)', t.name);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tidings_app, tidings_engine;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO tidings_app, tidings_engine;
REVOKE EXECUTE ON FUNCTION open_ledger_month(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_ledger_month(timestamptz) TO tidings_app, tidings_engine;
REVOKE EXECUTE ON FUNCTION open_events_month(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_events_month(timestamptz) TO tidings_engine;
REVOKE EXECUTE ON FUNCTION close_ledger_month(date, boolean), drop_events_before(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION close_ledger_month(date, boolean), drop_events_before(timestamptz) TO tidings_engine;
REVOKE EXECUTE ON FUNCTION contacts_found(uuid, text[], text, text, text, jsonb, uuid, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts_found(uuid, text[], text, text, text, jsonb, uuid, integer) TO tidings_app;
REVOKE EXECUTE ON FUNCTION contacts_counted(uuid, text[], text, text, text, jsonb, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION contacts_counted(uuid, text[], text, text, text, jsonb, integer) TO tidings_app;
-- The consent ledger, its wordings, the audit log and their chains only grow; only workers seal.
REVOKE UPDATE, DELETE ON consent_events, wordings, consent_links, audit_log, audit_links FROM tidings_app, tidings_engine;
REVOKE INSERT ON consent_links, audit_links FROM tidings_app;
REVOKE UPDATE, DELETE ON consent_seals, audit_seals FROM tidings_app;
REVOKE DELETE ON consent_seals, audit_seals FROM tidings_engine;
REVOKE EXECUTE ON FUNCTION blank_consent_proofs(uuid, uuid[]), blank_audit_details(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION blank_consent_proofs(uuid, uuid[]), blank_audit_details(uuid, text[]) TO tidings_engine;
-- A partition has no policy of its own, so a direct grant on it would show every organisation's rows: only parents are granted.
DO $$
DECLARE p regclass;
BEGIN
  FOR p IN SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relispartition LOOP
    EXECUTE format('REVOKE ALL ON %s FROM tidings_app, tidings_engine', p);
  END LOOP;
END $$;
-- What belongs to the installation is not the business of a role that acts for one organisation.
REVOKE ALL ON users, sessions, recovery_codes, user_links, sign_in_attempts, figures, ledger_months FROM tidings_app;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM tidings_app, tidings_engine;
