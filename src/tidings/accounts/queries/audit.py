"""The audit and its chain."""

from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.accounts.types import AuditEntry
from tidings.infra.db.unit import Unit


async def insert_audit(unit: Unit, organisation_id: UUID, entry: AuditEntry) -> None:
    """Add to the audit, which the working roles can't change afterwards, and have it sealed."""
    await unit.run(
        "WITH added AS (INSERT INTO audit_log (organisation_id, id, at, actor, action, subject, detail)"
        " VALUES (%(org)s, %(id)s, %(at)s, %(actor)s, %(action)s, %(subject)s, %(detail)s))"
        " INSERT INTO audit_seals (organisation_id, entry_id) VALUES (%(org)s, %(id)s)",
        {
            "org": organisation_id,
            "id": entry.id,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "detail": Jsonb(dict(entry.detail)),
        },
    )


async def audit(unit: Unit, organisation_id: UUID, subject: str | None, before: UUID | None, limit: int) -> list[AuditEntry]:
    """Return entries, those written last first, of one subject or all, written before the entry `before`."""
    return await unit.fetch(
        AuditEntry,
        "SELECT id, at, actor, action, subject, detail FROM audit_log WHERE organisation_id = %(org)s"
        " AND (%(subject)s::text IS NULL OR subject = %(subject)s) AND (%(before)s::uuid IS NULL OR number <"
        " (SELECT number FROM audit_log WHERE organisation_id = %(org)s AND id = %(before)s)) ORDER BY number DESC LIMIT %(limit)s",
        {"org": organisation_id, "subject": subject, "before": before, "limit": limit},
    )
