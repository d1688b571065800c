"""Contacts by the ids that other systems know them by."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit


async def by_external_id(unit: Unit, organisation_id: UUID, external_ids: Sequence[str]) -> list[tuple[str, UUID]]:
    """Return external id and contact, of those that are known; ids of merged contacts lead to the one that was kept."""
    return await unit.fetch(
        _pair,
        "SELECT external_id, id FROM contacts WHERE organisation_id = %(org)s AND external_id = ANY(%(ids)s)"
        " UNION ALL SELECT external_id, contact_id FROM contact_aliases a WHERE organisation_id = %(org)s AND external_id = ANY(%(ids)s)"
        " AND NOT EXISTS (SELECT FROM contacts c WHERE c.organisation_id = %(org)s AND c.external_id = a.external_id)",
        {"org": organisation_id, "ids": list(external_ids)},
    )


def _pair(external_id: str, contact_id: UUID) -> tuple[str, UUID]:
    return external_id, contact_id
