"""What somebody says on WhatsApp, followed at the other address by which WhatsApp means them: a number, or Meta's id (decision 0033)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.conversations.types import ReadingKind
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound

_BY = "system:conversations"
_WHY = "They said so themselves."
_REFUSING = frozenset({ReadingKind.OPT_OUT, ReadingKind.UNCLEAR})


@dataclass(frozen=True, slots=True)
class Beside:
    """Another address of somebody who wrote: its id and look-up values; `told` says that Meta named it in the message itself."""

    address_id: UUID
    lookups: Sequence[bytes]
    told: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message by WhatsApp: what it means, when it was said, where, and who else its writer is."""

    kind: ReadingKind
    at: datetime
    lookups: Sequence[bytes]
    others: Sequence[Beside]


async def others(
    unit: Unit, organisation_id: UUID, keys: OrganisationKeys, said: Sequence[tuple[Inbound, UUID | None]]
) -> list[Sequence[Beside]]:  # fmt: skip
    """Return for each message (with the address that it came from) the other addresses of its writer; none but for WhatsApp."""
    asked = {address for inbound, address in said if address and inbound.channel is Channel.WHATSAPP}
    known = await contacts.beside(unit, organisation_id, sorted(asked))
    return [
        [
            Beside(each.id, keys.indexes(each.kind, each.value), each.kind is AddressKind.WHATSAPP_USER and each.value == inbound.user_ref)
            for each in known.get(address, ())
        ]
        if address and inbound.channel is Channel.WHATSAPP
        else []
        for inbound, address in said
    ]


async def know(unit: Unit, organisation_id: UUID, said: Sequence[Spoken]) -> None:
    """Bring together what closed a number and an id of which Meta now says that they are one person's."""
    pairs = [(each.lookups, other.lookups) for each in said for other in each.others if other.told]
    both_ways = [*pairs, *((second, first) for first, second in pairs)]
    await consent.close_beside(unit, organisation_id, Channel.WHATSAPP, both_ways)


async def follow(unit: Unit, organisation_id: UUID, said: Sequence[Spoken]) -> None:
    """Close what a STOP or a doubt closed at all addresses of its writer; open what a START opens at the one that must be theirs, too."""
    closed = [(each.lookups, other.lookups) for each in said if each.kind in _REFUSING for other in each.others]
    await consent.close_beside(unit, organisation_id, Channel.WHATSAPP, closed)
    opened = [
        (other.lookups, each.at) for each in said if each.kind is ReadingKind.OPT_IN for other in each.others if other.told or len(each.others) == 1
    ]
    await consent.open_beside(unit, organisation_id, Channel.WHATSAPP, opened)
    settled = [
        (lookup, each.at)
        for each in said
        if each.kind in {ReadingKind.OPT_OUT, ReadingKind.OPT_IN}
        for other in each.others
        for lookup in other.lookups
    ]
    await consent.release_marketing(unit, organisation_id, Channel.WHATSAPP, settled, by=_BY, why=_WHY)


async def follow_user(unit: Unit, organisation_id: UUID, previous: str, current: str, at: datetime) -> None:
    """Take up that Meta knows somebody by another id since `at`: it is theirs, and what closed the previous one closes it, too.

    Meta may tell it again later: what is older than something told of either id since does nothing.
    """
    pairs = await contacts.change_user(unit, organisation_id, previous, current, at)
    if pairs is None:
        return
    keys, kind = await unit.keys(organisation_id), AddressKind.WHATSAPP_USER
    closed = (keys.indexes(kind, previous), keys.indexes(kind, current))
    await consent.close_beside(unit, organisation_id, Channel.WHATSAPP, [closed])
    if pairs:
        unit.happened(Happened("contact.found_twice", organisation_id, {"pairs": [[str(one), str(other)] for one, other in pairs]}))


async def follow_preference(unit: Unit, organisation_id: UUID, told: str, *, stop: bool) -> None:
    """Follow what somebody (E.164, or Meta's id) told WhatsApp of marketing, wherever WhatsApp means them: a refusal closes all of their addresses.

    That they want it again opens those that must be theirs, as a START does.
    """
    known = await contacts.addresses_by_value(unit, organisation_id, contacts.kind_of(told), [told])
    others = (await contacts.beside(unit, organisation_id, [known[told].id])).get(known[told].id, ()) if told in known else ()
    followed = [told, *(each.value for each in others if stop or len(others) == 1)]
    for address in followed:
        await consent.set_marketing_preference(unit, organisation_id, Channel.WHATSAPP, address, stop=stop)


async def lookups_beside(unit: Unit, organisation_id: UUID, channel: Channel, address_id: UUID | None) -> list[Sequence[bytes]]:
    """Return the look-up values of each other address of whoever has one."""
    if channel is not Channel.WHATSAPP or address_id is None:
        return []
    keys = await unit.keys(organisation_id)
    known = (await contacts.beside(unit, organisation_id, [address_id])).get(address_id, ())
    return [keys.indexes(each.kind, each.value) for each in known]
