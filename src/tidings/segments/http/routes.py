"""Routes of segments. What looks at people works as the engine: its statements name the organisation, and may use every index."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query

from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.segments import service
from tidings.segments.http.models import (
    Asked,
    ConditionsSent,
    CountShown,
    ListedShown,
    MemberShown,
    MovedShown,
    MovesShown,
    NewSegment,
    PeopleToAdd,
    PeopleToRemove,
    PreviewShown,
    SegmentChanges,
    SegmentShown,
    TagsShown,
    UnderstoodShown,
    VersionShown,
    VersionsShown,
    tree_of,
)
from tidings.segments.types import Kind, Listed, Segment, Tree, Wanted

router = web.router("segments", "/segments")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]


@router.get("", summary="List segments and lists")
async def index(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    kind: Annotated[Kind | None, Query(description="Segments of conditions, or lists.")] = None,
    search: Annotated[web.Text, Query(max_length=200, description="Somewhere in the name, in letters of any case.")] = "",
    *,
    archived: Annotated[bool, Query(description="Those that are archived, instead of those that are not.")] = False,
) -> web.Rows[SegmentShown]:
    """List segments and lists, oldest first."""
    wanted = Wanted(kind, search.strip(), archived)
    found = await service.list_segments(unit, caller.organisation_id, wanted, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=await shown(unit, caller, found.rows), next_cursor=found.next_cursor)


@router.post("", summary="Make a segment or a list", status_code=201, responses=web.problems(409))
async def create(body: NewSegment, unit: web.Work, caller: Writes) -> SegmentShown:
    """Make a segment of conditions, as a tree or as text; without conditions, a list."""
    made = await service.create(
        unit,
        caller.organisation_id,
        caller.actor,
        name=body.name,
        where=tree_of(body.conditions, body.text),
        description=body.description,
        watched=body.watched,
    )
    return (await shown(unit, caller, [made]))[0]


@router.post("/preview", summary="Try conditions", responses=web.problems(409))
@web.until_gone
async def preview(body: Asked, unit: web.EngineWork, caller: Reads, languages: web.Languages = None) -> PreviewShown:
    """Say how many people conditions mean now, and show some, with the conditions that hold for each. Nothing is saved."""
    tree = _given(tree_of(body.conditions, body.text))
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    return PreviewShown.shown(await service.preview(unit, caller.organisation_id, tree, sample=body.sample, language=language))


@router.post("/read", summary="Read conditions in both forms", responses=web.problems(409))
async def read(body: ConditionsSent, unit: web.Work, caller: Reads, languages: web.Languages = None) -> UnderstoodShown:
    """Say conditions in both forms while they are being written. What is not understood is an answer, with its place, and no error."""
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    return UnderstoodShown.of(await service.understand(unit, caller.organisation_id, lambda: _given(tree_of(body.conditions, body.text)), language))


@router.get("/tags", summary="List tags in use")
async def tags(unit: web.EngineWork, caller: Reads) -> TagsShown:
    """List the tags of the newest 20,000 people, those of most first; 200 tags at most."""
    return TagsShown(items=await service.tags(unit, caller.organisation_id))


@router.get("/{segment_id}", summary="Get a segment", responses=web.problems(404))
async def show(segment_id: UUID, unit: web.Work, caller: Reads) -> SegmentShown:
    """Get a segment or a list, with its conditions as a tree and as text."""
    return (await shown(unit, caller, [await service.segment(unit, caller.organisation_id, segment_id)]))[0]


@router.patch("/{segment_id}", summary="Change a segment", responses=web.problems(404, 409))
async def change(segment_id: UUID, body: SegmentChanges, unit: web.Work, caller: Writes) -> SegmentShown:
    """Change the fields that are sent. Other conditions are another version; the former ones stay readable."""
    changed = await service.change(unit, caller.organisation_id, caller.actor, segment_id, body.changes())
    return (await shown(unit, caller, [changed]))[0]


@router.delete("/{segment_id}", summary="Delete a segment", status_code=204, responses=web.problems(404, 409))
async def delete(segment_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Delete a segment or a list that no other segment asks for. The people in it stay contacts."""
    await service.delete(unit, caller.organisation_id, caller.actor, segment_id)


@router.get("/{segment_id}/versions", summary="List what a segment was", responses=web.problems(404))
async def versions(segment_id: UUID, unit: web.Work, caller: Reads) -> VersionsShown:
    """List the versions of a segment, newest first."""
    found = await service.versions(unit, caller.organisation_id, segment_id)
    trees = {UUID(int=each.version): each.where for each in found if each.where is not None}
    texts = await service.texts(unit, caller.organisation_id, trees)
    return VersionsShown(items=[VersionShown.of(each, texts.get(UUID(int=each.version))) for each in found])


@router.get("/{segment_id}/count", summary="Count a segment", responses=web.problems(404))
@web.until_gone
async def count(segment_id: UUID, unit: web.EngineWork, caller: Reads, languages: web.Languages = None) -> CountShown:
    """Count who is in a segment now."""
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    return CountShown.of(await service.count(unit, caller.organisation_id, segment_id, language=language))


@router.post("/{segment_id}/count", summary="Count a segment and remember it", responses=web.problems(404, 409))
async def recount(segment_id: UUID, unit: web.EngineWork, caller: Reads, languages: web.Languages = None) -> CountShown:
    """Count who is in a segment now, and show this size with the segment until its conditions or people change."""
    language = await accounts.language_for(unit, caller.organisation_id, languages)
    return CountShown.of(await service.count(unit, caller.organisation_id, segment_id, language=language, remember=True))


@router.get("/{segment_id}/members", summary="List who is in a segment", responses=web.problems(404))
async def members(segment_id: UUID, unit: web.EngineWork, caller: Reads, page: web.PageQuery) -> web.Rows[MemberShown]:
    """List who is in a segment now, in the order of contact ids."""
    found = await service.members(unit, caller.organisation_id, segment_id, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=[MemberShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/{segment_id}/members", summary="Put people into a list", responses=web.problems(404, 409))
async def add_members(segment_id: UUID, body: PeopleToAdd, unit: web.EngineWork, caller: Writes) -> ListedShown:
    """Put contacts, phone numbers, or everybody in a segment now, into a list. Each is in it once, however often this is asked."""
    return ListedShown.of(await _added(unit, caller, segment_id, body))


@router.post("/{segment_id}/members/remove", summary="Take people out of a list", responses=web.problems(404, 409))
async def remove_members(segment_id: UUID, body: PeopleToRemove, unit: web.Work, caller: Writes) -> ListedShown:
    """Take contacts out of a list."""
    return ListedShown.of(await service.remove_contacts(unit, caller.organisation_id, caller.actor, segment_id, body.contact_ids))


@router.post("/{segment_id}/refresh", summary="Compare a watched segment", responses=web.problems(404, 409))
async def refresh(segment_id: UUID, unit: web.EngineWork, caller: Writes) -> MovedShown:
    """Find out now who entered a watched segment and who left it; workers do so every few minutes."""
    return MovedShown.of(await service.refresh(unit, caller.organisation_id, segment_id))


@router.get("/{segment_id}/moves", summary="List who entered and left", responses=web.problems(404))
async def moves(
    segment_id: UUID, unit: web.EngineWork, caller: Reads, days: Annotated[int, Query(ge=1, le=366, description="How far back.")] = 30
) -> MovesShown:
    """List who entered a watched segment and who left it: how many by day, and the latest."""
    return MovesShown.of(await service.moves(unit, caller.organisation_id, segment_id, days))


def _given(tree: Tree | None) -> Tree:
    if tree is None:
        french = ("Il n'y a pas de conditions.", "Envoyez des conditions ou un texte.")
        raise Invalid("segment_empty", "There are no conditions.", field="text", fix="Send conditions or text.", french=french)
    return tree


async def _added(unit: Unit, caller: Caller, list_id: UUID, body: PeopleToAdd) -> Listed:
    organisation_id, actor = caller.organisation_id, caller.actor
    if [body.contact_ids, body.phone_numbers, body.segment].count(None) != 2:  # noqa: PLR2004 - of three
        raise Invalid(
            "people_unclear", "It is not clear who is meant.", field="contact_ids", fix="Send one of contact_ids, phone_numbers and segment."
        )
    if body.contact_ids is not None:
        return await service.add_contacts(unit, organisation_id, actor, list_id, body.contact_ids)
    if body.phone_numbers is not None:
        return await service.add_phones(unit, organisation_id, actor, list_id, body.phone_numbers)
    copied = await service.find(unit, organisation_id, body.segment or "")
    return await service.add_segment(unit, organisation_id, actor, list_id, copied.id)


async def shown(unit: Unit, caller: Caller, segments: Sequence[Segment]) -> list[SegmentShown]:
    """Show segments, with their conditions as text and with those that ask for them."""
    trees = {each.id: each.where for each in segments if each.where is not None}
    texts = await service.texts(unit, caller.organisation_id, trees)
    users = await service.used_by(unit, caller.organisation_id, [each.id for each in segments])
    return [SegmentShown.of(each, texts.get(each.id), users.get(each.id, ())) for each in segments]
