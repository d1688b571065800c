import asyncio
from datetime import timedelta

import pytest
from pyreqwest.exceptions import RequestError

from simulator.rig import LEA, Receiver, Simulated


async def test_a_message_that_timed_out_after_it_was_accepted_is_in_the_books_and_gets_its_receipts(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(meta={"trouble": {"timeout_after_accept": 1, "hang_seconds": 0.2}})
    with pytest.raises(RequestError):
        await simulator.offer(echo="attempt-1")
    report = await simulator.report()
    assert (report["accepted"], report["withheld_answers"]) == (1, {"timeout_after_accept": 1})
    await simulator.advance(100)
    assert {status["biz_opaque_callback_data"] for status in receiver.meta_statuses} == {"attempt-1"}


async def test_an_answer_is_held_as_long_as_set(simulator: Simulated) -> None:
    await simulator.settings(twilio={"trouble": {"timeout_after_accept": 1, "hang_seconds": 30}})
    url = f"{simulator.base}/twilio/2010-04-01/Accounts/AC{'0' * 32}/Messages.json"
    request = simulator.client.post(url).basic_auth("AC" + "0" * 32, "simulated-twilio-token")
    with pytest.raises(TimeoutError):
        await request.form({"To": LEA, "From": "+15005550006", "Body": "x"}).timeout(timedelta(seconds=0.3)).build().send()
    assert (await simulator.report())["accepted"] == 1


async def test_an_answer_is_cut_in_its_middle(simulator: Simulated) -> None:
    await simulator.settings(twilio={"trouble": {"reset_mid_answer": 1}})
    with pytest.raises(RequestError):
        await (await simulator.sms()).json()
    report = await simulator.report()
    assert (report["accepted"], report["withheld_answers"]) == (1, {"reset_mid_answer": 1})


async def test_an_outage_of_one_provider_refuses_everything_and_leaves_the_other_alone(simulator: Simulated) -> None:
    await simulator.settings(twilio={"trouble": {"outage": "refuse"}})
    assert (await simulator.sms()).status == 503
    assert (await simulator.offer()).status == 200
    await simulator.settings(twilio={"trouble": {"outage": "close"}})
    with pytest.raises(RequestError):
        await simulator.sms()
    await simulator.settings(twilio={"trouble": {"outage": "off"}})
    assert (await simulator.sms()).status == 201
    report = await simulator.report()
    assert (report["accepted"], report["errors"]["twilio"]) == (2, {"outage": 2})


@pytest.mark.parametrize(("provider", "code", "status"), [("twilio", 30001, 400), ("twilio", 500, 500), ("meta", 131000, 500), ("meta", 503, 503)])
async def test_an_error_of_the_mix_is_given_and_nothing_accepted(simulator: Simulated, provider: str, code: int, status: int) -> None:
    await simulator.settings(**{provider: {"trouble": {"error_mix": {str(code): 1}}}})
    response = await (simulator.sms() if provider == "twilio" else simulator.offer())
    assert response.status == status
    if code > 599:
        body = await response.json()
        assert body.get("code", body.get("error", {}).get("code")) == code
    report = await simulator.report()
    assert (report["accepted"], report["errors"][provider]) == (0, {str(code): 1})
    await simulator.settings(**{provider: {"trouble": {"error_mix": {str(code): None}}}})
    assert (await (simulator.sms() if provider == "twilio" else simulator.offer())).status < 300


async def test_errors_fall_on_the_same_requests_each_time(simulator: Simulated) -> None:
    await simulator.settings(twilio={"trouble": {"error_mix": {"21611": 0.3, "500": 0.2}}})
    runs: list[list[int]] = []
    for _ in range(2):
        runs.append([(await simulator.sms(f"+336123456{number:02}")).status for number in range(50) for _ in range(2)])
        await simulator.control("POST", "reset")
    assert runs[0] == runs[1]
    assert {201, 400, 500} == set(runs[0])


async def test_a_throttled_request_gets_the_providers_code(simulator: Simulated) -> None:
    await simulator.settings(twilio={"trouble": {"throttle_rate": 1}}, meta={"trouble": {"max_per_second": 2}})
    response = await simulator.sms()
    assert (response.status, (await response.json())["code"]) == (429, 20429)
    answers = [await (await simulator.offer(f"+3361234567{number}")).json() for number in range(5)]
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes.count(130429) >= 2
    assert codes.count(None) >= 1


async def test_latency_is_real_time(simulator: Simulated) -> None:
    await simulator.settings(twilio={"trouble": {"latency_ms": 150, "jitter_ms": 20}})
    started = asyncio.get_running_loop().time()
    assert (await simulator.sms()).status == 201
    assert asyncio.get_running_loop().time() - started >= 0.13


@pytest.mark.parametrize(
    ("patch", "field"),
    [
        ({"receipts": {"read_rate": 2}}, "receipts.read_rate"),
        ({"meta": {"trouble": {"outage": "maybe"}}}, "meta.trouble.outage"),
        ({"people": {"stop_words": []}}, "people.stop_words"),
        ({"twilio": {"inbound_url": "nowhere"}}, "twilio.inbound_url"),
        ({"courier": {"lanes": 3}}, "courier.lanes"),
        ({"receits": {}}, None),
        ([], None),
    ],
)
async def test_a_wrong_setting_is_refused_with_its_name_and_changes_nothing(simulator: Simulated, patch: object, field: str | None) -> None:
    before = await simulator.control("GET", "settings")
    problem = await simulator.control("PUT", "settings", patch)
    assert (problem["status"], problem["field"]) == (422, field)
    assert problem["fix"]
    assert await simulator.control("GET", "settings") == before
