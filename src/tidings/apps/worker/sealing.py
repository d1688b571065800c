"""Sealing what was written down: one link for all that came since the last, so that no writer waits for another."""

from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.turns import Turns

_SealOne = Callable[[Unit, UUID], Awaitable[bool]]
_CHAINS: dict[str, tuple[Callable[[Unit], Awaitable[list[UUID]]], _SealOne]] = {
    "seal_audit": (accounts.audit_to_seal, accounts.seal_audit),
    "seal_consents": (consent.ledger_to_seal, consent.seal_ledger),
}


class Sealer:
    """Makes links in the chains of all organisations; any number of workers may do so at once. A chain that can't be sealed stops no other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turns = {name: Turns[UUID](name) for name in _CHAINS}

    async def once(self) -> bool:
        """Make a link in each chain where something waits; says whether any was made."""
        made = False
        for name, (waiting, seal_one) in _CHAINS.items():
            async with self._database.engine() as unit:
                organisations = await waiting(unit)
            made = any(await self._turns[name].take(organisations, partial(self._seal, seal_one))) or made
        return made

    async def _seal(self, seal_one: _SealOne, organisation_id: UUID) -> bool:
        async with self._database.engine() as unit:
            return await seal_one(unit, organisation_id)
