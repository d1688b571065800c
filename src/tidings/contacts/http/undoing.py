"""Imports undone over HTTP."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.accounts.service import language_for
from tidings.contacts import service
from tidings.contacts.http.imports import Desk, Reads, Writes, imports
from tidings.contacts.http.models import ImportShown
from tidings.contacts.service import Parts
from tidings.contacts.types import ImportReport, Stays, UndoTally
from tidings.infra import web

Rooms = Annotated[Parts, web.part(Parts)]


class StayShown(web.Output):
    """How many stay whom the import made, and why."""

    code: Stays
    reason: str = Field(examples=["A message went to them, or is planned."])
    people: int


class UndoShown(web.Output):
    """What becomes of people by undoing an import: what would, of one that is not undone."""

    people: int = Field(description="To whom the import did anything.")
    looked_at: int = Field(description="Of how many the figures tell. Before an undo at most the first 5,000.")
    removed: int = Field(description="Made by the import, and nothing happened with them since.")
    restored: int = Field(description="Changed by the import, and again as they were.")
    partly: int = Field(description="Changed by the import, and somebody changed the same since: that stays.")
    retracted: int = Field(description="Whose consent, attested with the file, counts no more. Refusals stay.")
    stay: list[StayShown] = Field(description="Made by the import, and something happened with them since.")
    asked_by: str | None = Field(description="Null: nobody asked for it yet.", examples=["user:0199"])
    asked_at: datetime | None

    @classmethod
    def of(cls, report: ImportReport, tally: UndoTally, language: str) -> Self:
        """Show an undo, or what it would be."""
        stay = [StayShown(code=Stays(code), reason=service.stays_in_words(Stays(code), language), people=count) for code, count in tally.kept.items()]
        return cls(
            people=tally.people,
            looked_at=tally.done,
            removed=tally.removed,
            restored=tally.restored,
            partly=tally.partly,
            retracted=tally.retracted,
            stay=stay,
            asked_by=report.undo and report.undo.actor,
            asked_at=report.undo and report.undo.asked_at,
        )


@imports.get("/{import_id}/undo", summary="See what undoing an import does", responses=web.problems(404, 409))
async def preview_undo(import_id: UUID, unit: web.Work, caller: Reads, rooms: Rooms, languages: web.Languages = None) -> UndoShown:
    """Say whom an undo would remove, whom it would give back what they had, and who would stay and why; or how far it is, and what it did."""
    tally = await service.preview_undo(unit, caller.organisation_id, import_id, rooms)
    report = await service.import_report(unit, caller.organisation_id, import_id)
    return UndoShown.of(report, tally, await language_for(unit, caller.organisation_id, languages))


@imports.post("/{import_id}/undo", summary="Undo an import", status_code=202, responses=web.problems(404, 409))
async def undo(import_id: UUID, unit: web.Work, caller: Writes, desk: Desk) -> ImportShown:
    """Take back what an import did, for 30 days after its end. Workers do it; follow its status. Twice does nothing more.

    People whom it made go if nothing happened with them since. People whom it changed get back what nobody changed since. Consent that was attested
    with the file counts no more, and no refusal is lifted. Messages that were sent stay.
    """
    return ImportShown.of(await desk.undo(unit, caller.organisation_id, caller.actor, import_id))
