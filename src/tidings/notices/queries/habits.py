"""What was tried for people lately."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.notices.queries.attempts import COLUMNS, attempt
from tidings.notices.types import Attempt


async def attempts_of_people(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime, most: int
) -> list[tuple[UUID, Attempt]]:
    """Return the attempts of each person's newest notices since a moment, with the person."""
    return await unit.fetch(
        _whose,
        f"SELECT n.contact_id, {COLUMNS} FROM unnest(%(contacts)s::uuid[]) AS v (contact_id)"
        " CROSS JOIN LATERAL (SELECT p.id, p.contact_id FROM notices p WHERE p.organisation_id = %(org)s AND p.contact_id = v.contact_id"
        "   AND p.created_at >= %(since)s ORDER BY p.id DESC LIMIT %(most)s) n"
        " JOIN notice_attempts a ON a.organisation_id = %(org)s AND a.notice_id = n.id ORDER BY a.notice_id, a.step",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since, "most": most},
    )


async def newest_of_kind(unit: Unit, organisation_id: UUID, kind: str, since: datetime, most: int) -> list[tuple[UUID, UUID]]:
    """Return the newest notices of a kind since a moment that have ended, with their people."""
    return await unit.fetch(
        _pair,
        "SELECT id, contact_id FROM notices WHERE organisation_id = %(org)s AND kind = %(kind)s AND created_at >= %(since)s"
        " AND ended_at IS NOT NULL ORDER BY id DESC LIMIT %(most)s",
        {"org": organisation_id, "kind": kind, "since": since, "most": most},
    )


def _whose(contact_id: UUID, *columns: Any) -> tuple[UUID, Attempt]:
    return contact_id, attempt(*columns)


def _pair(notice_id: UUID, contact_id: UUID) -> tuple[UUID, UUID]:
    return notice_id, contact_id
