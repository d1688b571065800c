"""Phones as somebody looks at them: the latest first, read when they are looked at, out of reach when they are to be."""

from urllib.parse import quote

from simulator.rig import LEA, SAM, Receiver, Simulated
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER

BOTH = f"sender={PHONE_NUMBER_ID}&sender={quote(SENDER_NUMBER)}"


async def test_the_latest_phone_comes_first_and_others_senders_are_not_seen(simulator: Simulated) -> None:
    await simulator.offer()
    await simulator.advance(1)
    await simulator.sms(to=SAM)
    await simulator.advance(1)
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Merci", "to": PHONE_NUMBER_ID})
    shown = (await simulator.control("GET", f"phones?{BOTH}"))["phones"]
    assert [(each["number"], each["latest"]["text"], each["latest"]["from_person"]) for each in shown] == [
        (LEA, "Merci", True),
        (SAM, "Bonjour", False),
    ]
    assert [each["number"] for each in (await simulator.control("GET", f"phones?{BOTH}&search=5550"))["phones"]] == [SAM]
    assert [each["number"] for each in (await simulator.control("GET", f"phones?sender={PHONE_NUMBER_ID}"))["phones"]] == [LEA]
    assert (await simulator.control("GET", "phones"))["phones"] == []


async def test_a_phone_shows_what_a_template_brings_and_what_its_person_wrote(simulator: Simulated) -> None:
    button = {"type": "QUICK_REPLY", "text": "Oui"}
    await simulator.control("POST", "templates", {"name": "autumn_offer", "language": "fr", "footer": "STOP", "buttons": [button]})
    await simulator.offer()
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Merci", "to": PHONE_NUMBER_ID})
    first, second = (await simulator.control("GET", f"phones/{LEA}?{BOTH}"))["messages"]
    assert (first["footer"], first["buttons"], first["channel"]) == ("STOP", [{"text": "Oui", "answers": True}], "whatsapp")
    assert (second["text"], second["from_person"]) == ("Merci", True)
    assert (await simulator.control("GET", f"phones/{LEA}?sender=%2B15005559999"))["messages"] == []


async def test_what_is_looked_at_is_told_as_read_once_and_an_sms_never(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(receipts={"read_rate": 0})
    seen = (await (await simulator.offer()).json())["messages"][0]["id"]
    sms = (await (await simulator.sms()).json())["sid"]
    looked = {"messages": [seen, sms]}
    assert await simulator.control("POST", f"people/{LEA}/read?sender=%2B15005559999", looked) == {"read": 0}
    assert await simulator.control("POST", f"people/{LEA}/read?{BOTH}", looked) == {"read": 1}
    assert await simulator.control("POST", f"people/{LEA}/read?{BOTH}", looked) == {"read": 0}
    await simulator.quiet()
    assert [status["status"] for status in receiver.meta_statuses if status["id"] == seen] == ["sent", "delivered", "read"]


async def test_messages_to_a_number_out_of_reach_fail_until_it_is_back(simulator: Simulated) -> None:
    await simulator.control("POST", f"people/{LEA}/reach", {"unreachable": True})
    await simulator.sms()
    await simulator.sms(to=SAM)
    await simulator.advance(10)
    assert (await simulator.report())["failures"] == {"30003": 1}
    assert (await simulator.control("GET", f"phones/{LEA}?{BOTH}"))["unreachable"] is True
    await simulator.control("POST", f"people/{LEA}/reach", {"unreachable": False})
    await simulator.sms()
    await simulator.advance(10)
    assert (await simulator.report())["failures"] == {"30003": 1}


async def test_a_page_of_a_browser_cannot_steer_it(simulator: Simulated) -> None:
    request = simulator.client.post(f"{simulator.base}/_/reset").header("origin", "https://elsewhere.example")
    assert (await request.build().send()).status == 403


async def test_a_reaction_names_the_message_that_it_is_below(simulator: Simulated) -> None:
    await simulator.offer()
    await simulator.control("POST", f"people/{LEA}/react", {"emoji": "👍"})
    ours, theirs = (await simulator.control("GET", f"phones/{LEA}?{BOTH}"))["messages"]
    assert (ours["reacts"], ours["reaction"], theirs["reacts"], theirs["reaction"], theirs["answers"]) == (True, None, False, "👍", ours["id"])
