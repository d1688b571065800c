"""Enrolments and leads as they are told: in batches, each once, in any order, with all that follows from them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import EnrolmentFact, Occurrence
from tidings.education import errors
from tidings.education.queries import courses, standings
from tidings.education.rules.folding import Fold, Place, change_id
from tidings.education.service import rows
from tidings.education.service.courses import leads_become_students
from tidings.education.types import Change, Kind, Taken, ToldFile, ToldRow, WrongRow
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.events import Happened
from tidings.kernel.ids import ids_of

_SOURCE = "education"
_NAMES = {Kind.ENROLMENT: "enrolment.status_changed", Kind.LEAD: "lead.stage_changed"}
ENROLLED = "enrolled"
"""The event of whoever becomes active in a course for the first time."""


async def read_rows(
    unit: Unit, organisation_id: UUID, kind: Kind, given: Sequence[object], course: str | None = None
) -> tuple[Mapping[int, ToldRow], Sequence[WrongRow]]:
    """Read rows by their places from 0; times without an offset are the organisation's. Raises Invalid if there are too many."""
    if len(given) > rows.MOST_AT_ONCE:
        raise errors.too_many_rows(rows.MOST_AT_ONCE)
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    told: dict[int, ToldRow] = {}
    wrong: list[WrongRow] = []
    for place, row in enumerate(given):
        try:
            told[place] = rows.read_row(row, kind, unit.at, zone, course)
        except Invalid as error:
            wrong.append(_wrong(place, error))
    return told, wrong


async def read_row(unit: Unit, organisation_id: UUID, kind: Kind, row: object, course: str | None = None) -> ToldRow:
    """Read one row. Raises Invalid that names the field."""
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    return rows.read_row(row, kind, unit.at, zone, course)


async def take(unit: Unit, organisation_id: UUID, actor: str, kind: Kind, told: Mapping[int, ToldRow], *, create_contacts: bool = False) -> Taken:
    """Take rows by their places: what is new goes into the history, and who stands elsewhere by it is written everywhere it counts.

    That is the enrolment or lead, what segments ask, the person's events, their lifecycle, and the news for rooms above. One row that is
    wrong loses no other. A constant number of statements. Call `contacts.open_months_of_events` first, in a unit of its own.
    """
    region = (await accounts.organisation(unit, organisation_id)).region
    found = await contacts.find_people(unit, organisation_id, {at: row.who for at, row in told.items()}, region, create=create_contacts)
    refused = [WrongRow(each.position, each.field, each.code, each.reason, each.fix) for each in found.wrong]
    places = {at: (found.people[at], row.course) for at, row in told.items() if at in found.people}
    if not places:
        return Taken(0, 0, len(found.created), refused)
    fold = await _fold(unit, organisation_id, kind, told, places)
    changed = 0
    for at in sorted(places, key=lambda at: (told[at].at or unit.at, at)):
        try:
            if told[at].course not in fold.courses:
                raise errors.course_unknown(told[at].course)
            changed += fold.take(told[at], places[at][0])
        except Invalid as error:
            refused.append(_wrong(at, error))
    await _write(unit, organisation_id, actor, fold)
    unchanged = len(told) - changed - len(refused)
    return Taken(changed, unchanged, len(found.created), sorted(refused, key=lambda each: each.place))


async def _fold(unit: Unit, organisation_id: UUID, kind: Kind, told: Mapping[int, ToldRow], places: Mapping[int, Place]) -> Fold:
    """Gather what is known of the people and courses; the courses are held until the unit ends."""
    known_courses = {each.key: each for each in await courses.select(unit, organisation_id, [course for _, course in places.values()], hold=True)}
    asked = list(places.values())
    ask = standings.enrolled if kind is Kind.ENROLMENT else standings.interested
    present = await ask(unit, organisation_id, asked)
    ids = [change_id(kind, place, told[at].word or "", told[at].at or unit.at) for at, place in places.items()]
    known = await standings.known(unit, organisation_id, asked, ids)
    return Fold(kind, unit.at, known_courses, known, present)


async def _write(unit: Unit, organisation_id: UUID, actor: str, fold: Fold) -> None:
    if not fold.touched:
        return
    touched = {place: fold.standing[place] for place in sorted(fold.touched)}
    if fold.changes:
        await standings.remember(unit, organisation_id, fold.kind, fold.changes, actor)
    if fold.kind is Kind.LEAD:
        await standings.put_leads(unit, organisation_id, touched, ids_of(unit.at))
    else:
        await standings.put_enrolments(unit, organisation_id, touched)
        facts = [EnrolmentFact(contact_id, course, each.word, each.since) for (contact_id, course), each in touched.items()]
        await contacts.put_enrolments(unit, organisation_id, facts)
        await _raise_lifecycles(unit, organisation_id, actor, fold.enrolled)
    await _tell(unit, organisation_id, fold)
    detail = {"people": len({contact_id for contact_id, _ in touched}), "courses": sorted({course for _, course in touched})[:20]}
    await accounts.record_audit(unit, organisation_id, actor, f"{fold.kind.value}s.changed", f"organisation:{organisation_id}", detail)


async def _raise_lifecycles(unit: Unit, organisation_id: UUID, actor: str, enrolled: Sequence[Change]) -> None:
    if enrolled and await leads_become_students(unit, organisation_id):
        await contacts.raise_lifecycles(unit, organisation_id, actor, [each.contact_id for each in enrolled], "lead", "student")


async def _tell(unit: Unit, organisation_id: UUID, fold: Fold) -> None:
    name = _NAMES[fold.kind]
    oldest = contacts.earliest_event(unit.at)
    events = [
        Occurrence(each.id, each.contact_id, name, each.at, _SOURCE, _properties(fold.kind, each)) for each in fold.changes if each.at >= oldest
    ]
    events += [
        Occurrence(uuid5(each.id, ENROLLED), each.contact_id, ENROLLED, each.at, _SOURCE, {"course": each.course})
        for each in fold.enrolled
        if each.at >= oldest
    ]
    await contacts.record_events(unit, organisation_id, events)
    if fold.changes:
        news = [
            {"contact_id": str(each.contact_id), "at": each.at.isoformat(), "late": _is_late(fold, each), **_properties(fold.kind, each)}
            for each in fold.changes
        ]
        unit.happened(Happened(name, organisation_id, {"changes": news}))


def _is_late(fold: Fold, change: Change) -> bool:
    return change.at < fold.standing[change.contact_id, change.course].since


def _properties(kind: Kind, change: Change) -> dict[str, str]:
    properties = {"course": change.course, kind.field: change.word}
    return properties | ({"before": change.before} if change.before else {})


def times_of(told: Mapping[int, ToldRow]) -> list[datetime]:
    """Return the times that rows tell, for `contacts.open_months_of_events`."""
    return [row.at for row in told.values() if row.at is not None]


def _wrong(place: int, error: Invalid) -> WrongRow:
    return WrongRow(place, error.field or "row", error.code, error.message, error.fix or "")


async def read_file(unit: Unit, organisation_id: UUID, kind: Kind, content: bytes) -> ToldFile:
    """Read a CSV file: its rows by their lines, and those that can't be read. Raises Invalid for a file without a header, or a foreign column."""
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    told: dict[int, ToldRow] = {}
    wrong: list[WrongRow] = []
    for line, cells in contacts.sheet_rows(content):
        try:
            told[line] = rows.read_row(cells, kind, unit.at, zone)
        except Invalid as error:
            wrong.append(_wrong(line, error))
    return ToldFile(told, wrong)


async def take_file(unit: Unit, organisation_id: UUID, actor: str, kind: Kind, file: ToldFile, *, create_contacts: bool = False) -> Taken:
    """Take the rows of a file, five thousand at a time in one unit; what was left aside is told by its lines."""
    lines = sorted(file.told)
    parts = [
        await take(unit, organisation_id, actor, kind, {line: file.told[line] for line in some}, create_contacts=create_contacts)
        for some in (lines[start : start + rows.MOST_AT_ONCE] for start in range(0, len(lines), rows.MOST_AT_ONCE))
    ]
    refused = sorted([*file.wrong, *(each for part in parts for each in part.refused)], key=lambda each: each.place)
    return Taken(sum(each.changed for each in parts), sum(each.unchanged for each in parts), sum(each.contacts_created for each in parts), refused)


async def take_one(unit: Unit, organisation_id: UUID, actor: str, kind: Kind, row: ToldRow) -> bool:
    """Take one row and say whether it changed anything. Raises what is wrong with it: NotFound, Conflict or Invalid."""
    taken = await take(unit, organisation_id, actor, kind, {0: row})
    if taken.refused:
        wrong = taken.refused[0]
        raise errors.refused(wrong.code, wrong.reason, wrong.field, wrong.fix)
    return taken.changed == 1
