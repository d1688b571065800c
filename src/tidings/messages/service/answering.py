"""Answers to what a person wrote: one message of its own source, whose id is the id of the message that it answers."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.types import Sender
from tidings.consent import service as consent
from tidings.contacts.types import Address
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import born_at
from tidings.kernel.words import Lane, Purpose
from tidings.messages.queries import ledger, outbox, sources
from tidings.messages.service.following import watch_receipts
from tidings.messages.types import Batch, Claimed, Key, Recipient, Source, SourceKind, SourceState, State, Withheld
from tidings.policy import service as policy

WITHIN = timedelta(minutes=5)
"""How long after a STOP its confirmation may leave: 47 CFR 64.1200(a)(12) presumes it allowed for so long."""
TOO_LATE = "confirmation_late"
NOT_LISTED = "not_on_allow_list"


async def answer(
    unit: Unit, organisation_id: UUID, *, source_id: UUID, kind: SourceKind, template: tuple[UUID, int], recipient: Recipient, sender: Sender
) -> Key:
    """Queue one message before all marketing; `source_id` is the id of the message that is answered, which is answered once.

    Whether it may leave is asked when its turn comes: an OPT_OUT_CONFIRMATION passes the STOP that it confirms, and nothing else.
    """
    source = Source(
        source_id=source_id,
        kind=kind,
        name=kind.value,
        lane=Lane.CONVERSATIONAL,
        purpose=Purpose.TRANSACTIONAL,
        channel=sender.channel,
        template_id=template[0],
        template_version=template[1],
        state=SourceState.OPEN,
        each_person=False,
    )
    await sources.insert(unit, organisation_id, source)
    await ledger.plan(unit, organisation_id, source_id, [recipient], each_person=False)
    await ledger.queue(unit, organisation_id, source_id, [recipient.contact_id], lane=source.lane, sender_id=sender.id)
    await outbox.announce(unit, organisation_id, source.lane, sender.id, unit.at)
    await watch_receipts(unit, organisation_id, source_id)
    return Key(source_id, recipient.contact_id, 0)


async def withheld_confirmations(unit: Unit, batch: Batch, claimed: Sequence[Claimed], addresses: Mapping[UUID, Address]) -> dict[Key, Withheld]:
    """Return the confirmations of a STOP that may not leave: too late, closed for more than the STOP, or not listed while only listed are."""
    if not claimed:
        return {}
    mine = [addresses[each.address_id] for each in claimed]
    closed = await consent.closed_beside_stop(unit, batch.organisation_id, batch.sender.channel, mine)
    organisation = await accounts.organisation(unit, batch.organisation_id)
    keys = await unit.keys(batch.organisation_id)
    lookups = {each.id: keys.indexes(each.kind, each.value) for each in mine}
    listed = await policy.allowed(unit, batch.organisation_id, [lookup for found in lookups.values() for lookup in found])
    withheld: dict[Key, Withheld] = {}
    for each in claimed:
        if unit.at > born_at(each.key.source_id) + WITHIN:
            withheld[each.key] = Withheld(State.SUPPRESSED, TOO_LATE, "")
        elif each.address_id in closed:
            withheld[each.key] = Withheld(State.SUPPRESSED, f"suppressed_{closed[each.address_id].value}", "")
        elif organisation.allow_list_only and listed.isdisjoint(lookups[each.address_id]):
            withheld[each.key] = Withheld(State.SUPPRESSED, NOT_LISTED, "")
    return withheld
