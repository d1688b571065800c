"""Organisations and their switches."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.accounts.types import Organisation
from tidings.infra.db.unit import Unit

_ORGANISATION = "id, name, slug, region, time_zone, currency, locale, stopped_at, stopped_reason, allow_list_only, created_at"


async def insert_organisation(unit: Unit, organisation: Organisation) -> bool:
    """Add an organisation; False if its slug is taken (also by a transaction that is just committing)."""
    values = {name: getattr(organisation, name) for name in ("id", "name", "slug", "region", "time_zone", "currency", "locale", "created_at")}
    added = await unit.run(
        "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
        " VALUES (%(id)s, %(name)s, %(slug)s, %(region)s, %(time_zone)s, %(currency)s, %(locale)s, %(created_at)s)"
        " ON CONFLICT (slug) DO NOTHING",
        values,
    )
    return added == 1


async def organisation(unit: Unit, organisation_id: UUID) -> Organisation | None:
    """Return one organisation."""
    return await unit.fetch_one(Organisation, f"SELECT {_ORGANISATION} FROM organisations WHERE id = %(org)s", {"org": organisation_id})


async def organisation_by_slug(unit: Unit, slug: str) -> Organisation | None:
    """Return the organisation of this short name."""
    return await unit.fetch_one(Organisation, f"SELECT {_ORGANISATION} FROM organisations WHERE slug = %(slug)s", {"slug": slug})


async def organisations(unit: Unit, ids: Sequence[UUID] | None) -> list[Organisation]:
    """Return these organisations, or all, oldest first."""
    return await unit.fetch(
        Organisation,
        f"SELECT {_ORGANISATION} FROM organisations WHERE %(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s) ORDER BY id",
        {"ids": None if ids is None else list(ids)},
    )


async def set_profile(unit: Unit, organisation: Organisation) -> None:
    """Keep what an organisation is called and how its phones, days and words are meant."""
    values = {name: getattr(organisation, name) for name in ("id", "name", "region", "time_zone", "locale")}
    await unit.run(
        "UPDATE organisations SET name = %(name)s, region = %(region)s, time_zone = %(time_zone)s, locale = %(locale)s WHERE id = %(id)s", values
    )


async def set_stopped(unit: Unit, organisation_id: UUID, at: datetime | None, reason: str | None) -> bool:
    """Throw the switch; False if it stood there already."""
    changed = await unit.run(
        "UPDATE organisations SET stopped_at = %(at)s, stopped_reason = %(reason)s"
        " WHERE id = %(org)s AND (stopped_at IS NULL) <> (%(at)s::timestamptz IS NULL)",
        {"org": organisation_id, "at": at, "reason": reason},
    )
    return changed == 1


async def count_stopped(unit: Unit) -> int:
    """Count the organisations that are stopped."""
    return await unit.value("SELECT count(*) FROM organisations WHERE stopped_at IS NOT NULL")


async def set_allow_list_only(unit: Unit, organisation_id: UUID, *, only: bool) -> bool:
    """Turn the allow-list on or off; False if it was so already."""
    changed = await unit.run(
        "UPDATE organisations SET allow_list_only = %(only)s WHERE id = %(org)s AND allow_list_only <> %(only)s",
        {"org": organisation_id, "only": only},
    )
    return changed == 1
