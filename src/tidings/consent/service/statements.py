"""What people said about consent, and what holds of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import ConsentBasis
from tidings.consent import errors, rules
from tidings.consent.queries import programmes, statements, suppressions, wordings
from tidings.consent.types import GENERAL, ConsentFile, ConsentState, ConsentStatus, Entry, Place, Proof, Statement, WordingRef
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.paging import MOST_ROWS
from tidings.kernel.words import Channel, Purpose


async def record(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], said: Sequence[Statement]) -> int:
    """Record several statements of the same people in one step; returns how many states moved.

    Raises Invalid if one does not say where it comes from, names a programme or wording that is not there, or proves nothing.
    """
    if not contact_ids:
        return 0
    return await record_each(unit, organisation_id, [(statement, contact_ids) for statement in said])


async def record_each(unit: Unit, organisation_id: UUID, said: Sequence[tuple[Statement, Sequence[UUID]]]) -> int:
    """Record statements, each of its own people, in one step and by a constant number of statements; raises as `record` does."""
    if not said:
        return 0
    entries = await _entries(unit, organisation_id, [statement for statement, _ in said])
    return await statements.record(unit, organisation_id, entries, [people for _, people in said])


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
    programme: str = GENERAL,
) -> int:
    """Record what somebody attests for people whom they bring in; `proof` says in which campaign or import. Returns how many states changed.

    Whoever withdrew keeps that: nothing is recorded for them, however new the attestation says to be (decision 0010). One of the future
    counts from now: it would outlast what people say in between.
    """
    at = min(basis.attested_at, unit.at)
    attested = Proof(extra={**proof, "attested_by": basis.attested_by})
    said = [
        Statement(channel, purpose, ConsentStatus.GRANTED, basis.source, basis.wording, at, actor, attested, programme, attested=True)
        for channel in channels
        for purpose in purposes
    ]
    return await record(unit, organisation_id, contact_ids, said)


async def states(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purpose: Purpose, programme: str = GENERAL
) -> dict[UUID, ConsentState]:
    """Return what holds now of each contact, from what they said or by default, by one statement.

    Of a programme: its own state, unless everything was withdrawn since the person agreed to it; else the general one.
    """
    if not contact_ids:
        return {}
    default = rules.default_state(channel, purpose, unit.at.date())
    held = dict.fromkeys(contact_ids, default)
    if programme == GENERAL:
        held.update(await statements.general_states(unit, organisation_id, contact_ids, channel, purpose))
        return held
    rows = await statements.states(unit, organisation_id, contact_ids, channel, purpose, [GENERAL, programme])
    said = {(contact, of): state for contact, of, state in rows}
    for contact, _ in said:
        held[contact] = rules.effective(said.get((contact, programme)), said.get((contact, GENERAL)), default)
    return held


async def statuses(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], channel: Channel, purpose: Purpose, programme: str = GENERAL
) -> dict[UUID, ConsentStatus | None]:
    """Return of each contact the status alone of what `states` returns: what is asked for everybody to whom a message goes."""
    if programme != GENERAL:
        held = await states(unit, organisation_id, contact_ids, channel, purpose, programme)
        return {contact_id: state.status for contact_id, state in held.items()}
    if not contact_ids:
        return {}
    default = rules.default_state(channel, purpose, unit.at.date()).status
    said = await statements.general_statuses(unit, organisation_id, contact_ids, channel, purpose)
    return {contact_id: said.get(contact_id, default) for contact_id in contact_ids}


async def record_of_contact(unit: Unit, organisation_id: UUID, contact_id: UUID, statement: Statement) -> None:
    """Record what one contact said, as staff or another system tell it. Raises NotFound for a contact that is not there, and as `record` does."""
    await contacts.contact(unit, organisation_id, contact_id)
    await record(unit, organisation_id, [contact_id], [statement])


async def consents_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> ConsentFile:
    """Return all about one contact's consent: each channel and purpose, and each programme of which they spoke. Raises NotFound."""
    contact = await contacts.contact(unit, organisation_id, contact_id)
    keys = await unit.keys(organisation_id)
    lookups = [lookup for owned in contact.addresses for lookup in keys.indexes(owned.address.kind, owned.address.value)]
    closed = await suppressions.list_suppressions(
        unit, organisation_id, channel=None, reason=None, lookups=lookups, lifted_too=False, before=None, limit=MOST_ROWS
    )
    said = await statements.all_states(unit, organisation_id, contact_id)
    history = await statements.events(unit, organisation_id, contact_id)
    texts = await wordings.texts(unit, organisation_id, {each.version for each in history if each.version is not None})
    return ConsentFile(_held(unit, said), closed, history, texts)


async def address_of(unit: Unit, organisation_id: UUID, contact_id: UUID, value: str | None) -> UUID | None:
    """Return the id of a contact's own phone (in any way of writing) or email; None for none. Raises NotFound, and Invalid if it is not theirs."""
    if value is None:
        return None
    contact = await contacts.contact(unit, organisation_id, contact_id)
    organisation = await accounts.organisation(unit, organisation_id)
    _, (wanted,) = contacts.read_addresses([value], Channel.EMAIL if "@" in value else Channel.SMS, organisation.region)
    if isinstance(wanted, Invalid):
        raise wanted
    for owned in contact.addresses:
        if owned.address.value.lower() == wanted.lower():
            return owned.address.id
    raise errors.address_not_theirs()


def _held(unit: Unit, said: Mapping[Place, ConsentState]) -> dict[Place, ConsentState]:
    general = [Place(channel, purpose) for channel in Channel for purpose in Purpose]
    named = [place for place in said if place.programme != GENERAL]
    return rules.effective_of_person(said, general + named, lambda place: rules.default_state(place.channel, place.purpose, unit.at.date()))


async def _entries(unit: Unit, organisation_id: UUID, said: Sequence[Statement]) -> list[Entry]:
    """Check statements and make them ready; asks the database only for what they name."""
    for statement in said:
        rules.check_statement(statement)
    await _check_programmes(unit, organisation_id, {statement.programme for statement in said} - {GENERAL})
    texts = await wordings.texts(unit, organisation_id, {statement.version for statement in said if statement.version is not None})
    return [_entry(statement, texts) for statement in said]


def _entry(statement: Statement, texts: Mapping[WordingRef, str]) -> Entry:
    text = statement.wording
    if statement.version is not None:
        text = texts.get(statement.version)
        if text is None:
            raise errors.no_such_wording(statement.version.key)
    return rules.entry(statement, text)


async def _check_programmes(unit: Unit, organisation_id: UUID, named: set[str]) -> None:
    if not named:
        return
    known = [programme.key for programme in await programmes.programmes(unit, organisation_id)]
    for key in sorted(named - set(known)):
        raise errors.no_such_programme(key, known)
