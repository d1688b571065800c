"""The waitlist over HTTP: from a service to a booking that somebody missed, with what stands in the way."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import ACTOR
from support.waitlisting import Shop
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes
from tidings.content.types import PublicAddress
from tidings.infra.web import Pace
from tidings.waitlist import http
from tidings.waitlist import service as waitlist


@pytest.fixture
async def client(shop: Shop, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(shop.world.database, shop.world.clock, tmp_path)
    context.parts[Pace] = Pace(shop.world.clock)  # pyright: ignore[reportIndexIssue] - a test's own
    context.parts[PublicAddress] = PublicAddress("https://tidings.example.org")  # pyright: ignore[reportIndexIssue] - a test's own
    async with client_of(shop.world.database, shop.organisation, context, [http.board, http.places, http.people, http.pages]) as client:
        yield client


def later(shop: Shop, **time: float) -> str:
    return (shop.world.clock.now() + timedelta(**time)).isoformat()


async def test_staff_hours_become_slots_once_and_no_two_at_a_time(client: Client, shop: Shop) -> None:
    service = str(shop.service.id)
    body = {"name": "Chair 1", "skills": [service], "hours": [{"weekday": day, "opens": "09:00", "closes": "10:30"} for day in range(1, 8)]}
    staff = (await client.post("/waitlist/staff", {**body, "days_off": ["2026-10-08"]})).json()
    asked = {"service_id": service, "staff_id": staff["id"], "first": "2026-10-07", "last": "2026-10-09"}
    made = (await client.post("/waitlist/slots/from-hours", asked)).json()["items"]
    assert [each["starts_at"] for each in made] == [
        "2026-10-07T07:00:00Z", "2026-10-07T07:30:00Z", "2026-10-07T08:00:00Z",
        "2026-10-09T07:00:00Z", "2026-10-09T07:30:00Z", "2026-10-09T08:00:00Z",
    ]  # fmt: skip
    assert (await client.post("/waitlist/slots/from-hours", asked)).json()["items"] == []
    overlapping = {"service_id": service, "staff_id": staff["id"], "starts_at": "2026-10-07T07:15:00Z"}
    assert (await client.post("/waitlist/slots", overlapping)).json()["code"] == "slot_overlaps"
    listed = (await client.get("/waitlist/slots?limit=4")).json()
    rest = (await client.get(f"/waitlist/slots?limit=4&cursor={listed['next_cursor']}")).json()
    assert [each["id"] for each in [*listed["items"], *rest["items"]]] == [each["id"] for each in made]


async def test_a_booking_by_hand_is_cancelled_offered_booked_and_missed(client: Client, shop: Shop) -> None:
    first, entry = await shop.person("+33613009999"), await shop.waits(1)
    slot = (await client.post("/waitlist/slots", {"service_id": str(shop.service.id), "starts_at": later(shop, hours=5)})).json()
    booked = await client.post("/waitlist/bookings", {"slot_id": slot["id"], "contact_id": str(first)})
    assert booked.status == 201, booked.body
    assert (await client.get(f"/waitlist/slots/{slot['id']}")).json()["state"] == "booked"
    assert (await client.post("/waitlist/bookings", {"slot_id": slot["id"], "contact_id": str(first)})).json()["code"] == "slot_not_free"
    assert (await client.post(f"/waitlist/slots/{slot['id']}/close")).json()["code"] == "slot_booked"
    address = f"/waitlist/bookings/{booked.json()['id']}"
    assert (await client.post(f"{address}/attendance", {"came": False})).json()["code"] == "booking_not_begun"
    assert (await client.post(f"{address}/cancel")).json()["state"] == "cancelled"
    assert (await client.post(f"{address}/cancel")).json()["state"] == "cancelled"
    await shop.look()
    await shop.pass_time(seconds=3)
    (offer,) = (await client.get(f"/waitlist/offers?slot_id={slot['id']}")).json()["items"]
    assert (offer["entry_id"], offer["state"], offer["channel"]) == (str(entry.id), "open", "sms")
    await shop.says((1, "oui"))
    (live,) = (await client.get(f"/waitlist/bookings?slot_id={slot['id']}&state=booked")).json()["items"]
    assert (await client.post(f"/waitlist/slots/{slot['id']}/close")).json()["code"] == "slot_booked"
    shop.world.clock.advance(hours=6)
    assert (await client.post(f"/waitlist/bookings/{live['id']}/attendance", {"came": False})).json()["state"] == "no_show"
    figures = (await client.get("/waitlist/figures")).json()
    assert (figures["slots_freed"], figures["offers"], figures["bookings"], figures["cancelled"], figures["no_shows"]) == (1, 1, 2, 1, 1)
    (by_sms,) = figures["by_channel"]
    assert (by_sms["channel"], by_sms["answered"], by_sms["accepted"], by_sms["response_rate"]) == ("sms", 1, 1, 1.0)
    assert 0 <= by_sms["half_within_seconds"] < 60


async def test_matches_say_whom_a_slot_is_for_and_why_not_the_others(client: Client, shop: Shop) -> None:
    silent, second = await shop.waits(1, channels=()), await shop.waits(2)
    slot = await shop.slot()
    found = (await client.get(f"/waitlist/slots/{slot.id}/matches")).json()["items"]
    assert [(each["entry_id"], each["rank"], each["why_not"]) for each in found] == [
        (str(silent.id), None, "no_channel"), (str(second.id), 1, None),
    ]  # fmt: skip
    assert found[0]["channels"]["sms"] == "no_consent"
    assert await shop.offers() == []


async def test_who_is_on_the_list_changes_their_wishes_and_leaves(client: Client, shop: Shop) -> None:
    contact = await shop.person("+33613000077")
    wanted = {"contact_id": str(contact), "service_id": str(shop.service.id), "wishes": {"weekdays": [2], "earliest": "17:00"}}
    entry = (await client.post("/waitlist/entries", wanted)).json()
    again = (await client.post("/waitlist/entries", wanted)).json()
    assert again["id"] == entry["id"]
    changed = await client.put(f"/waitlist/entries/{entry['id']}", {"wishes": {"party": 2}, "priority": 1})
    assert (changed.json()["wishes"]["party"], changed.json()["wishes"]["weekdays"], changed.json()["priority"]) == (2, [], 1)
    bad = await client.put(f"/waitlist/entries/{entry['id']}", {"wishes": {"earliest": "17:00", "latest": "09:00"}})
    assert (bad.status, bad.json()["code"]) == (422, "waitlist_invalid")
    assert (await client.post(f"/waitlist/entries/{entry['id']}/leave")).json()["state"] == "left"
    assert (await client.get("/waitlist/entries?state=waiting")).json()["items"] == []
    assert (await client.put(f"/waitlist/entries/{entry['id']}", {"priority": 2})).status == 409
    back = (await client.post(f"/waitlist/entries/{entry['id']}/restore")).json()
    assert (back["state"], back["created_at"], back["service"]) == ("waiting", entry["created_at"], "Haircut")
    slot = await shop.slot()
    states = [(await client.post(f"/waitlist/slots/{slot.id}/{deed}")).json()["state"] for deed in ("close", "open")]
    assert states == ["closed", "free"]
    assert await shop.told(contact) == ["joined"]


async def test_settings_are_kept_and_services_archived(client: Client) -> None:
    kept = (await client.put("/waitlist/settings", {"hold_minutes": 20, "at_once": 2, "reminders_minutes": [60]})).json()
    assert (await client.get("/waitlist/settings")).json() == kept
    assert (kept["hold_minutes"], kept["at_once"], kept["opens"]) == (20, 2, "08:00")
    setup = (await client.post("/waitlist/setup")).json()
    assert setup["kinds_made"] == 0
    assert setup["sign_up_url"].startswith("https://tidings.example.org/w/")
    made = (await client.post("/waitlist/services", {"name": "Massage", "minutes": 60, "price": "49.50"})).json()
    assert (made["price"], made["minutes"]) == ("49.5", 60)
    changed = await client.put(f"/waitlist/services/{made['id']}", {"name": "Massage", "minutes": 45})
    assert (changed.json()["price"], changed.json()["minutes"]) == (None, 45)
    assert (await client.delete(f"/waitlist/services/{made['id']}")).json()["archived_at"]
    assert [each["name"] for each in (await client.get("/waitlist/services")).json()["items"]] == ["Haircut"]


async def test_staff_answer_in_somebodys_place(client: Client, shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    shop.world.clock.advance(seconds=1)
    answered = await client.post(f"/waitlist/offers/{offer.id}/answer", {"yes": True})
    assert (answered.json()["state"], answered.json()["answer"]) == ("accepted", "yes")
    await shop.look()
    assert (await shop.told(entry.contact_id))[-1] == "booked"
    assert (await client.post(f"/waitlist/offers/{shop.service.id}/answer", {"yes": True})).status == 404


async def test_the_day_shows_who_has_each_slot_who_was_asked_and_who_was_passed_over(client: Client, shop: Shop) -> None:
    silent, second, third = await shop.waits(1, channels=()), await shop.waits(2), await shop.waits(3)
    await client.put(f"/waitlist/entries/{third.id}", {"wishes": {"weekdays": [7], "party": 2}})
    slot = await shop.slot(hours=5)
    await shop.look()
    day = (await client.get("/waitlist/board")).json()
    (shown,) = day["slots"]
    assert (shown["id"], shown["service"], shown["state"], shown["booking"]) == (str(slot.id), "Haircut", "held", None)
    (offer,) = shown["offers"]
    assert (offer["entry_id"], offer["slot"]["service"], offer["explanation"]["turn"]) == (str(second.id), "Haircut", 2)
    (passed,) = offer["passed_over"]
    assert (passed["contact_id"], passed["why"]) == (str(silent.contact_id), "no_channel")
    assert "accord" in passed["told"]["sms"]
    english = await client.get(f"/waitlist/offers/{offer['id']}", accept_language="en")
    assert english.json()["passed_over"][0]["told"]["sms"] != passed["told"]["sms"]
    places = {each["id"]: each["place"] for each in (await client.get("/waitlist/entries")).json()["items"]}
    assert places == {str(silent.id): 1, str(second.id): 2, str(third.id): 3}
    why = {each.id: (await client.get(f"/waitlist/entries/{each.id}/chances")).json()["items"] for each in (silent, second, third)}
    assert [found[0]["told"].keys() >= {"sms"} for found in why.values()] == [True, False, False]
    rows = {each["id"]: each for each in (await client.get("/waitlist/entries")).json()["items"]}
    assert [rows[str(each.id)]["unreached"] for each in (silent, second, third)] == [True, False, False]
    assert (rows[str(silent.id)]["channels"]["sms"], "accord" in rows[str(silent.id)]["told"]["sms"]) == ("no_consent", True)
    assert [(found[0]["why_not"], found[0]["ahead"]) for found in why.values()] == [("no_channel", 0), ("asked_already", 1), ("too_many", 2)]
    await shop.says((2, "oui"))
    (booked,) = (await client.get("/waitlist/board")).json()["slots"]
    assert (booked["state"], booked["booking"]["contact_id"], booked["booking"]["via"]) == ("booked", str(second.contact_id), "sms")
    assert (await client.get(f"/waitlist/entries/{second.id}/chances")).json()["items"] == []
    assert (await client.get("/waitlist/board?on=2030-01-01")).json()["slots"] == []


async def test_an_archived_service_is_offered_again_by_writing_it_so(client: Client, shop: Shop) -> None:
    address, body = f"/waitlist/services/{shop.service.id}", {"name": "Haircut", "minutes": 30}
    await client.delete(address)
    assert (await client.put(address, body)).json()["archived_at"]
    assert (await client.put(address, {**body, "archived": False})).json()["archived_at"] is None
    assert (await client.put(address, {**body, "archived": True})).json()["archived_at"]


async def test_services_and_staff_are_listed_page_by_page_and_found_by_their_letters(client: Client, shop: Shop) -> None:
    async with shop.world.database.unit(shop.organisation) as unit:
        for number in range(30):
            await waitlist.add_service(unit, shop.organisation, ACTOR, f"Massage {number:02}", 30, None)
            await waitlist.add_member(unit, shop.organisation, ACTOR, f"Élodie {number:02}", skills=[shop.service.id] if number % 2 else ())
    for path, name, many in (("/waitlist/services", "massage", 31), ("/waitlist/staff", "ELODIE", 30)):
        seen: list[str] = []
        cursor = ""
        while cursor is not None:
            page = (await client.get(f"{path}?limit=7{cursor and f'&cursor={cursor}'}")).json()
            seen += [each["name"] for each in page["items"]]
            cursor = page["next_cursor"]
        assert (len(seen), seen) == (many, sorted(seen))
        found = (await client.get(f"{path}?q={name}%200&limit=500")).json()
        assert (len(found["items"]), found["next_cursor"]) == (10, None)
    other = (await client.get("/waitlist/services?q=massage&limit=1")).json()["items"][0]["id"]
    able = (await client.get(f"/waitlist/staff?service_id={other}&limit=500")).json()["items"]
    assert (len(able), {tuple(each["skill_names"]) for each in able}) == (15, {()})
    assert (await client.get("/waitlist/staff?limit=2")).json()["items"][1]["skill_names"] == ["Haircut"]


async def test_bookings_to_come_are_listed_by_when_they_begin_and_found_by_person_service_and_staff(client: Client, shop: Shop) -> None:
    noor = (await client.post("/waitlist/staff", {"name": "Noor"})).json()["id"]
    massage = (await client.post("/waitlist/services", {"name": "Massage", "minutes": 60})).json()["id"]
    people = [await shop.person(f"+3361300901{number}") for number in range(3)]
    async with shop.world.database.unit(shop.organisation) as unit:
        await contacts.update_contact(unit, shop.organisation, ACTOR, people[1], Changes(first_name="Ada", last_name="Lovelace"), "FR")
    wanted = [(50, people[0], {}), (20, people[1], {"service_id": massage}), (24 * 9, people[2], {"staff_id": noor}), (10, people[2], {})]
    booked: list[str] = []
    for hours, contact, changes in wanted:
        asked = {"service_id": str(shop.service.id), "starts_at": later(shop, hours=hours)} | changes
        slot = (await client.post("/waitlist/slots", asked)).json()["id"]
        booked.append((await client.post("/waitlist/bookings", {"slot_id": slot, "contact_id": str(contact)})).json()["id"])
    await client.post(f"/waitlist/bookings/{booked[3]}/cancel")

    async def to_come(query: str) -> list[int]:
        return [booked.index(each["id"]) for each in (await client.get(f"/waitlist/bookings/to-come{query}")).json()["items"]]

    assert (await to_come(""), await to_come("?days=7"), await to_come(f"?staff_id={noor}")) == ([1, 0, 2], [1, 0], [2])
    assert (await to_come(f"?service_id={massage}"), await to_come("?person=love"), await to_come("?person=nobody")) == ([1], [1], [])
    assert await to_come("?person=%2B33613009012") == [2]
    first = (await client.get("/waitlist/bookings/to-come?limit=2")).json()
    rest = (await client.get(f"/waitlist/bookings/to-come?limit=2&cursor={first['next_cursor']}")).json()
    assert ([booked.index(each["id"]) for each in rest["items"]], rest["next_cursor"]) == ([2], None)
    assert first["items"][0]["slot"]["service"] == "Massage"


async def test_what_is_wrong_is_told_in_french(client: Client, shop: Shop) -> None:
    asked = {"service_id": str(shop.service.id), "starts_at": later(shop, hours=-1)}
    told = (await client.post("/waitlist/slots", asked, accept_language="fr")).json()
    assert (told["detail"], told["field"]) == ("Ce serait déjà commencé.", "starts_at")
