"""The trace: all that is known of one message, and what it waits for."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.consent import service as consent
from tidings.consent.types import ConsentEvent, SuppressionRecord, SuppressionScope
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Purpose
from tidings.messages import errors
from tidings.messages.queries import ledger, tracing
from tidings.messages.queries.tracing import Whereabouts
from tidings.messages.rules import in_the_way
from tidings.messages.service.planning import source_of
from tidings.messages.service.release import ADDRESS_GONE, verdict
from tidings.messages.types import Attempt, Key, Outlook, Pace, Pause, Recipient, RecipientRow, Source, SourceKind, State, Wait, WaitCode
from tidings.policy.types import Allowed, Deferred, Refused

Foresee = Callable[[Unit, UUID, Key], Awaitable[Outlook]]
"""What a room above can say of a message of its own that is planned: when it is to leave, and why not yet."""


Recall = Callable[[Unit, UUID, UUID], Awaitable[Sequence[Pause]]]
"""What a room above can say of the pauses of a source of its own, oldest first."""

_MOST_AHEAD = 10_000


@dataclass(frozen=True, slots=True)
class Outlooks:
    """Whom to ask about messages, by what asked for them: when planned ones leave, and when it was paused; filled in by the application."""

    of: Mapping[SourceKind, Foresee] = field(default_factory=dict[SourceKind, Foresee])
    pauses: Mapping[SourceKind, Recall] = field(default_factory=dict[SourceKind, Recall])


@dataclass(frozen=True, slots=True)
class Trace:
    """All that is known of one message, for a person who asks why.

    `sender_id` is the number by which it was released last. What decided a refusal, or will, stands in `closings` and `statements`,
    newest first, as far as the ledger of consent has it. `pauses` are those between its planning and its end.
    """

    key: Key
    source: Source
    message: RecipientRow
    sender_id: UUID | None
    attempts: Sequence[Attempt]
    outlook: Outlook
    closings: Sequence[SuppressionRecord] = ()
    statements: Sequence[ConsentEvent] = ()
    pauses: Sequence[Pause] = ()


async def trace(unit: Unit, organisation_id: UUID, key: Key, outlooks: Outlooks) -> Trace:
    """Return all that is known of one message. Raises NotFound."""
    where = await tracing.whereabouts(unit, organisation_id, key)
    if where is None:
        raise errors.no_such_message()
    source = await source_of(unit, organisation_id, key.source_id)
    rows = await ledger.recipients(unit, organisation_id, key.source_id, contact_id=key.contact_id, limit=key.step + 1)
    message = next(row for row in rows if row.step == key.step)
    outlook = await _outlook(unit, organisation_id, source, message, where, outlooks.of.get(source.kind))
    closings, statements = await _what_decided(unit, organisation_id, source, message, outlook)
    return Trace(
        key=key,
        source=source,
        message=message,
        sender_id=where.sender_id,
        attempts=await ledger.attempts(unit, organisation_id, key.source_id, key.contact_id, key.step),
        outlook=outlook,
        closings=closings,
        statements=statements,
        pauses=await _pauses(unit, organisation_id, source, message, outlooks.pauses.get(source.kind)),
    )


async def messages_of(unit: Unit, organisation_id: UUID, source_id: UUID, contact_ids: Sequence[UUID]) -> list[Key]:
    """Return the messages of a source to any of these contacts."""
    return await tracing.among(unit, organisation_id, source_id, contact_ids)


async def ahead_of(unit: Unit, organisation_id: UUID, key: Key, after: UUID | None) -> int:
    """Count the planned messages of a source that are released before one of them; `after` is the source's release cursor."""
    return await tracing.ahead(unit, organisation_id, key, after)


async def _pauses(unit: Unit, organisation_id: UUID, source: Source, message: RecipientRow, recall: Recall | None) -> list[Pause]:
    """Return the pauses that a message lived through: what waits in the queue goes back to the plan then, and its release is told anew."""
    if recall is None:
        return []
    ended = message.sent_at or message.settled_at
    made = await recall(unit, organisation_id, source.source_id)
    return [each for each in made if each.at >= message.added_at and (ended is None or each.at <= ended)]


async def _outlook(unit: Unit, organisation_id: UUID, source: Source, message: RecipientRow, where: Whereabouts, foresee: Foresee | None) -> Outlook:
    key = Key(source.source_id, message.contact_id, message.step)
    match message.state:
        case State.PLANNED if foresee is not None:
            return await _judged(unit, organisation_id, source, message, await foresee(unit, organisation_id, key))
        case State.PLANNED | State.QUEUED:
            found = Outlook(await _queued(unit, organisation_id, key, where), sender_id=where.sender_id)
            return await _judged(unit, organisation_id, source, message, found)
        case State.UNKNOWN if where.next_look_at is not None:
            return Outlook([Wait(WaitCode.LOOKED_FOR, where.next_look_at)])
        case _:
            return Outlook()


async def _judged(unit: Unit, organisation_id: UUID, source: Source, message: RecipientRow, found: Outlook) -> Outlook:
    """Ask policy as it will be asked when the turn comes: whom it refuses does not leave on any day, others may be put off."""
    if source.kind is SourceKind.TEST:
        return found
    said = await verdict(unit, organisation_id, source, Recipient(message.contact_id, message.address_id), found.sender_id)
    match said:
        case None:
            return replace(found, refusal=ADDRESS_GONE, expected_on=None)
        case Refused(code=code):
            return replace(found, refusal=code.value, expected_on=None)
        case Deferred(until=until, code=code, besides=besides) if until is not None:
            own = [Wait(code, until), *(Wait(each) for each in besides)]
            return replace(found, waits=[*own, *(each for each in found.waits if each.code is not WaitCode.OTHERS_FIRST)])
        case Allowed() | Deferred():
            return found


async def _queued(unit: Unit, organisation_id: UUID, key: Key, where: Whereabouts) -> list[Wait]:
    organisation = await accounts.organisation(unit, organisation_id)
    sender_ids = [where.sender_id] if where.sender_id else []
    senders = list((await channels.sender_batch(unit, organisation_id, sender_ids)).values())
    waits = in_the_way(organisation, senders[0] if senders else None, unit.at)
    if where.due_at is not None and where.due_at > unit.at:
        waits.append(Wait(WaitCode.RETRY_LATER, where.due_at))
    return waits or [await _turn(unit, organisation_id, key, senders[0])]


async def _turn(unit: Unit, organisation_id: UUID, key: Key, sender: Sender) -> Wait:
    """Say that others come first, and how many where a sender's pace decides when it is this one's turn."""
    if sender.most_an_hour is None:
        return Wait(WaitCode.OTHERS_FIRST)
    ahead = await tracing.queued_before(unit, organisation_id, key, _MOST_AHEAD + 1)
    return Wait(WaitCode.SENDER_PACE, pace=Pace(sender.label, sender.most_an_hour, min(ahead, _MOST_AHEAD), ahead > _MOST_AHEAD))


async def _what_decided(
    unit: Unit, organisation_id: UUID, source: Source, message: RecipientRow, outlook: Outlook
) -> tuple[list[SuppressionRecord], list[ConsentEvent]]:
    """Return what had closed the address, and what the person had said last, when policy refused the message; or now, if it would."""
    at = message.settled_at if message.state is State.SUPPRESSED else unit.at if outlook.refusal else None
    if at is None:
        return [], []
    address = (await contacts.addresses(unit, organisation_id, [message.address_id])).get(message.address_id)
    made = await consent.closings(unit, organisation_id, source.channel, address) if address else []
    ends = {each.id: [end for end in (each.ends_at, each.lifted_at) if end is not None] for each in made}
    closed = [each for each in made if each.at <= at and all(at < end for end in ends[each.id])]
    scopes = set(SuppressionScope) if source.purpose is Purpose.MARKETING else {SuppressionScope.ALL}
    said = await consent.said(unit, organisation_id, message.contact_id, source.channel, source.purpose)
    return [each for each in closed if each.scope in scopes], [each for each in said if each.recorded_at <= at][:1]
