"""Conversations: lists, one of them with its items, answers, notes, and who is in it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from tidings.inbox import service
from tidings.inbox.http.models import (
    Acts,
    Assigned,
    Escalated,
    InboxCountsShown,
    InboxItemShown,
    InboxOpenedShown,
    InboxThreadShown,
    InboxThreadsShown,
    NoteSent,
    PresenceSent,
    PresenceShown,
    Reads,
    ReadSent,
    StatusSent,
    ThreadOpened,
)
from tidings.inbox.http.replies import InboxReplySent, InboxReplyShown
from tidings.inbox.types import ListName, Order, Status, Wanted
from tidings.infra import web
from tidings.infra.db.unit import Unit

router = web.router("inbox", "/inbox")


@router.get("/counts", summary="Count what waits")
async def counts(unit: web.Work, caller: Reads) -> InboxCountsShown:
    """Count the open conversations of each list, as the caller sees them."""
    return InboxCountsShown.of(await service.counts(unit, caller.organisation_id, caller.actor))


@router.get("/threads", summary="List conversations")
async def list_threads(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    listed: Annotated[ListName, Query(alias="list", description="Whose; a key has no own ones.")] = ListName.ALL,
    team_id: UUID | None = None,
    status: Annotated[list[Status] | None, Query(description="Left out: all but resolved ones.")] = None,
    order: Annotated[Order, Query(description="`waiting`: what was escalated, then who waits longest.")] = Order.WAITING,
    search: Annotated[str | None, Query(max_length=200, description="A name, a number, or words of the newest texts; resolved ones, too.")] = None,
) -> InboxThreadsShown:
    """List conversations. Texts are sealed: a search looks through the newest few thousand, and says how far back that was."""
    looked = await service.search(unit, caller.organisation_id, search) if search and search.strip() else None
    wanted = Wanted(listed, team_id, status or (tuple(Status) if looked else ()), order, looked.threads if looked else None)
    found = await service.list_threads(unit, caller.organisation_id, caller.actor, wanted, cursor=page.cursor, limit=page.limit)
    return InboxThreadsShown(
        items=[InboxThreadShown.of(each) for each in found.rows],
        next_cursor=found.next_cursor,
        texts_searched=looked.texts if looked else None,
        searched_since=looked.since if looked else None,
    )


@router.post("/threads", summary="Begin a conversation", responses=web.problems(404))
async def open_thread(body: ThreadOpened, unit: web.Work, caller: Acts) -> InboxOpenedShown:
    """Return the conversation with a contact, begun if there is none; nothing is sent."""
    found = await service.open_thread(unit, caller.organisation_id, caller.actor, body.contact_id)
    return await _shown(unit, caller.organisation_id, caller.actor, found.id)


@router.get("/threads/{thread_id}", summary="Get a conversation", responses=web.problems(404))
async def show_thread(thread_id: UUID, unit: web.Work, caller: Reads) -> InboxOpenedShown:
    """Get a conversation, the channels by which they may be answered and why not by others, and who is in it."""
    return await _shown(unit, caller.organisation_id, caller.actor, thread_id)


@router.get("/threads/{thread_id}/items", summary="List what was said", responses=web.problems(404))
async def list_items(thread_id: UUID, unit: web.Work, caller: Reads, page: web.PageQuery) -> web.Rows[InboxItemShown]:
    """List what was said both ways, notes and what happened, newest first."""
    found = await service.thread_items(unit, caller.organisation_id, thread_id, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=[InboxItemShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/threads/{thread_id}/replies", status_code=201, summary="Answer", responses=web.problems(404, 409))
async def reply(thread_id: UUID, body: InboxReplySent, unit: web.Work, caller: Acts, languages: web.Languages = None) -> InboxReplyShown:
    """Answer a person. It is refused with the reason where nothing may leave: after a STOP, or as free text outside WhatsApp's 24 hours."""
    made = await service.reply(unit, caller.organisation_id, caller.actor, thread_id, body.draft(), anyway=body.anyway, wanted=languages)
    return InboxReplyShown.of(made)


@router.post("/threads/{thread_id}/notes", status_code=201, summary="Write a note", responses=web.problems(404, 409))
async def add_note(thread_id: UUID, body: NoteSent, unit: web.Work, caller: Acts) -> InboxOpenedShown:
    """Write a note that only the team sees."""
    note = await service.add_note(unit, caller.organisation_id, caller.actor, thread_id, body.text, body.mentions)
    return await _shown(unit, caller.organisation_id, caller.actor, note.thread_id)


@router.put("/threads/{thread_id}/assignment", summary="Say whose a conversation is", responses=web.problems(404, 409))
async def assign(thread_id: UUID, body: Assigned, unit: web.Work, caller: Acts) -> InboxOpenedShown:
    """Give a conversation to an agent, a team, both, or nobody."""
    found = await service.assign(unit, caller.organisation_id, caller.actor, thread_id, user_id=body.user_id, team_id=body.team_id)
    return await _shown(unit, caller.organisation_id, caller.actor, found.id)


@router.put("/threads/{thread_id}/status", summary="Say where a conversation stands", responses=web.problems(404, 409))
async def settle(thread_id: UUID, body: StatusSent, unit: web.Work, caller: Acts) -> InboxOpenedShown:
    """Open a conversation, leave it to them, put it off until a moment, or resolve it. A message from them opens it again."""
    found = await service.settle(unit, caller.organisation_id, caller.actor, thread_id, body.status, body.until)
    return await _shown(unit, caller.organisation_id, caller.actor, found.id)


@router.put("/threads/{thread_id}/urgency", summary="Escalate a conversation", responses=web.problems(404, 409))
async def escalate(thread_id: UUID, body: Escalated, unit: web.Work, caller: Acts) -> InboxOpenedShown:
    """Put a conversation before the others, with a reason, for a team if one is named."""
    found = await service.escalate(
        unit, caller.organisation_id, caller.actor, thread_id, body.degree(), words=body.reason, team_id=body.team_id
    )  # fmt: skip
    return await _shown(unit, caller.organisation_id, caller.actor, found.id)


@router.put("/threads/{thread_id}/read", summary="Say that one has read it", responses=web.problems(404, 409))
async def mark_read(thread_id: UUID, body: ReadSent, unit: web.Work, caller: Reads) -> InboxCountsShown:
    """Note that the caller has read a conversation and seen what names them, or that they have not. Returns what waits now."""
    await service.mark_read(unit, caller.organisation_id, caller.actor, thread_id, read=body.read)
    return InboxCountsShown.of(await service.counts(unit, caller.organisation_id, caller.actor))


@router.put("/threads/{thread_id}/presence", summary="Say what one does in it", responses=web.problems(404, 409))
async def be_present(thread_id: UUID, body: PresenceSent, unit: web.Work, caller: Reads) -> web.Rows[PresenceShown]:
    """Tell that the caller looks at a conversation, writes in it, or has left; returns who is in it now."""
    present = await service.be_present(unit, caller.organisation_id, caller.actor, thread_id, body.doing)
    return web.Rows(items=[PresenceShown.of(each) for each in present], next_cursor=None)


async def _shown(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID) -> InboxOpenedShown:
    return InboxOpenedShown.opened(await service.thread(unit, organisation_id, actor, thread_id))
