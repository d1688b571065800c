"""Questions and notices have their time, too: what is over it goes, and nothing that is still open."""

from datetime import timedelta
from uuid import UUID

import pytest

from rooms.retention.test_retention import Shelf
from support.clock import ManualClock
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.retention.types import Kind


@pytest.fixture
def shelf(database: Database, organisation: UUID, clock: ManualClock) -> Shelf:
    return Shelf(database, organisation, clock)


async def test_questions_that_nobody_can_answer_any_more_go_and_open_ones_stay(shelf: Shelf) -> None:
    at = shelf.clock.now()
    over, still_open = (
        Question(new_id(at), Channel.SMS, shelf.id, None, (Answer.YES,), "waitlist:x", at + timedelta(days=days)) for days in (1, 200)
    )
    async with shelf.database.unit(shelf.id) as unit:
        await conversations.ask(unit, shelf.id, [over, still_open])
    shelf.clock.advance(days=90)
    assert (await shelf.due())[Kind.QUESTIONS] == (0, 1)
    assert (await shelf.purge())[Kind.QUESTIONS] == 0
    shelf.clock.advance(days=2)
    assert (await shelf.purge())[Kind.QUESTIONS] == 1
    async with shelf.database.unit(shelf.id) as unit:
        assert await conversations.sources_at(unit, shelf.id, [shelf.id]) == ["waitlist:x"]


async def test_notices_go_with_their_attempts_five_years_after_their_end(shelf: Shelf) -> None:
    async with shelf.database.unit(shelf.id) as unit:
        for ended in ("%(at)s", "NULL"):
            params = {"org": shelf.id, "id": new_id(unit.at), "source": new_id(unit.at), "at": unit.at}
            await unit.run(
                "INSERT INTO notices (organisation_id, id, kind, key, contact_id, state, created_at, expires_at, ended_at)"
                f" VALUES (%(org)s, %(id)s, 'ready', %(id)s::text, %(org)s, 'delivered', %(at)s, %(at)s, {ended})",
                params,
            )
            await unit.run(
                "INSERT INTO notice_attempts (organisation_id, notice_id, step, channel, beside, address_id, source_id, planned_at, silent_at)"
                " VALUES (%(org)s, %(id)s, 0, 'sms', false, %(org)s, %(source)s, %(at)s, %(at)s)",
                params,
            )
    shelf.clock.advance(days=1824)
    assert (await shelf.due())[Kind.NOTICES] == (0, 1)
    assert (await shelf.purge())[Kind.NOTICES] == 0
    shelf.clock.advance(days=2)
    assert (await shelf.purge())[Kind.NOTICES] == 1
    assert (await shelf.count("notices"), await shelf.count("notice_attempts")) == (1, 1)
