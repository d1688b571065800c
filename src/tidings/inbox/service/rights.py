"""A person's conversations as a whole: joined with another's, told to them, and removed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.inbox.queries import files, items, rights, threads
from tidings.inbox.rules import moving
from tidings.inbox.service.noting import SEALED_AS
from tidings.inbox.service.showing import words_of
from tidings.inbox.types import Status
from tidings.infra.db.unit import Unit


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Show the thread of the one who goes in that of the one who stays, open if either was; it becomes theirs if they have none."""
    held = {each.contact_id: each for each in await threads.hold_of(unit, organisation_id, [merging.kept_id, merging.gone_id], [])}
    gone, kept = held.get(merging.gone_id), held.get(merging.kept_id)
    if gone is None:
        return {}
    unit.changed(organisation_id, "thread", gone.id)
    if kept is None:
        await rights.move(unit, organisation_id, gone.id, merging.kept_id)
        return {"moved": str(gone.id)}
    joined = [gone.id, *await threads.joined_to(unit, organisation_id, [gone.id])]
    await threads.hold(unit, organisation_id, joined)
    await rights.join(unit, organisation_id, joined, kept.id)
    if gone.status is Status.OPEN:
        opened, _ = moving.open_for(kept, gone.why)
        waits = min(filter(None, (kept.waiting_since, gone.waiting_since)), default=None)
        kept = replace(opened, waiting_since=waits, urgency=max(kept.urgency, gone.urgency), moved_at=unit.at)
        await threads.update(unit, organisation_id, [kept])
    unit.changed(organisation_id, "thread", kept.id)
    return {"joined": [str(each) for each in joined]}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each their own thread back, where it stands by now."""
    ids = [UUID(moved["moved"])] if "moved" in moved else [UUID(each) for each in moved.get("joined", ())]
    there = await threads.hold(unit, organisation_id, ids)
    if "moved" in moved and there:
        await rights.move(unit, organisation_id, there[0].id, merging.gone_id)
    elif there:
        own = next((each.id for each in there if each.contact_id == merging.gone_id), None)
        if own is not None:
            await rights.join(unit, organisation_id, [own], None)
            await rights.join(unit, organisation_id, [each.id for each in there if each.id != own], own)
    for each in there:
        unit.changed(organisation_id, "thread", each.id)
    return []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return what agents wrote to a person and noted of them, newest first."""
    found = [each.id for each in await threads.of_people(unit, organisation_id, contact_ids)]
    keys = await unit.keys(organisation_id)
    replies = await items.replies(unit, organisation_id, await rights.replies_of(unit, organisation_id, found))
    notes = await rights.notes_of(unit, organisation_id, found)
    sent = await files.of_threads(unit, organisation_id, found)
    return {
        "files_of_agents": [
            {"at": each.added_at, "id": str(each.id), "name": each.name, "type": each.content_type, "path": f"/inbox/files/{each.id}"}
            for each in reversed(sent)
        ],
        "answers_of_agents": [
            {"at": each.created_at, "channel": each.channel.value, "text": words_of(keys, each.sealed)} for each in reversed(replies)
        ],
        "notes_of_agents": [{"at": each.created_at, "text": keys.open_text(SEALED_AS, each.sealed)} for each in notes],
    }


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who has a thread."""
    return await rights.known(unit, organisation_id, contact_ids)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's threads with all that agents wrote in them."""
    held = [each.id for each in await threads.hold_of(unit, organisation_id, leaving.contact_ids, [])]
    if held:
        await rights.forget(unit, organisation_id, held)
    return {"conversations": len(held)}
