"""A shop that was set up before a kind of notice existed gets it when it is first needed, or when the server starts."""

from typing import Any

from support.repairing import Workshop
from tidings.repairs import service as repairs


async def older(shop: Workshop, *kinds: str) -> None:
    """Have the shop be as one that was set up before these kinds came."""
    async with shop.world.database.engine() as unit:
        for kind in kinds:
            given = {"org": shop.world.organisation, "key": kind, "names": f"{kind}\\_%"}
            await unit.run("DELETE FROM notice_kinds WHERE organisation_id = %(org)s AND key = %(key)s", given)
            await unit.run("DELETE FROM templates WHERE organisation_id = %(org)s AND name LIKE %(names)s", given)


async def kind(shop: Workshop, key: str) -> dict[str, Any]:
    return (await shop.api.get(f"/notices/kinds/{key}")).json()


async def test_a_kind_that_lacks_comes_into_being_when_it_is_first_told_and_nothing_is_lost(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing")
    await shop.texts()
    await older(shop, "repair_ready")
    ticket = await shop.moved(ticket, "ready")
    (text,) = await shop.texts()
    assert "iPhone 13" in text
    assert (await shop.told(ticket))[-1] == "repair_ready"
    history = (await shop.shown(ticket))["history"]
    assert "untold" not in {each["what"] for each in history}
    assert (await kind(shop, "repair_ready"))["templates"]["sms"] == "repair_ready_sms"


async def test_a_kind_that_the_shop_archived_stays_so_and_its_texts_stay_as_they_are(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing")
    await shop.texts()
    assert (await shop.api.delete("/notices/kinds/repair_ready")).status < 300
    await shop.moved(ticket, "ready")
    assert await shop.texts() == []
    async with shop.world.database.engine() as unit:
        await repairs.complete(unit, shop.world.organisation)
    assert (await kind(shop, "repair_ready"))["archived_at"] is not None


async def test_what_a_change_would_say_is_foretold_by_a_kind_that_lacked(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing")
    await older(shop, "repair_ready")
    foretold = await shop.made(f"/repairs/tickets/{ticket['id']}/foretell", {"status": "ready"})
    assert foretold["kind"] == "repair_ready"


async def test_a_server_that_starts_completes_the_shops_that_are_there_and_only_those(shop: Workshop) -> None:
    await older(shop, "repair_appointment_reminder")
    changed = await kind(shop, "repair_pickup")
    async with shop.world.database.engine() as unit:
        await repairs.complete(unit, shop.world.organisation)
        await repairs.complete(unit, shop.world.organisation)
    assert (await kind(shop, "repair_appointment_reminder"))["templates"]["email"] == "repair_appointment_reminder_email"
    assert await kind(shop, "repair_pickup") == changed


async def test_a_text_of_the_shops_own_that_stands_in_the_way_is_left_alone_and_why_nobody_was_told_stands_in_the_history(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing")
    await shop.texts()
    await older(shop, "repair_ready")
    body = {"name": "repair_ready_sms", "channel": "sms", "purpose": "marketing", "locale": "en", "body": {"text": "Our offers."}}
    assert (await shop.api.post("/templates", body)).status < 300
    ticket = await shop.moved(ticket, "ready")
    assert ticket["status"] == "ready"
    history = (await shop.shown(ticket))["history"]
    assert "untold" in {each["what"] for each in history}
