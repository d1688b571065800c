"""Sealing what was written down: one link for all that came since the last, so that no writer waits for another."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit

_CHAINS: list[tuple[Callable[[Unit], Awaitable[list[UUID]]], Callable[[Unit, UUID], Awaitable[bool]]]] = [
    (accounts.audit_to_seal, accounts.seal_audit),
    (consent.ledger_to_seal, consent.seal_ledger),
]


async def seal(database: Database) -> bool:
    """Make a link in each chain where something waits; says whether any was made. Any number of workers may do so at once."""
    made = False
    for waiting, seal_one in _CHAINS:
        async with database.engine() as unit:
            organisations = await waiting(unit)
        for organisation_id in organisations:
            async with database.engine() as unit:
                made = await seal_one(unit, organisation_id) or made
    return made
