"""Meta tells a number, an id of its own, or both: whichever it tells, it is one person, and what they say holds for both."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from rooms.conversations.test_receiving import Line
from support.clock import ManualClock
from support.people import create, phone, shown
from tidings.apps.people import on_found_twice
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes, Filter, Rank
from tidings.conversations import service
from tidings.conversations.types import Answer, Decision, Question, Received
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.ports.receipt import Inbound

NUMBER, USER, LATER = "+33612000007", "FR.13491208655302741918", "FR.24817305912873645029"


class Whatsapp(Line):
    """A line of WhatsApp, on which the application reacts as it does in the worker."""

    def wrote(self, text: str, number: str | None = None, user: str | None = None) -> Inbound:
        return self.message(text, sender=number, channel=Channel.WHATSAPP, user_ref=user)

    async def hears(self, *messages: Inbound) -> list[Received]:
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            received = await service.receive(unit, self.id, self.connection, [self.sender], messages)
            twice = [each for each in unit.take_happened() if each.name == "contact.found_twice"]
            await on_found_twice(unit, self.id, twice)
        return received

    async def writes(self, text: str, number: str | None = None, user: str | None = None) -> UUID:
        (received,) = await self.hears(self.wrote(text, number, user))
        assert received.contact_id is not None
        return received.contact_id

    async def is_told_of_another_id(self, previous: str = USER, current: str = LATER, at: datetime | None = None) -> datetime:
        """Hear it as news of `at` (now); return that moment."""
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            since = at or unit.at
            await service.follow_user(unit, self.id, previous, current, since)
            await on_found_twice(unit, self.id, unit.take_happened())
        return since

    async def is_told_of_marketing(self, told: str, *, stop: bool) -> None:
        """Hear what somebody (a number or an id) told WhatsApp of marketing."""
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            await service.follow_preference(unit, self.id, told, stop=stop)

    async def closed_to(self, purpose: Purpose) -> set[str]:
        async with self.database.unit(self.id) as unit:
            keys = await unit.keys(self.id)
            names = {
                lookup: value
                for kind, value in (("phone", NUMBER), ("whatsapp_user", USER), ("whatsapp_user", LATER))
                for lookup in keys.indexes(kind, value)
            }
            return {names[lookup] for lookup in await consent.suppressed(unit, self.id, Channel.WHATSAPP, list(names), purpose)}

    async def ranks(self, contact_id: UUID) -> dict[str, int]:
        return {owned.address.value: owned.rank for owned in (await shown(self.database, self.id, contact_id)).addresses}

    async def everybody(self) -> list[list[str]]:
        async with self.database.unit(self.id) as unit:
            found = await contacts.list_contacts(unit, self.id, Filter(), None, 50, "FR")
        return [sorted(owned.address.value for owned in each.addresses) for each in found.rows]


@pytest.fixture
def line(database: Database, organisation: UUID, clock: ManualClock) -> Whatsapp:
    return Whatsapp(database, organisation, clock)


async def test_whoever_shows_no_number_is_the_same_contact_each_time(line: Whatsapp) -> None:
    assert await line.writes("Bonjour", user=USER) == await line.writes("Encore moi", user=USER)
    assert await line.everybody() == [[USER]]


async def test_what_is_no_id_makes_no_contact(line: Whatsapp) -> None:
    (received,) = await line.hears(line.wrote("Bonjour", user="nobody\0"))
    assert received.contact_id is None


@pytest.mark.parametrize(("first", "second"), [((NUMBER, None), (NUMBER, USER)), ((None, USER), (NUMBER, USER)), ((NUMBER, USER), (None, USER))])
async def test_a_number_and_an_id_that_are_told_together_are_one_person(
    line: Whatsapp, first: tuple[str | None, str | None], second: tuple[str | None, str | None]
) -> None:
    assert await line.writes("Bonjour", *first) == await line.writes("Encore moi", *second)
    assert await line.everybody() == [[NUMBER, USER]]


async def test_one_batch_brings_all_of_them_together(line: Whatsapp) -> None:
    received = await line.hears(line.wrote("un", user=USER), line.wrote("deux", NUMBER, USER), line.wrote("trois", NUMBER))
    assert len({each.contact_id for each in received}) == 1
    assert await line.everybody() == [[NUMBER, USER]]


async def test_two_contacts_become_one_when_nothing_is_known_of_either_but_their_messages(line: Whatsapp, database: Database) -> None:
    stranger = await line.writes("Bonjour", user=USER)
    ana = await create(database, line.id, Changes(first_name="Ana", addresses=[phone(NUMBER)]))
    assert await line.writes("C'est moi", NUMBER, USER) == ana.id
    assert await line.everybody() == [[NUMBER, USER]]
    async with database.unit(line.id) as unit:
        (merge,) = await contacts.merges_of(unit, line.id, ana.id)
    assert (merge.kept_id, merge.gone_id, merge.actor) == (ana.id, stranger, "system:conversations")


async def test_two_known_people_are_left_to_a_person_as_duplicates(line: Whatsapp, database: Database) -> None:
    stranger = await line.writes("Bonjour", user=USER)
    async with database.unit(line.id) as unit:
        await contacts.update_contact(unit, line.id, "test", stranger, Changes(first_name="Ana", tags=["x"]), "FR")
    ana = await create(database, line.id, Changes(first_name="Ana", addresses=[phone(NUMBER)]))
    await line.writes("C'est moi", NUMBER, USER)
    async with database.unit(line.id) as unit:
        (pair,) = (await contacts.duplicates(unit, line.id)).rows
    assert {pair.keep_id, pair.other_id} == {stranger, ana.id}


@pytest.mark.parametrize("stops", [(NUMBER, None), (None, USER), (NUMBER, USER)])
@pytest.mark.parametrize("starts", [(NUMBER, None), (None, USER)])
async def test_a_stop_closes_number_and_id_and_a_start_opens_both(
    line: Whatsapp, stops: tuple[str | None, str | None], starts: tuple[str | None, str | None]
) -> None:
    await line.writes("Bonjour", NUMBER, USER)
    await line.writes("STOP", *stops)
    assert await line.closed_to(Purpose.TRANSACTIONAL) == {NUMBER, USER}
    assert await line.closed(NUMBER) is None
    await line.writes("START", *starts)
    assert await line.closed_to(Purpose.MARKETING) == set()


async def test_a_stop_of_before_holds_for_the_number_that_is_told_later(line: Whatsapp) -> None:
    await line.writes("STOP", user=USER)
    assert await line.closed_to(Purpose.TRANSACTIONAL) == {USER}
    await line.writes("Bonjour", NUMBER, USER)
    assert await line.closed_to(Purpose.TRANSACTIONAL) == {NUMBER, USER}


async def test_what_failed_at_a_number_does_not_close_the_id(line: Whatsapp, database: Database) -> None:
    await line.writes("Bonjour", NUMBER, USER)
    async with database.unit(line.id) as unit:
        await consent.suppress_addresses(
            unit, line.id, "test", [NUMBER], channel=Channel.WHATSAPP, scope=SuppressionScope.ALL, reason=SuppressionReason.MANUAL, source="test"
        )
    await line.writes("Toujours là", NUMBER, USER)
    assert await line.closed_to(Purpose.TRANSACTIONAL) == {NUMBER}


@pytest.mark.parametrize(("decision", "left"), [(Decision.KEEP, set[str]()), (Decision.OPT_OUT, {NUMBER, USER})])
async def test_a_doubt_holds_marketing_for_both_until_a_person_decides(
    line: Whatsapp, database: Database, decision: Decision, left: set[str]
) -> None:
    await line.writes("Bonjour", NUMBER, USER)
    await line.writes("Stop joking around", user=USER)
    async with database.unit(line.id) as unit:
        (held,) = (await service.list_unclear(unit, line.id)).rows
    assert await line.closed_to(Purpose.MARKETING) == {NUMBER, USER}
    line.clock.advance(seconds=1)
    async with database.unit(line.id) as unit:
        await service.decide(unit, line.id, "test", held.message.id, decision, "read")
    assert await line.closed_to(Purpose.MARKETING) == left


async def test_a_question_asked_at_the_number_is_answered_from_the_id_and_both_windows_open(line: Whatsapp, database: Database) -> None:
    ana = await line.writes("Bonjour", NUMBER, USER)
    whole = await shown(database, line.id, ana)
    ids = {owned.address.value: owned.address.id for owned in whole.addresses}
    question = Question(new_id(line.clock.now()), Channel.WHATSAPP, ids[NUMBER], None, (Answer.YES,), "test", line.clock.now() + timedelta(hours=1))
    async with database.unit(line.id) as unit:
        await service.ask(unit, line.id, [question])
        await service.receive(unit, line.id, line.connection, [line.sender], [line.wrote("YES", user=USER)])
        answered = [each for each in unit.take_happened() if each.name == "question.answered"]
        assert [each.data["question_id"] for each in answered] == [str(question.id)]
        assert set(await service.window_open(unit, line.id, line.sender.id, list(ids.values()))) == set(ids.values())


async def test_a_new_id_is_the_same_persons_and_the_former_one_is_written_to_no_more(line: Whatsapp) -> None:
    ana = await line.writes("Bonjour", user=USER)
    for _ in range(2):  # Meta may tell it twice
        await line.is_told_of_another_id()
    assert await line.writes("C'est moi", user=LATER) == ana
    assert await line.everybody() == [[USER, LATER]]
    assert await line.ranks(ana) == {USER: Rank.FORMER, LATER: Rank.PROFILE}
    async with line.database.unit(line.id) as unit:
        best = await contacts.best_addresses(unit, line.id, [ana], channel=Channel.WHATSAPP)
        known = await contacts.addresses(unit, line.id, list(best.values()))
    assert [each.value for each in known.values()] == [LATER]


async def test_an_id_that_comes_back_counts_again_and_the_one_between_is_a_former_one(line: Whatsapp) -> None:
    ana = await line.writes("Bonjour", user=USER)
    await line.is_told_of_another_id()
    for _ in range(2):  # Meta may tell it twice
        await line.is_told_of_another_id(LATER, USER)
        assert await line.ranks(ana) == {USER: Rank.PROFILE, LATER: Rank.FORMER}
    assert await line.writes("Encore moi", user=USER) == ana
    assert await line.ranks(ana) == {USER: Rank.PROFILE, LATER: Rank.FORMER}


async def test_an_older_notice_that_is_delivered_again_does_nothing(line: Whatsapp) -> None:
    ana = await line.writes("Bonjour", user=USER)
    first = await line.is_told_of_another_id()
    await line.is_told_of_another_id(LATER, USER)
    await line.writes("STOP", user=USER)
    await line.is_told_of_another_id(at=first)
    assert await line.ranks(ana) == {USER: Rank.PROFILE, LATER: Rank.FORMER}
    assert LATER not in await line.closed_to(Purpose.MARKETING)


async def test_a_notice_from_a_clock_that_runs_fast_does_not_shut_out_the_next_one(line: Whatsapp) -> None:
    ana = await line.writes("Bonjour", user=USER)
    await line.is_told_of_another_id(at=line.clock.now() + timedelta(days=400))
    await line.is_told_of_another_id(LATER, USER)
    assert await line.ranks(ana) == {USER: Rank.PROFILE, LATER: Rank.FORMER}


async def test_whoever_writes_from_a_former_id_can_be_answered_there_and_the_new_one_stays_first(line: Whatsapp) -> None:
    ana = await line.writes("Bonjour", user=USER)
    await line.is_told_of_another_id()
    assert await line.writes("Encore moi", user=USER) == ana
    assert await line.ranks(ana) == {USER: Rank.SECOND, LATER: Rank.PROFILE}


async def test_a_stop_at_the_former_id_closes_the_new_one_and_a_start_at_the_new_one_opens_it(line: Whatsapp) -> None:
    await line.writes("STOP", user=USER)
    await line.is_told_of_another_id()
    assert await line.closed_to(Purpose.MARKETING) == {USER, LATER}
    await line.writes("START", user=LATER)
    assert LATER not in await line.closed_to(Purpose.MARKETING)


async def test_whoever_wrote_by_the_new_id_before_it_was_told_becomes_one_person_with_the_former(line: Whatsapp) -> None:
    await line.writes("Bonjour", user=USER)
    await line.writes("C'est moi", user=LATER)
    await line.is_told_of_another_id()
    assert await line.everybody() == [[USER, LATER]]


@pytest.mark.parametrize(("previous", "current"), [(USER, USER), (USER, "nobody\0"), ("", LATER), ("FR.unknown1", LATER)])
async def test_what_is_no_change_of_anybodys_id_changes_nothing(line: Whatsapp, previous: str, current: str) -> None:
    await line.writes("Bonjour", user=USER)
    await line.is_told_of_another_id(previous, current)
    assert await line.everybody() == [[USER]]


@pytest.mark.parametrize("told", [NUMBER, USER])
async def test_who_tells_whatsapp_to_stop_marketing_gets_none_by_number_nor_by_id_whichever_was_told(line: Whatsapp, told: str) -> None:
    await line.writes("Bonjour", NUMBER, USER)
    await line.is_told_of_marketing(told, stop=True)
    assert await line.closed_to(Purpose.MARKETING) == {NUMBER, USER}
    assert await line.closed_to(Purpose.TRANSACTIONAL) == set()
    await line.is_told_of_marketing(told, stop=False)
    assert await line.closed_to(Purpose.MARKETING) == set()


async def test_who_shares_a_number_and_wants_marketing_again_opens_it_for_themselves_alone(line: Whatsapp) -> None:
    await line.writes("Bonjour", NUMBER, USER)
    await line.writes("Bonjour", NUMBER, LATER)
    await line.is_told_of_marketing(NUMBER, stop=True)
    assert await line.closed_to(Purpose.MARKETING) == {NUMBER, USER, LATER}
    await line.is_told_of_marketing(NUMBER, stop=False)
    assert await line.closed_to(Purpose.MARKETING) == {USER, LATER}
