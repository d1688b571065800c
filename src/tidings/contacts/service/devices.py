"""Devices: the tokens by which the organisation's app is reached on what people carry. A token is one person's at a time."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts.errors import no_device
from tidings.contacts.queries import devices as queries
from tidings.contacts.queries.people import SealedAddress, add_addresses, own
from tidings.contacts.rules import fields
from tidings.contacts.service.people import contact
from tidings.contacts.types import AddressKind, Device, Rank
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

_MOST = 20


async def devices(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[Device]:
    """Return a contact's devices, those first that are written to first. Raises NotFound."""
    found = await contact(unit, organisation_id, contact_id)
    theirs = {owned.address.id: owned for owned in found.addresses if owned.address.kind is AddressKind.DEVICE}
    since = await queries.registered(unit, organisation_id, contact_id)
    return [Device(each, theirs[each].address.value, at, former=theirs[each].rank >= Rank.FORMER) for each, at in since if each in theirs]


async def register_device(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, token: str) -> Device:
    """Note that a contact is signed in on a device, which notifications go to from now on before their others.

    Whoever was signed in there before is not reached there any more: what still waits for them at that address does not leave. Said again it
    changes nothing but the order; the oldest device beyond twenty goes. Audited where it is new. Raises NotFound, Invalid.
    """
    await contact(unit, organisation_id, contact_id)
    keys, kind, value = await unit.keys(organisation_id), AddressKind.DEVICE, fields.device_token(token)
    lookups = keys.indexes(kind, value)
    await queries.hold(unit, organisation_id, lookups)
    taken = await queries.take_from_others(unit, organisation_id, contact_id, lookups)
    known = await queries.owned(unit, organisation_id, contact_id, lookups)
    sealed = SealedAddress(new_id(unit.at), kind, keys.seal(kind, value), None, None, keys.index(kind, value))
    if known is None:
        await add_addresses(unit, organisation_id, [sealed], [None])
    await queries.step_back(unit, organisation_id, contact_id)
    await own(unit, organisation_id, contact_id, [sealed])
    await queries.touch(unit, organisation_id, contact_id, lookups)
    await queries.drop_beyond(unit, organisation_id, contact_id, _MOST)
    made = next(each for each in await devices(unit, organisation_id, contact_id) if each.token == value)
    if known is None:
        detail = {"device_id": str(made.id), "taken_from": [str(each) for each in taken]}
        await record_audit(unit, organisation_id, actor, "contact.device_registered", f"contact:{contact_id}", detail)
    return made


async def unregister_device(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, device_id: UUID) -> None:
    """Forget a contact's device: they signed out there. What still waits for it does not leave. Audited. Raises NotFound."""
    await contact(unit, organisation_id, contact_id)
    if not await queries.forget(unit, organisation_id, contact_id, device_id):
        raise no_device(device_id)
    await record_audit(unit, organisation_id, actor, "contact.device_removed", f"contact:{contact_id}", {"device_id": str(device_id)})


async def retire_devices(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> None:
    """Put devices behind their people's others: the app is no longer there."""
    await queries.retire(unit, organisation_id, lookups)
