"""What an import attested, taken back with it.

The ledger only grows: its lines stay, and `consent_undone` says that they count no more. Nobody refuses by that, and nobody is allowed more:
what holds is derived anew from the other lines, so a refusal, the person's own word and what somebody else attested stand as they were told.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from tidings.consent.queries import merging, retracting
from tidings.consent.queries.rights import forget_states
from tidings.contacts.types import Retraction
from tidings.infra.db.unit import Unit


async def recorded_for_import(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], import_id: UUID) -> Collection[UUID]:
    """Return of which of these people something stands in the ledger because an import attested it (`proof.import_id`)."""
    return await retracting.recorded_for(unit, organisation_id, contact_ids, import_id)


async def known_people(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], import_id: UUID
) -> Collection[tuple[UUID, UUID | None]]:  # fmt: skip
    """Return of whom something counts that was not attested by this import."""
    return await retracting.known(unit, organisation_id, contact_ids, import_id)


async def retract_import(unit: Unit, organisation_id: UUID, retraction: Retraction) -> int:
    """Let what an import attested count no more, for those who go and those who stay; returns for how many people it did."""
    await merging.hold_states(unit, organisation_id, retraction.attested)
    retracted = await retracting.retract(unit, organisation_id, retraction.attested, retraction.import_id)
    await merging.derive(unit, organisation_id, retracted)
    await forget_states(unit, organisation_id, retraction.removed)
    return len(retracted)
