"""Answering: through the ledger like everything else, once for each key, refused with the reason where it may not leave."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.errors import CannotRender
from tidings.inbox import errors
from tidings.inbox.queries import files, items, threads
from tidings.inbox.rules import moving
from tidings.inbox.rules.actors import user_of
from tidings.inbox.rules.answering import check_draft, check_length, chosen, good_until, lane_for, overtaken
from tidings.inbox.rules.carrying import check_brought, check_carried
from tidings.inbox.service import surveying
from tidings.inbox.service.acting import held
from tidings.inbox.service.bringing import bringing_of, kept_of, said_of, shown_of
from tidings.inbox.service.noting import SEALED_AS, agents, events_of
from tidings.inbox.service.showing import words_of
from tidings.inbox.service.ways import marketing_verdict, ways
from tidings.inbox.types import NOBODY, SYSTEM, Bringing, Draft, EventWhat, Reply, Status, Thread, Way, WayState
from tidings.infra.db.unit import Unit
from tidings.kernel.blank import showing
from tidings.kernel.errors import Conflict
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Order, Recipient, Source, SourceKind, SourceState
from tidings.policy import service as policy


@dataclass(frozen=True, slots=True)
class _Ready:
    """What an answer says, made ready: what its message brings, the words to show, the template if it has one, what it is for, what else it has."""

    brings: Mapping[str, Any]
    shown: str
    template: tuple[UUID, int] | None = None
    purpose: Purpose = Purpose.TRANSACTIONAL
    beside: Bringing = field(default_factory=Bringing)


async def reply(
    unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, draft: Draft, *, anyway: bool = False, wanted: str | None = None
) -> Reply:
    """Answer a person: the message is in the queue when this is committed. Asked for again with its key, it is the reply that is there.

    `anyway` sends although another agent answered meanwhile; `wanted` are the reader's languages, for what is told. Raises NotFound, Invalid for
    what can't be said, Conflict for what may not leave now, or not by that channel, and for other words with the key of what left already.
    """
    check_draft(draft)
    check_brought(draft)
    thread = await held(unit, organisation_id, thread_id)
    if (there := await items.reply_by_key(unit, organisation_id, thread.id, draft.key)) is not None:
        return await _the_same(unit, organisation_id, there, draft)
    if not anyway and overtaken(thread, draft.seen, actor, NOBODY):
        raise errors.answered_meanwhile()
    if thread.contact_id is None:
        raise errors.not_theirs()
    way = chosen(await ways(unit, organisation_id, thread), draft, thread)
    await _check_open(unit, organisation_id, way, draft, wanted)
    check_carried(draft, way)
    reply_id = new_id(unit.at)
    ready = await _ready(unit, organisation_id, thread, way, draft, reply_id)
    if ready.purpose is Purpose.MARKETING:
        await _check_marketing(unit, organisation_id, thread.contact_id, way, wanted)
    made = Reply(reply_id, thread.id, draft.key, actor, way.channel, await _sealed(unit, organisation_id, ready), unit.at)
    await items.add_reply(unit, organisation_id, made)
    if ready.beside.file is not None:
        await files.bind(unit, organisation_id, ready.beside.file.id, made.id)
    await _send(unit, organisation_id, thread.contact_id, way, ready, made)
    await _move(unit, organisation_id, actor, thread, draft.then, made)
    return made


async def _the_same(unit: Unit, organisation_id: UUID, there: Reply, draft: Draft) -> Reply:
    """Return the reply of a key. Raises Conflict where other words were written since it left: they would be lost without anybody's knowing."""
    text, said = showing(draft.text), words_of(await unit.keys(organisation_id), there.sealed)
    if text and said != text and not said.endswith(f"\n\n{text}"):  # a subject or title stands before
        raise errors.left_already()
    return there


async def _check_open(unit: Unit, organisation_id: UUID, way: Way, draft: Draft, wanted: str | None) -> None:
    if way.state is WayState.TEMPLATE and draft.template is None:
        raise errors.window_closed()
    if way.state is WayState.CLOSED:
        raise await _closed(unit, organisation_id, way.code or "", wanted)


async def _check_marketing(unit: Unit, organisation_id: UUID, contact_id: UUID, way: Way, wanted: str | None) -> None:
    """Refuse marketing to whoever did not agree to it, or may not get it now. That they wrote lately, or that the window is open, is no consent."""
    code = await marketing_verdict(unit, organisation_id, contact_id, way)
    if code is not None:
        raise await _closed(unit, organisation_id, code, wanted)


async def _closed(unit: Unit, organisation_id: UUID, code: str, wanted: str | None) -> Conflict:
    """Return the refusal that a reason makes, in the reader's language."""
    language = await accounts.language_for(unit, organisation_id, wanted)
    told = policy.explanations([code], language).get(code)
    return errors.no_way() if told is None else errors.closed(told.sentence, told.fix, code)


async def _ready(unit: Unit, organisation_id: UUID, thread: Thread, way: Way, draft: Draft, reply_id: UUID) -> _Ready:
    if draft.template is not None and thread.contact_id is not None:
        return await _from_template(unit, organisation_id, thread.contact_id, way, draft)
    text = showing(draft.text)
    beside = await bringing_of(unit, organisation_id, thread, draft)
    said = said_of(unit, reply_id, text, beside)
    if said is not None:
        return _Ready(said, shown_of(text, beside), beside=beside)
    check_length(text, way.channel)
    if way.channel is Channel.EMAIL or way.channel is Channel.PUSH:
        title = showing(draft.subject) or (await accounts.organisation(unit, organisation_id)).name
        brings = content.free_mail(title, text) if way.channel is Channel.EMAIL else content.free_push(title, text)
        return _Ready(brings, f"{title}\n\n{text}")
    return _Ready(content.free_text(text, smart=way.channel is Channel.SMS), text)


async def _from_template(unit: Unit, organisation_id: UUID, contact_id: UUID, way: Way, draft: Draft) -> _Ready:
    """Fill in a template of the channel that the provider lets be sent."""
    name = draft.template or ""
    template = await content.find_template(unit, organisation_id, name)
    if template is None or template.channel is not way.channel or template.archived_at is not None:
        raise errors.no_template(name)
    purpose = await content.counts_as(unit, organisation_id, template)
    if purpose is Purpose.MARKETING and way.channel is not Channel.WHATSAPP:
        raise errors.no_template(name)
    sender = (await channels.sender_batch(unit, organisation_id, [way.sender_id] if way.sender_id else [])).get(way.sender_id or NOBODY)
    if sender is not None and (why := await content.sendable(unit, organisation_id, template, provider=sender.provider)):
        raise errors.template_held(why)
    compiled = await content.compiled(unit, organisation_id, template.id, template.version)
    person = (await contacts.people(unit, organisation_id, [contact_id]))[contact_id]
    try:
        missing = compiled.missing(person, draft.values)
    except CannotRender as error:
        raise errors.template_held(error.message) from error
    if missing:
        raise errors.lacking(", ".join(missing))
    return _Ready(draft.values, compiled.preview(person, draft.values).text, (template.id, template.version), purpose)


async def _sealed(unit: Unit, organisation_id: UUID, ready: _Ready) -> bytes:
    kept = {"text": ready.shown, **kept_of(ready.beside)}
    return (await unit.keys(organisation_id)).seal(SEALED_AS, json.dumps(kept, ensure_ascii=False))


async def _send(unit: Unit, organisation_id: UUID, contact_id: UUID, way: Way, ready: _Ready, made: Reply) -> None:
    """Put the message into the queue, in the lane that `lane_for` names."""
    if way.address_id is None or way.sender_id is None:
        raise errors.no_way()
    source = source_of(made.id, contact_id, way, ready.purpose, ready.template)
    until = good_until(way, unit.at, free=ready.template is None)
    if way.counted:
        (sender,) = (await channels.sender_batch(unit, organisation_id, [way.sender_id])).values()
        if sender.portfolio_id is not None:
            await limits.admit_people(unit, organisation_id, sender.portfolio_id, [way.address_id])
    await messages.send_each(unit, organisation_id, [Order(source, Recipient(contact_id, way.address_id), way.sender_id, ready.brings, until)])


async def _nobodys(unit: Unit, organisation_id: UUID, thread: Thread) -> bool:
    """Say whether a thread is nobody's: who left the organisation has nothing assigned any more."""
    return thread.assignee_id is None or thread.assignee_id not in await agents(unit, organisation_id)


def source_of(reply_id: UUID, contact_id: UUID, way: Way, purpose: Purpose, template: tuple[UUID, int] | None = None) -> Source:
    """Return the source of a reply, which has its one message."""
    return Source(
        source_id=reply_id,
        kind=SourceKind.INBOX,
        name=SourceKind.INBOX.value,
        lane=lane_for(purpose, lately=way.conversational),
        purpose=purpose,
        channel=way.channel,
        template_id=template[0] if template else None,
        template_version=template[1] if template else None,
        state=SourceState.OPEN,
        each_person=False,
        contact_id=contact_id,
    )


async def _move(unit: Unit, organisation_id: UUID, actor: str, thread: Thread, then: Status, made: Reply) -> None:
    """Let the thread stand where the agent puts it: nobody waits any more, it is theirs if it was nobody's, and they have read it."""
    user_id = user_of(actor)
    moved, happened = (thread, ()) if actor == SYSTEM else moving.settled(thread, then, None, unit.at)
    whats = list[EventWhat](what for what in happened if what is not EventWhat.PENDING)
    if actor != SYSTEM:
        moved = replace(moved, waiting_since=None, replied_id=made.id, replied_by=actor)
        await surveying.on_agent(unit, organisation_id, thread.id)
        if moved.status is Status.RESOLVED and thread.status is not Status.RESOLVED:
            await surveying.on_resolved(unit, organisation_id, moved, actor)
    if user_id is not None and await _nobodys(unit, organisation_id, moved):
        moved = replace(moved, assignee_id=user_id)
        whats.append(EventWhat.ASSIGNED)
    await threads.update(unit, organisation_id, [replace(moved, moved_at=unit.at)])
    detail = {"user_id": str(user_id)} if user_id else {}
    await items.add_events(unit, organisation_id, events_of(unit, actor, [(thread.id, what) for what in whats], detail))
    if user_id is not None:
        await items.mark_read(unit, organisation_id, thread.id, user_id, unit.at)
    unit.changed(organisation_id, "thread", thread.id)
