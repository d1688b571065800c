"""Use cases of consent. Every call takes a whole set and runs a constant number of statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import ConsentBasis
from tidings.consent import errors, queries, rules
from tidings.consent.types import (
    Closing,
    ConsentFile,
    ConsentState,
    ConsentStatus,
    Statement,
    Suppression,
    SuppressionReason,
    SuppressionRecord,
    SuppressionScope,
    Unreadable,
    Wish,
    weightiest,
)
from tidings.contacts import service as contacts
from tidings.contacts.types import Address
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.paging import MOST_ROWS, Page, decode_id_cursor, encode_cursor
from tidings.kernel.phone import Phone, parse_many
from tidings.kernel.words import Channel, Purpose

_PHONE = "phone"
_FAILING_SOURCE = "rule:failing_addresses"


async def grant(
    unit: Unit,
    organisation_id: UUID,
    contact_ids: Sequence[UUID],
    *,
    channel: Channel,
    purpose: Purpose,
    source: str,
    wording: str | None,
    at: datetime,
    actor: str,
    proof: Mapping[str, Any] | None = None,
) -> int:
    """Record that people agreed at `at`: the day they said so, for an attested basis the day it was attested.

    The newest statement decides, so a grant undoes an earlier withdrawal, never a later one. Addresses that were closed
    by STOP stay closed. A grant equal to the present state, of the same source, adds nothing. Returns how many states changed.
    """
    statement = Statement(channel, purpose, ConsentStatus.GRANTED, source, wording, at, actor, proof or {})
    return await record(unit, organisation_id, contact_ids, [statement])


async def withdraw(
    unit: Unit,
    organisation_id: UUID,
    contact_ids: Sequence[UUID],
    *,
    channel: Channel,
    purpose: Purpose,
    source: str,
    wording: str | None,
    at: datetime,
    actor: str,
    proof: Mapping[str, Any] | None = None,
) -> int:
    """Record that people refused at `at`; a tie of time with a grant goes to the refusal. Returns how many states changed."""
    statement = Statement(channel, purpose, ConsentStatus.WITHDRAWN, source, wording, at, actor, proof or {})
    return await record(unit, organisation_id, contact_ids, [statement])


async def record(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], statements: Sequence[Statement]) -> int:
    """Record several statements of the same people in one step. Raises Invalid if one does not say where it comes from."""
    if not contact_ids or not statements:
        return 0
    if not all(statement.source.strip() for statement in statements):
        raise errors.source_missing()
    told = [(rules.event_id(statement), statement) for statement in statements]
    return await queries.record(unit, organisation_id, told, [contact_ids] * len(told))


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
    """Record what somebody attests for people whom they bring in; `proof` says in which campaign or import. Returns as `grant` does."""
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


async def suppress(unit: Unit, organisation_id: UUID, entries: Sequence[Suppression], at: datetime) -> int:
    """Close addresses from `at` until lifted; returns how many were open for that reason until now."""
    return await queries.suppress(unit, organisation_id, [(entry, at, None) for entry in entries]) if entries else 0


async def suppress_phones(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    phones: Sequence[str],
    *,
    channel: Channel,
    scope: SuppressionScope,
    reason: SuppressionReason,
    source: str,
) -> Closing:
    """Close phone numbers in any way of writing: those who opted out at a former system, or whom staff close. Audited."""
    organisation = await accounts.organisation(unit, organisation_id)
    keys = await unit.keys(organisation_id)
    read = parse_many(phones, organisation.region)
    invalid = [Unreadable(position, why.code, why.message, why.fix) for position, why in enumerate(read) if isinstance(why, Invalid)]
    valid = {phone.e164 for phone in read if isinstance(phone, Phone)}
    entries = [Suppression(channel, keys.index(_PHONE, e164), scope, reason, source) for e164 in valid]
    closed = await suppress(unit, organisation_id, entries, unit.at)
    if closed:
        detail = {"channel": channel.value, "reason": reason.value, "source": source, "closed": closed}
        await accounts.record_audit(unit, organisation_id, actor, "suppressions.added", f"organisation:{organisation_id}", detail)
    return Closing(closed, len(phones) - len(invalid) - closed, invalid)


async def suppressed(
    unit: Unit, organisation_id: UUID, channel: Channel, lookups: Sequence[bytes], purpose: Purpose
) -> dict[bytes, SuppressionReason]:
    """Return which of the look-up values are closed now to a purpose, and why (the weightiest reason).

    After a rotation of the index key give the values under every live key: a suppression keeps the one it was made with.
    """
    scopes = list(SuppressionScope) if purpose is Purpose.MARKETING else [SuppressionScope.ALL]
    return weightiest(await queries.suppressed(unit, organisation_id, channel, lookups, scopes)) if lookups else {}


async def suppressed_addresses(
    unit: Unit, organisation_id: UUID, channel: Channel, addresses: Sequence[Address], purpose: Purpose
) -> dict[UUID, SuppressionReason]:
    """Return which of the opened addresses are closed now to a purpose, by id, looked up under every live index key."""
    keys = await unit.keys(organisation_id)
    owner = {lookup: address.id for address in addresses for lookup in keys.indexes(address.kind, address.value)}
    closed = await suppressed(unit, organisation_id, channel, list(owner), purpose)
    return weightiest((owner[lookup], reason) for lookup, reason in closed.items())


async def opt_out(unit: Unit, organisation_id: UUID, channel: Channel, wishes: Sequence[Wish]) -> list[bool]:
    """Honour STOPs: close each address for the whole channel and withdraw both purposes of everybody who has it.

    Returns, in order, whether the address was open until now: only then is a confirmation due.
    """
    if not wishes:
        return []
    asked = [lookup for wish in wishes for lookup in wish.lookups]
    before = await queries.suppressed(unit, organisation_id, channel, asked, [SuppressionScope.ALL])
    closed = {lookup for lookup, reason in before if reason is SuppressionReason.OPTED_OUT}
    entries = [
        (Suppression(channel, wish.lookups[-1], SuppressionScope.ALL, SuppressionReason.OPTED_OUT, wish.source), wish.at, None) for wish in wishes
    ]
    await queries.suppress(unit, organisation_id, entries)
    await _record_wishes(unit, organisation_id, channel, ConsentStatus.WITHDRAWN, [(wish, tuple(Purpose)) for wish in wishes])
    newly: list[bool] = []
    for wish in wishes:
        newly.append(closed.isdisjoint(wish.lookups))
        closed.update(wish.lookups)
    return newly


async def opt_in(unit: Unit, organisation_id: UUID, channel: Channel, wishes: Sequence[Wish]) -> None:
    """Honour STARTs: lift what the owner's own earlier STOP closed on this channel, and record the new consent.

    START asks for messages again: transactional ones, and marketing only where it had been granted before the STOP.
    """
    if not wishes:
        return
    said = [(lookup, wish.at) for wish in wishes for lookup in wish.lookups]
    await queries.open_again(
        unit,
        organisation_id,
        channel,
        said,
        scope=SuppressionScope.ALL,
        reasons=rules.LIFTED_BY_START,
        by="system:consent",
        why="The person said START.",
    )
    people = [contact for wish in wishes for contact in wish.contact_ids]
    granted = await queries.granted_before_stop(unit, organisation_id, people, channel, Purpose.MARKETING, stops=rules.STOP_SOURCES)
    marketing = [
        Wish(wish.lookups, [contact for contact in wish.contact_ids if contact in granted], wish.at, wish.source, wish.proof) for wish in wishes
    ]
    agreed = [(wish, (Purpose.TRANSACTIONAL,)) for wish in wishes] + [(wish, (Purpose.MARKETING,)) for wish in marketing]
    await _record_wishes(unit, organisation_id, channel, ConsentStatus.GRANTED, agreed)


async def set_marketing_preference(unit: Unit, organisation_id: UUID, channel: Channel, phone: str, *, stop: bool) -> None:
    """Follow what a person told the provider (E.164 `phone`): no more marketing from this business, or marketing again."""
    keys = await unit.keys(organisation_id)
    lookups = keys.indexes(_PHONE, phone)
    if stop:
        entry = Suppression(channel, lookups[-1], SuppressionScope.MARKETING, SuppressionReason.OPTED_OUT, "provider")
        await suppress(unit, organisation_id, [entry], unit.at)
        return
    await queries.open_again(
        unit,
        organisation_id,
        channel,
        [(lookup, unit.at) for lookup in lookups],
        scope=SuppressionScope.MARKETING,
        reasons=[SuppressionReason.OPTED_OUT],
        by="system:consent",
        why="The person resumed marketing at the provider.",
    )


async def count_soft_failures(unit: Unit, organisation_id: UUID, channel: Channel, failures: Sequence[tuple[bytes, str]]) -> list[bytes]:
    """Count failures (look-up value, the provider's code) that are not final; close and return the addresses over the rule.

    The rule is data (`failing_addresses.toml`): so many in a rolling window, then closed for so long.
    """
    if not failures:
        return []
    rule = rules.failing_rule(unit.at.date())
    counts = await queries.count_failures(unit, organisation_id, channel, failures, rule)
    over = [(lookup, count, code) for lookup, count, code in counts if count >= rule.failures]
    ends_at = unit.at + timedelta(days=rule.closed_days)
    entries = [
        (
            Suppression(
                channel,
                lookup,
                SuppressionScope.ALL,
                SuppressionReason.FAILING,
                _FAILING_SOURCE,
                f"{count} failures in {rule.within_days} days, the last with code {code}",
            ),
            unit.at,
            ends_at,
        )
        for lookup, count, code in over
    ]
    if entries:
        await queries.suppress(unit, organisation_id, entries)
    return [lookup for lookup, _, _ in over]


async def lift(unit: Unit, organisation_id: UUID, actor: str, suppression_id: UUID, reason: str) -> SuppressionRecord:
    """Re-open an address by a person's decision, with the reason, audited. Lifting twice changes nothing.

    It does not restore consent: where a STOP also withdrew it, a later consent must be recorded. Raises NotFound, Invalid.
    """
    if not reason.strip():
        raise errors.reason_missing()
    lifted = await queries.lift(unit, organisation_id, suppression_id, by=actor, why=reason.strip())
    record_now = await queries.suppression(unit, organisation_id, suppression_id)
    if record_now is None:
        raise errors.no_such_suppression()
    if lifted:
        detail = {"channel": record_now.channel.value, "closed_for": record_now.reason.value}
        await accounts.record_audit(unit, organisation_id, actor, "suppression.lifted", f"suppression:{suppression_id}", detail)
    return record_now


async def list_suppressions(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None = None,
    reason: SuppressionReason | None = None,
    lifted_too: bool = False,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[SuppressionRecord]:
    """Return suppressions, newest first: those that hold, or all that ever did."""
    before = decode_id_cursor(cursor)
    rows = await queries.list_suppressions(
        unit, organisation_id, channel=channel, reason=reason, lookups=None, lifted_too=lifted_too, before=before, limit=limit + 1
    )
    more = len(rows) > limit
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if more else None)


async def _record_wishes(
    unit: Unit, organisation_id: UUID, channel: Channel, status: ConsentStatus, wishes: Sequence[tuple[Wish, Sequence[Purpose]]]
) -> None:
    told: list[tuple[UUID, Statement]] = []
    said_by: list[Sequence[UUID]] = []
    for wish, purposes in wishes:
        for purpose in purposes:
            statement = Statement(channel, purpose, status, wish.source, None, wish.at, "person", wish.proof)
            told.append((rules.event_id(statement), statement))
            said_by.append(wish.contact_ids)
    if any(said_by):
        await queries.record(unit, organisation_id, told, said_by)
