"""Answers to what a person wrote: one message of its own source, whose id is the id of the message that it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.types import Sender
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import Address
from tidings.content import service as content
from tidings.content.errors import VariableMissing
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import born_at
from tidings.kernel.words import Lane, Purpose
from tidings.messages.queries import ledger, outbox, sources
from tidings.messages.service.following import watch_receipts
from tidings.messages.service.values import bring_values
from tidings.messages.types import Batch, Claimed, Key, Recipient, Source, SourceKind, SourceState, State, Withheld
from tidings.policy import service as policy

WITHIN = timedelta(minutes=5)
"""How long after a STOP its confirmation may leave: 47 CFR 64.1200(a)(12) presumes it allowed for so long."""
TOO_LATE = "confirmation_late"
NOT_LISTED = "not_on_allow_list"


@dataclass(frozen=True, slots=True)
class Brings:
    """What a message brings beside what is stored about its person, and until when it may be said."""

    values: Mapping[str, str]
    good_until: datetime


async def answer(
    unit: Unit,
    organisation_id: UUID,
    *,
    source_id: UUID,
    kind: SourceKind,
    template: tuple[UUID, int],
    recipient: Recipient,
    sender: Sender,
    brings: Brings | None = None,
) -> Key:
    """Queue one message before all marketing; `source_id` is the id of the message that is answered, which is answered once.

    Whether it may leave is asked when its turn comes: an OPT_OUT_CONFIRMATION passes the STOP that it confirms, and nothing else; a
    VERIFICATION needs no consent, for the person waits for it, and passes no closing. Raises VariableMissing for values that its template
    needs and nobody brings.
    """
    source = Source(
        source_id=source_id,
        kind=kind,
        name=kind.value,
        lane=Lane.TRANSACTIONAL if kind is SourceKind.VERIFICATION else Lane.CONVERSATIONAL,
        purpose=Purpose.TRANSACTIONAL,
        channel=sender.channel,
        template_id=template[0],
        template_version=template[1],
        state=SourceState.OPEN,
        each_person=False,
        contact_id=recipient.contact_id,
    )
    await sources.insert(unit, organisation_id, source)
    if brings is not None:
        await _check_whole(unit, organisation_id, template, recipient, brings)
        await bring_values(unit, organisation_id, source_id, {recipient.contact_id: brings.values}, good_until=brings.good_until)
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
    unlisted = await _unlisted(unit, batch.organisation_id, mine)
    withheld: dict[Key, Withheld] = {}
    for each in claimed:
        if unit.at > born_at(each.key.source_id) + WITHIN:
            withheld[each.key] = Withheld(State.SUPPRESSED, TOO_LATE, "")
        elif each.address_id in closed:
            withheld[each.key] = Withheld(State.SUPPRESSED, f"suppressed_{closed[each.address_id].value}", "")
        elif each.address_id in unlisted:
            withheld[each.key] = Withheld(State.SUPPRESSED, NOT_LISTED, "")
    return withheld


async def withheld_codes(unit: Unit, batch: Batch, claimed: Sequence[Claimed], addresses: Mapping[UUID, Address]) -> dict[Key, Withheld]:
    """Return the codes that may not leave: to a closed address, or to one that is not listed while only listed are."""
    if not claimed:
        return {}
    mine = [addresses[each.address_id] for each in claimed]
    closed = await consent.suppressed_addresses(unit, batch.organisation_id, batch.sender.channel, mine, Purpose.TRANSACTIONAL)
    unlisted = await _unlisted(unit, batch.organisation_id, mine)
    withheld: dict[Key, Withheld] = {}
    for each in claimed:
        if each.address_id in closed:
            withheld[each.key] = Withheld(State.SUPPRESSED, policy.reason_of(closed[each.address_id]), "")
        elif each.address_id in unlisted:
            withheld[each.key] = Withheld(State.SUPPRESSED, NOT_LISTED, "")
    return withheld


async def _unlisted(unit: Unit, organisation_id: UUID, addresses: Sequence[Address]) -> set[UUID]:
    """Return which addresses may not be written to while an organisation tries out."""
    if not (await accounts.organisation(unit, organisation_id)).allow_list_only:
        return set()
    keys = await unit.keys(organisation_id)
    lookups = {each.id: keys.indexes(each.kind, each.value) for each in addresses}
    listed = await policy.allowed(unit, organisation_id, [lookup for found in lookups.values() for lookup in found])
    return {address_id for address_id, mine in lookups.items() if listed.isdisjoint(mine)}


async def _check_whole(unit: Unit, organisation_id: UUID, template: tuple[UUID, int], recipient: Recipient, brings: Brings) -> None:
    compiled = await content.compiled(unit, organisation_id, *template)
    person = (await contacts.people(unit, organisation_id, [recipient.contact_id])).get(recipient.contact_id)
    if person is not None and (missing := compiled.missing(person, brings.values)):
        raise VariableMissing(missing[0])
