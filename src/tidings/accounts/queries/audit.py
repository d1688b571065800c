"""The audit and its chain."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.accounts.types import AuditEntry, AuditFilter
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


async def insert_audits(unit: Unit, organisation_id: UUID, entries: Sequence[AuditEntry]) -> None:
    """Add entries without details to the audit, in this order, and have them sealed."""
    await unit.run(
        "WITH added AS (INSERT INTO audit_log (organisation_id, id, at, actor, action, subject, detail)"
        " SELECT %(org)s, v.id, v.at, v.actor, v.action, v.subject, '{}'"
        " FROM unnest(%(ids)s::uuid[], %(ats)s::timestamptz[], %(actors)s::text[], %(actions)s::text[], %(subjects)s::text[])"
        " WITH ORDINALITY AS v (id, at, actor, action, subject, place) ORDER BY v.place RETURNING id)"
        " INSERT INTO audit_seals (organisation_id, entry_id) SELECT %(org)s, id FROM added",
        {
            "org": organisation_id,
            "ids": [each.id for each in entries],
            "ats": [each.at for each in entries],
            "actors": [each.actor for each in entries],
            "actions": [each.action for each in entries],
            "subjects": [each.subject for each in entries],
        },
    )


async def audit(unit: Unit, organisation_id: UUID, subject: str | None, wanted: AuditFilter, before: UUID | None, limit: int) -> list[AuditEntry]:
    """Return the entries that are wanted, of one subject or all, those written last first, written before the entry `before`."""
    return await unit.fetch(
        AuditEntry,
        "SELECT id, at, actor, action, subject, detail FROM audit_log WHERE organisation_id = %(org)s"
        " AND (%(subject)s::text IS NULL OR subject = %(subject)s) AND (%(actor)s::text IS NULL OR actor = %(actor)s)"
        " AND (%(action)s::text IS NULL OR action = %(action)s OR right(%(action)s, 1) = '.' AND starts_with(action, %(action)s))"
        " AND (%(since)s::timestamptz IS NULL OR at >= %(since)s) AND (%(until)s::timestamptz IS NULL OR at < %(until)s)"
        " AND (%(before)s::uuid IS NULL OR number < (SELECT number FROM audit_log WHERE organisation_id = %(org)s AND id = %(before)s))"
        " ORDER BY number DESC LIMIT %(limit)s",
        {"org": organisation_id, "subject": subject, "before": before, "limit": limit, **asdict(wanted)},
    )


async def written_about(unit: Unit, organisation_id: UUID, subjects: Sequence[str]) -> set[str]:
    """Return those subjects of which the audit of an organisation says something."""
    rows = await unit.fetch(
        str,
        "SELECT s FROM unnest(%(subjects)s::text[]) AS s WHERE EXISTS (SELECT FROM audit_log a WHERE a.organisation_id = %(org)s AND a.subject = s)",
        {"org": organisation_id, "subjects": list(subjects)},
    )
    return set(rows)


async def audit_about(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[AuditEntry]:
    """Return entries whose subject is one of these contacts or a message to one (`message:<source>.<contact>`), those written last first."""
    return await unit.fetch(
        AuditEntry,
        "SELECT id, at, actor, action, subject, detail FROM audit_log WHERE organisation_id = %(org)s AND (subject = ANY(%(subjects)s)"
        " OR subject LIKE 'message:%%' AND split_part(substr(subject, 9), '.', 2) = ANY(%(contacts)s)) ORDER BY number DESC",
        {"org": organisation_id, "subjects": [f"contact:{each}" for each in contact_ids], "contacts": [str(each) for each in contact_ids]},
    )


async def blank_audit(unit: Unit, organisation_id: UUID, subjects: Sequence[str]) -> int:
    """Blank the details of entries about subjects; returns how many (engine role)."""
    return await unit.value("SELECT blank_audit_details(%(org)s, %(subjects)s)", {"org": organisation_id, "subjects": list(subjects)})
