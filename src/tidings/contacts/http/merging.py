"""Contacts that may be one person, and are made one, over HTTP."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.contacts import service
from tidings.contacts.http.people import Reads
from tidings.contacts.service import Parts
from tidings.contacts.types import Duplicate, Merge
from tidings.infra import web

router = web.router("contacts", "/contacts")

Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]
Rooms = Annotated[Parts, web.part(Parts)]


class EvidenceShown(web.Output):
    """What both contacts have."""

    kind: str = Field(examples=["phone"])
    value: str = Field(description="Fit to be shown to anybody.", examples=["+33 6 ** ** ** 78"])


class DuplicateShown(web.Output):
    """Two contacts that may be one person."""

    keep_id: UUID = Field(description="The one that should stay: whom another system knows, else the older.")
    keep_name: str | None
    other_id: UUID
    other_name: str | None
    evidence: list[EvidenceShown]
    suggestion: str = Field(description="merge, or look: then somebody should decide.", examples=["merge"])
    why: str

    @classmethod
    def of(cls, found: Duplicate) -> Self:
        """Show a pair."""
        return cls(
            keep_id=found.keep_id,
            keep_name=found.names[0],
            other_id=found.other_id,
            other_name=found.names[1],
            evidence=[EvidenceShown(kind=kind, value=value) for kind, value in found.evidence],
            suggestion=found.suggestion,
            why=found.why,
        )


class MergeSent(web.Input):
    """Whom to make a part of the contact."""

    other: UUID = Field(description="The contact that goes.")


class ChoiceShown(web.Output):
    """A field in which the two differed."""

    field: str = Field(examples=["first_name"])
    kept: str
    dropped: str


class MergeShown(web.Output):
    """A merge. `choices` say which values stayed where the two differed."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    at: datetime
    actor: str
    undone_at: datetime | None
    choices: list[ChoiceShown]

    @classmethod
    def of(cls, merge: Merge) -> Self:
        """Show a merge."""
        return cls(
            id=merge.id,
            kept_id=merge.kept_id,
            gone_id=merge.gone_id,
            at=merge.at,
            actor=merge.actor,
            undone_at=merge.undone_at,
            choices=[ChoiceShown(field=each.name, kept=each.kept, dropped=each.dropped) for each in merge.choices],
        )


class UndoneShown(web.Output):
    """What could not go back, in sentences."""

    stays: list[str]


@router.get("/duplicates", summary="List contacts that may be one person")
async def duplicates(unit: web.Work, caller: Reads, page: web.PageQuery) -> web.Rows[DuplicateShown]:
    """List pairs that share a phone, an email or an external id and whose names fit, with what speaks for it.

    `limit` counts shared addresses that are looked at: a page may be empty and not be the last. A family that shares a phone is not listed.
    """
    found = await service.duplicates(unit, caller.organisation_id, page.cursor, page.limit)
    return web.Rows(items=[DuplicateShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@router.get("/{contact_id}/merges", summary="List the merges of a contact", responses=web.problems(404))
async def merges(contact_id: UUID, unit: web.Work, caller: Reads) -> list[MergeShown]:
    """List the merges in which a contact stayed or went, newest first."""
    found = await service.merges_of(unit, caller.organisation_id, contact_id)
    if not found:
        await service.contact(unit, caller.organisation_id, contact_id)
    return [MergeShown.of(each) for each in found]


@router.post("/{contact_id}/merge", summary="Merge another contact into this one", responses=web.problems(404, 503))
async def merge(contact_id: UUID, body: MergeSent, unit: web.Work, caller: Writes, rooms: Rooms) -> MergeShown:
    """Make another contact a part of this one.

    Empty fields are filled, addresses, tags, attributes, events and lists come over. A refusal of either holds. A campaign that has both reaches
    the person once.
    """
    return MergeShown.of(await service.merge(unit, caller.organisation_id, caller.actor, contact_id, body.other, rooms))


@router.post("/merges/{merge_id}/undo", summary="Undo a merge", responses=web.problems(404, 409))
async def undo(merge_id: UUID, unit: web.Work, caller: Writes, rooms: Rooms) -> UndoneShown:
    """Take apart what a merge made one: all that did not change since goes back, and what does not is told."""
    return UndoneShown(stays=list(await service.undo_merge(unit, caller.organisation_id, caller.actor, merge_id, rooms)))
