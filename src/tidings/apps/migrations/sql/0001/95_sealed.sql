-- Which columns hold sealed values, and as what kind: the rotation of keys finds them here ("sealed as <kind>", or "sealed as @<column>").
-- A new bytea column gets such a comment too, or "not sealed: <why>"; a test asks for it.
COMMENT ON COLUMN users.email_sealed IS 'sealed as email';
COMMENT ON COLUMN users.totp_sealed IS 'sealed as totp';
COMMENT ON COLUMN idempotent_requests.body_sealed IS 'sealed as answer';
COMMENT ON COLUMN addresses.sealed IS 'sealed as @kind';
COMMENT ON COLUMN connections.credentials IS 'sealed as credentials';
COMMENT ON COLUMN webhook_receipts.body IS 'sealed as webhook';
COMMENT ON COLUMN webhook_inbound.body IS 'sealed as webhook';
COMMENT ON COLUMN webhook_letters.body IS 'sealed as webhook';
COMMENT ON COLUMN inbound_messages.from_sealed IS 'sealed as message_from';
COMMENT ON COLUMN inbound_messages.text_sealed IS 'sealed as message_text';
COMMENT ON COLUMN message_values.sealed IS 'sealed as message_values';
COMMENT ON COLUMN import_schedules.source IS 'sealed as import_source';

COMMENT ON COLUMN data_keys.wrapped IS 'not sealed: a key under the master key';
COMMENT ON COLUMN users.email_lookup IS 'not sealed: a keyed index';
COMMENT ON COLUMN addresses.lookup IS 'not sealed: a keyed index';
COMMENT ON COLUMN suppressions.lookup IS 'not sealed: a keyed index';
COMMENT ON COLUMN openings.lookup IS 'not sealed: a keyed index';
COMMENT ON COLUMN address_failures.lookup IS 'not sealed: a keyed index';
COMMENT ON COLUMN allowed_addresses.lookup IS 'not sealed: a keyed index';
COMMENT ON COLUMN verifications.code_hash IS 'not sealed: a keyed index';
COMMENT ON COLUMN api_keys.secret_hash IS 'not sealed: a hash';
COMMENT ON COLUMN idempotent_requests.fingerprint IS 'not sealed: a hash';
COMMENT ON COLUMN imports.fingerprint IS 'not sealed: a hash';
COMMENT ON COLUMN import_mappings.header IS 'not sealed: a hash';
COMMENT ON COLUMN import_schedules.digest IS 'not sealed: a hash';
COMMENT ON COLUMN audit_log.detail_digest IS 'not sealed: a digest';
COMMENT ON COLUMN audit_links.previous IS 'not sealed: a digest';
COMMENT ON COLUMN audit_links.digest IS 'not sealed: a digest';
COMMENT ON COLUMN audit_links.marks IS 'not sealed: a digest';
COMMENT ON COLUMN consent_events.wording_digest IS 'not sealed: a digest';
COMMENT ON COLUMN consent_events.personal_digest IS 'not sealed: a digest';
COMMENT ON COLUMN consent_links.previous IS 'not sealed: a digest';
COMMENT ON COLUMN consent_links.digest IS 'not sealed: a digest';
COMMENT ON COLUMN consent_links.marks IS 'not sealed: a digest';
