"""After a restore: the ledger knows nothing of what was sent since the backup, so what was on its way is in doubt."""

from datetime import datetime
from uuid import UUID

from tidings.channels import service as channels
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages.queries import records, restoring
from tidings.messages.queries.records import Tried
from tidings.messages.queries.restoring import Doubted
from tidings.messages.service.news import tell_settled


async def doubt_what_was_on_its_way(unit: Unit, organisation_id: UUID, since: datetime) -> int:
    """Leave to a person what was queued, being sent or looked for when the backup was made (`since`); returns how many messages.

    None of it is sent again by itself, and the provider is not asked: what it denies of one attempt may have gone out as another.
    """
    doubted = await restoring.doubt_all(unit, organisation_id, since)
    if doubted:
        why = f"Restored from a backup of {since:%Y-%m-%d %H:%M} UTC."
        await records.tried(unit, organisation_id, [Tried(each.key, each.attempt, unit.at, "given_up", "restored", why) for each in doubted])
        await _count(unit, organisation_id, doubted)
        tell_settled(unit, organisation_id, sorted({each.key.source_id for each in doubted}))
    return len(doubted)


async def _count(unit: Unit, organisation_id: UUID, doubted: list[Doubted]) -> None:
    """Let people count against their portfolio from now: they may have been reached a moment ago."""
    senders = await channels.sender_batch(unit, organisation_id, list({each.sender_id for each in doubted}))
    people: dict[UUID, list[tuple[UUID, datetime]]] = {}
    for each in doubted:
        sender = senders.get(each.sender_id)
        if sender is not None and sender.portfolio_id is not None:
            people.setdefault(sender.portfolio_id, []).append((each.address_id, unit.at))
    for portfolio_id, reached in sorted(people.items()):
        await limits.settle_people(unit, organisation_id, portfolio_id, reached)
