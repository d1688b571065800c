"""The names by which former integrations know transactional consent: a switch for each channel, and whether the phone is verified."""

from collections.abc import Mapping
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, Statement
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Contact, OwnedAddress, Rank
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.permissions import errors
from tidings.permissions.service.boxes import CHANNELS
from tidings.permissions.types import Switches

_SOURCE = "notification_preferences"
_ATTESTED = "attested"


async def switches(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Switches:
    """Return whether transactional messages may go to a contact, by channel: agreed to, and not closed. Raises NotFound."""
    contact = await contacts.contact(unit, organisation_id, contact_id)
    phone = _phone(contact)
    on = {channel: await _on(unit, organisation_id, contact, channel) for channel in Channel}
    return Switches(on, phone is not None and phone.verified_at is not None)


async def set_switches(
    unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, wanted: Mapping[Channel, bool], *, verified: bool | None = None
) -> Switches:
    """Record what a former integration says: a switch is a statement of transactional consent. A channel that a STOP closed stays closed.

    `verified` says of the preferred phone that somebody else saw to it, or that it is not verified. Raises NotFound.
    """
    present = (await switches(unit, organisation_id, contact_id)).on
    said = [
        Statement(channel, Purpose.TRANSACTIONAL, ConsentStatus.GRANTED if on else ConsentStatus.WITHDRAWN, _SOURCE, None, unit.at, actor)
        for channel, on in wanted.items()
        if present[channel] is not on
    ]
    await consent.record(unit, organisation_id, [contact_id], said)
    if verified is not None:
        phone = _phone(await contacts.contact(unit, organisation_id, contact_id))
        if phone is None:
            raise errors.no_address()
        if verified is not (phone.verified_at is not None):
            await contacts.mark_verified(unit, organisation_id, contact_id, phone.address.id, _ATTESTED if verified else None)
    return await switches(unit, organisation_id, contact_id)


async def _on(unit: Unit, organisation_id: UUID, contact: Contact, channel: Channel) -> bool:
    state = (await consent.states(unit, organisation_id, [contact.id], channel, Purpose.TRANSACTIONAL))[contact.id]
    if state.status is not ConsentStatus.GRANTED:
        return False
    mine = [owned.address for owned in contact.addresses if channel in CHANNELS[owned.address.kind] and owned.rank < Rank.FORMER]
    closed = await consent.suppressed_addresses(unit, organisation_id, channel, mine, Purpose.TRANSACTIONAL)
    return not mine or len(closed) < len(mine)


def _phone(contact: Contact) -> OwnedAddress | None:
    return next((owned for owned in contact.addresses if owned.address.kind is AddressKind.PHONE and owned.rank < Rank.FORMER), None)
