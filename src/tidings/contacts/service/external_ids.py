"""Contacts by the ids that other systems know them by."""

from collections.abc import Sequence
from uuid import UUID

from tidings.contacts.queries import external_ids as queries
from tidings.infra.db.unit import Unit


async def contacts_by_external_id(unit: Unit, organisation_id: UUID, external_ids: Sequence[str]) -> dict[str, UUID]:
    """Return the contacts that have these ids; those not known are left out. One statement, none for no ids."""
    return dict(await queries.by_external_id(unit, organisation_id, external_ids)) if external_ids else {}
