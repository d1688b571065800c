"""A person's own STOP and START: the newest decides, by when it was said, in whatever order they are delivered."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tidings.consent import rules
from tidings.consent.queries import statements
from tidings.consent.queries import suppressions as queries
from tidings.consent.types import GENERAL, ConsentStatus, Proof, Statement, Suppression, SuppressionReason, SuppressionScope, Wish
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_BY = "system:consent"
_WHY_OPEN = "The person said START."


async def hold_addresses(unit: Unit, organisation_id: UUID, channel: Channel, wishes: Sequence[Wish]) -> None:
    """Have others wait with the wishes of these addresses until the unit ends: a STOP and a START at the same time must see each other."""
    lookups = {lookup for wish in wishes for lookup in wish.lookups}
    await queries.hold_addresses(unit, organisation_id, channel, lookups)


async def opt_out(unit: Unit, organisation_id: UUID, channel: Channel, wishes: Sequence[Wish]) -> list[bool]:
    """Honour STOPs: close each address for the whole channel and withdraw every purpose of everybody who has it; programmes close with it.

    A STOP that comes after a START which was said later than it is kept as a closing that is lifted already. Call `hold_addresses`
    first. Returns, in order, whether the address was open until now and is closed: only then is a confirmation due.
    """
    if not wishes:
        return []
    asked = [lookup for wish in wishes for lookup in wish.lookups]
    before = await queries.suppressed(unit, organisation_id, channel, asked, [SuppressionScope.ALL])
    closed = {lookup for lookup, reason in before if reason is SuppressionReason.OPTED_OUT}
    openings = await queries.openings(unit, organisation_id, channel, asked)
    in_time = [not any(openings.get(lookup, wish.at) > wish.at for lookup in wish.lookups) for wish in wishes]
    holding = [_closing(channel, wish) for wish, newest in zip(wishes, in_time, strict=True) if newest]
    taken_back = [_closing(channel, wish) for wish, newest in zip(wishes, in_time, strict=True) if not newest]
    if holding:
        await queries.suppress(unit, organisation_id, [(entry, at, None) for entry, at in holding])
    if taken_back:
        await queries.suppress_lifted(unit, organisation_id, taken_back, by=_BY, why=_WHY_OPEN)
    await _record_wishes(
        unit, organisation_id, channel, ConsentStatus.WITHDRAWN, [(wish, [(purpose, GENERAL) for purpose in Purpose]) for wish in wishes]
    )
    return _newly_closed(wishes, in_time, closed)


async def leave_programmes(unit: Unit, organisation_id: UUID, channel: Channel, parting: Sequence[tuple[Wish, str]]) -> list[bool]:
    """Honour STOPs that close one programme on a channel: withdraw it, for every purpose, for everybody who has the address.

    The address stays open to all else. Returns, in order, whether somebody was in the programme until now and is not any more. Call
    `hold_addresses` first.
    """
    if not parting:
        return []
    people = [contact for wish, _ in parting for contact in wish.contact_ids]
    before = await statements.left_programmes(unit, organisation_id, people, channel, stops=rules.OWN_SOURCES)
    withdrawn = [(wish, [(purpose, programme) for purpose in Purpose]) for wish, programme in parting]
    await _record_wishes(unit, organisation_id, channel, ConsentStatus.WITHDRAWN, withdrawn)
    new = await statements.left_programmes(unit, organisation_id, people, channel, stops=rules.OWN_SOURCES) - before
    return [any((contact, Purpose.MARKETING, programme) in new for contact in wish.contact_ids) for wish, programme in parting]


async def who_left_programmes(unit: Unit, organisation_id: UUID, channel: Channel, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Return who has left a programme by a STOP on a channel and not come back to it."""
    if not contact_ids:
        return set()
    return {contact for contact, _, _ in await statements.left_programmes(unit, organisation_id, contact_ids, channel, stops=rules.OWN_SOURCES)}


async def opt_in(unit: Unit, organisation_id: UUID, channel: Channel, wishes: Sequence[Wish]) -> None:
    """Honour STARTs: lift what the owner's own earlier STOP closed on this channel, and record the new consent.

    START asks for messages again: transactional ones, and marketing, tracking and programmes only where they had been granted
    before the STOP; a programme that was left by name also where the person is in it by what they agreed to as a whole.
    It is remembered, for STOPs said before it that are delivered after it. Call `hold_addresses` first.
    """
    if not wishes:
        return
    said = [(lookup, wish.at) for wish in wishes for lookup in wish.lookups]
    await queries.remember_openings(unit, organisation_id, channel, said)
    await queries.open_again(
        unit,
        organisation_id,
        channel,
        said,
        scope=SuppressionScope.ALL,
        reasons=rules.LIFTED_BY_START,
        by=_BY,
        why=_WHY_OPEN,
    )
    people = [contact for wish in wishes for contact in wish.contact_ids]
    granted = await statements.granted_before_stop(unit, organisation_id, people, channel, list(Purpose), stops=rules.OWN_SOURCES)
    granted |= {(contact, Purpose.TRANSACTIONAL, GENERAL) for contact in people}
    left = await statements.left_programmes(unit, organisation_id, people, channel, stops=rules.OWN_SOURCES)
    granted |= {place for place in left if (place[0], place[1], GENERAL) in granted}
    places = sorted({(purpose, programme) for _, purpose, programme in granted})
    agreed = [
        (replace(wish, contact_ids=[contact for contact in wish.contact_ids if (contact, *place) in granted]), [place])
        for wish in wishes
        for place in places
    ]
    await _record_wishes(unit, organisation_id, channel, ConsentStatus.GRANTED, agreed)


async def set_marketing_preference(unit: Unit, organisation_id: UUID, channel: Channel, address: str, *, stop: bool) -> None:
    """Follow what a person (E.164, or the provider's id) told the provider: no more marketing from this business, or marketing again."""
    keys = await unit.keys(organisation_id)
    lookups = keys.indexes(contacts.kind_of(address), address)
    if stop:
        entry = Suppression(channel, lookups[-1], SuppressionScope.MARKETING, SuppressionReason.OPTED_OUT, "provider")
        await queries.suppress(unit, organisation_id, [(entry, unit.at, None)])
        return
    await queries.open_again(
        unit,
        organisation_id,
        channel,
        [(lookup, unit.at) for lookup in lookups],
        scope=SuppressionScope.MARKETING,
        reasons=[SuppressionReason.OPTED_OUT],
        by=_BY,
        why="The person resumed marketing at the provider.",
    )


def _closing(channel: Channel, wish: Wish) -> tuple[Suppression, datetime]:
    return Suppression(channel, wish.lookups[-1], SuppressionScope.ALL, SuppressionReason.OPTED_OUT, wish.source), wish.at


def _newly_closed(wishes: Sequence[Wish], in_time: Sequence[bool], closed_before: AbstractSet[bytes]) -> list[bool]:
    closed = set(closed_before)
    newly: list[bool] = []
    for wish, newest in zip(wishes, in_time, strict=True):
        newly.append(newest and closed.isdisjoint(wish.lookups))
        if newest:
            closed.update(wish.lookups)
    return newly


async def _record_wishes(
    unit: Unit, organisation_id: UUID, channel: Channel, status: ConsentStatus, wishes: Sequence[tuple[Wish, Sequence[tuple[Purpose, str]]]]
) -> None:
    said = [
        (Statement(channel, purpose, status, wish.source, None, wish.at, "person", Proof(extra=wish.proof), programme), wish.contact_ids)
        for wish, places in wishes
        for purpose, programme in places
        if wish.contact_ids
    ]
    if said:
        entries = [rules.entry(statement, None) for statement, _ in said]
        await statements.record(unit, organisation_id, entries, [people for _, people in said])
