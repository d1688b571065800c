"""Nobody agrees to a price that they did not see, pays for what was not repaired, or goes on being told what is over."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

from support.repairing import PHONE, Workshop
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel

BOTH = ["sms", "whatsapp"]


async def agreed(shop: Workshop, ticket: dict[str, Any], number: int = 1) -> None:
    await shop.made(f"/repairs/tickets/{ticket['id']}/answer", {"estimate": number, "agreed": True})


async def test_a_word_from_before_the_estimate_left_agrees_to_nothing_and_one_after_it_does(shop: Workshop) -> None:
    ticket = await shop.opened()
    await shop.texts()
    await shop.estimated(ticket)
    await shop.says("ok")
    shown = await shop.shown(ticket)
    assert (shown["status"], shown["agreed_cents"], shown["history"][-1]["what"]) == ("waiting_for_approval", None, "unclear")
    assert (await shop.told(ticket))[-1] == "repair_which"
    await shop.texts()
    await shop.says("ok")
    assert (await shop.shown(ticket))["agreed_cents"] == 9000


async def test_a_word_while_something_else_is_asked_at_the_phone_agrees_to_nothing(shop: Workshop) -> None:
    ticket = await shop.opened()
    async with shop.world.database.unit(shop.world.organisation) as unit:
        phone = await contacts.find_address(unit, shop.world.organisation, AddressKind.PHONE, PHONE)
        assert phone
        asked = Question(new_id(unit.at), Channel.SMS, phone.id, None, (Answer.YES, Answer.NO), "slots:1", unit.at + timedelta(minutes=10))
        await conversations.ask(unit, shop.world.organisation, [asked])
    await shop.estimated(ticket)
    await shop.texts()
    await shop.says("oui")
    assert (await shop.shown(ticket))["agreed_cents"] is None
    assert (await shop.told(ticket))[-1] == "repair_which"


async def test_an_estimate_that_was_replaced_leaves_no_more(shop: Workshop) -> None:
    ticket = await shop.opened(agreed=BOTH)
    await shop.texts()
    await shop.estimated(ticket)
    await shop.estimated(ticket, parts=6000)
    (text,) = await shop.texts()
    assert "102,00" in text
    shop.world.clock.advance(minutes=4)
    await shop.estimated(ticket, parts=10_000)
    said = await shop.texts()
    for _ in range(3):
        shop.world.clock.advance(minutes=6)
        await shop.counter.follow()
        said += await shop.texts()
    assert said
    assert all("150,00" in each for each in said)


async def test_a_device_that_went_back_to_repair_is_not_said_to_be_ready_once_more_by_another_channel(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(agreed=BOTH), "repairing", "ready")
    await shop.texts()
    await shop.moved(ticket, "repairing")
    await shop.texts()
    shop.world.clock.advance(minutes=6)
    await shop.counter.follow()
    assert "réparé" not in str(await shop.texts()), "the wait for the next channel is over, and it does not follow"
    told = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"]
    assert [each["state"] for each in told if each["kind"] == "repair_ready"] == ["sent"], "what the provider took can't be taken back"


async def test_what_was_not_repaired_is_not_to_be_paid(shop: Workshop) -> None:
    for place, last in enumerate(("unrepairable", "cancelled"), 1):
        ticket = await shop.estimated(await shop.opened(phone=f"+3361200001{place}", first_name=last))
        await agreed(shop, ticket)
        ended = await shop.moved(ticket, last, "collected")
        assert (ended["agreed_cents"], ended["remind_at"]) == (None, None)
        path, _ = await shop.links(ticket)
        assert "Still to pay" not in await shop.page(path)


async def test_a_price_that_was_declined_is_told_no_more(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    await shop.texts()
    await shop.says("non")
    await shop.moved(ticket, "diagnosing")
    await shop.texts()
    await shop.moved(ticket, "ready")
    (text,) = await shop.texts()
    assert "90,00" not in text
    assert "prix au comptoir" in text
    path, _ = await shop.links(ticket)
    assert "€90.00" not in await shop.page(path)


async def test_what_was_paid_for_one_estimate_pays_no_other(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    await agreed(shop, ticket)
    await shop.made(f"/repairs/tickets/{ticket['id']}/payment")
    await shop.estimated(ticket, parts=20_000)
    await agreed(shop, ticket, 2)
    ended = await shop.moved(ticket, "ready", "collected")
    assert (ended["agreed_cents"], ended["paid_at"], bool(ended["remind_at"])) == (27_000, None, True)


async def test_after_a_long_silence_of_ours_somebody_is_reminded_once(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    shop.world.clock.set(datetime.fromisoformat(ticket["since"]) + timedelta(days=12))
    await shop.remind()
    shown = await shop.shown(ticket)
    if shown["history"][-1]["what"] != "reminded":  # the shop was closed then
        shop.world.clock.set(datetime.fromisoformat(shown["remind_at"]))
        await shop.remind()
    assert (await shop.told(ticket)).count("repair_pickup") == 1
    following = datetime.fromisoformat((await shop.shown(ticket))["remind_at"])
    assert (following - datetime.fromisoformat(ticket["since"])).days >= 30


async def test_the_same_no_again_changes_nothing(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    way = f"/repairs/tickets/{ticket['id']}/answer"
    first, again = await shop.made(way, {"estimate": 1, "agreed": False}), await shop.made(way, {"estimate": 1, "agreed": False})
    assert first["status"] == again["status"] == "cancelled"


async def test_an_estimate_that_was_forgotten_keeps_no_other_from_being_answered(shop: Workshop) -> None:
    await shop.estimated(await shop.opened(first_name="Ana"))
    await shop.texts()
    shop.world.clock.advance(days=40)
    ticket = await shop.estimated(await shop.opened(first_name="Bo"))
    await shop.texts()
    await shop.says("oui")
    assert (await shop.shown(ticket))["agreed_cents"] == 9000


async def test_new_links_take_the_answer_away_from_where_the_old_ones_went(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    await shop.texts()
    await shop.made(f"/repairs/tickets/{ticket['id']}/links", {"renew": True})
    await shop.says("oui")
    assert (await shop.shown(ticket))["agreed_cents"] is None


async def test_one_reference_sent_four_times_at_once_makes_one_ticket_and_one_person(shop: Workshop) -> None:
    body = {"owner": {"first_name": "Zed", "phone": "+33612000066", "agreed": ["sms"]}, "device": {"kind": "watch"}, "reference": "R1"}
    replies = await asyncio.gather(*(shop.api.post("/repairs/tickets", body) for _ in range(4)))
    assert len({each.json()["id"] for each in replies}) == 1
    async with shop.world.database.unit(shop.world.organisation) as unit:
        phone = await contacts.find_address(unit, shop.world.organisation, AddressKind.PHONE, "+33612000066")
        assert phone
        assert len((await contacts.contacts_at(unit, shop.world.organisation, [phone.id]))[phone.id]) == 1


async def test_somebody_without_a_name_at_a_shared_phone_is_none_of_those_who_have_one(shop: Workshop) -> None:
    named = [await shop.opened(first_name="Ana", last_name="Abc"), await shop.opened(first_name="Bo", last_name="Def")]
    ticket = await shop.opened(first_name=None)
    assert ticket["contact_id"] not in {each["contact_id"] for each in named}
    _, path = await shop.links(named[0])
    page = await shop.page(path)
    assert "Ana" in page
    assert "Abc" not in page
