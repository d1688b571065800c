"""An import taken back: whom it made goes, whom it changed has back what nobody changed since, and what it attested counts no more."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.consents import grant
from support.people import create, merge, phone
from tidings.accounts.types import ConsentBasis
from tidings.apps.people import PEOPLE
from tidings.apps.worker.imports import consent_of
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus
from tidings.contacts import service
from tidings.contacts.service import undoing
from tidings.contacts.types import Changes, Contact, Filter, ImportOptions, ImportReport, ImportStatus, Occurrence, Stays, UndoTally
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.segments import service as segments

FRENCH = ImportOptions("FR")
TAGGED = ImportOptions("FR", ("fair",))
ASKED = datetime(2026, 1, 5, tzinfo=UTC)
BASIS = ConsentBasis("fair", "News by SMS.", "the fair's desk", ASKED, (Channel.SMS,))


async def bring(
    database: Database, organisation: UUID, content: str, *, options: ImportOptions = FRENCH, basis: ConsentBasis | None = None
) -> ImportReport:
    """Import a file as a worker does."""
    async with database.unit(organisation) as unit:
        report = await service.open_import(
            unit, organisation, actor="test", file_name="people.csv", open_file=lambda: io.BytesIO(content.encode()), mapping=None,
            options=options, basis=basis,
        )  # fmt: skip
    hook = consent_of(organisation, report)
    return await service.run_import(database, organisation, report.id, lambda: io.BytesIO(content.encode()), on_batch=hook)


async def ask(database: Database, organisation: UUID, report: ImportReport) -> ImportReport:
    async with database.unit(organisation) as unit:
        return await service.ask_undo(unit, organisation, "user:one", report.id)


async def take_back(database: Database, organisation: UUID, report: ImportReport) -> UndoTally:
    """Undo an import to its end, after a preview that has to say the same of everybody."""
    async with database.unit(organisation) as unit:
        told = await service.preview_undo(unit, organisation, report.id, PEOPLE)
    await ask(database, organisation, report)
    done = await service.run_undo(database, organisation, report.id, PEOPLE)
    assert done.status is ImportStatus.UNDONE
    assert done.undo is not None
    assert done.undo.tally == told
    return done.undo.tally


async def people(database: Database, organisation: UUID) -> dict[str | None, Contact]:
    async with database.unit(organisation) as unit:
        found = await service.list_contacts(unit, organisation, Filter(), None, 500, "FR")
    return {each.first_name: each for each in found.rows}


async def count(database: Database, organisation: UUID, table: str) -> int:
    async with database.unit(organisation) as unit:
        return await unit.value(f"SELECT count(*) FROM {table} WHERE organisation_id = %(org)s", {"org": organisation})


async def status(database: Database, organisation: UUID, contact: UUID) -> ConsentStatus | None:
    async with database.unit(organisation) as unit:
        return (await consent.states(unit, organisation, [contact], Channel.SMS, Purpose.MARKETING))[contact].status


async def change(database: Database, organisation: UUID, contact: UUID, changes: Changes) -> None:
    async with database.unit(organisation) as unit:
        await service.update_contact(unit, organisation, "test", contact, changes, "FR")


NEW = "prénom,mobile,email\nAnne,0612345678,anne@example.org\nLéo,0612345679,\n"


async def test_people_whom_an_import_made_go_with_their_addresses(database: Database, organisation: UUID) -> None:
    await create(database, organisation, Changes(first_name="Mia", addresses=[phone("0698765432")]))
    report = await bring(database, organisation, NEW, basis=BASIS)
    assert await take_back(database, organisation, report) == UndoTally(2, 2, removed=2, retracted=2)
    assert set(await people(database, organisation)) == {"Mia"}
    assert [await count(database, organisation, each) for each in ("addresses", "contact_addresses", "consents", "import_touched")] == [1, 1, 0, 0]
    assert await count(database, organisation, "consent_events") == 2  # the ledger only grows
    again = await bring(database, organisation, NEW, basis=BASIS)
    assert again.created == 2
    anne = (await people(database, organisation))["Anne"]
    assert await status(database, organisation, anne.id) is ConsentStatus.GRANTED


async def test_whoever_was_changed_is_as_before(database: Database, organisation: UUID, clock: ManualClock) -> None:
    await create(
        database, organisation,
        Changes(first_name="Anne", external_id="c1", lifecycle="customer", tags=["vip"], attributes={"size": 4, "town": "Nice"},
                addresses=[phone("0612345678")])
    )  # fmt: skip
    before = (await people(database, organisation))["Anne"]
    clock.advance(minutes=1)
    content = "external_id,last_name,mobile,lifecycle,country,size,dog\nc1,Dupont,0698765432,lead,BE,5,yes\n"
    report = await bring(database, organisation, content, options=TAGGED)
    changed = (await people(database, organisation))["Anne"]
    assert (changed.last_name, changed.country, list(changed.tags)) == ("Dupont", "BE", ["vip", "fair"])
    assert changed.addresses[0].address.value == "+33698765432"
    assert await take_back(database, organisation, report) == UndoTally(1, 1, restored=1)
    now = (await people(database, organisation))["Anne"]
    for name in ("last_name", "country", "time_zone", "time_zone_source", "lifecycle", "tags", "attributes", "addresses"):
        assert getattr(now, name) == getattr(before, name), name


async def test_what_was_changed_since_stays_and_is_counted(database: Database, organisation: UUID) -> None:
    await create(database, organisation, Changes(first_name="Anne", external_id="c1", attributes={"size": 4}, addresses=[phone("0612345678")]))
    report = await bring(database, organisation, "external_id,last_name,mobile,size\nc1,Dupont,0698765432,5\n", options=TAGGED)
    anne = (await people(database, organisation))["Anne"]
    await change(database, organisation, anne.id, Changes(last_name="Durand", addresses=[phone("0611111111")]))
    assert await take_back(database, organisation, report) == UndoTally(1, 1, partly=1)
    now = (await people(database, organisation))["Anne"]
    assert (now.last_name, now.attributes, list(now.tags)) == ("Durand", {"size": 4}, [])
    assert now.addresses[0].address.value == "+33611111111"
    assert {each.address.value for each in now.addresses} == {"+33611111111", "+33698765432", "+33612345678"}


async def test_somebody_with_whom_something_happened_stays(database: Database, organisation: UUID, clock: ManualClock) -> None:
    names = ["Edited", "Viewed", "Merged", "Listed", "Agreed", "Gone", "Left"]
    content = "prénom,mobile\n" + "".join(f"{name},06123456{n:02d}\n" for n, name in enumerate(names))
    report = await bring(database, organisation, content, basis=BASIS)
    clock.advance(minutes=5)
    found = {name: each.id for name, each in (await people(database, organisation)).items()}
    await change(database, organisation, found["Edited"], Changes(tags=["vip"]))
    other = await create(database, organisation, Changes(first_name="Merged", addresses=[phone("0698765432")]))
    await merge(database, organisation, found["Merged"], other.id)
    async with database.unit(organisation) as unit:
        event = Occurrence(new_id(clock.now()), found["Viewed"], "course.viewed", clock.now(), "test")
        await service.record_events(unit, organisation, [event])
        held = await segments.create(unit, organisation, "test", name="People", where=None)
        await segments.add_contacts(unit, organisation, "test", held.id, [found["Listed"]])
        await grant(unit, organisation, [found["Agreed"]], channel=Channel.SMS, purpose=Purpose.MARKETING, source="form:x", at=clock.now())
    async with database.engine() as unit:
        await service.erase(unit, organisation, "test", found["Gone"], PEOPLE)
    kept = {"changed": 1, "merged": 1, "events": 1, "segments": 1, "consent": 1}
    assert await take_back(database, organisation, report) == UndoTally(6, 6, removed=1, retracted=6, kept=kept)
    assert set(await people(database, organisation)) == {"Edited", "Viewed", "Merged", "Listed", "Agreed"}
    states = {name: await status(database, organisation, each) for name, each in found.items()}
    assert states == {**dict.fromkeys(names), "Agreed": ConsentStatus.GRANTED}


async def test_an_undo_takes_back_what_was_attested_and_never_a_refusal(database: Database, organisation: UUID, clock: ManualClock) -> None:
    content = "prénom,mobile\nAnne,0612345678\nLéo,0612345679\nMia,0612345670\n"
    await bring(database, organisation, content)
    other = ConsentBasis("counter", "Offers.", "the shop", ASKED, (Channel.SMS,))
    found = {name: each.id for name, each in (await people(database, organisation)).items()}
    async with database.unit(organisation) as unit:
        await consent.grant_attested(
            unit, organisation, [found["Mia"]], other, channels=[Channel.SMS], purposes=[Purpose.MARKETING], actor="test", proof={}
        )
    clock.advance(days=1)
    report = await bring(database, organisation, content, basis=BASIS)
    assert report.unchanged == 3
    async with database.unit(organisation) as unit:
        await grant(
            unit, organisation, [found["Léo"]], channel=Channel.SMS, purpose=Purpose.MARKETING, source="keyword", at=clock.now(),
            status=ConsentStatus.WITHDRAWN,
        )  # fmt: skip
    assert await take_back(database, organisation, report) == UndoTally(3, 3, retracted=3)
    states = [await status(database, organisation, found[name]) for name in ("Anne", "Léo", "Mia")]
    assert states == [None, ConsentStatus.WITHDRAWN, ConsentStatus.GRANTED]
    await bring(database, organisation, content, basis=BASIS)
    assert await status(database, organisation, found["Léo"]) is ConsentStatus.WITHDRAWN


async def test_imports_over_the_same_people_are_undone_in_any_order(database: Database, organisation: UUID) -> None:
    first = await bring(database, organisation, NEW)
    second = await bring(database, organisation, "prénom,nom,mobile\nAnne,Dupont,0612345678\nLéo,,0612345679\n")
    async with database.unit(organisation) as unit:
        told = await service.preview_undo(unit, organisation, first.id, PEOPLE)
    assert told.kept == {"named_again": 2}
    assert await take_back(database, organisation, second) == UndoTally(1, 1, restored=1)
    assert await take_back(database, organisation, first) == UndoTally(2, 2, removed=2)


async def test_an_undo_that_is_cut_off_goes_on_where_it_stopped(
    database: Database, organisation: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    report = await bring(database, organisation, "".join(f"+336123456{n:02d}\n" for n in range(7)), basis=BASIS)
    await ask(database, organisation, report)

    def killed(so_far: ImportReport) -> None:
        assert so_far.undo is not None
        if so_far.undo.tally.done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await service.run_undo(database, organisation, report.id, PEOPLE, on_progress=killed)
    assert await count(database, organisation, "contacts") == 3
    assert (await ask(database, organisation, report)).status is ImportStatus.UNDOING
    done = await service.run_undo(database, organisation, report.id, PEOPLE)
    assert done.undo is not None
    assert done.undo.tally == UndoTally(7, 7, removed=7, retracted=7)
    assert await count(database, organisation, "contacts") == 0


async def test_an_undo_twice_does_nothing_more_and_is_audited_once(database: Database, organisation: UUID) -> None:
    report = await bring(database, organisation, NEW)
    tally = await take_back(database, organisation, report)
    await create(database, organisation, Changes(first_name="Anne", addresses=[phone("0612345678")]))
    again = await ask(database, organisation, report)
    assert again.status is ImportStatus.UNDONE
    assert (await service.run_undo(database, organisation, report.id, PEOPLE)).undo == again.undo
    assert again.undo is not None
    assert again.undo.tally == tally
    assert set(await people(database, organisation)) == {"Anne"}
    async with database.unit(organisation) as unit:
        written = await unit.fetch(
            str, "SELECT action || ' ' || actor FROM audit_log WHERE organisation_id = %(org)s AND action LIKE 'import.und%%' ORDER BY action DESC",
            {"org": organisation},
        )  # fmt: skip
    assert written == ["import.undone user:one", "import.undo_asked user:one"]
    async with database.unit(organisation) as unit:
        with pytest.raises(Conflict):
            await service.resume_import(unit, organisation, "test", report.id)


async def test_a_batch_that_fails_takes_nothing_back(database: Database, organisation: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    report = await bring(database, organisation, NEW, basis=BASIS)
    await ask(database, organisation, report)

    async def broken(*_: object) -> None:
        message = "no disk"
        raise RuntimeError(message)

    with monkeypatch.context() as patched:
        patched.setattr(undoing.queries, "settle", broken)
        with pytest.raises(RuntimeError):
            await service.run_undo(database, organisation, report.id, PEOPLE)
    assert set(await people(database, organisation)) == {"Anne", "Léo"}
    done = await service.run_undo(database, organisation, report.id, PEOPLE)
    assert done.undo is not None
    assert done.undo.tally.removed == 2


async def test_what_can_not_be_undone_says_why(database: Database, organisation: UUID, clock: ManualClock) -> None:
    trial = await bring(database, organisation, NEW, options=ImportOptions("FR", dry_run=True))
    report = await bring(database, organisation, NEW)
    repeated = await bring(database, organisation, NEW)

    async def refused(which: ImportReport) -> str:
        async with database.unit(organisation) as unit:
            with pytest.raises(Conflict) as why:
                await service.preview_undo(unit, organisation, which.id, PEOPLE)
        return why.value.code

    assert [await refused(each) for each in (trial, repeated)] == ["nothing_to_undo", "nothing_to_undo"]
    clock.advance(days=31)
    assert await refused(report) == "undo_too_late"
    async with database.engine() as unit:
        assert await service.forget_import_changes(unit, organisation) == 2
    assert await count(database, organisation, "import_touched") == 0


async def test_an_erased_person_is_forgotten_by_the_imports(database: Database, organisation: UUID) -> None:
    await bring(database, organisation, NEW)
    anne = (await people(database, organisation))["Anne"]
    async with database.engine() as unit:
        await service.erase(unit, organisation, "test", anne.id, PEOPLE)
    assert await count(database, organisation, "import_touched") == 1


async def test_statements_of_a_batch_are_as_many_for_many_as_for_one(database: Database, organisation: UUID) -> None:
    async def statements(numbers: Sequence[int]) -> int:
        report = await bring(database, organisation, "".join(f"+336123456{n:02d}\n" for n in numbers), basis=BASIS)
        async with database.unit(organisation) as unit:
            before = unit.statements
            await service.preview_undo(unit, organisation, report.id, PEOPLE)
            asked: Unit = unit
            return asked.statements - before

    assert await statements([1]) == await statements(range(10, 40))


def test_each_reason_to_stay_is_said_in_both_languages() -> None:
    said = {(why, language): service.stays_in_words(why, language) for why in Stays for language in ("en", "fr")}
    assert all(sentence.endswith(".") for sentence in said.values())
    assert len(set(said.values())) == 2 * len(Stays)


def test_each_room_that_keeps_something_of_people_says_so_and_has_its_reason_to_stay() -> None:
    asked = {part.room for part in PEOPLE.of if part.known is not None}
    unasked = {"policy", "inbox_automatic"}  # of the latter everybody has a thread, which the inbox tells
    assert {part.room for part in PEOPLE.of if part.erase is not None} - asked == unasked, "an undo would remove people of whom it keeps something"
    assert asked <= {each.value for each in Stays}
