"""Firebase's door asks who somebody is as Google does, and tells in Firebase's own words what is wrong."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from pyreqwest.response import Response

from simulator.rig import Receiver, Simulated
from tidings.providers.fcm.account import assertion, service_account

TOKEN = "fKc2Qm7ZR0eWb1:APA91bTokenOfOneDevice"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


async def key(simulator: Simulated) -> dict[str, str]:
    return await simulator.control("POST", "service-account", {})


async def bought(simulator: Simulated, file: dict[str, str], at: datetime | None = None) -> Response:
    word = assertion(service_account(json.dumps(file)), at or datetime.now(UTC))
    form = urlencode({"grant_type": GRANT, "assertion": word}).encode()
    return await simulator.client.post(f"{simulator.base}/fcm/token").body_bytes(form).build().send()


async def sent(simulator: Simulated, access: str, message: dict[str, Any], **more: Any) -> tuple[int, Any]:
    url = f"{simulator.base}/fcm/v1/projects/simulated-app/messages:send"
    answer = await simulator.client.post(url).bearer_auth(access).body_json({"message": message, **more}).build().send()
    return answer.status, await answer.json()


async def access(simulator: Simulated) -> str:
    return (await (await bought(simulator, await key(simulator))).json())["access_token"]


async def test_a_key_buys_access_and_a_notification_is_taken_and_shown(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(fcm={"receipts_url": f"{receiver.url}/app", "receipt_secret": "made-up-secret"})
    message = {"token": TOKEN, "notification": {"title": "Ready", "body": "Come"}, "data": {"message_id": "attempt-1"}}
    status, answer = await sent(simulator, await access(simulator), message)
    assert (status, answer["name"].startswith("projects/simulated-app/messages/0:")) == (200, True)
    await simulator.advance(120)
    told = [request for request in receiver.requests if request.path == "/app"]
    assert {request.headers["x-receipt-secret"] for request in told} == {"made-up-secret"}
    receipts = [each for request in told for each in json.loads(request.body)["receipts"]]
    assert receipts == [{"message_id": "attempt-1", "event": "shown"}, {"message_id": "attempt-1", "event": "opened"}]
    (shown,) = (await simulator.control("GET", f"phones/{TOKEN}?sender=simulated-app"))["messages"]
    assert (shown["channel"], shown["text"]) == ("push", "Ready\nCome")


@pytest.mark.parametrize("wrong", ["client_email", "private_key_id", "token_uri", "private_key", "old"])
async def test_who_is_not_who_they_say_gets_no_access(simulator: Simulated, wrong: str) -> None:
    file = await key(simulator)
    at = datetime.now(UTC) - timedelta(hours=2) if wrong == "old" else None
    if wrong != "old":
        file[wrong] = (await key(simulator))["private_key"] if wrong == "private_key" else "another"
    answer = await bought(simulator, file, at)
    assert (answer.status, (await answer.json())["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("message", "status", "own"),
    [
        ({"token": "too-short"}, 400, "INVALID_ARGUMENT"),
        ({"notification": {}}, 400, "INVALID_ARGUMENT"),
        ({"token": TOKEN, "notification": {"title": "x" * 5000}}, 400, "INVALID_ARGUMENT"),
        ({"token": "gone-gone-gone-gone"}, 404, "UNREGISTERED"),
        ({"token": "another-projects-app"}, 403, "SENDER_ID_MISMATCH"),
    ],
)
async def test_what_is_wrong_is_told_in_firebases_words(simulator: Simulated, message: dict[str, Any], status: int, own: str) -> None:
    await simulator.control("POST", "people/gone-gone-gone-gone/reach", {"unreachable": True})
    await simulator.settings(people={"foreign": ["another-projects-app"]})
    found, answer = await sent(simulator, await access(simulator), message)
    assert (found, answer["error"]["details"][0]["errorCode"]) == (status, own)
    assert (await simulator.report())["accepted"] == 0


async def test_an_account_that_may_not_send_is_told_so_by_googles_status_alone(simulator: Simulated) -> None:
    await simulator.settings(fcm={"trouble": {"error_mix": {"403": 1.0}}})
    status, answer = await sent(simulator, await access(simulator), {"token": TOKEN, "notification": {"title": "Ready"}})
    assert (status, answer["error"]["status"], answer["error"].get("details")) == (403, "PERMISSION_DENIED", None)
    assert (await simulator.report())["errors"]["fcm"] == {"PERMISSION_DENIED": 1}


async def test_what_is_only_to_be_checked_is_not_sent_and_a_stranger_is_not_let_in(simulator: Simulated) -> None:
    status, _ = await sent(simulator, await access(simulator), {"topic": "connection-test"}, validate_only=True)
    assert (status, (await simulator.report())["accepted"]) == (200, 0)
    status, answer = await sent(simulator, "made-up", {"token": TOKEN})
    assert (status, answer["error"]["status"]) == (401, "UNAUTHENTICATED")
