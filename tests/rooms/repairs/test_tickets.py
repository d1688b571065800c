"""Tickets at the counter: opened once, numbered, moved as the statuses allow, with all that was done to them."""

from support.repairing import DEVICE, PHONE, Workshop


async def test_a_walk_in_without_an_email_is_welcomed_by_sms_with_the_link_of_their_registration(shop: Workshop) -> None:
    ticket = await shop.opened()
    assert (ticket["number"], ticket["status"], ticket["walk_in"]) == (1, "received", True)
    (text,) = await shop.texts()
    _, person = await shop.links(ticket)
    assert "dossier 1" in text
    assert person in text
    assert await shop.told(ticket) == ["repair_welcome"]


async def test_a_walk_in_with_an_email_alone_is_welcomed_by_email(shop: Workshop) -> None:
    ticket = await shop.opened(phone=None, email="jo@example.com", agreed=None)
    (told,) = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"]
    ways = {each["channel"]: each["reason"]["code"] for each in told["left_out"]}
    assert ways == {"sms": "no_address", "email": "no_sender"}


async def test_nobody_is_texted_who_did_not_agree_at_the_counter(shop: Workshop) -> None:
    ticket = await shop.opened(agreed=None)
    (told,) = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"]
    assert told["state"] == "refused"
    assert {each["channel"]: each["reason"]["code"] for each in told["left_out"]}["sms"] == "no_consent"
    assert await shop.texts() == []


async def test_what_was_said_at_the_counter_is_kept_in_the_words_of_the_shop(shop: Workshop) -> None:
    ticket = await shop.opened(agreed=["sms", "whatsapp"])
    history = (await shop.api.get(f"/contacts/{ticket['contact_id']}/consents")).json()["history"]
    said = {(each["channel"], each["purpose"], each["source"], each["version"] and each["version"]["key"]) for each in history}
    assert said == {(channel, "transactional", "counter", "repairs_counter") for channel in ("sms", "whatsapp")}
    assert all("comptoir" in each["wording"] for each in history)


async def test_a_ticket_is_opened_once_by_its_reference(shop: Workshop) -> None:
    body = {"owner": {"first_name": "Jo", "phone": PHONE, "agreed": ["sms"]}, "device": DEVICE, "reference": "A-17"}
    first, again = await shop.made("/repairs/tickets", body), await shop.made("/repairs/tickets", body)
    assert (again["id"], again["repeated"], first["repeated"]) == (first["id"], True, False)
    assert len(await shop.texts()) == 1
    assert (await shop.opened(first_name="Al", phone="+33612000002"))["number"] == 2


async def test_the_history_says_who_did_what(shop: Workshop) -> None:
    ticket = await shop.opened()
    await shop.made(f"/repairs/tickets/{ticket['id']}/status", {"status": "diagnosing", "note": "won't start"})
    lines = (await shop.shown(ticket))["history"]
    assert [(each["what"], each["before"], each["status"], each["note"]) for each in lines] == [
        ("opened", None, "received", None),
        ("moved", "received", "diagnosing", "won't start"),
    ]
    assert all(each["actor"].startswith("key:") for each in lines)


async def test_a_status_follows_only_where_it_may_and_from_where_the_caller_saw_it(shop: Workshop) -> None:
    ticket = await shop.opened()
    way = f"/repairs/tickets/{ticket['id']}/status"
    assert await shop.refused(way, {"status": "collected"}) == "status_does_not_follow"
    assert await shop.refused(way, {"status": "waiting_for_approval"}) == "estimate_missing"
    await shop.moved(ticket, "diagnosing")
    assert await shop.refused(way, {"status": "repairing", "leaves": "received"}) == "ticket_moved"
    statuses = (await shop.api.get("/repairs/statuses")).json()["items"]
    assert next(each for each in statuses if each["status"] == "collected")["next"] == []


async def test_each_status_tells_its_owner_once_and_by_its_own_kind(shop: Workshop) -> None:
    ticket = await shop.opened()
    await shop.moved(ticket, "diagnosing", "waiting_for_parts", "repairing", "ready", "collected")
    assert await shop.told(ticket) == ["repair_welcome", "repair_update", "repair_update", "repair_update", "repair_ready"]


async def test_what_is_ready_at_no_agreed_price_is_not_told_to_cost_nothing(shop: Workshop) -> None:
    ticket = await shop.opened()
    await shop.texts()
    await shop.made(f"/repairs/tickets/{ticket['id']}/status", {"status": "repairing", "tell": False})
    await shop.moved(ticket, "ready")
    (text,) = await shop.texts()
    assert "prix au comptoir" in text


async def test_two_of_a_family_share_a_phone_and_each_text_names_its_ticket(shop: Workshop) -> None:
    one, other = await shop.opened(first_name="Ana"), await shop.opened(first_name="Bo", device={"kind": "laptop", "brand": "Acer"})
    again = await shop.opened(first_name="ana")
    assert one["contact_id"] != other["contact_id"]
    assert again["contact_id"] == one["contact_id"]
    texts = await shop.texts()
    assert len(texts) == 3
    assert sum("Acer" in each and "dossier 2" in each for each in texts) == 1


async def test_the_owners_number_is_written_to_before_that_of_their_client_record(shop: Workshop) -> None:
    ticket = await shop.opened(phone=PHONE, client_phone="+33612000002")
    contact = (await shop.api.get(f"/contacts/{ticket['contact_id']}")).json()
    assert [each["number"] if "number" in each else each["value"] for each in contact["phones"]] == [PHONE, "+33612000002"]
    landline = await shop.opened(first_name="Cy", phone="01 42 00 00 01", client_phone="+33612000003")
    told = (await shop.api.get(f"/repairs/tickets/{landline['id']}/notices")).json()["items"][0]
    assert [each["channel"] for each in told["messages"]] == ["sms"]


async def test_what_people_say_of_their_device_is_sealed(shop: Workshop) -> None:
    ticket = await shop.opened()
    async with shop.world.database.engine() as unit:
        kept = await unit.value("SELECT serial || problem FROM repair_tickets WHERE id = %(id)s", {"id": ticket["id"]})
    assert b"4711" not in kept
    assert "cass" not in kept.decode("latin-1")
    assert (await shop.shown(ticket))["device"]["serial"] == "SN-4711"


async def test_a_ticket_is_changed_listed_and_found(shop: Workshop) -> None:
    one, other = await shop.opened(), await shop.opened(first_name="Al", phone="+33612000002")
    reply = await shop.api.send("PATCH", f"/repairs/tickets/{one['id']}", json={"due_on": "2026-12-01", "device": {**DEVICE, "model": "iPhone 14"}})
    assert (reply.json()["due_on"], reply.json()["device"]["name"]) == ("2026-12-01", "Apple iPhone 14")
    assert (await shop.api.send("PATCH", f"/repairs/tickets/{one['id']}", json={})).json()["due_on"] == "2026-12-01"
    await shop.moved(one, "cancelled", "collected")

    async def listed(query: str) -> list[int]:
        return [each["number"] for each in (await shop.api.get(f"/repairs/tickets?{query}")).json()["items"]]

    assert await listed("") == [2, 1]
    assert await listed("open_only=true") == [2]
    assert await listed("number=1&status=collected") == [1]
    assert await listed(f"contact_id={other['contact_id']}") == [2]
    first = (await shop.api.get("/repairs/tickets?limit=1")).json()
    assert await listed(f"limit=1&cursor={first['next_cursor']}") == [1]


async def test_a_ticket_has_one_owner(shop: Workshop) -> None:
    assert await shop.refused("/repairs/tickets", {"owner": {}, "device": DEVICE}) == "owner_missing"
    ticket = await shop.opened()
    twice = {"contact_id": ticket["contact_id"], "phone": PHONE}
    assert await shop.refused("/repairs/tickets", {"owner": twice, "device": DEVICE}) == "owner_unclear"
    assert await shop.refused("/repairs/tickets", {"owner": {"phone": "12"}, "device": DEVICE}) == "too_short"
    known = await shop.made("/repairs/tickets", {"owner": {"contact_id": ticket["contact_id"]}, "device": DEVICE})
    assert known["contact_id"] == ticket["contact_id"]
