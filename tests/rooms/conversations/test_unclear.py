"""What may be an opt-out holds marketing back until a person decides, or its writer says it plainly."""

from datetime import timedelta
from uuid import UUID

import pytest

from rooms.conversations.test_receiving import Line
from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason
from tidings.conversations import service
from tidings.conversations.types import Answer, Decision, Question, ReadingKind, Unclear
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Invalid, NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.ports.receipt import Keyword

ANA = "+33612000001"
UNCLEAR = "This is harassment, I'll go to the CNIL"


@pytest.fixture
def line(database: Database, organisation: UUID, clock: ManualClock) -> Line:
    return Line(database, organisation, clock)


async def closed_to(line: Line, purpose: Purpose) -> SuppressionReason | None:
    async with line.database.unit(line.id) as unit:
        lookups = (await unit.keys(line.id)).indexes("phone", ANA)
        return next(iter((await consent.suppressed(unit, line.id, Channel.SMS, lookups, purpose)).values()), None)


async def waiting(line: Line) -> list[Unclear]:
    async with line.database.unit(line.id) as unit:
        return list((await service.list_unclear(unit, line.id)).rows)


async def decide(line: Line, decision: Decision, reason: str = "They meant the bus stop.") -> Unclear:
    (held,) = await waiting(line)
    line.clock.advance(seconds=1)
    async with line.database.unit(line.id) as unit:
        return await service.decide(unit, line.id, "cli:test", held.message.id, decision, reason)


async def ask(line: Line, address: UUID | None, *expects: Answer, minutes: int = 60) -> Question:
    assert address is not None
    expires = line.clock.now() + timedelta(minutes=minutes)
    question = Question(new_id(line.clock.now()), Channel.SMS, address, line.sender.id, expects, "waitlist:7", expires)
    async with line.database.unit(line.id) as unit:
        await service.ask(unit, line.id, [question])
    return question


async def test_no_marketing_leaves_while_a_message_that_may_opt_out_waits_and_other_messages_do(line: Line) -> None:
    assert (await line.says(UNCLEAR)).reading.kind is ReadingKind.UNCLEAR
    assert await closed_to(line, Purpose.MARKETING) is SuppressionReason.HELD
    assert await closed_to(line, Purpose.TRANSACTIONAL) is None
    assert [each.message.text for each in await waiting(line)] == [UNCLEAR]


async def test_a_person_who_reads_an_opt_out_closes_the_channel_and_it_is_audited(line: Line) -> None:
    await line.says(UNCLEAR)
    decided = await decide(line, Decision.OPT_OUT, "")
    assert (decided.decision, decided.decided_by) == (Decision.OPT_OUT, "cli:test")
    assert await closed_to(line, Purpose.TRANSACTIONAL) is SuppressionReason.OPTED_OUT
    assert await waiting(line) == []
    async with line.database.unit(line.id) as unit:
        trail = await accounts.audit_trail(unit, line.id)
    assert [entry.action for entry in trail.rows if entry.action.startswith("unclear")] == ["unclear_message.decided"]


async def test_a_person_who_reads_no_opt_out_lets_marketing_leave_again_and_says_why(line: Line) -> None:
    await line.says(UNCLEAR)
    with pytest.raises(Invalid):
        await decide(line, Decision.KEEP, "  ")
    await decide(line, Decision.KEEP)
    assert await closed_to(line, Purpose.MARKETING) is None


async def test_what_was_decided_is_listed_newest_first_page_by_page_with_who_decided(line: Line) -> None:
    for text in (UNCLEAR, "Stop joking around"):
        await line.says(text)
        await decide(line, Decision.KEEP)
    await line.says(UNCLEAR)
    async with line.database.unit(line.id) as unit:
        first = await service.list_decided(unit, line.id, limit=1)
        second = await service.list_decided(unit, line.id, limit=1, cursor=first.next_cursor)
    assert [each.message.text for each in (*first.rows, *second.rows)] == ["Stop joking around", UNCLEAR]
    assert {each.decided_by for each in (*first.rows, *second.rows)} == {"cli:test"}
    assert second.next_cursor is None


async def test_while_another_message_of_theirs_waits_the_address_stays_held(line: Line) -> None:
    await line.says(UNCLEAR)
    await line.says("Stop joking around")
    first, second = await waiting(line)
    for message, still in ((first, SuppressionReason.HELD), (second, None)):
        line.clock.advance(seconds=1)
        async with line.database.unit(line.id) as unit:
            await service.decide(unit, line.id, "cli:test", message.message.id, Decision.KEEP, "a joke")
        assert await closed_to(line, Purpose.MARKETING) is still


async def test_a_decision_is_made_once_and_not_turned_round(line: Line) -> None:
    await line.says(UNCLEAR)
    decided = await decide(line, Decision.KEEP)
    async with line.database.unit(line.id) as unit:
        assert await service.decide(unit, line.id, "cli:other", decided.message.id, Decision.KEEP, "again") == decided
        with pytest.raises(Conflict):
            await service.decide(unit, line.id, "cli:other", decided.message.id, Decision.OPT_OUT)
        with pytest.raises(NotFound):
            await service.decide(unit, line.id, "cli:other", new_id(line.clock.now()), Decision.OPT_OUT)


@pytest.mark.parametrize(("word", "marketing"), [("STOP", SuppressionReason.OPTED_OUT), ("START", None)])
async def test_a_plain_word_of_theirs_settles_what_waited(line: Line, word: str, marketing: SuppressionReason | None) -> None:
    await line.says(UNCLEAR)
    await line.says(word)
    assert await waiting(line) == []
    assert await closed_to(line, Purpose.MARKETING) is marketing


async def test_a_cancel_answers_the_question_that_is_open_and_opts_out_when_none_is(line: Line) -> None:
    address = (await line.says("Bonjour")).address_id
    await ask(line, address, Answer.YES, Answer.CANCEL)
    assert (await line.says("CANCEL")).reading.why == "answers the open question: cancel"
    assert await line.closed() is None
    assert (await line.says("CANCEL")).reading.kind is ReadingKind.OPT_OUT
    assert await line.closed() is SuppressionReason.OPTED_OUT


@pytest.mark.parametrize("word", ["STOP", "ARRÊT", "STOPALL", "unsubscribe", "REVOKE", "optout", "désabonner"])
async def test_some_words_opt_out_whatever_was_asked(line: Line, word: str) -> None:
    address = (await line.says("Bonjour")).address_id
    await ask(line, address, *Answer)
    assert (await line.says(word)).reading.kind is ReadingKind.OPT_OUT


async def test_a_question_that_is_over_or_closed_or_asked_by_another_number_takes_no_answer(line: Line) -> None:
    address = (await line.says("Bonjour")).address_id
    await ask(line, address, Answer.CANCEL, minutes=1)
    line.clock.advance(minutes=2)
    assert (await line.says("CANCEL")).reading.kind is ReadingKind.OPT_OUT
    await line.says("START")
    await ask(line, address, Answer.CANCEL)
    async with line.database.unit(line.id) as unit:
        assert await service.close_questions(unit, line.id, ["waitlist:7"])
    assert (await line.says("CANCEL")).reading.kind is ReadingKind.OPT_OUT


async def test_an_answer_that_the_provider_took_for_a_stop_is_an_opt_out_and_an_answer(line: Line) -> None:
    address = (await line.says("Bonjour")).address_id
    await ask(line, address, Answer.CANCEL)
    assert (await line.says("CANCEL", keyword=Keyword.STOP)).reading.kind is ReadingKind.OPT_OUT
    async with line.database.unit(line.id) as unit:
        assert await unit.value("SELECT answer FROM open_questions") == "cancel"
