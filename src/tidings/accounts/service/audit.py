"""Who changed what."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.accounts.queries import audit as queries
from tidings.accounts.types import AuditEntry, AuditFilter
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor

_ALL = AuditFilter()


async def record_audit(unit: Unit, organisation_id: UUID, actor: str, action: str, subject: str, detail: Mapping[str, Any] | None = None) -> None:
    """Write down a change in the transaction that makes it.

    `action` is in the past tense ("campaign.activated"), `subject` is "<thing>:<id>", `detail` holds plain JSON values
    and never personal data: no names, numbers, emails or texts of people. Whoever shows the subject is told that it changed.
    """
    entry = AuditEntry(new_id(unit.at), unit.at, actor, action, subject, detail or {})
    await queries.insert_audit(unit, organisation_id, entry)
    unit.changed(organisation_id, action.partition(".")[0], subject.partition(":")[2] or None)


async def record_audit_of_many(unit: Unit, organisation_id: UUID, actor: str, action: str, subjects: Sequence[str]) -> None:
    """Write down that the same was done to many things of a kind, each with a line of its own, by one statement; see `record_audit`."""
    await queries.insert_audits(unit, organisation_id, [AuditEntry(new_id(unit.at), unit.at, actor, action, each, {}) for each in subjects])
    unit.changed(organisation_id, action.partition(".")[0], None)


async def audit_trail(
    unit: Unit, organisation_id: UUID, *, subject: str | None = None, wanted: AuditFilter = _ALL, cursor: str | None = None, limit: int = 50
) -> Page[AuditEntry]:
    """Return what was changed, newest first, of one subject ("key:<id>") or of all."""
    entries = await queries.audit(unit, organisation_id, subject, wanted, decode_id_cursor(cursor), limit + 1)
    rows = entries[:limit]
    return Page(rows, encode_cursor(str(rows[-1].id)) if len(entries) > limit else None)


async def audit_about(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[AuditEntry]:
    """Return what was changed of contacts and done about their messages, newest first."""
    return await queries.audit_about(unit, organisation_id, contact_ids)


async def blank_audit(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Take out of entries about contacts all but actor, action and subject (engine role); returns how many. The chain stays whole."""
    subjects = {each.subject for each in await queries.audit_about(unit, organisation_id, contact_ids)}
    return await queries.blank_audit(unit, organisation_id, sorted(subjects))
