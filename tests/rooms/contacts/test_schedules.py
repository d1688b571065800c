"""A file that is imported again and again: once a turn, not when it did not change, and with what to do when it can't be fetched."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from errno import EACCES
from pathlib import Path
from typing import BinaryIO, NoReturn
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.accounts.service import audit_trail, create_key, revoke_key
from tidings.accounts.types import Caller, ConsentBasis
from tidings.contacts import service
from tidings.contacts.jobs import take_due_schedules
from tidings.contacts.service import ImportDesk, Sources
from tidings.contacts.types import Every, Filter, ImportOptions, NewSchedule, Rhythm, RunOutcome, Schedule, ScheduleRun, Source, SourceKind
from tidings.infra.db.database import Database
from tidings.infra.jobs import Jobs
from tidings.infra.sealed_files import SealedFiles
from tidings.kernel.errors import Conflict, Invalid, NotFound

PEOPLE = b"first_name,phone\nAna,0612345678\nTim,nobody\n"


class Repeating:
    """An organisation with a folder and what a worker does with it."""

    def __init__(self, database: Database, database_url: str, organisation: UUID, clock: ManualClock, folder: Path) -> None:
        self.database = database
        self.id = organisation
        self.clock = clock
        self.jobs = Jobs(database_url)
        self.files = SealedFiles(folder / "uploads")
        self.desk = ImportDesk(database, self.jobs, self.files)
        self.folder = folder / "allowed" / str(organisation)
        self.folder.mkdir(parents=True)
        self.sources = Sources(folder / "allowed", loopback=True)

    async def add(self, source: Source, name: str = "nightly", minute: int = 6 * 60 + 30, caller: Caller | None = None) -> Schedule:
        wanted = NewSchedule(name, source, Rhythm(Every.DAILY, minute), None, ImportOptions("", ("shop",)))
        async with self.database.unit(self.id) as unit:
            return await service.add_schedule(unit, caller or Caller(self.id, "test", frozenset()), wanted)

    async def run(self, schedule: Schedule) -> ScheduleRun:
        """Ask for a run and do all that it leads to."""
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            asked = await service.run_now(unit, self.jobs, self.id, "test", schedule.id)
        done = await service.run_schedule(self.desk, self.sources, self.id, asked.id)
        assert done is not None
        if done.outcome is RunOutcome.IMPORTED and done.import_id:
            async with self.database.unit(self.id) as unit:
                keys = await unit.keys(self.id)
            await service.run_import(self.database, self.id, done.import_id, lambda: self.files.open(str(done.import_id), keys))
        return done

    async def now(self, schedule: Schedule) -> Schedule:
        async with self.database.unit(self.id) as unit:
            return await service.schedule(unit, self.id, schedule.id)

    async def runs(self, schedule: Schedule) -> Sequence[ScheduleRun]:
        async with self.database.unit(self.id) as unit:
            return (await service.schedule_runs(unit, self.id, schedule.id, None, 50)).rows

    async def names(self) -> set[str | None]:
        async with self.database.unit(self.id) as unit:
            return {each.first_name for each in (await service.list_contacts(unit, self.id, Filter(tag="shop"), None, 50, "FR")).rows}


@pytest.fixture
def shop(database: Database, database_url: str, organisation: UUID, clock: ManualClock, tmp_path: Path) -> Repeating:
    return Repeating(database, database_url, organisation, clock, tmp_path)


def in_folder(place: str) -> Source:
    return Source(SourceKind.FOLDER, place)


async def test_the_newest_file_that_fits_is_imported_with_a_report_and_left_alone_until_it_changes(shop: Repeating) -> None:
    (shop.folder / "old.csv").write_bytes(b"first_name,phone\nOld,0612345670\n")
    (shop.folder / "new.csv").write_bytes(PEOPLE)
    schedule = await shop.add(in_folder("*.csv"))
    first = await shop.run(schedule)
    assert (first.outcome, await shop.names()) == (RunOutcome.IMPORTED, {"Ana"})
    async with shop.database.unit(shop.id) as unit:
        report = await service.import_report(unit, shop.id, first.import_id or schedule.id)
    assert (report.file_name, report.created, report.rejected) == ("new.csv", 1, 1)
    again = await shop.run(schedule)
    assert (again.outcome, again.import_id) == (RunOutcome.UNCHANGED, first.import_id)
    assert shop.files.names() == [str(first.import_id)]  # nothing is kept of what did not change
    (shop.folder / "new.csv").write_bytes(PEOPLE + b"Zoe,0612345679\n")
    assert (await shop.run(schedule)).outcome is RunOutcome.IMPORTED
    assert await shop.names() == {"Ana", "Zoe"}
    assert [each.outcome for each in await shop.runs(schedule)] == [RunOutcome.IMPORTED, RunOutcome.UNCHANGED, RunOutcome.IMPORTED]


async def test_a_file_whose_import_was_cancelled_is_read_again(shop: Repeating) -> None:
    (shop.folder / "a.csv").write_bytes(PEOPLE)
    schedule = await shop.add(in_folder("a.csv"))
    async with shop.database.unit(shop.id) as unit:
        asked = await service.run_now(unit, shop.jobs, shop.id, "test", schedule.id)
    first = await service.run_schedule(shop.desk, shop.sources, shop.id, asked.id)
    assert first is not None
    assert first.import_id is not None
    async with shop.database.unit(shop.id) as unit:
        await service.cancel_import(unit, shop.id, "test", first.import_id)
    assert (await shop.run(schedule)).outcome is RunOutcome.IMPORTED


async def test_a_run_that_is_done_twice_by_a_queue_that_repeats_itself_imports_once(shop: Repeating) -> None:
    (shop.folder / "a.csv").write_bytes(PEOPLE)
    done = await shop.run(await shop.add(in_folder("a.csv")))
    again = await service.run_schedule(shop.desk, shop.sources, shop.id, done.id)
    assert again == done


async def test_a_missing_file_is_told_with_what_to_do_and_tried_again_sooner(shop: Repeating) -> None:
    schedule = await shop.add(in_folder("people.csv"))
    failed = await shop.run(schedule)
    assert (failed.outcome, failed.code) == (RunOutcome.FAILED, "source_failed")
    assert str(shop.id) in (failed.fix or "")
    now = await shop.now(schedule)
    assert (now.failures, now.next_at) == (1, shop.clock.now() + timedelta(minutes=5))
    (shop.folder / "people.csv").write_bytes(PEOPLE)
    shop.clock.advance(seconds=300)
    assert (await shop.run(schedule)).outcome is RunOutcome.IMPORTED
    assert (await shop.now(schedule)).failures == 0


async def test_a_file_that_leads_to_nobody_is_a_failure_with_its_reason(shop: Repeating) -> None:
    (shop.folder / "a.csv").write_bytes(b"colour\nred\n")
    failed = await shop.run(await shop.add(in_folder("a.csv")))
    assert (failed.outcome, failed.code) == (RunOutcome.FAILED, "no_address_column")
    assert shop.files.names() == []


async def test_a_link_that_leads_out_of_the_folder_is_no_file_of_it(shop: Repeating, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_bytes(PEOPLE)
    (shop.folder / "a.csv").symlink_to(tmp_path / "secret.csv")
    assert (await shop.run(await shop.add(in_folder("a.csv")))).code == "source_failed"


async def test_a_file_that_the_server_may_not_read_is_told_with_what_to_do(shop: Repeating, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop.folder / "a.csv").write_bytes(PEOPLE)

    def denied(_path: Path, _mode: str) -> BinaryIO:  # tests may run as root, who may read everything
        raise PermissionError(EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    failed = await shop.run(await shop.add(in_folder("a.csv")))
    assert (failed.outcome, failed.code, failed.reason) == (RunOutcome.FAILED, "source_failed", "The file can't be read: Permission denied.")


async def test_an_error_that_nobody_foresaw_ends_the_run_in_general_words_and_it_is_tried_again(
    shop: Repeating, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_path: Path, pattern: str) -> NoReturn:
        raise IndexError(pattern)

    monkeypatch.setattr(Path, "glob", broken)
    schedule = await shop.add(in_folder("crm.csv"))
    failed = await shop.run(schedule)
    assert (failed.outcome, failed.code, failed.reason) == (RunOutcome.FAILED, "run_failed", "An unexpected error; see the log.")
    assert failed.ended_at is not None
    now = await shop.now(schedule)
    assert (now.failures, now.next_at) == (1, shop.clock.now() + timedelta(minutes=5))


@pytest.mark.parametrize("ends", ["revoked", "expired"])
async def test_a_key_that_works_no_more_attests_nothing_and_its_schedule_is_paused_and_says_what_to_do(shop: Repeating, ends: str) -> None:
    (shop.folder / "a.csv").write_bytes(PEOPLE)
    basis = ConsentBasis("till", "News by SMS?", "owner", shop.clock.now())
    expires_at = shop.clock.now() + timedelta(days=1) if ends == "expired" else None
    async with shop.database.unit(shop.id) as unit:
        made = await create_key(unit, shop.id, "test", name="crm", scopes=[], consent_basis=basis, expires_at=expires_at)
    actor = f"key:{made.key.id}"
    schedule = await shop.add(in_folder("a.csv"), caller=Caller(shop.id, actor, frozenset(), basis))
    assert (await shop.run(schedule)).outcome is RunOutcome.IMPORTED
    (shop.folder / "a.csv").write_bytes(PEOPLE + b"Zoe,0612345679\n")
    if expires_at is None:
        async with shop.database.unit(shop.id) as unit:
            await revoke_key(unit, shop.id, "test", made.key.id)
    else:
        shop.clock.advance(days=1)
    failed = await shop.run(schedule)
    assert (failed.outcome, failed.code, failed.import_id) == (RunOutcome.FAILED, "consent_key_ended", None)
    assert "add it again with a key that works" in (failed.fix or "")
    assert (await shop.now(schedule)).paused_at == shop.clock.now()
    assert await shop.names() == {"Ana"}
    async with shop.database.unit(shop.id) as unit:
        trail = await audit_trail(unit, shop.id, subject=f"import_schedule:{schedule.id}")
    assert (trail.rows[0].action, trail.rows[0].actor) == ("import_schedule.paused", "system:imports")


async def test_a_schedule_that_attests_nothing_goes_on_when_its_key_is_revoked(shop: Repeating) -> None:
    (shop.folder / "a.csv").write_bytes(PEOPLE)
    async with shop.database.unit(shop.id) as unit:
        made = await create_key(unit, shop.id, "test", name="crm", scopes=[])
        await revoke_key(unit, shop.id, "test", made.key.id)
    schedule = await shop.add(in_folder("a.csv"), caller=Caller(shop.id, f"key:{made.key.id}", frozenset()))
    assert (await shop.run(schedule)).outcome is RunOutcome.IMPORTED


@pytest.mark.parametrize(
    "source",
    [
        in_folder("../other/people.csv"),
        in_folder("/etc/passwd"),
        in_folder("**/people.csv"),
        in_folder(""),
        in_folder("a\0b"),
        Source(SourceKind.URL, "http://crm.example.com/people.csv"),
        Source(SourceKind.URL, "https://user:word@crm.example.com/people.csv"),
        Source(SourceKind.URL, "file:///etc/passwd"),
        Source(SourceKind.URL, "https://[::1"),
        in_folder("."),
        in_folder("./"),
        in_folder("crm/a**.csv"),
        Source(SourceKind.URL, "https://127.0.0.1\\x.example.com/people.csv"),
        Source(SourceKind.URL, "https://10.0.0.1\\@example.com/"),
        Source(SourceKind.URL, "https://%6cocalhost/people.csv"),
        Source(SourceKind.URL, "https://crm.example.com:99999/people.csv"),
        Source(SourceKind.URL, "https://crm.example.com/people.csv", "two\nlines"),
    ],
)
async def test_what_can_be_no_source_is_refused_at_once(shop: Repeating, source: Source) -> None:
    with pytest.raises(Invalid) as refused:
        await shop.add(source)
    assert (refused.value.code, refused.value.field) == ("source_invalid", "source")


async def test_a_name_is_taken_once_and_a_secret_is_sealed(shop: Repeating) -> None:
    await shop.add(Source(SourceKind.URL, "https://crm.example.com/people.csv", "word"))
    with pytest.raises(Conflict):
        await shop.add(in_folder("a.csv"))
    async with shop.database.unit(shop.id) as unit:
        stored = await unit.value("SELECT source FROM import_schedules")
    assert b"word" not in stored
    assert b"crm" not in stored


async def test_due_schedules_are_taken_by_one_worker_and_a_turn_that_was_missed_for_days_is_one_run(shop: Repeating) -> None:
    schedule = await shop.add(in_folder("a.csv"))
    assert await take_due_schedules(shop.database, shop.jobs, [shop.id]) == 0
    shop.clock.advance(days=5)
    taken = await asyncio.gather(*(take_due_schedules(shop.database, shop.jobs, [shop.id]) for _ in range(4)))
    assert sum(taken) == 1
    assert len(await shop.runs(schedule)) == 1
    assert shop.clock.now() < (await shop.now(schedule)).next_at <= shop.clock.now() + timedelta(days=1)


async def test_a_paused_schedule_is_not_due_until_it_is_resumed_and_one_that_was_removed_is_no_more(shop: Repeating) -> None:
    schedule = await shop.add(in_folder("a.csv"))
    async with shop.database.unit(shop.id) as unit:
        await service.pause_schedule(unit, shop.id, "test", schedule.id)
    shop.clock.advance(days=2)
    assert await take_due_schedules(shop.database, shop.jobs, [shop.id]) == 0
    async with shop.database.unit(shop.id) as unit:
        resumed = await service.resume_schedule(unit, shop.id, "test", schedule.id)
    assert (resumed.paused_at, resumed.next_at > shop.clock.now()) == (None, True)
    async with shop.database.unit(shop.id) as unit:
        await service.remove_schedule(unit, shop.id, "test", schedule.id)
    with pytest.raises(NotFound):
        await shop.now(schedule)


@dataclass
class Web:
    """A server of files on this machine: what it answers by path, and what it was asked."""

    port: int = 0
    answers: dict[str, tuple[str, list[str], bytes]] = field(default_factory=dict[str, tuple[str, list[str], bytes]])
    asked: list[str] = field(default_factory=list[str])

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(said)
        status, headers, body = self.answers[said.split()[1]]
        if 'if-none-match: "one"' in said.lower():
            status, body = "304 Not Modified", b""
        head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""])
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving() -> AsyncGenerator[Web]:
    web = Web()
    server = await asyncio.start_server(web.answer, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    async with server:
        yield web


async def keep(shop: Repeating, place: str, secret: str | None = None) -> Schedule:
    """Add a schedule of an address of this machine, which only tests and the demo may call."""
    schedule = await shop.add(Source(SourceKind.URL, "https://crm.example.com/people.csv"))
    async with shop.database.unit(shop.id) as unit:
        keys = await unit.keys(shop.id)
        words = f'["{place}",{"null" if secret is None else chr(34) + secret + chr(34)}]'
        await unit.run("UPDATE import_schedules SET source = %(source)s", {"source": keys.seal("import_source", words)})
    return schedule


async def test_a_file_of_the_web_comes_with_its_secret_and_is_asked_for_by_its_mark_the_next_time(shop: Repeating) -> None:
    async with serving() as web:
        web.answers["/people.csv"] = ("200 OK", ['ETag: "one"'], PEOPLE)
        schedule = await keep(shop, web.url("/people.csv"), "word")
        assert (await shop.run(schedule)).outcome is RunOutcome.IMPORTED
        assert (await shop.run(schedule)).outcome is RunOutcome.UNCHANGED
    assert await shop.names() == {"Ana"}
    assert "authorization: bearer word" in web.asked[0].lower()
    assert 'if-none-match: "one"' in web.asked[1].lower()


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        ("401 Unauthorized", [], "HTTP 401"),
        ("302 Found", ["Location: http://169.254.169.254/latest"], "not https"),
        ("302 Found", ["Location: https://10.0.0.1/people.csv"], "not public"),
        ("302 Found", ["Location: /people.csv"], "on and on"),
        ("302 Found", ["Location: https://example.com:99999/"], "The port is not one from 1 to 65535"),
        ("302 Found", ["Location: https://[::1/"], "no web address"),
        ("302 Found", [r"Location: https://127.0.0.1\x.example.com/people.csv"], "backslash"),
        ("302 Found", ["Location: https://%6cocalhost/people.csv"], "not written plainly"),
    ],
)
async def test_a_server_that_refuses_or_leads_astray_is_a_failure_that_names_no_address(
    shop: Repeating, status: str, headers: list[str], told: str
) -> None:
    async with serving() as web:
        web.answers["/people.csv"] = (status, headers, b"")
        failed = await shop.run(await keep(shop, web.url("/people.csv"), "word"))
    assert failed.outcome is RunOutcome.FAILED
    assert told in (failed.reason or "")
    assert "127.0.0.1" not in (failed.reason or "")


async def test_a_redirect_to_another_server_does_not_get_the_secret(shop: Repeating) -> None:
    async with serving() as first, serving() as second:
        first.answers["/people.csv"] = ("302 Found", [f"Location: {second.url('/moved.csv')}"], b"")
        second.answers["/moved.csv"] = ("200 OK", [], PEOPLE)
        assert (await shop.run(await keep(shop, first.url("/people.csv"), "word"))).outcome is RunOutcome.IMPORTED
    assert "word" in first.asked[0]
    assert "word" not in second.asked[0]
