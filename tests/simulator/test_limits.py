from simulator.rig import LEA, Receiver, Simulated
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER
from tidings.simulator.tiers import DAY_SECONDS, RollingPeople


def number(nth: int) -> str:
    return f"+3361234{nth:04}"


async def test_one_person_too_many_fails_and_is_booked(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(meta={"tier": 3})
    for nth in range(4):
        assert (await simulator.offer(number(nth))).status == 200
    await simulator.advance(100)
    failed = [status for status in receiver.meta_statuses if status["status"] == "failed"]
    assert [(status["recipient_id"], status["errors"][0]["code"]) for status in failed] == [(number(3)[1:], 131048)]
    report = await simulator.report()
    assert (report["over_limit"]["messages"], report["over_limit"]["people"]) == (1, 1)
    assert report["over_limit"]["first"][0]["limit"] == 3
    assert report["whatsapp_limit"]["meta"] == {"limit": 3, "people_in_last_24_hours": 3, "most_people_in_any_24_hours": 3}


async def test_the_same_person_again_and_a_person_who_wrote_are_free(simulator: Simulated) -> None:
    await simulator.settings(meta={"tier": 1})
    await simulator.offer(number(0))
    await simulator.offer(number(0), name="again")
    await simulator.control("POST", f"people/{LEA}/say", {"text": "Bonjour", "to": PHONE_NUMBER_ID})
    await simulator.offer(LEA)
    report = await simulator.report()
    assert report["over_limit"]["messages"] == 0
    assert report["whatsapp_limit"]["meta"]["most_people_in_any_24_hours"] == 1


async def test_the_limit_rolls_over_24_hours(simulator: Simulated) -> None:
    await simulator.settings(meta={"tier": 1})
    await simulator.offer(number(0))
    await simulator.advance(DAY_SECONDS - 60)
    await simulator.offer(number(1))
    assert (await simulator.report())["over_limit"]["messages"] == 1
    await simulator.advance(60)
    await simulator.offer(number(2))
    report = await simulator.report()
    assert report["over_limit"]["messages"] == 1
    assert report["whatsapp_limit"]["meta"]["most_people_in_any_24_hours"] == 1


async def test_twilios_whatsapp_senders_have_a_limit_of_their_own(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(twilio={"whatsapp_tier": 1})
    content_sid = (await simulator.control("GET", "templates"))["templates"][0]["content_sid"]
    for nth in range(2):
        form = {"To": f"whatsapp:{number(nth)}", "From": f"whatsapp:{SENDER_NUMBER}", "ContentSid": content_sid}
        assert (await simulator.twilio({**form, "StatusCallback": f"{receiver.url}/twilio/status"})).status == 201
    await simulator.offer(number(5))
    await simulator.advance(100)
    failed = [form for form in receiver.twilio_forms if form["MessageStatus"] == "failed"]
    assert [(form["To"], form["ErrorCode"]) for form in failed] == [(f"whatsapp:{number(1)}", "63018")]
    assert (await simulator.report())["over_limit"]["messages"] == 1


async def test_a_new_tier_is_told_by_webhook(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(meta={"tier": 2000})
    await simulator.settings(meta={"quality_rating": "RED"})
    await simulator.settings(meta={"tier": None})
    await simulator.quiet()
    assert all(receiver.meta_signature_is_right(request) for request in receiver.requests)
    told = [(change["field"], change["value"]["max_daily_conversations_per_business"]) for change in receiver.meta_changes]
    assert told == [("business_capability_update", 2000), ("business_capability_update", -1)]


def test_a_second_message_keeps_a_person_in_the_window_for_24_hours_more() -> None:
    people = RollingPeople()
    people.count("Léa", 0)
    people.count("Léa", 1000)
    assert people.present(DAY_SECONDS + 999) == 1
    assert people.present(DAY_SECONDS + 1000) == 0
