"""An import taken back: asked for, then done in batches that each commit whole, so that it can be gone on with wherever it stopped.

Whom it made goes if nothing happened with them since, whom it changed has back what nobody changed since, and what rooms above recorded for it
(the consent that it attested) counts no more. Those who are done with are dropped from `import_touched`: what is left of it is left to do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts import errors
from tidings.contacts.queries import imports, merging
from tidings.contacts.queries import undoing as queries
from tidings.contacts.rules.undoing import KEPT, Touched, given_back, links_back, possible, why_stays
from tidings.contacts.service.importing import import_report
from tidings.contacts.service.parts import Parts
from tidings.contacts.service.running import OnProgress, held_import
from tidings.contacts.types import Contact, ImportReport, ImportStatus, Link, Retraction, Stays, Undo, UndoTally
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit

AT_ONCE = 500
"""People in one transaction."""
JUDGED = 5_000
"""People whom a preview looks at."""
_TRIES = 5
_START = UUID(int=0)
_Pairs = Collection[tuple[UUID, UUID | None]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What becomes of a batch: who goes, who is written anew, and which addresses are taken or ranked as before."""

    tally: UndoTally
    removed: Sequence[UUID]
    restored: Sequence[Contact]
    taken: Sequence[tuple[UUID, UUID]]
    ranked: Sequence[tuple[UUID, UUID, Link]]


async def preview_undo(unit: Unit, organisation_id: UUID, import_id: UUID, parts: Parts) -> UndoTally:
    """Say what would become of people if an import were undone now; `done` says of how many, `JUDGED` at most.

    Of one that is undone, or is being, what became of them. Raises NotFound, and Conflict if it can't be undone.
    """
    report = await import_report(unit, organisation_id, import_id)
    if report.undo is not None:
        return report.undo.tally
    _check(unit, report)
    tally = UndoTally(await queries.count_touched(unit, organisation_id, import_id))
    after = _START
    for _ in range(JUDGED // AT_ONCE):
        ids = await queries.next_touched(unit, organisation_id, import_id, after, AT_ONCE)
        if not ids:
            break
        tally, after = (await _plan(unit, organisation_id, report, ids, parts, tally)).tally, ids[-1]
    return tally


async def ask_undo(unit: Unit, organisation_id: UUID, actor: str, import_id: UUID) -> ImportReport:
    """Have an import undone; one that is undone already, or is being, stays as it is. Audited.

    Raises NotFound, and Conflict if it runs, was a dry run, or what it changed is not kept any more.
    """
    report = await held_import(unit, organisation_id, import_id)
    if report.status.undone:
        return report
    _check(unit, report)
    undo = Undo(actor, unit.at, UndoTally(await queries.count_touched(unit, organisation_id, import_id)))
    report = replace(report, status=ImportStatus.UNDOING, undo=undo, updated_at=unit.at)
    await queries.settle(unit, organisation_id, report, undo, ())
    await record_audit(unit, organisation_id, actor, "import.undo_asked", f"import:{import_id}", {"people": undo.tally.people})
    unit.changed(organisation_id, "import", import_id)
    return report


async def run_undo(
    database: Database, organisation_id: UUID, import_id: UUID, parts: Parts, *, on_progress: OnProgress | None = None
) -> ImportReport:
    """Go on with an undo that was asked for, to its end, one batch a unit of work; harmless when it has ended. The end is audited."""
    while True:
        report = await _stepped(database, organisation_id, import_id, parts)
        if on_progress:
            on_progress(report)
        if report.status is not ImportStatus.UNDOING:
            return report


def undo_until(report: ImportReport) -> datetime | None:
    """Return until when an import can be undone; None: never, or it was."""
    return report.updated_at + KEPT if possible(report) else None


async def forget_import_changes(unit: Unit, organisation_id: UUID) -> int:
    """Drop what imports changed that can't be undone any more (a unit of the engine); returns of how many people."""
    return await queries.forget_before(unit, organisation_id, KEPT)


async def _stepped(database: Database, organisation_id: UUID, import_id: UUID, parts: Parts) -> ImportReport:
    """Do a batch, again if another transaction was in its way."""
    for _ in range(_TRIES - 1):
        try:
            async with database.unit(organisation_id) as unit:
                return await _step(unit, organisation_id, import_id, parts)
        except imports.IN_THE_WAY:
            continue
    async with database.unit(organisation_id) as unit:
        return await _step(unit, organisation_id, import_id, parts)


async def _step(unit: Unit, organisation_id: UUID, import_id: UUID, parts: Parts) -> ImportReport:
    report = await held_import(unit, organisation_id, import_id)
    if report.status is not ImportStatus.UNDOING or report.undo is None:
        return report
    undo = report.undo
    ids = await queries.next_touched(unit, organisation_id, import_id, _START, AT_ONCE)
    if ids:
        undo = replace(undo, tally=await _take_back(unit, organisation_id, report, ids, parts, undo.tally))
    else:
        report = replace(report, status=ImportStatus.UNDONE)
        await record_audit(unit, organisation_id, undo.actor, "import.undone", f"import:{import_id}", asdict(undo.tally))
    report = replace(report, undo=undo, updated_at=unit.at)
    await queries.settle(unit, organisation_id, report, undo, ids)
    unit.changed(organisation_id, "import", import_id)
    return report


async def _take_back(
    unit: Unit, organisation_id: UUID, report: ImportReport, ids: Sequence[UUID], parts: Parts, tally: UndoTally
) -> UndoTally:  # fmt: skip
    """Take back what an import did to a batch of people; returns the tally with them."""
    await merging.hold(unit, organisation_id, ids)
    plan = await _plan(unit, organisation_id, report, ids, parts, tally)
    freed = await queries.remove(unit, organisation_id, plan.removed)
    await queries.take(unit, organisation_id, plan.taken)
    await queries.rank(unit, organisation_id, plan.ranked)
    await queries.restore(unit, organisation_id, plan.restored)
    await queries.forget_addresses(unit, organisation_id, [*freed, *(address for _, address in plan.taken)], report.started_at)
    retraction = Retraction(report.id, ids, plan.removed)
    retracted = [await part.retract(unit, organisation_id, retraction) for part in parts.of if part.retract is not None]
    return replace(plan.tally, retracted=tally.retracted + sum(retracted))


async def _plan(unit: Unit, organisation_id: UUID, report: ImportReport, ids: Sequence[UUID], parts: Parts, tally: UndoTally) -> _Plan:
    """Decide what becomes of people, added to a tally."""
    known = {part.room: await part.known(unit, organisation_id, ids, report.id) for part in parts.of if part.known is not None}
    present = await queries.contacts(unit, organisation_id, ids)
    touched = [Touched(*row, present.get(row[0])) for row in await queries.touched(unit, organisation_id, report.id, ids)]
    whole = {room: {contact for contact, _ in pairs} for room, pairs in known.items()}
    made = [each for each in touched if each.made and each.contact is not None]
    stay = [(each.id, why) for each in made if (why := why_stays(each, whole)) is not None]
    removed = [each.id for each in made if each.id not in dict(stay)]
    plan = await _changes(unit, organisation_id, [each for each in touched if each.changed is not None], known)
    return replace(
        plan,
        removed=removed,
        tally=UndoTally(
            tally.people,
            tally.done + sum(each.counts for each in touched),
            tally.removed + len(removed),
            tally.restored + plan.tally.restored,
            tally.partly + plan.tally.partly,
            tally.retracted + sum(each.attested for each in touched),
            _counted(tally.kept, [why for _, why in stay]),
        ),
    )


async def _changes(unit: Unit, organisation_id: UUID, touched: Sequence[Touched], known: Mapping[str, _Pairs]) -> _Plan:
    """Decide what those get back whom the import changed."""
    used: dict[UUID, set[UUID]] = {}
    for contact, address in (pair for pairs in known.values() for pair in pairs):
        if address is not None:
            used.setdefault(contact, set()).add(address)
    held = await queries.links(unit, organisation_id, [each.id for each in touched])
    restored: list[Contact] = []
    ranked: list[tuple[UUID, UUID, Link]] = []
    taken: list[tuple[UUID, UUID]] = []
    partly = 0
    for each in touched:
        if each.contact is None or each.changed is None:
            continue
        back, all_fields = given_back(each.contact, each.changed)
        links, all_links = links_back(held.get(each.id, {}), each.changed, used.get(each.id, ()))
        if back != each.contact or links:
            restored.append(back)
        ranked.extend((each.id, address, link) for address, link in links.items() if link is not None)
        taken.extend((each.id, address) for address, link in links.items() if link is None)
        partly += not (all_fields and all_links)
    there = sum(each.contact is not None for each in touched)
    return _Plan(UndoTally(0, restored=there - partly, partly=partly), (), restored, taken, ranked)


def _check(unit: Unit, report: ImportReport) -> None:
    """Refuse what can't be undone."""
    if report.status.under_way:
        raise errors.import_runs()
    if not possible(report):
        raise errors.nothing_to_undo()
    if report.updated_at + KEPT < unit.at:
        raise errors.undo_too_late(KEPT.days)


def _counted(kept: Mapping[str, int], whys: Sequence[Stays]) -> Mapping[str, int]:
    return {why.value: kept.get(why, 0) + whys.count(why) for why in Stays if why in kept or why in whys}
