"""What organisations set."""

from uuid import UUID

from tidings.infra.db.unit import Unit


async def own_days(unit: Unit, organisation_id: UUID) -> dict[str, int]:
    """Return the days that an organisation set, by kind."""
    return dict(await unit.fetch(_pair, "SELECT kind, days FROM retention_settings WHERE organisation_id = %(org)s", {"org": organisation_id}))


async def hold(unit: Unit, organisation_id: UUID) -> None:
    """Have others wait who set days of the organisation, until the unit ends: the days of kinds depend on each other."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended('retention ' || %(org)s::text, 0))", {"org": organisation_id})


async def set_days(unit: Unit, organisation_id: UUID, kind: str, days: int, actor: str) -> None:
    """Keep the days of a kind."""
    await unit.run(
        "INSERT INTO retention_settings (organisation_id, kind, days, changed_at, changed_by) VALUES (%(org)s, %(kind)s, %(days)s, %(at)s, %(by)s)"
        " ON CONFLICT (organisation_id, kind) DO UPDATE SET days = EXCLUDED.days, changed_at = EXCLUDED.changed_at, changed_by = EXCLUDED.changed_by",
        {"org": organisation_id, "kind": kind, "days": days, "at": unit.at, "by": actor},
    )


async def unset_days(unit: Unit, organisation_id: UUID, kind: str) -> None:
    """Forget the days of a kind: its default holds."""
    await unit.run("DELETE FROM retention_settings WHERE organisation_id = %(org)s AND kind = %(kind)s", {"org": organisation_id, "kind": kind})


def _pair(kind: str, days: int) -> tuple[str, int]:
    return kind, days
