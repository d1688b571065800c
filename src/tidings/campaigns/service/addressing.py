"""Which of a person's numbers a campaign writes to (SPEC A2): the profile's, and that of a linked client record where the profile's is dead."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.campaigns.types import Campaign
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.messages.types import Recipient
from tidings.policy import service as policy
from tidings.policy.types import Refused, Verdict

_DEAD = frozenset({SuppressionReason.INVALID_ADDRESS, SuppressionReason.FAILING})
"""Closures that say of a number that it does not work. Any other says what its owner wants, and no other number goes round that."""
_DEAD_CODES = frozenset(policy.reason_of(reason) for reason in _DEAD)


async def by_living_numbers(
    unit: Unit, organisation_id: UUID, to: Campaign, people: Sequence[Recipient], verdicts: Mapping[UUID, Verdict]
) -> list[Recipient]:
    """Return people with another of their numbers where that which was chosen is dead; who has no other keeps it, and is refused by it.

    Four statements, and none where nobody's number is dead.
    """
    stuck = [each.contact_id for each in people if _is_dead(verdicts.get(each.contact_id))]
    if not stuck:
        return list(people)
    owned = await contacts.addresses_of(unit, organisation_id, stuck)
    closed = await consent.suppressed_addresses(unit, organisation_id, to.channel, owned, to.purpose)
    dead = {address_id for address_id, reason in closed.items() if reason in _DEAD}
    others = await contacts.next_best_addresses(unit, organisation_id, stuck, channel=to.channel, without=dead)
    return [replace(each, address_id=others.get(each.contact_id, each.address_id)) for each in people]


def _is_dead(verdict: Verdict | None) -> bool:
    return isinstance(verdict, Refused) and not _DEAD_CODES.isdisjoint({verdict.code.value, *(code.value for code in verdict.besides)})
