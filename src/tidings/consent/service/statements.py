"""What people said about consent, and what holds of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.accounts.types import ConsentBasis
from tidings.consent import errors, queries, rules
from tidings.consent.types import ConsentFile, ConsentState, ConsentStatus, Statement
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS
from tidings.kernel.words import Channel, Purpose


async def record(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], statements: Sequence[Statement]) -> int:
    """Record several statements of the same people in one step. Raises Invalid if one does not say where it comes from."""
    if not contact_ids or not statements:
        return 0
    if not all(statement.source.strip() for statement in statements):
        raise errors.source_missing()
    told = [(rules.event_id(statement), statement) for statement in statements]
    return await queries.record(unit, organisation_id, told, [contact_ids] * len(told), own=rules.OWN_SOURCES)


async def grant_attested(
    unit: Unit,
    organisation_id: UUID,
    contact_ids: Sequence[UUID],
    basis: ConsentBasis,
    *,
    channels: Sequence[Channel],
    purposes: Sequence[Purpose],
    actor: str,
    proof: Mapping[str, Any],
) -> int:
    """Record what somebody attests for people whom they bring in; `proof` says in which campaign or import. Returns how many states changed."""
    attested = {**proof, "attested_by": basis.attested_by}
    statements = [
        Statement(channel, purpose, ConsentStatus.GRANTED, basis.source, basis.wording, basis.attested_at, actor, attested)
        for channel in channels
        for purpose in purposes
    ]
    return await record(unit, organisation_id, contact_ids, statements)


async def states(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purpose: Purpose) -> dict[UUID, ConsentState]:
    """Return what holds now; those who never said anything are not in it."""
    return await queries.states(unit, organisation_id, contact_ids, channel, purpose) if contact_ids else {}


async def record_of_contact(unit: Unit, organisation_id: UUID, contact_id: UUID, statement: Statement) -> None:
    """Record what one contact said, as staff or another system tell it. Raises NotFound for a contact that is not there."""
    await contacts.contact(unit, organisation_id, contact_id)
    await record(unit, organisation_id, [contact_id], [statement])


async def consents_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> ConsentFile:
    """Return all about one contact's consent. Raises NotFound."""
    contact = await contacts.contact(unit, organisation_id, contact_id)
    keys = await unit.keys(organisation_id)
    lookups = [lookup for owned in contact.addresses for lookup in keys.indexes(owned.address.kind, owned.address.value)]
    closed = await queries.list_suppressions(
        unit, organisation_id, channel=None, reason=None, lookups=lookups, lifted_too=False, before=None, limit=MOST_ROWS
    )
    history = await queries.events(unit, organisation_id, contact_id)
    return ConsentFile(await queries.all_states(unit, organisation_id, contact_id), closed, history)
