"""Messages in doubt: looked for at the provider, and given an end."""

from datetime import timedelta
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import OpenConnection
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.messages.queries import doubts, outbox, records, sources
from tidings.messages.queries.records import Tried
from tidings.messages.queries.sources import Lock
from tidings.messages.rules import LOOK_EVERY, LOOKS_TO_DENY, UNANSWERED_AFTER, UNCONFIRMED_AFTER, token_of
from tidings.messages.service.news import tell_settled
from tidings.messages.service.planning import found
from tidings.messages.types import Doubt, SourceState, State
from tidings.ports import adapter as ports

_LOOK_BATCH = 32


async def doubts_due(unit: Unit) -> list[Doubt]:
    """Take some messages in doubt that are due for a look; nobody else takes them until their next look (engine role)."""
    return await doubts.due(unit, _LOOK_BATCH, unit.at + LOOK_EVERY)


async def question_for(unit: Unit, doubt: Doubt) -> tuple[OpenConnection, ports.Trace] | None:
    """Return whom to ask about a message and what is known of it; None when it can't be rendered again."""
    organisation_id = doubt.organisation_id
    of = await sources.select(unit, organisation_id, [doubt.key.source_id])
    recipient = await _address_of(unit, doubt)
    people = await contacts.people(unit, organisation_id, [doubt.key.contact_id])
    sender = (await channels.sender_batch(unit, organisation_id, [doubt.sender_id])).get(doubt.sender_id)
    source = of[0] if of else None
    person = people.get(doubt.key.contact_id)
    if source is None or recipient is None or sender is None or person is None or source.template_id is None or source.template_version is None:
        return None
    compiled = await content.compiled(unit, organisation_id, source.template_id, source.template_version)
    connection = await channels.open_account(unit, organisation_id, sender.connection_id)
    trace = ports.Trace(
        channel=source.channel,
        sender=sender.address,
        to=recipient,
        content=compiled.render(person),
        token=token_of(doubt.key, doubt.attempt),
        started_at=doubt.started_at,
    )
    return connection, trace


async def settle_doubt(unit: Unit, doubt: Doubt, finding: ports.Finding) -> None:
    """Act on what the provider said: adopt what it has, send again what it denied twice, else wait; then give up.

    What nobody can confirm (in a quarter of an hour where the provider can't be asked, else in a day) ends as unknown for
    good ("unconfirmed"): accounted for, never resent unless a person decides it.
    """
    match finding:
        case ports.Found(provider_id=provider_id):
            await _note(unit, doubt, "found", provider_id)
            if await doubts.adopt(unit, doubt, provider_id):
                await _settled(unit, doubt)
            await doubts.end(unit, doubt)
        case ports.NotFound():
            await _note(unit, doubt, "not_found", f"look {doubt.looks + 1}")
            await _denied(unit, doubt)
        case ports.CannotTell(why=why, ever=ever):
            await _wait(unit, doubt, why, UNCONFIRMED_AFTER if ever else UNANSWERED_AFTER)


async def _denied(unit: Unit, doubt: Doubt) -> None:
    looks = doubt.looks + 1
    if looks < LOOKS_TO_DENY:
        await doubts.looked(unit, doubt, looks, unit.at + LOOK_EVERY)
        return
    source = await found(unit, doubt.organisation_id, doubt.key.source_id, Lock.STEADY)
    if source.state is SourceState.CLOSED:
        if await doubts.settle(unit, doubt, State.CANCELLED, "campaign_cancelled"):
            await _give_back(unit, doubt)
            tell_settled(unit, doubt.organisation_id, [doubt.key.source_id])
    elif await doubts.send_again(unit, doubt, source.lane):
        await outbox.announce(unit, doubt.organisation_id, source.lane, doubt.sender_id, unit.at)
    await doubts.end(unit, doubt)


async def _wait(unit: Unit, doubt: Doubt, why: str, longest: timedelta) -> None:
    ends_at = doubt.started_at + longest
    if unit.at < ends_at:
        await doubts.looked(unit, doubt, doubt.looks, min(unit.at + LOOK_EVERY, ends_at))
        return
    await _note(unit, doubt, "given_up", why)
    if await doubts.settle(unit, doubt, State.UNKNOWN, "unconfirmed"):
        await doubts.leave_to_a_person(unit, doubt)
        await _settled(unit, doubt)
    else:
        await doubts.end(unit, doubt)


async def _settled(unit: Unit, doubt: Doubt) -> None:
    """Count the person against the portfolio from when the message was started: it arrived, or may have."""
    counted = await _counted(unit, doubt)
    if counted is not None:
        portfolio_id, address_id = counted
        await limits.settle_people(unit, doubt.organisation_id, portfolio_id, [(address_id, doubt.started_at + timedelta(minutes=1))])
    tell_settled(unit, doubt.organisation_id, [doubt.key.source_id])


async def _give_back(unit: Unit, doubt: Doubt) -> None:
    counted = await _counted(unit, doubt)
    if counted is not None:
        await limits.give_back_people(unit, doubt.organisation_id, counted[0], [counted[1]])


async def _counted(unit: Unit, doubt: Doubt) -> tuple[UUID, UUID] | None:
    """Return the portfolio and the person (address) that the message counts for, if it does."""
    sender = (await channels.sender_batch(unit, doubt.organisation_id, [doubt.sender_id])).get(doubt.sender_id)
    address_id = await doubts.address_id(unit, doubt)
    if sender is None or sender.portfolio_id is None or address_id is None:
        return None
    return sender.portfolio_id, address_id


async def _note(unit: Unit, doubt: Doubt, outcome: str, detail: str) -> None:
    await records.tried(unit, doubt.organisation_id, [Tried(doubt.key, doubt.attempt, unit.at, outcome, outcome, detail)])


async def _address_of(unit: Unit, doubt: Doubt) -> str | None:
    address_id = await doubts.address_id(unit, doubt)
    if address_id is None:
        return None
    known = (await contacts.addresses(unit, doubt.organisation_id, [address_id])).get(address_id)
    return known.value if known else None
