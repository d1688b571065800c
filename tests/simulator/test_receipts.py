from typing import Any

import pytest

from simulator.rig import LEA, SAM, Receiver, Simulated
from tidings.simulator.settings import BUSINESS_ACCOUNT_ID, PHONE_NUMBER_ID


def callback(receiver: Receiver, suffix: str = "?a=attempt-1") -> str:
    return f"{receiver.url}/twilio/status{suffix}"


async def test_twilio_receipts_come_when_business_time_says(simulator: Simulated, receiver: Receiver) -> None:
    sid = (await (await simulator.sms(StatusCallback=callback(receiver))).json())["sid"]
    await simulator.quiet()
    assert receiver.requests == []
    await simulator.advance(1)
    assert [form["MessageStatus"] for form in receiver.twilio_forms] == ["sent"]
    await simulator.advance(2)
    assert [form["MessageStatus"] for form in receiver.twilio_forms] == ["sent", "delivered"]
    assert {form["MessageSid"] for form in receiver.twilio_forms} == {sid}
    assert "RawDlrDoneDate" in receiver.twilio_forms[1]
    await simulator.advance(3600)
    assert len(receiver.requests) == 2


async def test_a_twilio_receipt_is_signed_over_its_address_with_the_query_and_without_the_fragment(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.sms(StatusCallback=callback(receiver, "?a=attempt-1&b=%C3%A9#rc=2&rp=all"))
    await simulator.advance(3)
    assert [request.query for request in receiver.requests] == ["a=attempt-1&b=%C3%A9"] * 2
    assert all(receiver.twilio_signature_is_right(request) for request in receiver.requests)


async def test_whatsapp_by_twilio_tells_that_it_was_read(simulator: Simulated, receiver: Receiver) -> None:
    templates = (await simulator.control("GET", "templates"))["templates"]
    form = {"To": f"whatsapp:{LEA}", "From": "whatsapp:+15005550006", "ContentSid": templates[0]["content_sid"]}
    await simulator.twilio({**form, "StatusCallback": callback(receiver)})
    await simulator.advance(100)
    assert [form["MessageStatus"] for form in receiver.twilio_forms] == ["sent", "delivered", "read"]
    assert receiver.twilio_forms[2]["EventType"] == "READ"
    assert receiver.twilio_forms[0]["To"] == f"whatsapp:{LEA}"


async def test_meta_receipts_are_signed_and_give_back_what_was_sent_along(simulator: Simulated, receiver: Receiver) -> None:
    wamid = (await (await simulator.offer(echo="attempt-7")).json())["messages"][0]["id"]
    await simulator.advance(100)
    assert all(receiver.meta_signature_is_right(request) for request in receiver.requests)
    assert [status["status"] for status in receiver.meta_statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in receiver.meta_statuses} == {wamid}
    assert {status["biz_opaque_callback_data"] for status in receiver.meta_statuses} == {"attempt-7"}
    first = receiver.meta_statuses[0]
    assert first["recipient_id"] == LEA[1:]
    assert first["pricing"] == {"billable": True, "pricing_model": "PMP", "category": "marketing", "type": "regular"}
    times = [int(status["timestamp"]) for status in receiver.meta_statuses]
    assert [round(times[1] - times[0]), round(times[2] - times[1])] == [2, 60]
    metadata = receiver.meta_changes[0]["value"]["metadata"]
    assert metadata == {"display_phone_number": "15005550006", "phone_number_id": PHONE_NUMBER_ID}


async def test_several_statuses_travel_in_one_request(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(meta={"batch": 3})
    for nth in range(12):
        await simulator.offer(echo=str(nth))
    await simulator.advance(100)
    assert len(receiver.meta_statuses) == 36
    sizes = [len(change["value"]["statuses"]) for change in receiver.meta_changes]
    assert max(sizes) in {2, 3}


async def test_receipts_are_repeated_when_that_is_set(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(receipts={"duplicate_rate": 1})
    await simulator.offer()
    await simulator.advance(200)
    assert sorted(status["status"] for status in receiver.meta_statuses) == ["delivered", "delivered", "read", "read", "sent", "sent"]


async def test_receipts_come_out_of_order_when_that_is_set(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(receipts={"shuffle_rate": 1})
    await simulator.offer()
    await simulator.advance(200)
    assert [status["status"] for status in receiver.meta_statuses] == ["read", "delivered", "sent"]
    assert (await simulator.report())["statuses"] == {"read": 1}


async def test_no_receipt_leaves_while_they_are_off_but_the_message_goes_its_way(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(receipts={"on": False})
    await simulator.offer()
    await simulator.advance(200)
    assert receiver.requests == []
    assert (await simulator.report())["statuses"] == {"read": 1}


@pytest.mark.parametrize("provider", ["twilio", "meta"])
async def test_a_message_fails_after_it_was_accepted(simulator: Simulated, receiver: Receiver, provider: str) -> None:
    await simulator.settings(receipts={"fail_rate": 1})
    await (simulator.offer() if provider == "meta" else simulator.sms(StatusCallback=callback(receiver)))
    await simulator.advance(200)
    told: list[tuple[Any, ...]] = [(status["status"], [error["code"] for error in status.get("errors", [])]) for status in receiver.meta_statuses]
    told += [(form["MessageStatus"], form.get("ErrorCode")) for form in receiver.twilio_forms]
    assert told == ([("sent", []), ("failed", [131026])] if provider == "meta" else [("sent", None), ("undelivered", "30003")])
    assert (await simulator.report())["failures"] == {"131026" if provider == "meta" else "30003": 1}


async def test_meta_tries_again_until_it_is_acknowledged(simulator: Simulated, receiver: Receiver) -> None:
    receiver.status = 503
    await simulator.offer()
    await simulator.control("POST", "clock", {"advance_seconds": 100})
    while len(receiver.requests) < 6:
        quiet = await simulator.control("GET", "quiet")
        assert quiet["quiet"] is False
    receiver.status = 200
    await simulator.quiet()
    receipts = (await simulator.report())["receipts"]
    assert (receipts["acknowledged"], receipts["pending"], receipts["failed"]) == (3, 0, 0)
    assert receipts["sent"] > 3


@pytest.mark.parametrize(("overrides", "tries"), [("", 1), ("#rc=2&rp=5xx", 3), ("#rc=2&rp=4xx", 1), ("#rc=1&rp=all", 2)])
async def test_twilio_tries_again_only_as_the_address_asks(simulator: Simulated, receiver: Receiver, overrides: str, tries: int) -> None:
    receiver.status = 503
    await simulator.sms(StatusCallback=callback(receiver, overrides))
    await simulator.advance(1)
    assert len(receiver.requests) == tries
    receipts = (await simulator.report())["receipts"]
    assert (receipts["failed"], receipts["acknowledged"], receipts["sent"]) == (1, 0, tries)


async def test_a_refused_connection_is_tried_once_more_by_default(simulator: Simulated) -> None:
    await simulator.sms(SAM, StatusCallback="http://127.0.0.1:9/twilio/status")
    await simulator.advance(1)
    report = await simulator.report()
    assert (report["receipts"]["sent"], report["receipts"]["failed"], report["webhook_answers"]) == (2, 1, {"no connection": 2})


async def test_a_changed_template_is_told_by_webhook(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.control("POST", "templates", {"name": "autumn_offer", "language": "fr", "status": "PAUSED"})
    await simulator.quiet()
    (change,) = receiver.meta_changes
    assert change["field"] == "message_template_status_update"
    assert (change["value"]["event"], change["value"]["message_template_name"]) == ("PAUSED", "autumn_offer")
    assert f'"id":"{BUSINESS_ACCOUNT_ID}"'.encode() in receiver.requests[0].body


async def test_a_template_that_is_filed_otherwise_is_told_by_webhook(simulator: Simulated, receiver: Receiver) -> None:
    for category in ("UTILITY", "UTILITY"):
        await simulator.control("POST", "templates", {"name": "autumn_offer", "language": "fr", "category": category})
    await simulator.quiet()
    (change,) = receiver.meta_changes
    told = change["value"]
    assert (change["field"], told["message_template_name"], told["message_template_language"]) == ("template_category_update", "autumn_offer", "fr")
    assert (told["previous_category"], told["new_category"]) == ("MARKETING", "UTILITY")
