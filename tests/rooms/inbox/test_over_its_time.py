"""Conversations end by themselves when nobody has to act, with all that agents wrote in them; figures keep their counts."""

from support.inboxing import BEN, Desk
from tidings.apps.people import PEOPLE
from tidings.inbox import service as inbox
from tidings.inbox.types import Status
from tidings.kernel.words import Channel
from tidings.retention import service as retention
from tidings.retention.types import Kind

PAPER = b"%PDF-1.7\n" + bytes(100)


async def purged(desk: Desk) -> int:
    done = await retention.purge(desk.world.database, desk.organisation, "cli:test", PEOPLE)
    return next(each.removed for each in done if each.kind is Kind.CONVERSATIONS)


async def rows(desk: Desk, table: str) -> int:
    async with desk.world.database.unit(desk.organisation) as unit:
        return await unit.value(f"SELECT count(*) FROM {table}")


async def test_what_is_resolved_goes_with_its_notes_and_files_when_its_time_is_over_and_what_is_open_stays(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.says("Bonjour", BEN, channel=Channel.SMS)
    thread = (await desk.thread()).listed.thread
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.add_note(unit, desk.organisation, desk.nadia, thread.id, "Elle passe demain.")
        file = await inbox.add_file(unit, desk.organisation, desk.nadia, thread.id, "devis.pdf", "", PAPER)
    await desk.reply("Voici.", file_id=file.id, then=Status.RESOLVED)
    await desk.counter.deliver()
    async with desk.world.database.unit(desk.organisation) as unit:  # sooner than the people themselves would go
        await retention.set_days(unit, desk.organisation, "cli:test", Kind.CONVERSATIONS, 365)
    desk.world.clock.advance(days=364)
    assert await purged(desk) == 0
    desk.world.clock.advance(days=2)
    assert await purged(desk) == 1
    kept = {table: await rows(desk, f"inbox_{table}") for table in ("threads", "replies", "notes", "files", "events")}
    assert kept == {"threads": 1, "replies": 0, "notes": 0, "files": 0, "events": 1}
    assert await rows(desk, "messages") == 1, "the ledger knows that something was sent"
    desk.world.clock.advance(days=400)
    assert await purged(desk) == 0, "somebody still has to answer"
