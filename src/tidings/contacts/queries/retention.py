"""What of people is over its time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

_SILENT = """
SELECT c.id FROM contacts c
WHERE c.organisation_id = %(org)s AND c.lifecycle = ANY(%(lifecycles)s) AND c.created_at < %(before)s
  AND (%(after)s::uuid IS NULL OR c.id > %(after)s) AND (%(among)s::uuid[] IS NULL OR c.id = ANY(%(among)s))
  AND NOT EXISTS (SELECT FROM events e WHERE e.organisation_id = %(org)s AND e.contact_id = c.id AND e.at >= %(before)s
                    AND e.name <> ALL(%(passive)s))
  AND NOT EXISTS (SELECT FROM enrolment_facts f WHERE f.organisation_id = %(org)s AND f.contact_id = c.id AND f.since >= %(before)s)
  AND NOT EXISTS (SELECT FROM contact_merges m WHERE m.organisation_id = %(org)s AND m.kept_id = c.id AND m.at >= %(before)s)
  AND NOT EXISTS (SELECT FROM contact_addresses a WHERE a.organisation_id = %(org)s AND a.contact_id = c.id AND a.verified_at >= %(before)s)
ORDER BY c.id LIMIT %(limit)s
"""


async def silent_since(
    unit: Unit,
    organisation_id: UUID,
    before: datetime,
    *,
    lifecycles: Sequence[str],
    passive: Sequence[str],
    after: UUID | None,
    limit: int,
    among: Sequence[UUID] | None,
) -> list[UUID]:
    """Return contacts, by id, who were there before a moment and did nothing since but what is `passive`, nor showed that an address is theirs."""
    params = {
        "org": organisation_id,
        "before": before,
        "lifecycles": list(lifecycles),
        "passive": list(passive),
        "after": after,
        "limit": limit,
        "among": None if among is None else list(among),
    }
    return await unit.fetch(_same, _SILENT, params)


async def count_events(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count the events from before a moment, up to a number."""
    return await unit.value(
        "SELECT count(*) FROM (SELECT FROM events WHERE organisation_id = %(org)s AND at < %(before)s LIMIT %(most)s) AS old",
        {"org": organisation_id, "before": before, "most": most},
    )


async def forget_events(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete events from before a moment, up to a number; returns how many."""
    return await unit.run(
        "DELETE FROM events WHERE organisation_id = %(org)s AND at < %(before)s AND (contact_id, name, at, id) IN"
        " (SELECT contact_id, name, at, id FROM events WHERE organisation_id = %(org)s AND at < %(before)s LIMIT %(most)s)",
        {"org": organisation_id, "before": before, "most": most},
    )


_REFUSED = (
    " FROM import_errors e JOIN imports i ON i.organisation_id = e.organisation_id AND i.id = e.import_id"
    " WHERE e.organisation_id = %(org)s AND i.updated_at < %(before)s AND i.status IN ('done', 'failed', 'cancelled') LIMIT %(most)s"
)


async def count_refused_rows(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count what is kept of refused rows of imports that ended before a moment, up to a number."""
    return await unit.value(f"SELECT count(*) FROM (SELECT{_REFUSED}) AS old", {"org": organisation_id, "before": before, "most": most})


async def forget_refused_rows(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete what is kept of refused rows of imports that ended before a moment, up to a number; returns how much."""
    return await unit.run(
        f"DELETE FROM import_errors WHERE organisation_id = %(org)s AND (import_id, line, field) IN (SELECT e.import_id, e.line, e.field{_REFUSED})",
        {"org": organisation_id, "before": before, "most": most},
    )


def _same(value: UUID) -> UUID:
    return value
