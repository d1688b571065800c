"""The chain by which a change of the consent ledger shows."""

from dataclasses import replace
from uuid import UUID

from tidings.consent.queries.chain import CHAIN, strange_states
from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Break, Checked, Fault, Head


async def ledger_to_seal(unit: Unit) -> list[UUID]:
    """Return the organisations of which something waits to be sealed (engine role)."""
    return await CHAIN.waiting_organisations(unit)


async def seal_ledger(unit: Unit, organisation_id: UUID) -> bool:
    """Make the next link (engine role); False if nothing waits or another worker seals. Takes two statements, however many lines it covers."""
    return await CHAIN.seal(unit, organisation_id)


async def ledger_head(unit: Unit, organisation_id: UUID) -> Head | None:
    """Return the end of the chain, to be kept elsewhere; None before the first link."""
    return await CHAIN.head(unit, organisation_id)


async def check_ledger(unit: Unit, organisation_id: UUID, kept: Head | None = None) -> Checked:
    """Say whether anything sealed was changed, removed, put in or cut; whole, or from a head on that was kept. Reads a link at a time.

    What holds of people, by which messages leave, is compared with all of their lines where these are whole: it stands in no link itself.
    """
    checked = await CHAIN.check(unit, organisation_id, kept)
    strange = [] if checked.breaks else await strange_states(unit, organisation_id)
    return replace(checked, head=None, breaks=[*checked.breaks, Break(None, Fault.STATES_CHANGED, 0, strange)]) if strange else checked
