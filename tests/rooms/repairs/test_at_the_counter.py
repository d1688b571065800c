"""What the counter sees before and beside a change: tickets found, what would be told and at what length, pictures, the budget on Home."""

from datetime import timedelta

from support.repairing import DEVICE, PHONE, Workshop
from tidings.repairs import service

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 20


async def photographed(shop: Workshop, ticket: dict[str, str], content: bytes = JPEG) -> tuple[int, dict[str, str]]:
    shop.world.clock.advance(seconds=1)
    address = f"/repairs/photos?ticket_id={ticket['id']}"
    reply = await shop.api.send("POST", address, body=content, headers={"content-type": "image/jpeg"})
    return reply.status, reply.json()


async def test_a_ticket_is_found_by_its_number_its_owners_phone_or_the_beginning_of_a_name(shop: Workshop) -> None:
    jo = await shop.opened(last_name="Martin")
    al = await shop.opened(first_name=None, phone="+33612000002", agreed=None)

    async def found(text: str) -> list[int]:
        rows = (await shop.api.get(f"/repairs/tickets?search={text}")).json()["items"]
        return [each["number"] for each in rows]

    assert [await found(each) for each in ("%231", "2", "mart jo", "06%2012%2000%2000%2002", "99", "nobody")] == [[1], [2], [1], [2], [], []]
    rows = {each["id"]: each["owner"] for each in (await shop.api.get("/repairs/tickets")).json()["items"]}
    assert (rows[jo["id"]]["name"], rows[al["id"]]) == ("Jo Martin", {"name": None, "phone": "+33612000002", "email": None})
    await shop.moved(jo, "diagnosing")
    counted = (await shop.api.get("/repairs/counts")).json()["counts"]
    assert (counted["received"], counted["diagnosing"], counted["ready"]) == (1, 1, 0)


async def test_what_a_change_would_say_is_told_beforehand_with_its_segments_and_nothing_is_kept(shop: Workshop) -> None:
    ticket = await shop.opened()
    address = f"/repairs/tickets/{ticket['id']}/foretell"
    assert len(await shop.texts()) == 1
    told = (await shop.api.post(address, {"status": "diagnosing"})).json()
    sms = next(each for each in told["tellings"] if each["channel"] == "sms")
    assert (told["kind"], sms["begins"], sms["segments"], sms["encoding"]) == ("repair_update", True, 1, "GSM-7")
    assert (await shop.texts(), (await shop.shown(ticket))["status"]) == ([], "received")
    await shop.moved(ticket, "diagnosing")
    assert (await shop.texts())[-1] == sms["text"]
    asked = (await shop.api.post(address, {"estimate": {"parts_cents": 5000, "labour_cents": 2500, "vat_percent": 20}})).json()
    assert "90,00" in next(each["text"] for each in asked["tellings"] if each["channel"] == "sms")
    assert (await shop.api.post(address, {"status": "collected"})).json()["code"] == "status_does_not_follow"
    silent = await shop.opened(first_name="Al", phone="+33612000002", agreed=None)
    refused = (await shop.api.post(f"/repairs/tickets/{silent['id']}/foretell", {"status": "diagnosing"})).json()["tellings"]
    assert {(each["begins"], each["text"]) for each in refused} == {(False, None)}
    assert "no_consent" in {each["reason"]["code"] for each in refused}


async def test_an_accent_that_costs_a_segment_is_named_in_the_shops_own_text(shop: Workshop) -> None:
    rows = {(each["template"], each["locale"]): each for each in (await shop.api.get("/repairs/texts")).json()["items"]}
    assert (rows["repair_ready_sms", "fr"]["segments"], rows["repair_ready_sms", "fr"]["used"]) == (1, True)
    assert (rows["repair_ready_sms_emoji", "fr"]["encoding"], rows["repair_ready_sms_emoji", "fr"]["used"]) == ("UCS-2", False)
    body = {"text": "{{ shop }} : votre {{ device }} est prêt, garçon ! {{ link }}", "smart_encoding": False}
    await shop.made("/templates", {"name": "repair_ready_sms", "channel": "sms", "purpose": "transactional", "locale": "fr", "body": body})
    rows = {(each["template"], each["locale"]): each for each in (await shop.api.get("/repairs/texts")).json()["items"]}
    ready = rows["repair_ready_sms", "fr"]
    assert (ready["encoding"], ready["segments"]) == ("UCS-2", 2)
    assert {each["character"] for each in ready["dear"]} == {"ê", "ç"}


async def test_a_picture_is_known_by_its_bytes_shown_safely_to_staff_and_owner_and_deleted_for_good(shop: Workshop) -> None:
    ticket = await shop.opened()
    status, photo = await photographed(shop, ticket)
    assert (status, photo["content_type"]) == (201, "image/jpeg")
    assert [(await photographed(shop, ticket, content))[1]["code"] for content in (b"<svg onload=alert(1)>", b"%PDF-1.7")] == ["photo_unreadable"] * 2
    assert (await photographed(shop, ticket, JPEG + bytes(service.MOST_PHOTO_BYTES)))[1]["code"] == "photo_too_large"
    for by, address in ((shop.api, f"/repairs/photos/{photo['id']}"), (shop.browser, f"{(await shop.links(ticket))[0]}/photos/{photo['id']}")):
        seen = await by.get(address)
        assert (seen.status, seen.body, seen.headers["content-type"]) == (200, JPEG, "image/jpeg")
        assert (seen.headers["x-content-type-options"], seen.headers["content-security-policy"]) == ("nosniff", "default-src 'none'; sandbox")
    assert f"/photos/{photo['id']}" in await shop.page((await shop.links(ticket))[0])
    other = await shop.opened(first_name="Al", phone="+33612000002")
    assert (await shop.browser.get(f"{(await shop.links(other))[0]}/photos/{photo['id']}")).status == 404
    shop.world.clock.advance(seconds=1)
    assert (await shop.api.delete(f"/repairs/photos/{photo['id']}")).status == 204
    assert (await shop.api.get(f"/repairs/photos/{photo['id']}")).status == 404
    assert [each["what"] for each in (await shop.shown(ticket))["history"]][-2:] == ["photo_added", "photo_removed"]


async def test_pictures_go_with_their_owners_erasure_and_when_the_tickets_links_end(shop: Workshop) -> None:
    erased, ended = await shop.opened(), await shop.opened(first_name="Al", phone="+33612000002")
    photos = [(await photographed(shop, each))[1]["id"] for each in (erased, ended)]
    assert (await shop.api.delete(f"/contacts/{erased['contact_id']}?confirm={erased['contact_id']}")).status < 300
    await shop.moved(ended, "cancelled", "collected")

    async def kept() -> list[bool]:
        async with shop.world.database.engine() as unit:
            await service.forget_photos(unit, shop.world.organisation)
        return [(await shop.api.get(f"/repairs/photos/{each}")).status == 200 for each in photos]

    assert await kept() == [False, True]
    shop.world.clock.advance(seconds=timedelta(days=181).total_seconds())
    assert await kept() == [False, False]


async def test_home_tells_by_itself_that_the_months_budget_is_nearly_used(shop: Workshop) -> None:
    await shop.api.put("/prices", {"prices": [{"channel": "sms", "country": "FR", "amount": "0.05", "currency": "EUR", "valid_from": "2026-01-01"}]})
    ticket = await shop.opened(device=DEVICE | {"brand": ""}, phone=PHONE)
    await shop.counter.deliver()
    settings = (await shop.api.get("/repairs/shop")).json()

    async def told(budget: int) -> tuple[bool, bool] | None:
        await shop.api.put("/repairs/shop", settings | {"monthly_budget_micros": budget})
        async with shop.world.database.engine() as unit:
            await service.count_budget(unit, shop.world.organisation)
        found = (await shop.api.get("/home")).json()["needs"]["repairs_budget"]
        return found and (found["over"], found["spent_micros"] == 50_000)

    assert ticket["number"] == 1
    assert [await told(each) for each in (10_000_000, 60_000, 50_000)] == [None, (False, True), (True, True)]
    shop.world.clock.advance(seconds=timedelta(days=40).total_seconds())
    assert (await shop.api.get("/home")).json()["needs"]["repairs_budget"] is None


async def test_home_tells_of_a_kind_of_notice_whose_budget_is_nearly_used(shop: Workshop) -> None:
    kind = (await shop.api.get("/notices/kinds/repair_ready")).json()
    sent = {name: value for name, value in kind.items() if name not in {"key", "created_at", "changed_at", "archived_at"}}
    made = await shop.api.put("/notices/kinds/repair_ready", sent | {"budget": {"month_micros": 50_000, "warn_percent": 70, "stops": "all"}})
    assert made.status == 200
    assert (await shop.api.get("/home")).json()["needs"]["notice_budgets"] == []
    async with shop.world.database.unit(shop.world.organisation) as unit:
        await unit.run(
            "UPDATE notice_kinds SET spent = 40000, spent_at = %(at)s, spent_until = 'infinity' WHERE key = 'repair_ready'", {"at": unit.at}
        )
    (told,) = (await shop.api.get("/home")).json()["needs"]["notice_budgets"]
    assert (told["key"], told["spent_micros"], told["over"], told["stops"]) == ("repair_ready", 40_000, False, "all")
