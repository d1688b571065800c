"""The way to Citus stays open (docs/decisions/0018): each table of a migrated database is said to be distributed, reference or local."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from architecture.codebase import Module, modules

DISTRIBUTED = [
    "addresses",
    "address_failures",
    "allowed_addresses",
    "api_keys",
    "attempts",
    "attribute_definitions",
    "attribute_settings",
    "audit_links",
    "audit_log",
    "audit_seals",
    "campaign_approvals",
    "campaign_days",
    "campaign_signals",
    "campaigns",
    "channel_orders",
    "connections",
    "consent_events",
    "consent_links",
    "consent_seals",
    "consent_undone",
    "consents",
    "contact_addresses",
    "contact_aliases",
    "contact_merges",
    "contact_sends",
    "contacts",
    "course_history",
    "courses",
    "daily_releases",
    "education_settings",
    "unverified_emails",
    "enrolment_facts",
    "enrolments",
    "events",
    "final_costs",
    "final_figures",
    "help_answers",
    "idempotent_requests",
    "import_errors",
    "import_mappings",
    "import_schedule_runs",
    "import_schedules",
    "import_touched",
    "imports",
    "inbound_attachments",
    "inbound_messages",
    "leads",
    "inbox_answer_versions",
    "inbox_answers",
    "inbox_canned",
    "inbox_decisions",
    "inbox_events",
    "inbox_files",
    "inbox_marks",
    "inbox_mentions",
    "inbox_notes",
    "inbox_presence",
    "inbox_replies",
    "inbox_settings",
    "inbox_signals",
    "inbox_strangers",
    "inbox_surveys",
    "inbox_teams",
    "inbox_threads",
    "memberships",
    "message_values",
    "messages",
    "notice_attempts",
    "notice_kinds",
    "notice_signals",
    "notices",
    "open_questions",
    "openings",
    "opt_ins",
    "organisation_prices",
    "outbox",
    "personal_caps",
    "policy_settings",
    "portfolio_counters",
    "portfolio_people",
    "portfolios",
    "programmes",
    "provider_refs",
    "rate_minutes",
    "receipt_watches",
    "release_failures",
    "repair_customers",
    "repair_history",
    "repair_photos",
    "repair_shops",
    "repair_tickets",
    "retention_settings",
    "segment_list_members",
    "segment_members",
    "segment_uses",
    "segment_versions",
    "segments",
    "sender_paces",
    "senders",
    "service_windows",
    "sources",
    "suppressions",
    "template_approvals",
    "template_filings",
    "template_versions",
    "templates",
    "unknowns",
    "unclear_messages",
    "verifications",
    "webhook_inbound",
    "webhook_letters",
    "webhook_receipts",
    "wordings",
    "waitlist_bookings",
    "waitlist_entries",
    "waitlist_offers",
    "waitlist_services",
    "waitlist_settings",
    "waitlist_slots",
    "waitlist_staff",
]
"""By organisation_id: all rows of an organisation stand on one machine."""
REFERENCE = {
    "data_keys": "small, read by every process that opens anything; the installation's own keys are among them",
    "organisations": "small, and foreign keys of distributed tables lead there",
    "users": "a person may belong to several organisations; foreign keys of memberships lead there",
}
LOCAL = {
    "alembic_version": "which migrations were run, asked at a start",
    "figures": "counts of the installation",
    "ledger_months": "months are the installation's",
    "ready": "turns are compared over all organisations; made anew from the outbox if it is lost",
    "recovery_codes": "of users, in all organisations; asked at sign-in",
    "sessions": "of users, in all organisations; asked at each request of a browser",
    "sign_in_attempts": "counted over the installation",
    "user_links": "of users, in all organisations; asked when a link is used",
    "workers": "advisory locks are the coordinator's, and so are the workers' numbers",
}
TO_MEND = {
    "api_keys_by_secret": "the secret tells the organisation: a reference table of secrets, or a plain index (256 random bits never meet)",
    "audit_log.number": "numbers by identity: they come from the coordinator by a sequence, one for each of its machines",
    "connections_by_id": "a webhook names its connection: a plain index, for ids of ours are unique without one",
}
"""What Citus would refuse today, with what it becomes on that day; nothing else may be added without a word here."""


@pytest.fixture
def owner(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def test_every_table_is_said_to_be_distributed_reference_or_local(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition")
    named = [*DISTRIBUTED, *REFERENCE, *LOCAL]
    assert len(named) == len(set(named))
    assert {name for (name,) in rows if not name.startswith("procrastinate_")} == set(named), "Say here how the table is distributed."


def test_every_unique_key_of_a_distributed_table_holds_the_organisation(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("""
        SELECT t.relname, i.relname FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace AND NOT t.relispartition AND NOT EXISTS (
            SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'organisation_id' AND a.attnum = ANY (x.indkey))
    """)
    assert {index for table, index in rows if table in DISTRIBUTED} <= set(TO_MEND)


def test_every_distributed_table_has_the_organisation_and_it_is_never_empty(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("""
        SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
        WHERE t.relnamespace = 'public'::regnamespace AND a.attname = 'organisation_id' AND a.attnotnull AND a.atttypid = 'uuid'::regtype
    """)
    assert set(DISTRIBUTED) <= {name for (name,) in rows}


def test_foreign_keys_between_distributed_tables_hold_the_organisation_and_none_leads_there_from_elsewhere(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("""
        SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, (
            SELECT bool_or(a.attname = 'organisation_id' AND b.attname = 'organisation_id') FROM unnest(c.conkey, c.confkey) AS k (near, far)
            JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.near JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.far)
        FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
    """).fetchall()
    assert [row for row in rows if row[0] in DISTRIBUTED and row[1] in DISTRIBUTED and not row[2]] == []
    assert [row for row in rows if row[0] not in DISTRIBUTED and row[1] in DISTRIBUTED] == []
    assert [row for row in rows if row[0] in DISTRIBUTED and row[1] in LOCAL] == []


def test_numbers_given_by_the_database_stand_on_local_tables_only(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("""
        SELECT t.relname || '.' || a.attname, t.relname FROM pg_attribute a JOIN pg_class t ON t.oid = a.attrelid
        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition AND NOT a.attisdropped
          AND (a.attidentity <> '' OR EXISTS (SELECT FROM pg_attrdef d WHERE d.adrelid = t.oid AND d.adnum = a.attnum
                                              AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%'))
    """)
    assert {column for column, table in rows if table not in LOCAL and not table.startswith("procrastinate_")} <= set(TO_MEND)


LOCKING = re.compile(r"\bFOR (?:UPDATE|SHARE)\b")
OVER_ALL = {
    "accounts.queries.sessions.use_link": "users are a reference table, where a row may be locked",
    "accounts.queries.users.user": "users are a reference table, where a row may be locked",
    "accounts.queries.users.user_by_email": "users are a reference table, where a row may be locked",
    "channels.queries.calls.take": "stored callbacks by age: becomes a turn for each organisation, as in `ready`",
    "messages.queries.doubts.due": "doubts due for a look, by age: becomes a turn for each organisation, as in `ready`",
    "messages.queries.outbox.leases_of": "leases of dead workers: becomes a loop over organisations",
    "messages.queries.outbox.next_turn": "`ready` is local, where rows of several organisations may be locked",
    "messages.queries.watches.due": "sources due for a look at their receipts: becomes a turn for each organisation too",
}
"""Claims that lock rows of several organisations at once, which Citus refuses of distributed tables, and what becomes of them."""


def test_claims_lock_rows_of_one_organisation_or_are_named_here() -> None:
    assert {name for module in modules() if module.file == "queries" for name in _locking_over_all(module)} == set(OVER_ALL)


def _locking_over_all(module: Module) -> Iterator[str]:
    constants = {
        target.id
        for node in module.tree.body
        if isinstance(node, ast.Assign) and _locks(node)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for function in module.tree.body:
        if isinstance(function, ast.AsyncFunctionDef) and "organisation_id" not in {each.arg for each in function.args.args}:
            names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            if _locks(function) or names & constants:
                yield f"{module.name.removeprefix('tidings.')}.{function.name}"


def _locks(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Constant) and isinstance(each.value, str) and LOCKING.search(each.value) for each in ast.walk(node))
