from pathlib import Path

from pyreqwest.client import Client

from simulator.rig import LEA, SAM, Receiver, Simulated
from tidings.kernel.clock import SimulatedClock
from tidings.simulator.main import Options, serving
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER


async def test_a_person_answers_stop_on_twilio(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(people={"stop_rate": 1, "stop_words": ["STOP"]})
    await simulator.sms()
    await simulator.advance(33)
    (form,) = receiver.twilio_forms
    assert receiver.twilio_signature_is_right(receiver.requests[0])
    assert (form["From"], form["To"], form["Body"], form["NumMedia"], form["OptOutType"]) == (LEA, SENDER_NUMBER, "STOP", "0", "STOP")
    assert (await (await simulator.sms()).json())["code"] == 21610
    report = await simulator.report()
    assert (report["stops"], report["inbound"]["acknowledged"], report["sends_after_stop"]["messages"]) == (1, 1, 0)


async def test_a_message_accepted_after_an_acknowledged_stop_is_booked(simulator: Simulated, receiver: Receiver) -> None:
    receiver.status = 500
    await simulator.control("POST", f"people/{LEA}/say", {"text": "STOP", "to": PHONE_NUMBER_ID})
    await simulator.offer()
    assert (await simulator.report())["sends_after_stop"]["messages"] == 0
    receiver.status = 200
    await simulator.quiet()
    await simulator.offer(name="Sam")
    booked = (await simulator.report())["sends_after_stop"]
    assert (booked["messages"], booked["people"], booked["first"][0]["to"]) == (1, 1, LEA)
    assert booked["first"][0]["real_seconds_after_acknowledged_stop"] >= 0


async def test_a_meta_person_replies_in_words(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(people={"reply_rate": 1, "replies": ["Merci 👍"]})
    await simulator.offer()
    await simulator.advance(100)
    values = [change["value"] for change in receiver.meta_changes if "messages" in change["value"]]
    assert values[0]["contacts"][0]["wa_id"] == LEA[1:]
    assert (values[0]["messages"][0]["type"], values[0]["messages"][0]["text"]) == ("text", {"body": "Merci 👍"})


async def test_a_person_presses_a_button(simulator: Simulated, receiver: Receiver) -> None:
    wamid = (await (await simulator.offer()).json())["messages"][0]["id"]
    pressed = await simulator.control("POST", f"people/{LEA}/press", {"button": "Oui", "payload": "YES"})
    assert pressed["payload"] == "YES"
    action = {"buttons": [{"type": "reply", "reply": {"id": "no-1", "title": "Non"}}]}
    buttons = {"type": "interactive", "to": LEA, "interactive": {"type": "button", "body": {"text": "Venez-vous ?"}, "action": action}}
    asked = (await (await simulator.meta(buttons)).json())["messages"][0]["id"]
    await simulator.control("POST", f"people/{LEA}/press", {"button": "Non"})
    await simulator.quiet()
    messages = [message for change in receiver.meta_changes for message in change["value"].get("messages", [])]
    assert messages[0]["button"] == {"payload": "YES", "text": "Oui"}
    assert messages[0]["context"] == {"from": "15005550006", "id": wamid}
    assert messages[1]["interactive"] == {"type": "button_reply", "button_reply": {"id": "no-1", "title": "Non"}}
    assert messages[1]["context"]["id"] == asked


async def test_a_twilio_whatsapp_person_writes_and_presses(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.control("POST", f"people/{LEA}/say", {"text": "STOP", "to": f"whatsapp:{SENDER_NUMBER}"})
    await simulator.twilio({"To": f"whatsapp:{LEA}", "From": f"whatsapp:{SENDER_NUMBER}", "Body": "Venez-vous ?"})
    await simulator.control("POST", f"people/{LEA}/press", {"button": "Oui"})
    await simulator.quiet()
    said, pressed = receiver.twilio_forms
    assert (said["From"], said["WaId"], said["Body"]) == (f"whatsapp:{LEA}", LEA[1:], "STOP")
    assert "OptOutType" not in said
    assert (pressed["ButtonText"], pressed["ButtonPayload"]) == ("Oui", "Oui")


async def test_a_row_of_a_list_comes_back_with_its_own_id_by_both_providers(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Bonjour", "to": PHONE_NUMBER_ID})
    rows = [{"id": "day-1", "title": "Mardi", "description": "9 h"}]
    listed = {"type": "list", "body": {"text": "Quand ?"}, "action": {"button": "Jours", "sections": [{"rows": rows}]}}
    await simulator.meta({"type": "interactive", "to": LEA, "interactive": listed})
    await simulator.control("POST", f"people/{LEA}/press", {"button": "Mardi"})
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Bonjour", "to": f"whatsapp:{SENDER_NUMBER}"})
    picker = {"body": "Quand ?", "button": "Jours", "items": [{"id": "day-1", "item": "Mardi"}]}
    sid = await simulator.content({"language": "fr", "types": {"twilio/list-picker": picker}})
    await simulator.twilio({"To": f"whatsapp:{LEA}", "From": f"whatsapp:{SENDER_NUMBER}", "ContentSid": sid})
    await simulator.control("POST", f"people/{LEA}/press", {"button": "Mardi"})
    await simulator.quiet()
    messages = [message for change in receiver.meta_changes for message in change["value"].get("messages", [])]
    assert messages[-1]["interactive"]["list_reply"]["id"] == "day-1"
    assert (receiver.twilio_forms[-1]["ListId"], receiver.twilio_forms[-1]["Body"]) == ("day-1", "Mardi")
    (shown,) = [each for each in (await simulator.control("GET", f"phones/{LEA}?sender={PHONE_NUMBER_ID}"))["messages"] if each["opens"]]
    assert (shown["opens"], shown["buttons"]) == ("Jours", [{"text": "Mardi", "answers": True, "description": "9 h"}])


async def test_somebody_who_got_nothing_has_to_name_the_sender(simulator: Simulated) -> None:
    problem = await simulator.control("POST", f"people/{SAM}/say", {"text": "Hello"})
    assert (problem["status"], problem["code"]) == (404, "message_unknown")
    problem = await simulator.control("POST", f"people/{SAM}/say", {"text": "Hello", "to": "meta:+33199000000"})
    assert (problem["status"], problem["code"]) == (404, "sender_unknown")
    problem = await simulator.control("POST", f"people/{SAM}/say", {"words": "Hello"})
    assert (problem["status"], problem["code"]) == (422, "body_invalid")


async def test_the_phone_shows_the_conversation_in_its_order(simulator: Simulated) -> None:
    await simulator.sms(Body="Bonjour")
    await simulator.advance(5)
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Qui est-ce ?"})
    conversation = (await simulator.control("GET", f"phone/{LEA}"))["conversation"]
    assert [(line["direction"], line["text"]) for line in conversation] == [("outbound", "Bonjour"), ("inbound", "Qui est-ce ?")]


async def test_the_same_seed_makes_the_same_choices_in_any_order_of_sending(options: Options, client: Client, tmp_path: Path) -> None:
    numbers = [f"+336123456{number:02}" for number in range(40)]
    outcomes: list[dict[str, list[str]]] = []
    for run, order in enumerate((numbers, numbers[::-1])):
        async with serving(options, SimulatedClock(tmp_path / f"clock{run}")) as base:
            simulator = Simulated(base, client)
            people = {"stop_rate": 0.2, "reply_rate": 0.3}
            await simulator.settings(seed=7, people=people, receipts={"fail_rate": 0.2, "read_rate": 0.5}, meta={"tier": None})
            for number in order:
                await simulator.offer(number)
            await simulator.advance(3600)
            seen = {number: (await simulator.control("GET", f"phone/{number}"))["conversation"] for number in numbers}
            outcomes.append({number: [line.get("status", line["text"]) for line in lines] for number, lines in seen.items()})
    assert outcomes[0] == outcomes[1]
    assert len({tuple(lines) for lines in outcomes[0].values()}) > 3


async def test_a_person_who_shows_no_number_is_told_and_written_to_by_an_id(simulator: Simulated, receiver: Receiver) -> None:
    user = "FR.13491208655302741918"
    await simulator.control("POST", f"people/{user}/say", {"text": "Bonjour", "to": PHONE_NUMBER_ID})
    await simulator.quiet()
    (value,) = [change["value"] for change in receiver.meta_changes]
    assert (value["contacts"][0]["user_id"], value["messages"][0]["from_user_id"], "from" in value["messages"][0]) == (user, user, False)
    answer = await (await simulator.meta({"recipient": user, "type": "text", "text": {"body": "Bonjour"}})).json()
    assert answer["contacts"] == [{"input": user, "user_id": user}]
    await simulator.advance(100)
    assert {status["recipient_user_id"] for status in receiver.meta_statuses} == {user}
    assert not any("recipient_id" in status for status in receiver.meta_statuses)
    refused = await (await simulator.meta({"recipient": "nobody", "type": "text", "text": {"body": "Bonjour"}})).json()
    assert refused["error"]["code"] == 131009


async def test_a_number_and_its_id_are_one_person_once_both_were_told(simulator: Simulated, receiver: Receiver) -> None:
    user = "FR.13491208655302741918"
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Bonjour", "to": PHONE_NUMBER_ID, "user_id": user})
    await simulator.quiet()
    (value,) = [change["value"] for change in receiver.meta_changes]
    assert (value["messages"][0]["from"], value["messages"][0]["from_user_id"], value["contacts"][0]["user_id"]) == (LEA[1:], user, user)
    assert (await simulator.meta({"recipient": user, "type": "text", "text": {"body": "Bonjour"}})).status == 200
    await simulator.control("POST", f"people/{user}/say", {"text": "STOP", "to": PHONE_NUMBER_ID})
    await simulator.quiet()
    await simulator.offer()
    assert (await simulator.report())["sends_after_stop"]["messages"] == 1
