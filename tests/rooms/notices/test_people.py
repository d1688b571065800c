"""What notices keep of a person goes with them: told, moved and divided, erased; what they ask of the database does not go with how many they are."""

from uuid import UUID

import pytest

from support.campaigning import ACTOR
from support.doubts import give_up_looking
from support.noticing import PHONE, UNKNOWN, Counter
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.kernel.errors import Conflict, NotFound
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.messages.types import Decision, Key
from tidings.notices import service as notices
from tidings.notices.types import NoticeState, Request, Search
from tidings.ports.receipt import ReceiptState

OTHER = "+33612000002"


async def test_a_person_is_told_their_notices_and_nothing_of_them_is_left_when_they_are_erased(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify(subject_kind="ticket", subject_id="118")
    await counter.deliver()
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.DELIVERED)
    await counter.follow()
    async with counter.world.database.engine() as unit:
        await notices.set_channel_order(unit, counter.organisation, ACTOR, notice.contact_id, [Channel.SMS])
        told = await contacts.tell(unit, counter.organisation, ACTOR, notice.contact_id, PEOPLE)
    (line,) = told["notices"]
    assert (line["about"], line["said"], line["outcome"], line["tried"]) == ("ticket 118", {"device": "Phone"}, "delivered", ["whatsapp"])
    assert told["channel_order"] == ["sms"]
    async with counter.world.database.engine() as unit:
        removed = await contacts.erase(unit, counter.organisation, ACTOR, notice.contact_id, PEOPLE)
    assert removed["notices"] == 1
    with pytest.raises(NotFound):
        await counter.shown(notice)


async def test_two_contacts_that_become_one_bring_their_notices_and_take_them_back(counter: Counter) -> None:
    await counter.kind()
    (kept, gone) = await counter.agree(PHONE, OTHER)
    notice = await counter.notify(address=OTHER)
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.set_channel_order(unit, counter.organisation, ACTOR, gone, [Channel.SMS])
        merge = await contacts.merge(unit, counter.organisation, ACTOR, kept, gone, PEOPLE)
        assert await notices.channel_order(unit, counter.organisation, kept) == [Channel.SMS]
    assert (await counter.shown(notice)).notice.contact_id == kept
    async with counter.world.database.unit(counter.organisation) as unit:
        await contacts.undo_merge(unit, counter.organisation, ACTOR, merge.id, PEOPLE)
        assert not await notices.channel_order(unit, counter.organisation, kept)
    assert (await counter.shown(notice)).notice.contact_id == gone


async def test_notices_are_listed_by_contact_kind_state_and_subject(counter: Counter) -> None:
    await counter.kind()
    mine = await counter.notify("a", subject_kind="ticket", subject_id="118")
    await counter.notify("b", address=OTHER)
    for search in (Search(contact_id=mine.contact_id), Search(subject_kind="ticket", subject_id="118")):
        assert await _listed(counter, search) == [mine.id]
    assert len(await _listed(counter, Search(kind="ready", state=NoticeState.SENDING))) == 2
    assert await _listed(counter, Search(state=NoticeState.DELIVERED)) == []


async def test_what_a_notice_said_is_forgotten_a_month_after_its_end(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.pass_time(hours=24)
    for days, said in ((29, {"device": "Phone"}), (2, {})):
        counter.world.clock.advance(days=days)
        async with counter.world.database.engine() as unit:
            await notices.forget_data(unit, counter.organisation)
        async with counter.world.database.engine() as unit:
            assert await notices.said(unit, counter.organisation, (await counter.shown(notice)).notice) == said


async def test_a_doubt_that_a_person_settles_as_not_sent_goes_on_with_the_next_channel(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    counter.outcomes[Channel.WHATSAPP] = UNKNOWN
    await counter.deliver()
    await give_up_looking(counter.world.database, counter.world.clock)
    await counter.follow()
    assert await counter.deliver() == []
    key = Key((await counter.shown(notice)).tried[0].attempt.source_id, notice.contact_id, 0)
    async with counter.world.database.unit(counter.organisation) as unit:
        with pytest.raises(Conflict, match="next channel"):
            await messages.settle(unit, counter.organisation, ACTOR, key, Decision.SEND_AGAIN, "They wait.")
    async with counter.world.database.unit(counter.organisation) as unit:
        await messages.settle(unit, counter.organisation, ACTOR, key, Decision.NOT_SENT, "The provider's log is empty.")
    await counter.follow()
    assert await counter.deliver() == [Channel.SMS]


async def test_as_many_statements_ask_for_a_hundred_notices_as_for_ten(counter: Counter) -> None:
    await counter.kind()
    few = await _statements(counter, 0, 10)  # the first time its texts are made ready, too
    assert await _statements(counter, 10, 110) <= few
    counter.world.clock.advance(minutes=5)
    async with counter.world.database.engine() as unit:
        assert await notices.follow(unit, counter.organisation) == 110
        assert unit.statements < 50


async def _statements(counter: Counter, first: int, last: int) -> int:
    people = await counter.agree(*(f"+3361200{number:04}" for number in range(100 + first, 100 + last)))
    wanted = [Request("ready", str(person), contact_id=person, data={"device": "Phone"}) for person in people]
    async with counter.world.database.unit(counter.organisation) as unit:
        before = unit.statements
        asked = await notices.notify(unit, counter.organisation, wanted)
        assert {each.notice.state for each in asked if each.notice} == {NoticeState.SENDING}
        return unit.statements - before


async def _listed(counter: Counter, search: Search) -> list[UUID]:
    async with counter.world.database.unit(counter.organisation) as unit:
        return [each.notice.id for each in (await notices.notices(unit, counter.organisation, search)).rows]
