"""What people write is kept once and followed at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.consents import grant
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, SuppressionReason
from tidings.contacts import service as contacts
from tidings.conversations import service
from tidings.conversations.types import ReadingKind, Received, SenderRef
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Candidate, Question, ReasonCode
from tidings.ports.receipt import Inbound, InboundKind, Keyword

ANA = "+33612000001"
OURS = "+33644600000"


class Line:
    """One connection with one number of ours, and the people who write to it."""

    def __init__(self, database: Database, organisation: UUID, clock: ManualClock) -> None:
        self.database = database
        self.id = organisation
        self.clock = clock
        self.connection = new_id(clock.now())
        self.sender = SenderRef(new_id(clock.now()), OURS)
        self.told = 0

    def message(self, text: str, sender: str | None = ANA, channel: Channel = Channel.SMS, **more: Any) -> Inbound:
        self.told += 1
        settings: dict[str, Any] = {"provider_id": f"SM{self.told:04}", "kind": InboundKind.TEXT, "at": None} | more
        return Inbound(channel=channel, sender=sender, to=OURS, text=text, **settings)

    async def receive(self, *messages: Inbound) -> list[Received]:
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            return await service.receive(unit, self.id, self.connection, [self.sender], messages)

    async def says(self, text: str, **more: Any) -> Received:
        return (await self.receive(self.message(text, **more)))[0]

    async def closed(self, phone: str = ANA, channel: Channel = Channel.SMS) -> SuppressionReason | None:
        async with self.database.unit(self.id) as unit:
            lookups = (await unit.keys(self.id)).indexes("phone", phone)
            return next(iter((await consent.suppressed(unit, self.id, channel, lookups, Purpose.TRANSACTIONAL)).values()), None)

    async def count(self, table: str) -> int:
        async with self.database.unit(self.id) as unit:
            return await unit.value(f"SELECT count(*) FROM {table}")

    async def consent_of(self, contact: UUID | None, purpose: Purpose) -> ConsentStatus | None:
        assert contact is not None
        async with self.database.unit(self.id) as unit:
            state = (await consent.states(unit, self.id, [contact], Channel.SMS, purpose)).get(contact)
        return state and state.status

    async def agrees(self, contact: UUID | None) -> None:
        assert contact is not None
        async with self.database.unit(self.id) as unit:
            for purpose in Purpose:
                await grant(
                    unit,
                    self.id,
                    [contact],
                    channel=Channel.SMS,
                    purpose=purpose,
                    source="form:1",
                    wording=None,
                    at=self.clock.now(),
                    actor="cli:test",
                )


@pytest.fixture
def line(database: Database, organisation: UUID, clock: ManualClock) -> Line:
    return Line(database, organisation, clock)


async def test_an_unknown_number_becomes_a_contact_and_its_message_is_kept_sealed(line: Line) -> None:
    received = await line.says("Bonjour, vous ouvrez à quelle heure ?")
    assert received.contact_id is not None
    assert received.reading.kind is ReadingKind.OTHER
    async with line.database.unit(line.id) as unit:
        (message,) = (await service.list_inbound(unit, line.id)).rows
        assert (message.text, message.sender, message.contact_id) == ("Bonjour, vous ouvrez à quelle heure ?", ANA, received.contact_id)
        assert b"ouvrez" not in await unit.value("SELECT text_sealed FROM inbound_messages")
        assert ANA.encode() not in await unit.value("SELECT from_sealed FROM inbound_messages")


async def test_a_stop_closes_the_channel_and_withdraws_both_consents(line: Line) -> None:
    ana = (await line.says("Bonjour")).contact_id
    await line.agrees(ana)
    received = await line.says("Stop !")
    assert (received.reading.kind, received.newly_closed) == (ReadingKind.OPT_OUT, True)
    assert await line.closed() is SuppressionReason.OPTED_OUT
    assert await line.closed(channel=Channel.WHATSAPP) is None
    assert [await line.consent_of(ana, purpose) for purpose in Purpose] == [ConsentStatus.WITHDRAWN] * len(Purpose)


async def test_a_stop_of_an_unknown_number_counts(line: Line) -> None:
    assert (await line.says("STOP")).newly_closed
    assert await line.closed() is SuppressionReason.OPTED_OUT


@pytest.mark.parametrize("sender", ["36105", "+33999"])
async def test_a_stop_counts_although_the_sender_is_no_valid_number(line: Line, sender: str) -> None:
    received = await line.says("STOP", sender=sender)
    assert received.contact_id is None
    assert await line.closed(sender) is SuppressionReason.OPTED_OUT


async def test_a_person_without_a_number_becomes_a_contact_and_their_stop_closes_their_id(line: Line) -> None:
    received = await line.says("STOP", sender=None, channel=Channel.WHATSAPP, user_ref="US.13491208655302741918")
    assert received.contact_id is not None
    assert received.newly_closed
    async with line.database.unit(line.id) as unit:
        (message,) = (await service.list_inbound(unit, line.id)).rows
        assert message.sender == "US.13491208655302741918"
        assert len((await consent.list_suppressions(unit, line.id)).rows) == 1


async def test_the_same_message_told_twice_is_received_once(line: Line) -> None:
    stop = line.message("STOP")
    first, second, third = [*await line.receive(stop, stop), *await line.receive(stop)]
    assert [first.duplicate, second.duplicate, third.duplicate] == [False, True, True]
    assert [first.newly_closed, second.newly_closed, third.newly_closed] == [True, False, False]
    assert (await line.count("inbound_messages"), await line.count("consent_events"), await line.count("contacts")) == (1, len(Purpose), 1)


async def test_a_stop_that_is_told_again_after_a_start_does_not_close_again(line: Line) -> None:
    stop = line.message("STOP")
    await line.receive(stop)
    await line.says("START")
    await line.receive(stop)
    assert await line.closed() is None


async def test_two_workers_told_the_same_at_the_same_time_receive_it_once(line: Line) -> None:
    messages = [line.message("STOP", sender=f"+3361200{number:04}") for number in range(20)]
    results = await asyncio.gather(line.receive(*messages), line.receive(*reversed(messages)))
    assert sum(not received.duplicate for result in results for received in result) == 20
    assert await line.count("suppressions") == 20


async def test_start_opens_again_and_stores_a_new_consent(line: Line) -> None:
    ana = (await line.says("Bonjour")).contact_id
    await line.agrees(ana)
    await line.says("STOP")
    await line.says("Start")
    assert await line.closed() is None
    assert [await line.consent_of(ana, purpose) for purpose in Purpose] == [ConsentStatus.GRANTED] * len(Purpose)


async def test_stop_and_start_in_one_batch_are_followed_in_the_order_of_saying(line: Line) -> None:
    await line.receive(line.message("STOP"), line.message("START"))
    assert await line.closed() is None
    await line.receive(line.message("START"), line.message("STOP"))
    assert await line.closed() is SuppressionReason.OPTED_OUT
    early, late = line.clock.now() + timedelta(seconds=1), line.clock.now() + timedelta(seconds=2)
    line.clock.advance(seconds=5)
    await line.receive(line.message("START", at=late), line.message("STOP", at=early))
    assert await line.closed() is None


async def test_a_yes_opens_again_only_where_the_provider_took_it_for_a_start(line: Line) -> None:
    await line.says("STOP")
    assert (await line.says("YES")).reading.kind is ReadingKind.ANSWER
    assert await line.closed() is SuppressionReason.OPTED_OUT
    assert (await line.says("YES", keyword=Keyword.START)).reading.kind is ReadingKind.OPT_IN
    assert await line.closed() is None
    assert (await line.says("YES", keyword=Keyword.START)).reading.kind is ReadingKind.ANSWER


async def test_a_stop_recognised_by_the_provider_counts_in_any_words(line: Line) -> None:
    await line.says("basta", keyword=Keyword.STOP)
    assert await line.closed() is SuppressionReason.OPTED_OUT


async def test_a_stop_reaches_everybody_who_shares_the_phone(line: Line) -> None:
    ana = await line.says("Bonjour")
    assert ana.address_id is not None
    async with line.database.unit(line.id) as unit:
        sister = new_id(line.clock.now())
        await unit.run(
            "INSERT INTO contact_addresses (organisation_id, contact_id, address_id, kind, added_at)"
            " VALUES (%(org)s, %(contact)s, %(address)s, 'phone', %(at)s)",
            {"org": line.id, "contact": sister, "address": ana.address_id, "at": line.clock.now()},
        )
    await line.says("STOP")
    assert await line.consent_of(sister, Purpose.MARKETING) is ConsentStatus.WITHDRAWN


async def test_a_stop_is_told_to_other_rooms_in_the_same_transaction(database_url: str, line: Line, clock: ManualClock, vault: Vault) -> None:
    told: list[Happened] = []

    async def react(_unit: Unit, events: Sequence[Happened]) -> None:
        await asyncio.sleep(0)
        told.extend(events)

    line.database = Database(database_url, clock, vault, size=2, reactions=react)
    await line.database.open()
    try:
        stop = line.message("STOP")
        received = (await line.receive(stop))[0]
        await line.receive(stop)
    finally:
        await line.database.close()
    (event,) = [each for each in told if each.name not in {"message.arrived", "message.received"}]
    assert (event.name, event.data["address_id"], event.data["contact_ids"]) == (
        "contact.opted_out",
        str(received.address_id),
        [str(received.contact_id)],
    )
    assert event.data["moved"]


async def test_a_whatsapp_message_opens_twenty_four_hours_and_an_sms_does_not(line: Line) -> None:
    for channel, is_open in ((Channel.SMS, False), (Channel.WHATSAPP, True)):
        address = (await line.says("Bonjour", channel=channel)).address_id
        assert address is not None
        async with line.database.unit(line.id) as unit:
            assert await service.window_open(unit, line.id, line.sender.id, [address]) == ({address} if is_open else set())
    line.clock.advance(hours=24)
    async with line.database.unit(line.id) as unit:
        assert await service.window_open(unit, line.id, line.sender.id, [address]) == set()


async def test_an_older_message_that_comes_late_does_not_shorten_the_window(line: Line) -> None:
    address = (await line.says("Bonjour", channel=Channel.WHATSAPP)).address_id
    assert address is not None
    await line.says("Bonjour ?", channel=Channel.WHATSAPP, at=line.clock.now() - timedelta(hours=20))
    line.clock.advance(hours=23)
    async with line.database.unit(line.id) as unit:
        assert await service.window_open(unit, line.id, line.sender.id, [address]) == {address}


async def test_a_thousand_messages_take_as_many_statements_as_ten(line: Line) -> None:
    async def statements(count: int, first: int) -> int:
        words = ("STOP", "START", "Bonjour")
        messages = [line.message(words[number % 3], sender=f"+33612{first + number:06}", channel=Channel.WHATSAPP) for number in range(count)]
        async with line.database.unit(line.id) as unit:
            await service.receive(unit, line.id, line.connection, [line.sender], messages)
            return unit.statements

    assert await statements(1_000, 1_000) == await statements(10, 5_000) <= 28


async def test_inbound_messages_are_listed_by_what_they_were_taken_for_and_in_pages(line: Line) -> None:
    await line.receive(*(line.message(text) for text in ("STOP", "Stop joking around", "Bonjour", "HELP")))
    async with line.database.unit(line.id) as unit:
        unclear = await service.list_inbound(unit, line.id, reading=ReadingKind.UNCLEAR)
        first = await service.list_inbound(unit, line.id, limit=3)
        second = await service.list_inbound(unit, line.id, limit=3, cursor=first.next_cursor)
    assert [message.text for message in unclear.rows] == ["Stop joking around"]
    assert [message.text for message in [*first.rows, *second.rows]] == ["HELP", "Bonjour", "Stop joking around", "STOP"]


async def test_a_stop_under_a_former_index_key_still_holds_after_its_rotation(line: Line, vault: Vault) -> None:
    received = await line.says("STOP")
    assert received.contact_id is not None
    assert received.address_id is not None
    await rotate_index_key(line, vault)
    async with line.database.unit(line.id) as unit:
        keys = await unit.keys(line.id)
        address = (await contacts.addresses(unit, line.id, [received.address_id]))[received.address_id]
        ana = Candidate(received.contact_id, received.address_id, keys.index("phone", ANA), "FR", address.line_type, window_open=False)
        question = Question(Channel.SMS, Purpose.TRANSACTIONAL, Lane.TRANSACTIONAL)
        verdict = (await policy.judge(unit, line.id, question, [ana]))[ana.contact_id]
        assert not isinstance(verdict, Allowed)
        assert verdict.code is ReasonCode.OPTED_OUT
        other = replace(ana, contact_id=new_id(line.clock.now()), address_id=new_id(line.clock.now()), lookup=keys.index("phone", "+33612000002"))
        verdict = (await policy.judge(unit, line.id, question, [other]))[other.contact_id]
        assert not isinstance(verdict, Allowed)
        assert verdict.code is ReasonCode.NO_CONSENT
        closed = await consent.suppressed_addresses(unit, line.id, Channel.SMS, [address], Purpose.TRANSACTIONAL)
        assert closed == {address.id: SuppressionReason.OPTED_OUT}
    await line.says("START")
    assert await line.closed() is None


async def rotate_index_key(line: Line, vault: Vault) -> None:
    """Give the organisation a second index key."""
    async with line.database.engine() as unit:
        await unit.run(
            "INSERT INTO data_keys (organisation_id, use, id, master_key_id, wrapped, created_at)"
            " VALUES (%(org)s, 'index', 2, 'test', %(key)s, %(at)s)",
            {"org": line.id, "key": vault.masters.wrap(line.id, "index", b"k" * 32), "at": line.clock.now()},
        )
    vault.forget()
