"""Reminders of devices that wait and of bills that do: in the shop's hours, until they are fetched or paid; and what it all cost."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from support.repairing import PHONE, Workshop
from tidings.apps.api.gauges import read_gauges
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.ports.outcome import Accepted
from tidings.repairs.service import reminding
from tidings.repairs.service.desk import Desk
from tidings.repairs.service.telling import Tale


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def until_reminded(shop: Workshop, ticket: dict[str, object]) -> datetime:
    due = moment((await shop.shown(ticket))["remind_at"])
    shop.world.clock.set(due)
    await shop.remind()
    return due


async def test_whoever_does_not_fetch_their_device_is_reminded_within_the_shops_hours_until_they_do(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    since = moment(ticket["since"])
    first = await until_reminded(shop, ticket)
    assert 3 <= (first - since).total_seconds() / 86_400 < 5
    assert (await shop.told(ticket))[-1] == "repair_pickup"
    second = moment((await shop.shown(ticket))["remind_at"])
    assert (second - since).days >= 10
    await shop.remind()
    assert (await shop.told(ticket)).count("repair_pickup") == 1
    await shop.moved(ticket, "collected")
    await shop.counter.follow()
    assert (await shop.shown(ticket))["remind_at"] is None
    row = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"][0]
    assert (row["kind"], row["state"]) == ("repair_pickup", "cancelled")


async def test_nobody_is_reminded_while_the_shop_is_closed(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    hours = [{"weekday": 2, "opens": "10:00", "closes": "11:00"}]
    assert (await shop.api.put("/repairs/shop", {"hours": hours, "pickup_days": [1]})).status == 200
    await until_reminded(shop, ticket)
    moved = moment((await shop.shown(ticket))["remind_at"])
    assert (moved.weekday(), (await shop.told(ticket))[-1]) == (2, "repair_ready")
    await until_reminded(shop, ticket)
    assert (await shop.told(ticket))[-1] == "repair_pickup"
    assert (await shop.shown(ticket))["remind_at"] is None


async def test_a_bill_is_reminded_of_until_it_is_paid(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    assert await shop.refused(f"/repairs/tickets/{ticket['id']}/payment") == "nothing_agreed"
    await shop.texts()
    await shop.says("oui")
    await shop.moved(ticket, "ready", "collected")
    await until_reminded(shop, ticket)
    assert (await shop.told(ticket))[-1] == "repair_payment"
    await shop.made(f"/repairs/tickets/{ticket['id']}/payment")
    paid = await shop.made(f"/repairs/tickets/{ticket['id']}/payment")
    assert (paid["remind_at"], bool(paid["paid_at"])) == (None, True)
    await shop.counter.follow()
    assert (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"][0]["state"] == "cancelled"


async def test_whoever_said_when_they_come_is_not_reminded_before(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    due = moment((await shop.shown(ticket))["remind_at"])
    way = f"/repairs/tickets/{ticket['id']}/appointment"
    at = due.replace(microsecond=0)
    reply = await shop.made(way, {"at": at.isoformat()})
    assert moment(reply["remind_at"]) > at
    assert await shop.refused(way, {"at": "2026-01-01T03:00:00+01:00"}) == "time_not_offered"
    assert (await shop.made(way, {"at": None}))["appointment_at"] is None
    assert await shop.refused(f"/repairs/tickets/{(await shop.opened())['id']}/appointment", {"at": at.isoformat()}) == "nothing_to_fetch"


async def test_an_appointment_is_reminded_of_once_and_the_reminder_moves_and_goes_with_it(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    way = f"/repairs/tickets/{ticket['id']}/appointment"
    tuesday, wednesday = "2026-10-13T10:00:00+02:00", "2026-10-14T15:00:00+02:00"
    assert moment((await shop.made(way, {"at": tuesday}))["appointment_reminder_at"]) == moment(tuesday) - timedelta(days=1)
    moved = moment((await shop.made(way, {"at": wednesday}))["appointment_reminder_at"])
    assert moved == moment(wednesday) - timedelta(days=1)
    shop.world.clock.set(moved - timedelta(seconds=1))
    await shop.remind()
    assert (await shop.told(ticket))[-1] == "repair_appointment"
    shop.world.clock.set(moved)
    await shop.texts()
    await shop.remind()
    (text,) = await shop.texts()
    assert "14" in text
    await shop.remind()
    assert (await shop.told(ticket)).count("repair_appointment_reminder") == 1
    assert (await shop.shown(ticket))["appointment_reminder_at"] is None


async def test_an_appointment_that_is_given_up_or_kept_is_not_reminded_of(shop: Workshop) -> None:
    given_up, fetched = [await shop.moved(await shop.opened(first_name=each), "repairing", "ready") for each in ("Ana", "Bo")]
    at = "2026-10-13T10:00:00+02:00"
    for ticket in (given_up, fetched):
        await shop.made(f"/repairs/tickets/{ticket['id']}/appointment", {"at": at})
    assert (await shop.made(f"/repairs/tickets/{given_up['id']}/appointment", {"at": None}))["appointment_reminder_at"] is None
    shop.world.clock.set(moment(at) - timedelta(hours=24))
    await shop.remind()
    assert (await shop.told(fetched))[-1] == "repair_appointment_reminder"
    await shop.moved(fetched, "collected")
    await shop.counter.follow()
    states = {each["kind"]: each["state"] for each in (await shop.api.get(f"/repairs/tickets/{fetched['id']}/notices")).json()["items"]}
    assert states["repair_appointment_reminder"] == "cancelled"
    assert "repair_appointment_reminder" not in await shop.told(given_up)


async def test_the_reminder_of_an_appointment_keeps_to_the_shops_days_and_is_not_said_late(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    way = f"/repairs/tickets/{ticket['id']}/appointment"
    monday = "2026-10-12T10:00:00+02:00"
    saturday = moment(monday) - timedelta(days=2)
    assert moment((await shop.made(way, {"at": monday}))["appointment_reminder_at"]) == saturday
    shop.world.clock.set(moment(monday) + timedelta(minutes=5))
    await shop.remind()
    assert "repair_appointment_reminder" not in await shop.told(ticket)
    assert (await shop.shown(ticket))["appointment_reminder_at"] is None
    shop_set = (await shop.api.get("/repairs/shop")).json()
    assert (await shop.api.put("/repairs/shop", shop_set | {"appointment_hours": None})).status == 200
    assert (await shop.made(way, {"at": "2026-10-20T10:00:00+02:00"}))["appointment_reminder_at"] is None
    assert (await shop.api.put("/repairs/shop", shop_set | {"appointment_hours": 500})).status == 422


async def test_what_was_told_has_its_cost_and_the_month_its_budget(shop: Workshop) -> None:
    async with shop.world.database.unit(shop.world.organisation) as unit:
        price = Price(Channel.SMS, 70_000, "EUR", unit.at.date().replace(day=1), "contract")
        await channels.set_prices(unit, shop.world.organisation, "cli:test", [price], [])
    await shop.api.put("/repairs/shop", {"hours": [{"weekday": 0, "opens": "09:00", "closes": "18:00"}], "monthly_budget_micros": 80_000})
    ticket = await shop.opened()
    shop.counter.outcomes[Channel.SMS] = Accepted("SM1", segments=1)
    await shop.counter.deliver()
    (row,) = (await shop.api.get(f"/repairs/customers/{ticket['contact_id']}/notices")).json()["items"]
    assert (row["cost_micros"], row["estimated"], row["ticket_id"], row["lacks"]) == (70_000, True, ticket["id"], None)
    assert [(each["channel"], each["state"], each["provider_id"]) for each in row["messages"]] == [("sms", "sent", "SM1")]
    figures = (await shop.api.get("/repairs/figures")).json()
    assert (figures["notices"], figures["month_cost_micros"], figures["budget_alert"]) == (1, 70_000, "near")
    assert [each["cost_micros"] for each in figures["days"]] == [70_000]
    assert (await shop.api.get("/repairs/figures?first=2026-01-02&last=2026-01-01")).status == 422


async def test_setting_up_tells_what_each_text_costs_and_what_an_emoji_does(shop: Workshop) -> None:
    made = await shop.made("/repairs/setup", {"emoji": True})
    plain = {(each["kind"], each["locale"]): each for each in made["texts"] if not each["emoji"]}
    assert {each["encoding"] for each in plain.values()} == {"GSM-7"}
    assert {each["segments"] for each in plain.values()} == {1}
    merry = next(each for each in made["texts"] if each["emoji"] and each["kind"] == "repair_ready" and each["locale"] == "fr")
    assert (merry["encoding"], merry["segments"] > 1, merry["dear"][0]["character"]) == ("UCS-2", True, "🎉")
    ticket = await shop.opened(phone=PHONE)
    assert (await shop.texts())[0].startswith("👋")
    assert (await shop.api.get("/repairs/shop")).json()["emoji"] is True
    assert ticket["number"] == 1


async def test_a_shop_that_was_not_set_up_says_so(shop: Workshop) -> None:
    async with shop.world.database.engine() as unit:
        await unit.run("DELETE FROM repair_shops")
    assert await shop.refused("/repairs/tickets", {"owner": {"phone": PHONE}, "device": {"kind": "phone"}}) == "shop_not_set_up"
    assert (await shop.api.get("/repairs/shop")).json()["code"] == "shop_not_set_up"


async def test_a_ticket_whose_reminder_fails_rests_alone(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = [await shop.moved(await shop.opened(first_name=each), "repairing", "ready") for each in ("Ana", "Bo")]
    tell = reminding.tell

    async def failing(unit: Unit, desk: Desk, tales: Sequence[Tale]) -> int:
        if any(str(each.ticket.id) == one["id"] for each in tales):
            raise RuntimeError
        return await tell(unit, desk, tales)

    monkeypatch.setattr(reminding, "tell", failing)
    due = await until_reminded(shop, other)
    assert (await shop.told(other))[-1] == "repair_pickup"
    rests = moment((await shop.shown(one))["remind_at"])
    assert due < rests < due + timedelta(days=1)
    monkeypatch.undo()
    shop.world.clock.set(rests)
    await shop.remind()
    assert (await shop.told(one))[-1] == "repair_pickup"


async def test_the_history_says_what_its_owner_could_not_be_told(shop: Workshop) -> None:
    ticket = await shop.opened()
    assert (await shop.api.send("DELETE", "/notices/kinds/repair_update")).status < 300
    ticket = await shop.moved(ticket, "repairing")
    last = (await shop.shown(ticket))["history"][-1]
    assert (last["what"], bool(last["note"])) == ("untold", True)


async def test_the_figure_of_what_is_due_next_knows_who_is_to_be_reminded(shop: Workshop) -> None:
    async def due() -> float:
        async with shop.world.database.moment() as unit:
            return next(each.value for each in await read_gauges(unit) if each.name == "tidings_next_due_timestamp_seconds")

    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    await shop.counter.deliver()
    shop.world.clock.advance(days=3, minutes=10)
    await shop.counter.follow()
    assert await due() == moment((await shop.shown(ticket))["remind_at"]).timestamp()
    at = {"at": "2026-10-20T10:00:00+02:00"}
    reminded_at = moment((await shop.made(f"/repairs/tickets/{ticket['id']}/appointment", at))["appointment_reminder_at"])
    await shop.counter.deliver()
    shop.world.clock.advance(days=3)
    await shop.counter.follow()
    assert await due() == reminded_at.timestamp()
