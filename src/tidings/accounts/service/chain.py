"""The chain by which a change of the audit shows."""

from uuid import UUID

from tidings.accounts.queries.chain import CHAIN
from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Checked, Head


async def audit_to_seal(unit: Unit) -> list[UUID]:
    """Return the organisations of which something waits to be sealed (engine role)."""
    return await CHAIN.waiting_organisations(unit)


async def seal_audit(unit: Unit, organisation_id: UUID) -> bool:
    """Make the next link (engine role); False if nothing waits or another worker seals. Takes two statements, however many lines it covers."""
    return await CHAIN.seal(unit, organisation_id)


async def audit_head(unit: Unit, organisation_id: UUID) -> Head | None:
    """Return the end of the chain, to be kept elsewhere; None before the first link."""
    return await CHAIN.head(unit, organisation_id)


async def check_audit(unit: Unit, organisation_id: UUID, kept: Head | None = None) -> Checked:
    """Say whether anything sealed was changed, removed, put in or cut; whole, or from a head on that was kept. Reads a link at a time."""
    return await CHAIN.check(unit, organisation_id, kept)
