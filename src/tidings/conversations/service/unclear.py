"""Messages that may opt out: no marketing leaves for the address until a person decides, or its owner says STOP or START."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.consent.types import Wish
from tidings.contacts import service as contacts
from tidings.conversations import errors
from tidings.conversations.queries import unclear as queries
from tidings.conversations.service import stopping
from tidings.conversations.service.beside import lookups_beside
from tidings.conversations.service.listing import FROM, opened
from tidings.conversations.service.stopping import Stop
from tidings.conversations.types import Decision, StoredUnclear, Unclear
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.kernel.words import Channel

_PHONE = "phone"


async def list_unclear(unit: Unit, organisation_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[Unclear]:
    """Return what waits for a person, opened, the oldest first."""
    rows = await queries.waiting(unit, organisation_id, after=decode_id_cursor(cursor), limit=limit + 1)
    return await _page(unit, organisation_id, rows, limit)


async def list_decided(unit: Unit, organisation_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[Unclear]:
    """Return what was decided, by a person or by their own plain word later, opened, the newest message first."""
    rows = await queries.decided(unit, organisation_id, before=decode_id_cursor(cursor), limit=limit + 1)
    return await _page(unit, organisation_id, rows, limit)


async def count_unclear(unit: Unit, organisation_id: UUID) -> int:
    """Count what waits for a person."""
    return await queries.count_waiting(unit, organisation_id)


async def decide(unit: Unit, organisation_id: UUID, actor: str, message_id: UUID, decision: Decision, reason: str = "") -> Unclear:
    """Say what a message meant, audited: an opt-out closes the channel, or all of them, as a STOP would have; with `KEEP` marketing may leave again.

    The same decision again changes nothing. Raises NotFound, Conflict after another decision, Invalid for KEEP without a reason.
    """
    if decision is Decision.KEEP and not reason.strip():
        raise errors.reason_missing()
    held = await _found(unit, organisation_id, message_id)
    keys = await unit.keys(organisation_id)
    if await queries.decide(unit, organisation_id, message_id, decision, by=actor, why=reason.strip() or None):
        await _follow(unit, organisation_id, actor, held, keys, decision)
        await accounts.record_audit(unit, organisation_id, actor, "unclear_message.decided", f"inbound:{message_id}", {"decision": decision.value})
        held = await _found(unit, organisation_id, message_id)
    if held.decision is not decision:
        raise errors.decided_otherwise(str(held.decision))
    (shown,) = await _shown(unit, organisation_id, [held])
    return shown


async def _follow(unit: Unit, organisation_id: UUID, actor: str, held: StoredUnclear, keys: OrganisationKeys, decision: Decision) -> None:
    channel = held.message.channel
    lookups = lookups_of(keys, keys.open_text(FROM, held.message.from_sealed), channel.value)
    if decision is Decision.OPT_OUT:
        sharing = await contacts.contacts_at(unit, organisation_id, [held.address_id]) if held.address_id else {}
        people = sharing.get(held.address_id, ()) if held.address_id else ()
        wish = Wish(lookups, people, held.message.received_at, "keyword", {"message_id": str(held.message.id), "decided_by": actor})
        stop = Stop(held.message.id, channel, wish, held.message.contact_id, held.address_id, None, blocked=False)
        (stop,) = await stopping.weighed(unit, organisation_id, [stop], None)
        for closed in sorted(each for each in Channel if stop.closes(each)):
            await consent.hold_addresses(unit, organisation_id, closed, [wish])
            await stopping.leave(unit, organisation_id, closed, [stop])
    elif held.address_id is not None and await queries.others_wait(unit, organisation_id, channel, held.address_id):
        return
    around = await lookups_beside(unit, organisation_id, channel, held.address_id)
    if decision is Decision.OPT_OUT:
        await consent.close_beside(unit, organisation_id, channel, [(lookups, each) for each in around])
    said = [(lookup, unit.at) for each in (lookups, *around) for lookup in each]
    await consent.release_marketing(unit, organisation_id, channel, said, by=actor, why=f"decided: {decision}")


def lookups_of(keys: OrganisationKeys, sender: str, channel: str) -> list[bytes]:
    """Return who wrote under every live index key: by number, or by the provider's own id of a person without one."""
    return keys.indexes(_PHONE, sender) if sender.removeprefix("+").isdigit() else keys.indexes(f"{channel}_user", sender)


async def _found(unit: Unit, organisation_id: UUID, message_id: UUID) -> StoredUnclear:
    held = await queries.one(unit, organisation_id, message_id)
    if held is None:
        raise errors.no_such_message()
    return held


async def _page(unit: Unit, organisation_id: UUID, rows: Sequence[StoredUnclear], limit: int) -> Page[Unclear]:
    shown = await _shown(unit, organisation_id, rows[:limit])
    return Page(shown, encode_cursor(str(shown[-1].message.id)) if len(rows) > limit else None)


async def _shown(unit: Unit, organisation_id: UUID, rows: Sequence[StoredUnclear]) -> list[Unclear]:
    keys = await unit.keys(organisation_id)
    known = await contacts.people(unit, organisation_id, list({each.message.contact_id for each in rows if each.message.contact_id}))
    names = {person.contact_id: " ".join(filter(None, (person.first_name, person.last_name))) or None for person in known.values()}
    return [_unclear(keys, each, names.get(each.message.contact_id) if each.message.contact_id else None) for each in rows]


def _unclear(keys: OrganisationKeys, stored: StoredUnclear, name: str | None) -> Unclear:
    return Unclear(opened(keys, stored.message), name, stored.decision, stored.decided_at, stored.decided_by, stored.reason)
