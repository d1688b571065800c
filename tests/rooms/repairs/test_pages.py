"""The public pages of a ticket and of its owner: by their link, without a script; looking changes nothing."""

import html
import re

from support.repairing import PHONE, Workshop
from tidings.consent import service as consent

NAME = '<script>alert("x")</script> \u202eليلى'


async def consents(shop: Workshop, contact: str) -> list[tuple[str, str, str, str]]:
    history = (await shop.api.get(f"/contacts/{contact}/consents")).json()["history"]
    return sorted((each["purpose"], each["channel"], each["status"], each["source"]) for each in history)


async def test_the_registration_is_filled_in_with_what_the_counter_wrote_down_and_nothing_is_ticked(shop: Workshop) -> None:
    ticket = await shop.opened(first_name=NAME)
    _, path = await shop.links(ticket)
    before = await consents(shop, ticket["contact_id"])
    raw = (await shop.browser.get(f"{path}?lang=en")).body.decode()
    shown = await shop.page(path)
    assert 'value="' + NAME in shown
    assert "<script>" not in raw
    assert PHONE not in shown
    assert "checked" not in shown
    assert shown.count('type="checkbox"') == 6
    assert "You agreed to this at the counter" in shown
    assert await consents(shop, ticket["contact_id"]) == before


async def test_registering_keeps_each_ticked_box_with_its_words_as_proof(shop: Workshop) -> None:
    ticket = await shop.opened()
    _, path = await shop.links(ticket)
    reply = await shop.send(path, lang="fr", first_name="Jo", last_name="Martin", box=["marketing:email", "transactional:whatsapp"], language="fr")
    assert "vous êtes inscrit" in reply.body.decode()
    said = (await shop.api.get(f"/contacts/{ticket['contact_id']}/consents")).json()["history"]
    new = {(each["purpose"], each["channel"]): each for each in said if each["source"] == "repairs:page"}
    assert set(new) == {("marketing", "email"), ("transactional", "whatsapp")}
    assert new["marketing", "email"]["wording"].endswith("envoyer des offres par e-mail")
    assert new["marketing", "email"]["proof"]["box"] == "ticked"
    assert (await shop.opened(first_name="Jo"))["walk_in"] is False
    shown = await shop.page(path)
    assert shown.count("checked") == 2
    await shop.send(path, was=["marketing:email", "transactional:whatsapp"], box="transactional:whatsapp")
    assert ("marketing", "email", "withdrawn", "repairs:page") in await consents(shop, ticket["contact_id"])


async def test_a_number_given_by_its_owner_goes_before_the_one_that_the_counter_had_once_a_yes_came_from_it(shop: Workshop) -> None:
    ticket = await shop.opened(client_phone="+33612000003")
    _, path = await shop.links(ticket)
    await shop.texts()
    ticket = await shop.estimated(ticket)
    await shop.texts()
    reply = await shop.send(path, phone="06 12 00 00 02", email="jo@example.com", box="transactional:sms")
    assert "once you have sent YES from it" in reply.body.decode()
    numbers = [each.get("number") or each["value"] for each in (await shop.api.get(f"/contacts/{ticket['contact_id']}")).json()["phones"]]
    assert "+33612000002" not in numbers
    await shop.says("oui", phone="+33612000002")
    await shop.says("oui")
    assert (await shop.shown(ticket))["agreed_cents"] is None
    await shop.moved(ticket, "diagnosing")
    row = (await shop.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"][0]
    traced = (await shop.api.get(f"/notices/{row['notice_id']}")).json()["attempts"]
    contact = (await shop.api.get(f"/contacts/{ticket['contact_id']}")).json()
    phones = [each.get("number") or each["value"] for each in contact["phones"]]
    assert phones[0] == "+33612000002"
    assert "+33612000003" in phones
    assert [each["channel"] for each in traced] == ["sms"]


async def test_what_is_no_number_changes_nothing(shop: Workshop) -> None:
    ticket = await shop.opened()
    _, path = await shop.links(ticket)
    reply = await shop.send(path, first_name="Al", phone="12", box="marketing:sms")
    assert "nothing was changed" in reply.body.decode()
    assert (await shop.api.get(f"/contacts/{ticket['contact_id']}")).json()["first_name"] == "Jo"
    assert all(source != "repairs:page" for *_, source in await consents(shop, ticket["contact_id"]))


async def test_the_tickets_page_shows_the_price_whole_and_takes_the_answer(shop: Workshop) -> None:
    ticket = await shop.estimated(await shop.opened())
    path, _ = await shop.links(ticket)
    shown = await shop.page(path)
    assert all(part in shown for part in ("€50.00", "€25.00", "VAT (20%)", "€15.00", "€90.00", "Apple iPhone 13"))
    assert "Jo" not in shown
    assert (await shop.shown(ticket))["status"] == "waiting_for_approval"
    reply = await shop.send(path, action="yes", estimate=1)
    assert "We start the repair" in reply.body.decode()
    assert (await shop.shown(ticket))["agreed_cents"] == 9000
    again = await shop.post(path, {"form": "x" * 80, "action": "no", "estimate": 1})
    assert again.status == 403
    assert (await shop.shown(ticket))["status"] == "repairing"


async def test_a_pick_up_is_scheduled_on_the_page_within_the_shops_hours(shop: Workshop) -> None:
    ticket = await shop.moved(await shop.opened(), "repairing", "ready")
    path, _ = await shop.links(ticket)
    times = re.findall(r'<option value="(\d[^"]+)"', await shop.page(path))
    assert times
    assert all(7 <= int(each[11:13]) <= 17 for each in times)
    reply = await shop.send(path, lang="fr", action="fetch", at=times[3])
    assert "nous vous attendons" in reply.body.decode()
    assert (await shop.shown(ticket))["appointment_at"][:16] == times[3][:16]
    assert (await shop.told(ticket))[-1] == "repair_appointment"
    assert "is not free" in (await shop.send(path, action="fetch", at="2026-01-01T03:00:00+00:00")).body.decode()
    await shop.send(path, action="fetch", at="")
    assert (await shop.shown(ticket))["appointment_at"] is None


async def test_links_that_are_foreign_replaced_or_over_lead_to_one_page(shop: Workshop) -> None:
    ticket = await shop.opened()
    path, person = await shop.links(ticket)
    last = "A" if path[-2] != "A" else "B"
    for wrong in (f"{path[:-2]}{last}{path[-1]}", path.replace("/t/", "/r/"), "/t/abc", "/r/" + "A" * 40, "/t/%00"):
        assert (await shop.browser.get(wrong)).status == 404, wrong
    await shop.made(f"/repairs/tickets/{ticket['id']}/links", {"renew": True})
    assert [(await shop.browser.get(each)).status for each in (path, person)] == [404, 404]
    path, _ = await shop.links(ticket)
    await shop.moved(ticket, "cancelled", "collected")
    assert (await shop.browser.send("HEAD", path)).status == 200
    shop.world.clock.advance(days=181)
    assert (await shop.browser.get(path)).status == 404


async def test_a_links_word_is_short_and_holds_nothing_of_a_person(shop: Workshop) -> None:
    path, person = await shop.links(await shop.opened())
    assert [len(each) for each in (path, person)] == [43, 43]


async def test_a_word_from_the_number_of_somebody_else_answers_what_they_were_asked_and_gives_the_number_away_to_nobody(shop: Workshop) -> None:
    asked = await shop.estimated(await shop.opened(first_name="Bo", phone="+33612000009"))
    await shop.texts()
    ticket = await shop.opened()
    _, path = await shop.links(ticket)
    await shop.send(path, phone="+33612000009")
    await shop.says("oui", phone="+33612000009")
    assert (await shop.shown(asked))["agreed_cents"] == 9000
    numbers = [each.get("number") or each["value"] for each in (await shop.api.get(f"/contacts/{ticket['contact_id']}")).json()["phones"]]
    assert numbers == [PHONE]


async def test_a_phone_where_something_is_asked_is_proven_by_a_word_that_answers_nothing_else(shop: Workshop) -> None:
    asked = await shop.estimated(await shop.opened(first_name="Bo", phone="+33612000009"))
    await shop.texts()
    ticket = await shop.opened()
    _, path = await shop.links(ticket)
    await shop.texts()
    assert "sent MINE from it" in (await shop.send(path, phone="+33612000009")).body.decode()
    assert "envoyé MOI depuis" in html.unescape((await shop.send(path, lang="fr", phone="+33612000009")).body.decode())
    await shop.says("C'est à moi !", phone="+33612000009")
    shown = (await shop.api.get(f"/contacts/{ticket['contact_id']}")).json()["phones"]
    assert next(each["value"] for each in shown if each["preference"] == 0) == "+33612000009"
    assert (await shop.shown(asked))["agreed_cents"] is None
    assert await shop.texts() == []
    await shop.says("oui", phone="+33612000009")
    assert (await shop.shown(asked))["agreed_cents"] == 9000


async def test_what_was_agreed_at_the_counter_is_taken_back_on_the_page(shop: Workshop) -> None:
    ticket = await shop.opened()
    await shop.texts()
    _, path = await shop.links(ticket)
    assert "I no longer agree to this" in await shop.page(path)
    await shop.send(path, withdraw="transactional:sms")
    assert ("transactional", "sms", "withdrawn", "repairs:page") in await consents(shop, ticket["contact_id"])
    await shop.moved(ticket, "repairing")
    assert await shop.texts() == []


async def test_looking_writes_no_words_of_consent(shop: Workshop) -> None:
    _, path = await shop.links(await shop.opened())

    async def words() -> list[tuple[str, int]]:
        async with shop.world.database.unit(shop.world.organisation) as unit:
            return [(each.key, each.version) for each in await consent.wordings(unit, shop.world.organisation)]

    before = await words()
    await shop.page(path)
    assert await words() == before
    assert "repairs_marketing_email" in {key for key, _ in before}


async def test_setting_up_again_leaves_what_the_shop_chose_for_its_notices(shop: Workshop) -> None:
    kind = (await shop.api.get("/notices/kinds/repair_ready")).json()
    body = {each: kind[each] for each in ("name", "class", "templates")} | {"cascade": "text_first"}
    assert (await shop.api.put("/notices/kinds/repair_ready", body)).status == 200
    await shop.made("/repairs/setup", {"emoji": True})
    kind = (await shop.api.get("/notices/kinds/repair_ready")).json()
    assert (kind["cascade"], kind["templates"]["sms"]) == ("text_first", "repair_ready_sms_emoji")
