"""Estimates: asked once on every channel, answered by a word, by the ticket's page or at the counter, never for a ticket that was not meant."""

import asyncio
from typing import Any

from support.repairing import PHONE, Workshop
from tidings.kernel.words import Channel


async def asking(shop: Workshop, **owner: Any) -> dict[str, Any]:
    ticket = await shop.estimated(await shop.opened(**owner))
    await shop.texts()
    return ticket


async def test_an_estimate_is_asked_with_its_price_and_the_ticket_waits(shop: Workshop) -> None:
    ticket = await shop.opened()
    await shop.texts()
    ticket = await shop.estimated(ticket)
    assert (ticket["status"], ticket["estimate"], ticket["agreed_cents"]) == ("waiting_for_approval", 1, None)
    assert ticket["price"] == {"parts_cents": 5000, "labour_cents": 2500, "vat_percent": 20.0, "vat_cents": 1500, "total_cents": 9000}
    (text,) = await shop.texts()
    assert "90,00 €" in text
    assert "OUI" in text


async def test_a_yes_agrees_to_the_price_and_starts_the_repair(shop: Workshop) -> None:
    ticket = await asking(shop)
    await shop.says("Oui")
    shown = await shop.shown(ticket)
    assert (shown["status"], shown["agreed_cents"]) == ("repairing", 9000)
    assert [(each["what"], each["actor"]) for each in shown["history"]][-1] == ("agreed", "person")
    (text,) = await shop.texts()
    assert "90,00 €" in text
    await shop.says("Oui")
    assert len((await shop.shown(ticket))["history"]) == len(shown["history"])


async def test_a_no_ends_the_repair_and_says_that_the_device_may_be_fetched(shop: Workshop) -> None:
    ticket = await asking(shop)
    await shop.says("non")
    shown = await shop.shown(ticket)
    assert (shown["status"], shown["agreed_cents"]) == ("cancelled", None)
    assert shown["remind_at"]
    assert (await shop.told(ticket))[-1] == "repair_cancelled"


async def test_an_answer_by_the_other_channel_counts_too_and_once(shop: Workshop) -> None:
    ticket = await asking(shop, agreed=["sms", "whatsapp"])
    await shop.says("yes", channel=Channel.WHATSAPP)
    await shop.says("no")
    assert (await shop.shown(ticket))["status"] == "repairing"


async def test_a_yes_to_an_estimate_that_was_replaced_agrees_to_the_new_one_alone(shop: Workshop) -> None:
    ticket = await asking(shop)
    ticket = await shop.estimated(ticket, parts=10_000)
    assert len(await shop.texts()) == 1
    assert await shop.refused(f"/repairs/tickets/{ticket['id']}/answer", {"estimate": 1, "agreed": True}) == "estimate_not_open"
    await shop.says("ok")
    assert (await shop.shown(ticket))["agreed_cents"] is None, "it may have been meant for the one before"
    assert (await shop.told(ticket))[-1] == "repair_which"
    shop.world.clock.advance(minutes=3)
    await shop.says("ok")
    assert (await shop.shown(ticket))["agreed_cents"] == 15_000


async def test_who_read_the_estimate_by_one_channel_may_answer_by_another(shop: Workshop) -> None:
    ticket = await asking(shop, agreed=["sms"])
    await shop.says("oui", channel=Channel.WHATSAPP)
    assert (await shop.shown(ticket))["agreed_cents"] == 9000


async def test_an_answer_that_quotes_the_new_estimate_agrees_to_it_at_once(shop: Workshop) -> None:
    ticket = await asking(shop)
    ticket = await shop.estimated(ticket, parts=10_000)
    await shop.texts()
    (told, *_) = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"]
    await shop.says("ok", quoting=told["messages"][0]["provider_id"])
    assert (await shop.shown(ticket))["agreed_cents"] == 15_000


async def test_a_bare_yes_agrees_to_nothing_while_two_estimates_are_asked_at_one_phone(shop: Workshop) -> None:
    one, other = await asking(shop, first_name="Ana"), await asking(shop, first_name="Bo")
    await shop.says("oui")
    assert [(await shop.shown(each))["status"] for each in (one, other)] == ["waiting_for_approval"] * 2
    assert "repair_which" in await shop.told(one) + await shop.told(other)
    path, _ = await shop.links(one)
    reply = await shop.send(path, action="yes", estimate=1)
    assert reply.status == 200
    assert (await shop.shown(one))["agreed_cents"] == 9000
    assert (await shop.shown(other))["agreed_cents"] is None


async def test_once_one_was_answered_a_bare_yes_means_the_other(shop: Workshop) -> None:
    one, other = await asking(shop, first_name="Ana"), await asking(shop, first_name="Bo")
    await shop.made(f"/repairs/tickets/{other['id']}/answer", {"estimate": 1, "agreed": False})
    await shop.says("oui")
    assert [(await shop.shown(each))["status"] for each in (one, other)] == ["repairing", "cancelled"]


async def test_an_answer_at_the_counter_is_taken_once_and_closes_the_question(shop: Workshop) -> None:
    ticket = await asking(shop)
    way = f"/repairs/tickets/{ticket['id']}/answer"
    first, again = await shop.made(way, {"estimate": 1, "agreed": True}), await shop.made(way, {"estimate": 1, "agreed": True})
    assert first["agreed_cents"] == again["agreed_cents"] == 9000
    await shop.says("non")
    assert (await shop.shown(ticket))["status"] == "repairing"
    assert await shop.refused(way, {"estimate": 1, "agreed": False}) == "estimate_not_open"


async def test_a_yes_after_the_ticket_went_on_changes_nothing(shop: Workshop) -> None:
    ticket = await asking(shop)
    await shop.moved(ticket, "cancelled")
    await shop.says("oui")
    assert (await shop.shown(ticket))["status"] == "cancelled"


async def test_a_yes_and_a_cancellation_at_once_leave_one_of_them(shop: Workshop) -> None:
    for number in range(3):
        phone = f"+3361200000{number + 1}"
        ticket = await asking(shop, first_name=f"Jo{number}", phone=phone)
        await asyncio.gather(shop.says("oui", phone=phone), shop.api.post(f"/repairs/tickets/{ticket['id']}/status", {"status": "cancelled"}))
        shown = await shop.shown(ticket)
        assert (shown["status"], shown["agreed_cents"]) in {("repairing", 9000), ("cancelled", None)}
        assert [each["what"] for each in shown["history"]].count("agreed") <= 1


async def test_a_stop_is_a_stop_and_no_answer(shop: Workshop) -> None:
    ticket = await asking(shop)
    await shop.says("STOP")
    assert (await shop.shown(ticket))["status"] == "waiting_for_approval"
    await shop.moved(ticket, "repairing")
    (told, *_) = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"]
    assert told["state"] == "refused"


async def test_the_rate_of_tax_is_that_of_the_shops_country_unless_another_is_given(shop: Workshop) -> None:
    ticket = await shop.opened()
    ticket = await shop.made(f"/repairs/tickets/{ticket['id']}/estimate", {"parts_cents": 999, "labour_cents": 0})
    assert (ticket["price"]["vat_percent"], ticket["price"]["vat_cents"], ticket["price"]["total_cents"]) == (20.0, 200, 1199)
    ticket = await shop.made(f"/repairs/tickets/{ticket['id']}/estimate", {"parts_cents": 1000, "labour_cents": 0, "vat_percent": 5.5})
    assert ticket["price"]["total_cents"] == 1055


async def test_a_price_told_at_the_counter_is_agreed_to(shop: Workshop) -> None:
    body = {"owner": {"phone": PHONE, "agreed": ["sms"]}, "device": {"kind": "watch"}, "price": {"parts_cents": 0, "labour_cents": 1000}}
    assert (await shop.made("/repairs/tickets", body))["agreed_cents"] == 1200
