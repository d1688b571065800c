"""Definitions of attributes, and how attributes are used."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.contacts.types import AttributeType, AttributeValue, Definition
from tidings.infra.db.unit import Unit


async def definitions(unit: Unit, organisation_id: UUID) -> list[Definition]:
    """Return what is declared, by name."""
    return await unit.fetch(
        _definition,
        "SELECT name, type, labels, required, personal, choices FROM attribute_definitions WHERE organisation_id = %(org)s ORDER BY name",
        {"org": organisation_id},
    )


async def strict(unit: Unit, organisation_id: UUID) -> bool:
    """Say whether attributes that are not declared are refused."""
    return bool(await unit.value("SELECT strict FROM attribute_settings WHERE organisation_id = %(org)s", {"org": organisation_id}))


async def set_strict(unit: Unit, organisation_id: UUID, *, strict: bool) -> None:
    """Keep whether attributes that are not declared are refused."""
    await unit.run(
        "INSERT INTO attribute_settings (organisation_id, strict) VALUES (%(org)s, %(strict)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET strict = excluded.strict",
        {"org": organisation_id, "strict": strict},
    )


async def put(unit: Unit, organisation_id: UUID, definition: Definition) -> None:
    """Keep a definition, in the place of the present one."""
    await unit.run(
        "INSERT INTO attribute_definitions (organisation_id, name, type, labels, required, personal, choices, changed_at)"
        " VALUES (%(org)s, %(name)s, %(type)s, %(labels)s, %(required)s, %(personal)s, %(choices)s, %(at)s)"
        " ON CONFLICT (organisation_id, name) DO UPDATE SET type = excluded.type, labels = excluded.labels, required = excluded.required,"
        " personal = excluded.personal, choices = excluded.choices, changed_at = excluded.changed_at",
        {
            "org": organisation_id,
            "name": definition.name,
            "type": definition.type.value,
            "labels": Jsonb(dict(definition.labels)),
            "required": definition.required,
            "personal": definition.personal,
            "choices": list(definition.choices),
            "at": unit.at,
        },
    )


async def remove(unit: Unit, organisation_id: UUID, name: str) -> bool:
    """Forget a definition; says whether there was one."""
    params = {"org": organisation_id, "name": name}
    return bool(await unit.run("DELETE FROM attribute_definitions WHERE organisation_id = %(org)s AND name = %(name)s", params))


async def uses(unit: Unit, organisation_id: UUID, most: int) -> list[tuple[str, int]]:
    """Return attributes in use, with how many contacts have each."""
    return await unit.fetch(
        _pair,
        "SELECT name, count(*) FROM contacts, jsonb_object_keys(attributes) AS name WHERE organisation_id = %(org)s GROUP BY name"
        " ORDER BY name LIMIT %(most)s",
        {"org": organisation_id, "most": most},
    )


async def values(unit: Unit, organisation_id: UUID, name: str) -> list[tuple[AttributeValue, int]]:
    """Return the different values of an attribute, with how many contacts have each."""
    return await unit.fetch(
        _pair,
        "SELECT attributes -> %(name)s AS value, count(*) FROM contacts WHERE organisation_id = %(org)s AND attributes ? %(name)s GROUP BY value",
        {"org": organisation_id, "name": name},
    )


def _definition(name: str, kind: str, labels: dict[str, str], required: bool, personal: bool, choices: Sequence[str]) -> Definition:  # noqa: FBT001 - columns
    return Definition(name, AttributeType(kind), labels, required, personal, tuple(choices))


def _pair(one: Any, other: int) -> tuple[Any, int]:
    return one, other
