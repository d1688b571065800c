"""A person's tickets as a whole: merged and divided, exported, erased."""

from uuid import UUID

from support.repairing import Workshop
from tidings.apps.people import PEOPLE
from tidings.content.types import PublicAddress
from tidings.repairs import service as repairs
from tidings.retention import service as retention


async def test_a_merge_brings_the_tickets_and_its_undoing_gives_them_back(shop: Workshop) -> None:
    one, other = await shop.opened(first_name="Ana"), await shop.opened(first_name="Bo")
    _, path = await shop.links(other)
    await shop.send(path, first_name="Bo")
    merge = await shop.made(f"/contacts/{one['contact_id']}/merge", {"other": other["contact_id"]})
    assert {(await shop.shown(each))["contact_id"] for each in (one, other)} == {one["contact_id"]}
    assert (await shop.opened(first_name="Ana"))["walk_in"] is False
    assert (await shop.browser.get(path)).status == 200
    reply = await shop.api.post(f"/contacts/merges/{merge['id']}/undo")
    assert reply.status == 200, reply.body
    assert [(await shop.shown(each))["contact_id"] for each in (one, other)] == [one["contact_id"], other["contact_id"]]
    assert [(await shop.opened(first_name=name))["walk_in"] for name in ("Ana", "Bo")] == [True, False]


async def test_all_about_a_person_holds_their_tickets(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "diagnosing")
    told = (await shop.api.get(f"/contacts/{ticket['contact_id']}/export")).json()
    (repair,) = told["repairs"]
    assert (repair["ticket"], repair["serial_number"], repair["problem"]) == (1, "SN-4711", "Écran cassé")
    assert [each["what"] for each in repair["history"]] == ["opened", "moved"]


async def test_who_is_erased_leaves_a_ticket_without_name_words_or_links(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    path, person = await shop.links(ticket)
    await shop.texts()
    reply = await shop.api.delete(f"/contacts/{ticket['contact_id']}?confirm={ticket['contact_id']}")
    assert reply.status < 300, reply.body
    shown = await shop.shown(ticket)
    assert (shown["contact_id"], shown["device"]["serial"], shown["device"]["problem"]) == (None, None, None)
    assert shown["price"]["total_cents"] == 9000
    assert [(await shop.browser.get(each)).status for each in (path, person)] == [404, 404]
    await shop.says("oui")
    assert (await shop.moved(ticket, "repairing", "ready"))["status"] == "ready"
    assert "repair_ready" not in await shop.told(ticket)


async def test_whoever_has_a_ticket_is_known_by_more_than_an_import(shop: Workshop) -> None:
    ticket = await shop.opened()
    async with shop.world.database.engine() as unit:
        known = await repairs.known_people(unit, shop.world.organisation, [UUID(ticket["contact_id"]), UUID(int=1)], UUID(int=2))
    assert {str(contact) for contact, _ in known} == {ticket["contact_id"]}


async def test_links_lead_where_the_server_is_reached(shop: Workshop) -> None:
    ticket = await shop.opened()
    async with shop.world.database.engine() as unit:
        await repairs.reached_at(unit, shop.world.organisation, PublicAddress("https://messages.example.fr"))
    found = await shop.made(f"/repairs/tickets/{ticket['id']}/links", {})
    assert found["ticket_url"].startswith("https://messages.example.fr/t/")


async def test_whose_device_was_here_lately_or_still_is_stays_though_they_never_became_more_than_a_lead(shop: Workshop) -> None:
    phones = ["06 12 00 00 61", "06 12 00 00 62", "06 12 00 00 63"]
    leads = [await shop.made("/contacts", {"first_name": "Bo", "phones": [{"number": number}]}) for number in phones]
    (waiting, fetched, silent) = (each["id"] for each in leads)
    await shop.opened(phone=phones[0], first_name="Bo")
    shop.world.clock.advance(days=1200)
    brought = await shop.opened(phone=phones[1], first_name="Bo")
    assert brought["contact_id"] == fetched
    await shop.moved(brought, "repairing", "ready", "collected")
    shop.world.clock.advance(days=300)
    await retention.purge(shop.world.database, shop.world.organisation, "cli:test", PEOPLE)
    there = [(await shop.api.get(f"/contacts/{each}")).status for each in (waiting, fetched, silent)]
    assert there == [200, 200, 404]
