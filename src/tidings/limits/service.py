"""Use cases of limits. Each function that takes also locks, so that no two workers take the same room."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.limits import queries, rules
from tidings.limits.types import FallingOut, Grant, Sending


async def take_rate(unit: Unit, organisation_id: UUID, sender_id: UUID, per_hour: int | None, wanted: int) -> Grant:
    """Take up to `wanted` messages of a sender's rolling hour; never more than `per_hour` reach the provider in any 60 minutes.

    From one full hour to the next it takes a little longer (`rules.RATE_WINDOW`).
    The sender stays locked until the transaction ends. None means no limit and takes nothing.
    """
    if per_hour is None or wanted <= 0:
        return Grant(max(wanted, 0), None)
    await queries.lock_sender(unit, sender_id)
    used, oldest = await queries.rate_used(unit, organisation_id, sender_id, unit.at - rules.RATE_WINDOW)
    granted = max(min(wanted, per_hour - used), 0)
    if granted:
        await queries.add_rate(unit, organisation_id, sender_id, rules.minute_of(unit.at), granted)
    if granted == wanted:
        return Grant(granted, None)
    return Grant(granted, rules.frees_at(oldest or rules.minute_of(unit.at)))


async def give_back_rate(unit: Unit, organisation_id: UUID, sender_id: UUID, per_hour: int | None, count: int) -> None:
    """Return what was taken in this transaction and not used."""
    if per_hour is not None and count > 0:
        await queries.add_rate(unit, organisation_id, sender_id, rules.minute_of(unit.at), -count)


async def take_pace(unit: Unit, organisation_id: UUID, sender_id: UUID, per_second: float | None, wanted: int) -> Grant:
    """Take up to `wanted` segments of a sender's pace, shared by all workers (`rules.paced`).

    A message counts as one segment here; `lengthen` adds the others when its text is known. The sender's pace stays locked until
    the transaction ends. None means no limit and takes nothing.
    """
    if per_second is None or wanted <= 0:
        return Grant(max(wanted, 0), None)
    granted, free_at = rules.paced(await queries.lock_pace(unit, organisation_id, sender_id, per_second), unit.at, per_second, wanted)
    if granted:
        await queries.move_pace(unit, organisation_id, sender_id, free_at)
    return Grant(granted, None if granted == wanted else free_at)


async def give_back_pace(unit: Unit, organisation_id: UUID, sender_id: UUID, per_second: float | None, count: int) -> None:
    """Return what was taken in this transaction and not used."""
    if per_second is not None and count > 0:
        await queries.lengthen_paces(unit, organisation_id, {sender_id: -count})


async def lengthen(unit: Unit, organisation_id: UUID, segments: Mapping[UUID, int]) -> None:
    """Have senders wait for segments beyond the first of each message; those without a pace wait for nothing."""
    if segments:
        await queries.lengthen_paces(unit, organisation_id, segments)


async def people_room(unit: Unit, organisation_id: UUID, portfolio_id: UUID, daily_people: int | None) -> int | None:
    """Return how many new people the rolling 24 hours have room for, None without a limit.

    The portfolio stays locked until the transaction ends, so that what is admitted next still fits.
    """
    await queries.lock_portfolio(unit, organisation_id, portfolio_id)
    if daily_people is None:
        return None
    return max(daily_people - await queries.people_counted(unit, organisation_id, portfolio_id, unit.at), 0)


async def used_now(unit: Unit, organisation_id: UUID) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """Return how much of the limits is used: people of the rolling 24 hours by portfolio, messages of the rolling hour by sender. Locks nothing."""
    people = await queries.people_now(unit, organisation_id, unit.at)
    return dict(people), dict(await queries.taken_now(unit, organisation_id, unit.at - rules.RATE_WINDOW))


async def counted(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID]) -> set[UUID]:
    """Return those of `people` who are counted already: another message to them is free of the limit."""
    return await queries.which_counted(unit, organisation_id, portfolio_id, people, unit.at)


async def admit_people(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID]) -> None:
    """Count people from now on, without an end until their messages are settled or given back. Ask `people_room` first.

    A person stands in `people` once for each message.
    """
    if people:
        await queries.admit(unit, organisation_id, portfolio_id, people)


async def settle_people(unit: Unit, organisation_id: UUID, portfolio_id: UUID, reached: Sequence[tuple[UUID, datetime]]) -> None:
    """Let people count for 24 hours (and a minute) from when their message was completed; once for each message admitted."""
    if reached:
        people = [person for person, _ in reached]
        until = [rules.counted_until(at) for _, at in reached]
        await queries.settle(unit, organisation_id, portfolio_id, people, until)


async def give_back_people(unit: Unit, organisation_id: UUID, portfolio_id: UUID, people: Sequence[UUID]) -> None:
    """Stop counting people for messages that definitely did not leave; what others have in flight still counts."""
    if people:
        await queries.give_back(unit, organisation_id, portfolio_id, people)


async def people_falling_out(unit: Unit, organisation_id: UUID, portfolio_id: UUID) -> list[FallingOut]:
    """Return when the people counted now leave the rolling 24 hours, by minute, those in flight last."""
    return await queries.falling_out(unit, organisation_id, portfolio_id, unit.at)


async def add_released(unit: Unit, organisation_id: UUID, source_id: UUID, day: date, count: int) -> None:
    """Count messages that a source released on a business day; below zero for those called back."""
    if count:
        await queries.add_released(unit, organisation_id, source_id, day, count)


async def released_on(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], day: date) -> dict[UUID, int]:
    """Return how many each source released on a business day, zero where none."""
    counts = dict.fromkeys(source_ids, 0)
    counts.update({row.source_id: row.released for row in await queries.released_on(unit, organisation_id, source_ids, day)})
    return counts


async def released_by_day(unit: Unit, organisation_id: UUID, source_id: UUID) -> dict[date, int]:
    """Return how many a source released on each business day on which it did."""
    return dict(await queries.released_by_day(unit, organisation_id, source_id))


async def sendings(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime, *, hold: bool = True) -> list[Sending]:
    """Return what people were sent since then and what is on its way to them, as far as it was counted.

    The caps of an organisation stay locked until the transaction ends, so that what is counted next still fits; whoever only
    looks does not `hold` them.
    """
    if not contact_ids:
        return []
    if hold:
        await queries.lock_caps(unit, organisation_id)
    return await queries.sendings(unit, organisation_id, contact_ids, since)


async def count_sendings(unit: Unit, organisation_id: UUID, source_id: UUID, channel: Channel, contact_ids: Sequence[UUID]) -> None:
    """Count messages from their release on, without an end until they are settled or given back. Ask `sendings` first."""
    if contact_ids:
        await queries.count_sendings(unit, organisation_id, source_id, channel, contact_ids)


async def count_single_sendings(unit: Unit, organisation_id: UUID, sendings: Sequence[tuple[UUID, Channel, UUID]]) -> None:
    """Do the same with messages (source, channel, contact) that have a source each."""
    if sendings:
        await queries.count_single_sendings(unit, organisation_id, sendings)


async def settle_sendings(unit: Unit, organisation_id: UUID, sent: Sequence[tuple[UUID, UUID, datetime]]) -> None:
    """Give messages (source, contact) the time at which they left, or may have left; what was never counted is not counted by it."""
    if sent:
        await queries.settle_sendings(unit, organisation_id, sent)


async def last_sources(unit: Unit, organisation_id: UUID, asked: Sequence[tuple[UUID, Channel, datetime]]) -> dict[int, UUID]:
    """Return which source sent each contact the last message on a channel before a moment, by place; what was never counted is left out."""
    if not asked:
        return {}
    contact_ids, channels, moments = zip(*asked, strict=True)
    return {each.place: each.source_id for each in await queries.last_sources(unit, organisation_id, contact_ids, channels, moments)}


async def give_back_sendings(unit: Unit, organisation_id: UUID, unsent: Sequence[tuple[UUID, UUID]]) -> None:
    """Stop counting messages (source, contact) that definitely did not leave."""
    if unsent:
        await queries.give_back_sendings(unit, organisation_id, unsent)


async def share_sendings(unit: Unit, organisation_id: UUID, source: UUID, target: UUID) -> None:
    """Have caps count for one contact, too, what another was sent: the two are one person."""
    await queries.share_sendings(unit, organisation_id, source, target)


async def forget_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Forget what people were sent, as far as caps count it; returns how many messages."""
    return await queries.forget_people(unit, organisation_id, contact_ids)


async def purge(unit: Unit) -> int:
    """Drop what no window can see any more (engine role); returns how many rows went."""
    return await queries.purge(unit, unit.at)
