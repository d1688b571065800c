from typing import Any

import pytest

from simulator.rig import LEA, Simulated
from tidings.simulator.settings import BUSINESS_ACCOUNT_ID, PHONE_NUMBER_ID, SENDER_NUMBER


def template(name: str = "autumn_offer", language: str = "fr", texts: tuple[str, ...] = ("Léa", "20 %"), **change: Any) -> dict[str, Any]:
    parameters = [{"type": "text", "text": text} for text in texts]
    content = {"name": name, "language": {"code": language}, "components": [{"type": "body", "parameters": parameters}], **change}
    return {"to": LEA, "type": "template", "template": content}


async def test_an_accepted_template_is_answered_with_contact_and_wamid(simulator: Simulated) -> None:
    response = await simulator.meta({**template(), "to": "+33 6 12 34 56 78"})
    answer = await response.json()
    assert response.status == 200
    assert answer["contacts"] == [{"input": "+33 6 12 34 56 78", "wa_id": "33612345678"}]
    assert answer["messages"][0]["id"].startswith("wamid.")
    assert answer["messages"][0]["message_status"] == "accepted"
    messages = (await simulator.control("GET", "messages?to=%2B33612345678"))["messages"]
    assert messages[0]["text"] == "Bonjour Léa, cet automne 20 % de remise sur votre prochain cours. STOP pour arrêter."


async def test_a_wrong_token_is_refused_with_190(simulator: Simulated) -> None:
    response = await simulator.meta(template(), token="wrong")
    error = (await response.json())["error"]
    assert response.status == 401
    assert (error["type"], error["code"]) == ("OAuthException", 190)
    assert error["fbtrace_id"]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({**template(), "messaging_product": "sms"}, 100),
        ({**template(), "recipient_type": "group"}, 100),
        ({"type": "template"}, 100),
        ({**template(), "to": "12"}, 131009),
        ({**template(), "biz_opaque_callback_data": "x" * 513}, 100),
        ({"to": LEA, "type": "telegram"}, 131051),
        ({"to": LEA, "type": "template"}, 131008),
        ({"to": LEA, "type": "template", "template": {"name": "autumn_offer"}}, 131008),
        (template("autumn_offers"), 132001),
        (template(language="de"), 132001),
        (template(texts=("Léa",)), 132000),
        (template(texts=("Léa", "20 %", "more")), 132000),
        (template("hello_world", "en_US"), 132000),
        (template(texts=("Léa", "")), 131008),
        (template(texts=("Léa", "a\nb")), 100),
        (template(texts=("Léa", "x" * 1024)), 132005),
        (template(components=[{"type": "body", "parameters": [{"type": "image"}, {"type": "text", "text": "x"}]}]), 132012),
        (template(components=[{"type": "footer"}]), 100),
        (template(components="none"), 100),
        ({"to": LEA, "type": "text", "text": {"body": "Bonjour"}}, 131047),
        ({"to": LEA, "type": "text", "text": {"body": ""}}, 131008),
        ({"to": LEA, "type": "text", "text": {"body": "x" * 4097}}, 100),
    ],
)
async def test_a_wrong_request_gets_metas_code(simulator: Simulated, message: dict[str, Any], code: int) -> None:
    response = await simulator.meta(message)
    error = (await response.json())["error"]
    assert error["code"] == code, error
    assert response.status == (404 if code == 132001 else 400)
    assert f"(#{code})" in error["message"]
    if code > 1000:
        assert error["error_data"]["details"]
    assert (await simulator.report())["accepted"] == 0


async def test_a_number_that_is_not_ours_does_not_exist(simulator: Simulated) -> None:
    response = await simulator.meta(template(), number="999")
    error = (await response.json())["error"]
    assert (error["type"], error["code"], error["error_subcode"]) == ("GraphMethodException", 100, 33)


async def test_text_is_accepted_for_24_hours_after_the_person_wrote(simulator: Simulated) -> None:
    text = {"to": LEA, "type": "text", "text": {"body": "Bonjour"}}
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Bonsoir", "to": PHONE_NUMBER_ID})
    assert (await simulator.meta(text)).status == 200
    await simulator.advance(24 * 3600)
    assert (await (await simulator.meta(text)).json())["error"]["code"] == 131047


async def test_the_pair_rate_is_kept_when_it_is_set(simulator: Simulated) -> None:
    await simulator.settings(meta={"pair_seconds": 6})
    assert (await simulator.offer()).status == 200
    assert (await (await simulator.offer()).json())["error"]["code"] == 131056
    await simulator.advance(6)
    assert (await simulator.offer()).status == 200


async def test_templates_are_added_paused_and_listed(simulator: Simulated) -> None:
    rich = {
        "name": "course_reminder",
        "language": "fr",
        "category": "UTILITY",
        "header_format": "IMAGE",
        "body": "Le cours de {{1}} commence.",
        "buttons": [{"type": "URL", "text": "Voir", "url": "https://example.org/{{1}}"}, {"type": "QUICK_REPLY", "text": "Merci"}],
    }
    added = await simulator.control("POST", "templates", rich)
    assert (added["status"], added["body_variables"]) == ("APPROVED", ["1"])
    listed = (await simulator.graph(f"{BUSINESS_ACCOUNT_ID}/message_templates"))["data"]
    mine = next(row for row in listed if row["name"] == "course_reminder")
    assert [component["type"] for component in mine["components"]] == ["HEADER", "BODY", "BUTTONS"]
    assert {row["name"] for row in listed} == {"hello_world", "welcome_back", "autumn_offer", "course_reminder"}


async def test_header_and_buttons_are_checked_against_the_template(simulator: Simulated) -> None:
    url = {"type": "URL", "text": "Voir", "url": "https://example.org/{{1}}"}
    await simulator.control("POST", "templates", {"name": "photo", "language": "fr", "header_format": "IMAGE", "body": "Bonjour", "buttons": [url]})
    image = {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://example.org/a.jpg"}}]}
    text = {"type": "header", "parameters": [{"type": "text", "text": "a"}]}
    button = {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "42"}]}
    codes = [
        (await (await simulator.meta(template("photo", "fr", components=components))).json()).get("error", {}).get("code")
        for components in (
            [],
            [image],
            [text, button],
            [image, {**button, "index": "3"}],
            [image, {**button, "sub_type": "quick_reply"}],
            [image, button],
        )
    ]
    assert codes == [132000, 131008, 132012, 132000, 132012, None]


@pytest.mark.parametrize(("status", "code"), [("PAUSED", 132015), ("DISABLED", 132016), ("REJECTED", 132001)])
async def test_a_template_that_is_not_approved_is_refused(simulator: Simulated, status: str, code: int) -> None:
    await simulator.control("POST", "templates", {"name": "autumn_offer", "language": "fr", "status": status})
    assert (await (await simulator.offer()).json())["error"]["code"] == code
    assert (await simulator.offer(language="en")).status == 200


async def test_a_wrong_template_is_refused_with_its_field(simulator: Simulated) -> None:
    problem = await simulator.control("POST", "templates", {"name": "New Offer", "language": "fr", "body": "x"})
    assert (problem["status"], problem["field"]) == (422, "name")


@pytest.mark.parametrize(("tier", "name"), [(250, "TIER_250"), (2000, "TIER_2K"), (100_000, "TIER_100K"), (None, "TIER_UNLIMITED")])
async def test_the_number_tells_its_limit_and_quality(simulator: Simulated, tier: int | None, name: str) -> None:
    await simulator.settings(meta={"tier": tier, "quality_rating": "YELLOW"})
    asked = "whatsapp_business_manager_messaging_limit,quality_rating,display_phone_number"
    assert await simulator.graph(f"{PHONE_NUMBER_ID}?fields={asked}") == {
        "whatsapp_business_manager_messaging_limit": name,
        "quality_rating": "YELLOW",
        "display_phone_number": SENDER_NUMBER,
        "id": PHONE_NUMBER_ID,
    }
    account = await simulator.graph(f"{BUSINESS_ACCOUNT_ID}?fields=whatsapp_business_manager_messaging_limit")
    assert account["whatsapp_business_manager_messaging_limit"] == name
    assert [row["id"] for row in (await simulator.graph(f"{BUSINESS_ACCOUNT_ID}/phone_numbers"))["data"]] == [PHONE_NUMBER_ID]


async def test_only_a_received_message_can_be_marked_read(simulator: Simulated) -> None:
    said = await simulator.control("POST", f"people/{LEA}/say", {"text": "Bonsoir", "to": PHONE_NUMBER_ID})
    assert await (await simulator.meta({"status": "read", "message_id": said["id"]})).json() == {"success": True}
    assert (await simulator.meta({"status": "read", "message_id": "wamid.unknown"})).status == 400
