"""Sources and who is planned into them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tidings.channels import service as channels
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Purpose, check_sendable
from tidings.limits import service as limits
from tidings.messages import errors
from tidings.messages.queries import ledger, outbox, sources
from tidings.messages.queries.sources import Lock
from tidings.messages.service.filed import as_filed
from tidings.messages.types import Added, Recipient, Source, SourceState, State
from tidings.policy.types import LocalHours


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What a source had released and not sent when its hours were over: planned again."""

    source_id: UUID
    closed_at: datetime
    messages: int


async def open_source(unit: Unit, organisation_id: UUID, source: Source) -> None:
    """Enter a source into the ledger; its id is a UUIDv7 minted by whoever asks. Raises Invalid for a purpose that nothing is sent for.

    It is marketing, whatever it is asked to be, where the provider files its template so.
    """
    check_sendable(source.purpose)
    await sources.insert(unit, organisation_id, await as_filed(unit, organisation_id, source))


async def source_of(unit: Unit, organisation_id: UUID, source_id: UUID) -> Source:
    """Return a source. Raises NotFound."""
    return await found(unit, organisation_id, source_id, Lock.NONE)


async def change_source(
    unit: Unit,
    organisation_id: UUID,
    source_id: UUID,
    *,
    name: str | None = None,
    template: tuple[UUID, int] | None = None,
    purpose: Purpose | None = None,
    each_person: bool | None = None,
    programme: str | None = None,
) -> None:
    """Change what a source's messages share; what is left out stays. `purpose` goes with a template: marketing where the provider files that so."""
    source = await found(unit, organisation_id, source_id, Lock.CHANGING)
    template_id, version = template or (source.template_id, source.template_version)
    changed = replace(
        source,
        name=source.name if name is None else name,
        template_id=template_id,
        template_version=version,
        purpose=source.purpose if purpose is None else purpose,
        each_person=source.each_person if each_person is None else each_person,
        programme=source.programme if programme is None else programme,
    )
    await sources.update(unit, organisation_id, changed if template is None else await as_filed(unit, organisation_id, changed))


async def keep_local_hours(unit: Unit, organisation_id: UUID, source_id: UUID, hours: LocalHours | None) -> None:
    """Let a source's messages leave only in these hours of each person's own time; None: in any."""
    source = await found(unit, organisation_id, source_id, Lock.CHANGING)
    await sources.update(unit, organisation_id, replace(source, local_hours=hours))


async def plan(unit: Unit, organisation_id: UUID, source_id: UUID, recipients: Sequence[Recipient], *, named: bool = False) -> Added:
    """Plan people into a source, each once, by contact and by address. Raises Conflict when the source has ended.

    `named` says that just these addresses were asked for: no other of a person's takes the place of one that dies before the release.

    The source is not held, because adding many takes long: whoever may end it meanwhile must see to it that the one waits for the other.
    """
    source = await found(unit, organisation_id, source_id, Lock.NONE)
    if source.state is SourceState.CLOSED:
        raise errors.closed_source(source_id)
    if not recipients:
        return Added(0, 0)
    added = await ledger.plan(unit, organisation_id, source_id, recipients, each_person=source.each_person, named=named)
    return Added(added, len(recipients) - added)


async def in_already(unit: Unit, organisation_id: UUID, source_id: UUID, recipients: Sequence[Recipient]) -> Mapping[UUID, UUID]:
    """Return who of a source makes `plan` pass over one of these people: contacts, in whatever state, with the key that they take.

    It is their address; where each person of a shared one is reached, themselves.
    """
    return dict(await ledger.among(unit, organisation_id, source_id, recipients)) if recipients else {}


async def unplan(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """Take everybody planned out of a source that has never been open, as if they had not been added; returns how many.

    Whoever asks sees to it that nothing of the source was ever released: what happened to a message must stay in the ledger.
    """
    await found(unit, organisation_id, source_id, Lock.CHANGING)
    return await ledger.remove_planned(unit, organisation_id, source_id)


async def pause(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """Let nothing more of a source leave and take back what waits in the queue; returns how many came back.

    What is being exchanged at this moment ends by itself.
    """
    await _change_state(unit, organisation_id, source_id, SourceState.PAUSED)
    return await take_back(unit, organisation_id, source_id)


async def resume(unit: Unit, organisation_id: UUID, source_id: UUID) -> None:
    """Let a source's messages leave again."""
    await _change_state(unit, organisation_id, source_id, SourceState.OPEN)
    for turn in await outbox.senders_waiting(unit, organisation_id, source_id):
        await outbox.announce(unit, organisation_id, turn.lane, turn.sender_id, unit.at)


async def cancel(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """End a source: everybody not yet sent to is cancelled; returns how many. What is in flight ends by itself."""
    return await _end(unit, organisation_id, source_id, State.CANCELLED, "campaign_cancelled")


async def expire(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """End a source whose time is over: everybody not yet sent to expires; returns how many."""
    return await _end(unit, organisation_id, source_id, State.EXPIRED, "end_date_passed")


async def keep_hours(unit: Unit, organisation_id: UUID, closings: Mapping[UUID, datetime | None]) -> list[LeftOver]:
    """Say until when what is released of sources may leave: a moment that has passed closes them, None lets them leave at any hour.

    What is left in the queue from hours that are over is planned again; returns what that was.
    """
    known = await sources.closings(unit, organisation_id, list(closings))
    over = {source_id: closed_at for source_id, closed_at in known.items() if closed_at is not None and closed_at <= unit.at}
    changed = {source_id: closes_at for source_id, closes_at in closings.items() if source_id in known and known[source_id] != closes_at}
    stay_closed = {source_id for source_id in over if (closes_at := closings[source_id]) is not None and closes_at <= unit.at}
    await sources.close_at(unit, organisation_id, {source_id: changed[source_id] for source_id in changed.keys() - stay_closed})
    left = [LeftOver(source_id, closed_at, await take_back(unit, organisation_id, source_id)) for source_id, closed_at in over.items()]
    return [each for each in left if each.messages]


async def found(unit: Unit, organisation_id: UUID, source_id: UUID, lock: Lock) -> Source:
    """Return a source, held as asked. Raises NotFound."""
    sources_found = await sources.select(unit, organisation_id, [source_id], lock)
    if not sources_found:
        raise errors.no_such_source(source_id)
    return sources_found[0]


async def _end(unit: Unit, organisation_id: UUID, source_id: UUID, state: State, reason: str) -> int:
    await _change_state(unit, organisation_id, source_id, SourceState.CLOSED)
    await take_back(unit, organisation_id, source_id)
    return await ledger.end_planned(unit, organisation_id, source_id, state, reason)


async def take_back(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """Plan again what waits in the queue of a source, with all that it took given back; returns how many messages that was."""
    back = await ledger.recall(unit, organisation_id, source_id)
    senders = await channels.sender_batch(unit, organisation_id, list({each.sender_id for each in back}))
    people: dict[UUID, list[UUID]] = {}
    for each in back:
        sender = senders.get(each.sender_id)
        if sender is not None and sender.portfolio_id is not None:
            people.setdefault(sender.portfolio_id, []).append(each.address_id)
    for portfolio_id, mine in sorted(people.items()):
        await limits.give_back_people(unit, organisation_id, portfolio_id, mine)
    await limits.give_back_sendings(unit, organisation_id, [(source_id, each.contact_id) for each in back])
    return len(back)


async def _change_state(unit: Unit, organisation_id: UUID, source_id: UUID, state: SourceState) -> None:
    source = await found(unit, organisation_id, source_id, Lock.CHANGING)
    await sources.update(unit, organisation_id, replace(source, state=state))
