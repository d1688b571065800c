"""After a restore: the ledger knows nothing of what was sent since the backup, so what was on its way is in doubt."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages.queries import records, restoring
from tidings.messages.queries.records import Tried
from tidings.messages.queries.restoring import Doubted
from tidings.messages.service.news import tell_settled


@dataclass(frozen=True, slots=True)
class InDoubt:
    """How many messages a restore put into doubt: still `looked_for` at their providers, and left to a person."""

    looked_for: int
    left_to_a_person: int


async def doubt_what_was_on_its_way(unit: Unit, organisation_id: UUID, since: datetime, askable: Collection[str]) -> InDoubt:
    """Put into doubt what was queued, being sent or looked for when the backup was made (`since`).

    None of it is sent again by itself. Providers that can be asked (`askable`, by name) are asked once, and what they have is
    adopted; what they deny of one attempt may have gone out as another, so it is left to a person as everything else is.
    """
    senders = {each.id: each for each in await channels.senders(unit, organisation_id)}
    asked = [each.id for each in senders.values() if each.provider in askable]
    doubted = await restoring.doubt_all(unit, organisation_id, since, asked)
    if doubted:
        why = f"Restored from a backup of {since:%Y-%m-%d %H:%M} UTC."
        noted = [(each, "unknown" if each.looked_for else "given_up") for each in doubted]
        await records.tried(unit, organisation_id, [Tried(each.key, each.attempt, unit.at, what, "restored", why) for each, what in noted])
        await _count(unit, organisation_id, senders, [each for each in doubted if not each.looked_for])
        tell_settled(unit, organisation_id, sorted({each.key.source_id for each in doubted}))
    looked_for = sum(each.looked_for for each in doubted)
    return InDoubt(looked_for, len(doubted) - looked_for)


async def _count(unit: Unit, organisation_id: UUID, senders: Mapping[UUID, Sender], doubted: list[Doubted]) -> None:
    """Let people count against their portfolio from now: they may have been reached a moment ago. Others are counted after their look."""
    people: dict[UUID, list[tuple[UUID, datetime]]] = {}
    for each in doubted:
        sender = senders.get(each.sender_id)
        if sender is not None and sender.portfolio_id is not None:
            people.setdefault(sender.portfolio_id, []).append((each.address_id, unit.at))
    for portfolio_id, reached in sorted(people.items()):
        await limits.settle_people(unit, organisation_id, portfolio_id, reached)
    await limits.settle_sendings(unit, organisation_id, [(each.key.source_id, each.key.contact_id, unit.at) for each in doubted])
