"""What can be booked, with whom, and how an organisation asks."""

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.waitlist.queries.documents import hours_from, hours_to, settings_from, settings_to
from tidings.waitlist.types import Service, Settings, Staff


async def put_service(unit: Unit, organisation_id: UUID, service: Service) -> None:
    """Write a service whole."""
    await unit.run(
        "INSERT INTO waitlist_services AS s (organisation_id, id, name, minutes, price_micros, archived_at, created_at)"
        " VALUES (%(org)s, %(id)s, %(name)s, %(minutes)s, %(price)s, %(archived)s, %(created)s)"
        " ON CONFLICT (organisation_id, id) DO UPDATE SET name = excluded.name, minutes = excluded.minutes, price_micros = excluded.price_micros,"
        " archived_at = excluded.archived_at",
        {
            "org": organisation_id,
            "id": service.id,
            "name": service.name,
            "minutes": service.minutes,
            "price": service.price_micros,
            "archived": service.archived_at,
            "created": service.created_at,
        },
    )


async def services(unit: Unit, organisation_id: UUID, *, archived: bool) -> list[Service]:
    """Return services by name, archived ones only if asked for."""
    return await unit.fetch(
        Service,
        "SELECT id, name, minutes, price_micros, archived_at, created_at FROM waitlist_services WHERE organisation_id = %(org)s"
        " AND (%(archived)s OR archived_at IS NULL) ORDER BY lower(name), id",
        {"org": organisation_id, "archived": archived},
    )


async def page_of_services(unit: Unit, organisation_id: UUID, called: str, after: UUID | None, limit: int, *, archived: bool) -> list[Service]:
    """Return services with some letters in their name, by name, after one of them; archived ones only if asked for."""
    return await unit.fetch(
        Service,
        "SELECT id, name, minutes, price_micros, archived_at, created_at FROM waitlist_services s WHERE organisation_id = %(org)s"
        " AND (%(archived)s OR archived_at IS NULL) AND strpos(folded(name), folded(%(called)s)) > 0"
        " AND (%(after)s::uuid IS NULL OR (lower(name), id) > (SELECT lower(a.name), a.id FROM waitlist_services a"
        "   WHERE a.organisation_id = %(org)s AND a.id = %(after)s)) ORDER BY lower(name), id LIMIT %(limit)s",
        {"org": organisation_id, "called": called, "after": after, "limit": limit, "archived": archived},
    )


async def put_staff(unit: Unit, organisation_id: UUID, staff: Staff) -> None:
    """Write somebody of the staff whole."""
    await unit.run(
        "INSERT INTO waitlist_staff (organisation_id, id, name, skills, hours, days_off, archived_at, created_at)"
        " VALUES (%(org)s, %(id)s, %(name)s, %(skills)s, %(hours)s, %(days_off)s, %(archived)s, %(created)s)"
        " ON CONFLICT (organisation_id, id) DO UPDATE SET name = excluded.name, skills = excluded.skills, hours = excluded.hours,"
        " days_off = excluded.days_off, archived_at = excluded.archived_at",
        {
            "org": organisation_id,
            "id": staff.id,
            "name": staff.name,
            "skills": list(staff.skills),
            "hours": Jsonb(hours_to(staff.hours)),
            "days_off": list(staff.days_off),
            "archived": staff.archived_at,
            "created": staff.created_at,
        },
    )


async def staff(unit: Unit, organisation_id: UUID, *, archived: bool) -> list[Staff]:
    """Return the staff by name, those who left only if asked for."""
    return await unit.fetch(
        _staff,
        "SELECT id, name, skills, hours, days_off, archived_at, created_at FROM waitlist_staff WHERE organisation_id = %(org)s"
        " AND (%(archived)s OR archived_at IS NULL) ORDER BY lower(name), id",
        {"org": organisation_id, "archived": archived},
    )


async def page_of_staff(
    unit: Unit, organisation_id: UUID, called: str, does: UUID | None, after: UUID | None, limit: int, *, archived: bool
) -> list[Staff]:
    """Return the staff with some letters in their name who do a service, by name, after one of them; those who left only if asked for."""
    return await unit.fetch(
        _staff,
        "SELECT id, name, skills, hours, days_off, archived_at, created_at FROM waitlist_staff WHERE organisation_id = %(org)s"
        " AND (%(archived)s OR archived_at IS NULL) AND strpos(folded(name), folded(%(called)s)) > 0"
        " AND (%(does)s::uuid IS NULL OR skills = '{}' OR %(does)s = ANY(skills))"
        " AND (%(after)s::uuid IS NULL OR (lower(name), id) > (SELECT lower(a.name), a.id FROM waitlist_staff a"
        "   WHERE a.organisation_id = %(org)s AND a.id = %(after)s)) ORDER BY lower(name), id LIMIT %(limit)s",
        {"org": organisation_id, "called": called, "does": does, "after": after, "limit": limit, "archived": archived},
    )


async def settings(unit: Unit, organisation_id: UUID) -> Settings:
    """Return how an organisation asks, else the defaults."""
    told = await unit.value("SELECT settings FROM waitlist_settings WHERE organisation_id = %(org)s", {"org": organisation_id})
    return settings_from(told) if told is not None else Settings()


async def put_settings(unit: Unit, organisation_id: UUID, settings: Settings) -> None:
    """Keep how an organisation asks."""
    await unit.run(
        "INSERT INTO waitlist_settings (organisation_id, settings) VALUES (%(org)s, %(settings)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET settings = excluded.settings",
        {"org": organisation_id, "settings": Jsonb(settings_to(settings))},
    )


def _staff(identifier: UUID, name: str, skills: Any, hours: Any, *rest: Any) -> Staff:
    return Staff(identifier, name, skills, hours_from(hours), *rest)
