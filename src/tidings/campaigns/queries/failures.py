"""What the release step could not do, by campaign or for an organisation as a whole."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from tidings.campaigns.types import Failing
from tidings.infra.db.unit import Unit


async def known(unit: Unit, organisation_id: UUID) -> Mapping[UUID, Failing]:
    """Return what failed last time, by campaign, or by the organisation itself where its whole step did."""
    rows = await unit.fetch(
        _subject_and_failing,
        "SELECT subject_id, nullif(subject_id, organisation_id), failures, since, until, error FROM release_failures WHERE organisation_id = %(org)s",
        {"org": organisation_id},
    )
    return dict(rows)


async def lasting(unit: Unit, organisation_id: UUID, least: int) -> list[Failing]:
    """Return what failed at least so often in a row and is still to be done, the organisation itself first, with the campaigns' names."""
    return await unit.fetch(
        Failing,
        "SELECT c.id, f.failures, f.since, f.until, f.error, c.name FROM release_failures f"
        " LEFT JOIN campaigns c ON c.organisation_id = f.organisation_id AND c.id = f.subject_id"
        " WHERE f.organisation_id = %(org)s AND f.failures >= %(least)s AND (c.status = 'active' OR f.subject_id = f.organisation_id"
        " AND EXISTS (SELECT 1 FROM campaigns l WHERE l.organisation_id = f.organisation_id AND l.status IN ('scheduled', 'active')))"
        " ORDER BY c.id NULLS FIRST",
        {"org": organisation_id, "least": least},
    )


async def count(unit: Unit, least: int) -> int:
    """Count campaigns, and organisations as wholes, that failed at least so often in a row, over all organisations (engine role)."""
    return await unit.value(
        "SELECT count(*) FROM release_failures f LEFT JOIN campaigns c ON c.organisation_id = f.organisation_id AND c.id = f.subject_id"
        " WHERE f.failures >= %(least)s AND (c.id IS NULL OR c.status = 'active')",
        {"least": least},
    )


async def note(unit: Unit, organisation_id: UUID, failing: Mapping[UUID, Failing]) -> None:
    """Keep what failed, by campaign or by the organisation itself."""
    await unit.run(
        "INSERT INTO release_failures AS f (organisation_id, subject_id, failures, since, until, error)"
        " SELECT %(org)s, * FROM"
        " unnest(%(ids)s::uuid[], %(failures)s::integer[], %(since)s::timestamptz[], %(until)s::timestamptz[], %(errors)s::text[])"
        " ON CONFLICT (organisation_id, subject_id) DO UPDATE SET failures = excluded.failures, since = excluded.since,"
        " until = excluded.until, error = excluded.error",
        {
            "org": organisation_id,
            "ids": list(failing),
            "failures": [each.failures for each in failing.values()],
            "since": [each.since for each in failing.values()],
            "until": [each.until for each in failing.values()],
            "errors": [each.error for each in failing.values()],
        },
    )


async def forget(unit: Unit, organisation_id: UUID, subject_ids: Collection[UUID]) -> None:
    """Forget what has been done since, or is not to be done any more."""
    await unit.run(
        "DELETE FROM release_failures WHERE organisation_id = %(org)s AND subject_id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(subject_ids)},
    )


def _subject_and_failing(
    subject_id: UUID, campaign_id: UUID | None, failures: int, since: datetime, until: datetime, error: str
) -> tuple[UUID, Failing]:
    return subject_id, Failing(campaign_id, failures, since, until, error)
