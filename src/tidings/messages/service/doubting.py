"""Messages in doubt: looked for at their providers in batches, and given an end.

A batch of one organisation takes as many statements as one message: what is needed to ask, then, with no transaction open
between, all that was answered in one transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import OpenConnection, Sender
from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.content.types import PublicAddress
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid, NotFound
from tidings.limits import service as limits
from tidings.messages.queries import doubts, outbox, receipts, records, sources
from tidings.messages.queries.doubts import Ended, Look
from tidings.messages.queries.records import Tried
from tidings.messages.queries.sources import Lock
from tidings.messages.rules import LOOK_EVERY, LOOKS_TO_DENY, UNANSWERED_AFTER, UNCONFIRMED_AFTER, token_of
from tidings.messages.service.news import tell_settled
from tidings.messages.service.values import brought_values
from tidings.messages.types import Doubt, Key, Source, SourceKind, SourceState, State
from tidings.ports import adapter as ports
from tidings.ports.content import Content

_LOOK_BATCH = 1000
_MINUTE = timedelta(minutes=1)
_NO_QUESTION = ports.CannotTell("the message can't be made again to look for it", ever=True)


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What one connection is asked about, by the token of each attempt."""

    connection: OpenConnection
    doubts: Mapping[str, Doubt]
    traces: Sequence[ports.Trace]


@dataclass(slots=True)
class _Ends:
    """A batch of findings, sorted by what becomes of the messages."""

    found: list[tuple[Doubt, str]] = field(default_factory=list[tuple[Doubt, str]])
    again: list[Doubt] = field(default_factory=list[Doubt])
    ended: list[Ended] = field(default_factory=list[Ended])
    looked: list[Look] = field(default_factory=list[Look])
    tried: list[Tried] = field(default_factory=list[Tried])


async def doubts_due(unit: Unit) -> list[Doubt]:
    """Take some messages in doubt that are due for a look; nobody else takes them until their next look (engine role)."""
    return await doubts.due(unit, _LOOK_BATCH, unit.at + LOOK_EVERY)


async def inquiries(unit: Unit, organisation_id: UUID, batch: Sequence[Doubt], public: PublicAddress) -> list[Inquiry]:
    """Return whom to ask about doubts of an organisation, and what is known of each; those that can't be made again are left out."""
    found = {each.source_id: each for each in await sources.select(unit, organisation_id, list({doubt.key.source_id for doubt in batch}))}
    compiled = {source_id: await _compiled(unit, organisation_id, source) for source_id, source in found.items()}
    brought = await brought_values(unit, organisation_id, found.values(), [doubt.key for doubt in batch])
    going = await doubts.address_ids(unit, organisation_id, [doubt.key for doubt in batch])
    addresses = await contacts.addresses(unit, organisation_id, list(set(going.values())))
    people = await contacts.people(unit, organisation_id, list({doubt.key.contact_id for doubt in batch}))
    senders = await channels.sender_batch(unit, organisation_id, list({doubt.sender_id for doubt in batch}))
    asked: dict[UUID, list[tuple[Doubt, ports.Trace]]] = defaultdict(list)
    for doubt in batch:
        source, sender = found.get(doubt.key.source_id), senders.get(doubt.sender_id)
        address = addresses.get(going[doubt.key]) if doubt.key in going else None
        ready, person = compiled.get(doubt.key.source_id), people.get(doubt.key.contact_id)
        if source is None or sender is None or address is None or ready is None or person is None:
            continue
        said = _rendered(ready, person, brought.of(doubt.key, address.id, source.channel, ready.links, public))
        if said is not None:
            asked[sender.connection_id].append((doubt, _trace(unit, doubt, source, sender, address.value, said)))
    return [
        Inquiry(await channels.open_account(unit, organisation_id, each), {trace.token: doubt for doubt, trace in mine}, [trace for _, trace in mine])
        for each, mine in asked.items()
    ]


async def settle_doubts(unit: Unit, organisation_id: UUID, batch: Sequence[Doubt], findings: Mapping[Key, ports.Finding]) -> None:
    """Act on what providers said: adopt what they have, send again what they denied twice, else wait; then give up.

    What nobody can confirm (in a quarter of an hour where the provider can't be asked, else in a day) ends as unknown for
    good ("unconfirmed"): accounted for, never resent unless a person decides it.
    """
    held = await sources.select(unit, organisation_id, list({doubt.key.source_id for doubt in batch}), Lock.STEADY)
    known = {each.source_id: each for each in held}
    await records.lock(unit, organisation_id, [doubt.key for doubt in batch])
    ends = _sorted(unit, batch, await _each_its_own(unit, organisation_id, batch, findings), known)
    adopted = await doubts.adopt(unit, organisation_id, ends.found)
    back = set(await doubts.send_again(unit, organisation_id, ends.again, {each.source_id: each.lane for each in held}))
    ended = await doubts.settle(unit, organisation_id, ends.ended)
    given_up = {each.doubt.key for each in ends.ended if each.state is State.UNKNOWN} & ended.keys()
    await doubts.looked(unit, organisation_id, ends.looked)
    await doubts.leave_to_a_person(unit, organisation_id, [doubt for doubt in batch if doubt.key in given_up])
    waiting = given_up | {each.doubt.key for each in ends.looked}
    await doubts.end(unit, organisation_id, [doubt for doubt in batch if doubt.key not in waiting])
    await records.tried(unit, organisation_id, ends.tried)
    await _count_people(unit, organisation_id, batch, {**adopted, **ended}, given_back=ended.keys() - given_up)
    for lane, sender_id in sorted({(known[doubt.key.source_id].lane, doubt.sender_id) for doubt in ends.again if doubt.key in back}):
        await outbox.announce(unit, organisation_id, lane, sender_id, unit.at)
    tell_settled(unit, organisation_id, {key.source_id for key in (*adopted, *ended)})


async def _compiled(unit: Unit, organisation_id: UUID, source: Source) -> content.Sayable | None:
    if source.template_id is None and source.kind is SourceKind.INBOX:
        return content.Free()
    if source.template_id is None or source.template_version is None:
        return None
    try:
        return await content.compiled(unit, organisation_id, source.template_id, source.template_version)
    except (NotFound, Invalid):
        return None


def _rendered(ready: content.Sayable, person: Person, brought: Mapping[str, Any]) -> Content | None:
    try:
        return ready.render(person, brought)
    except Exception:  # noqa: BLE001 - one that can't be rendered must not keep the others waiting
        return None


def _trace(unit: Unit, doubt: Doubt, source: Source, sender: Sender, to: str, said: Content) -> ports.Trace:
    return ports.Trace(
        channel=source.channel,
        sender=sender.address,
        to=to,
        content=said,
        token=token_of(doubt.key, doubt.attempt),
        started_at=doubt.started_at,
        denied=doubt.looks,
        until=unit.at if doubt.restored else None,
    )


async def _each_its_own(unit: Unit, organisation_id: UUID, batch: Sequence[Doubt], findings: Mapping[Key, ports.Finding]) -> dict[Key, ports.Finding]:
    """Give each message that was found an id of its own: one that is in the ledger, or another's of the batch, is not its."""
    ids = {each for finding in findings.values() if isinstance(finding, ports.Found) for each in (finding.provider_id, *finding.alike)}
    taken = {each.provider_id for each in await receipts.references(unit, organisation_id, sorted(ids))} if ids else set[str]()
    own: dict[Key, ports.Finding] = {}
    for doubt in sorted(batch, key=lambda doubt: doubt.started_at):
        finding = findings.get(doubt.key, _NO_QUESTION)
        if isinstance(finding, ports.Found):
            free = next((each for each in (finding.provider_id, *finding.alike) if each not in taken), None)
            taken.add(free or "")
            finding = ports.NotFound() if free is None else ports.Found(free)
        own[doubt.key] = finding
    return own


def _sorted(unit: Unit, batch: Sequence[Doubt], findings: Mapping[Key, ports.Finding], known: Mapping[UUID, Source]) -> _Ends:
    ends = _Ends()
    for doubt in batch:
        match findings[doubt.key]:
            case ports.Found(provider_id=provider_id):
                ends.found.append((doubt, provider_id))
                ends.tried.append(_note(unit, doubt, "found", provider_id))
            case ports.NotFound():
                ends.tried.append(_note(unit, doubt, "not_found", f"look {doubt.looks + 1}"))
                _sort_denied(unit, ends, doubt, known[doubt.key.source_id])
            case ports.CannotTell(why=why, ever=ever):
                _sort_untold(unit, ends, doubt, why, UNCONFIRMED_AFTER if ever else UNANSWERED_AFTER)
    return ends


def _sort_denied(unit: Unit, ends: _Ends, doubt: Doubt, source: Source) -> None:
    looks = doubt.looks + 1
    if doubt.restored:
        _give_up(unit, ends, doubt, "what the provider denies of one attempt may have gone out as another since the backup")
    elif looks < LOOKS_TO_DENY:
        ends.looked.append(Look(doubt, looks, unit.at + LOOK_EVERY))
    elif source.state is SourceState.CLOSED:
        ends.ended.append(Ended(doubt, State.CANCELLED, "campaign_cancelled"))
    else:
        ends.again.append(doubt)


def _sort_untold(unit: Unit, ends: _Ends, doubt: Doubt, why: str, longest: timedelta) -> None:
    ends_at = doubt.started_at + longest
    if unit.at < ends_at and not doubt.restored:
        ends.looked.append(Look(doubt, doubt.looks, min(unit.at + LOOK_EVERY, ends_at)))
    else:
        _give_up(unit, ends, doubt, why)


def _give_up(unit: Unit, ends: _Ends, doubt: Doubt, why: str) -> None:
    ended = Ended(doubt, State.UNKNOWN, "restored") if doubt.restored else Ended(doubt, State.UNKNOWN, "unconfirmed")
    ends.ended.append(ended)
    ends.tried.append(_note(unit, doubt, "given_up", why))


def _note(unit: Unit, doubt: Doubt, outcome: str, detail: str) -> Tried:
    return Tried(doubt.key, doubt.attempt, unit.at, outcome, outcome, detail)


async def _count_people(
    unit: Unit, organisation_id: UUID, batch: Sequence[Doubt], addresses: Mapping[Key, UUID], *, given_back: Collection[Key]
) -> None:
    """Count whose message arrived, or may have, from when it was started; stop counting whose did not leave."""
    senders = await channels.sender_batch(unit, organisation_id, list({doubt.sender_id for doubt in batch}))
    reached: dict[UUID, list[tuple[UUID, datetime]]] = defaultdict(list)
    missed: dict[UUID, list[UUID]] = defaultdict(list)
    for doubt in batch:
        sender, address_id = senders.get(doubt.sender_id), addresses.get(doubt.key)
        if sender is None or sender.portfolio_id is None or address_id is None:
            continue
        if doubt.key in given_back:
            missed[sender.portfolio_id].append(address_id)
        else:
            # What was restored may have left at any time since the backup.
            reached[sender.portfolio_id].append((address_id, unit.at if doubt.restored else doubt.started_at + _MINUTE))
    for portfolio_id in sorted({*reached, *missed}):
        await limits.settle_people(unit, organisation_id, portfolio_id, reached[portfolio_id])
        await limits.give_back_people(unit, organisation_id, portfolio_id, missed[portfolio_id])
    mine = [doubt for doubt in batch if doubt.key in addresses]
    left = [(doubt.key.source_id, doubt.key.contact_id, doubt.started_at) for doubt in mine if doubt.key not in given_back]
    await limits.settle_sendings(unit, organisation_id, left)
    await limits.give_back_sendings(unit, organisation_id, [(each.source_id, each.contact_id) for each in given_back])
