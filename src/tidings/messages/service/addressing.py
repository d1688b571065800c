"""Which of a person's numbers a campaign writes to (SPEC A2): the profile's, and that of a linked client record where the profile's is dead.

It is asked when people are added, and again at the release for numbers that died since; whoever named a number gets that one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.messages.queries import ledger
from tidings.messages.types import Planned, Recipient, Source, SourceKind
from tidings.policy import service as policy
from tidings.policy.types import Refused, Verdict

_DEAD = frozenset({SuppressionReason.INVALID_ADDRESS, SuppressionReason.FAILING})
"""Closures that say of a number that it does not work. Any other says what its owner wants, and no other number goes round that."""
_DEAD_CODES = frozenset(policy.reason_of(reason) for reason in _DEAD)


async def by_living_numbers(
    unit: Unit, organisation_id: UUID, channel: Channel, purpose: Purpose, people: Sequence[Recipient], verdicts: Mapping[UUID, Verdict]
) -> list[Recipient]:
    """Return people with another of their numbers where that which was chosen is dead; who has no other keeps it, and is refused by it.

    Four statements, and none where nobody's number is dead.
    """
    stuck = [each.contact_id for each in people if _is_dead(verdicts.get(each.contact_id))]
    if not stuck:
        return list(people)
    owned = await contacts.addresses_of(unit, organisation_id, stuck)
    closed = await consent.suppressed_addresses(unit, organisation_id, channel, owned, purpose)
    dead = {address_id for address_id, reason in closed.items() if reason in _DEAD}
    others = await contacts.next_best_addresses(unit, organisation_id, stuck, channel=channel, without=dead)
    return [replace(each, address_id=others.get(each.contact_id, each.address_id)) for each in people]


async def move_to_living(
    unit: Unit, organisation_id: UUID, source: Source, batch: Sequence[Planned], verdicts: Mapping[UUID, Verdict]
) -> Mapping[UUID, Planned]:
    """Plan people of a campaign whose number died since they were added at another of theirs; returns them, by contact.

    Who stays is refused by what they have. A constant number of statements, and none where nobody's number is dead.
    """
    mine = {each.contact_id: each for each in batch if not each.named}
    people = [Recipient(each.contact_id, each.address_id) for each in mine.values()]
    wanted = await would_move(unit, organisation_id, source, people, verdicts)
    moved = await ledger.move(unit, organisation_id, source.source_id, wanted, each_person=source.each_person) if wanted else []
    return {contact_id: replace(mine[contact_id], address_id=address_id) for contact_id, address_id in moved}


async def would_move(
    unit: Unit, organisation_id: UUID, source: Source, people: Sequence[Recipient], verdicts: Mapping[UUID, Verdict]
) -> Sequence[Recipient]:
    """Return those planned by a campaign, at no address that was named, whose number is dead and who have another that works.

    Where the campaign reaches somebody at that one already, they are left out. Five statements, and none where nobody's number is dead.
    """
    if source.kind is not SourceKind.CAMPAIGN:
        return []
    chosen = await by_living_numbers(unit, organisation_id, source.channel, source.purpose, people, verdicts)
    wanted = [now for now, before in zip(chosen, people, strict=True) if now != before]
    if source.each_person or not wanted:
        return wanted
    taken = {key for _, key in await ledger.among(unit, organisation_id, source.source_id, wanted)}
    first = {each.address_id: each for each in reversed(wanted)}
    return [each for each in first.values() if each.address_id not in taken]


def _is_dead(verdict: Verdict | None) -> bool:
    return isinstance(verdict, Refused) and not _DEAD_CODES.isdisjoint({verdict.code.value, *(code.value for code in verdict.besides)})
