"""Who may call, and what is turned away: every refusal is counted, and nothing of it is stored."""

import http.client
from urllib.parse import urlencode

import pytest

from support.callbacks import Call, MetaCalls, Reader, TwilioCalls
from support.serving import ServedApi
from support.shop import ENVIRONMENT

MEGABYTE = 1024 * 1024
SID = "SM" + "a" * 32


def counted(api: ServedApi, provider: str, outcome: str) -> float:
    """Return how many callbacks ended so, over all processes."""
    figures = api.figures().items()
    named = [
        value for name, value in figures if name.startswith("tidings_webhook_calls_total{") and f'"{provider}"' in name and f'"{outcome}"' in name
    ]
    return sum(named)


async def test_a_wrong_signature_is_refused_and_counted_whichever_process_it_comes_to(
    api: ServedApi, twilio: TwilioCalls, meta: MetaCalls, reader: Reader
) -> None:
    before = {provider: counted(api, provider, "bad_signature") for provider in ("twilio", "meta_whatsapp")}
    forged = [
        TwilioCalls(twilio.connection_id, "another token").inbound(SID, "STOP"),
        MetaCalls(meta.connection_id, "another secret").message("w", "STOP"),
    ]
    for call in forged * 10:
        assert call.to(api).status == 403
    for provider, present in before.items():
        assert counted(api, provider, "bad_signature") == present + 10
    assert await reader.waiting() == 0


@pytest.mark.parametrize("name", ["X-Twilio-Signature", "x-hub-signature-256"])
@pytest.mark.parametrize("value", ["", "sha256=", "sha256=zz", "é", "x" * 5000, "AAAA="])
def test_what_is_no_signature_is_refused(api: ServedApi, twilio: TwilioCalls, meta: MetaCalls, name: str, value: str) -> None:
    call = twilio.inbound(SID, "STOP") if name.startswith("X-Twilio") else meta.message("w", "STOP")
    unsigned = {header: text for header, text in call.headers.items() if header.lower() != name.lower()}
    for headers in (unsigned, {**unsigned, name: value.encode().decode("latin-1")}):
        assert Call(call.address, call.body, headers).to(api).status == 403


def test_a_signature_covers_the_body_the_address_and_the_connection(api: ServedApi, twilio: TwilioCalls, meta: MetaCalls) -> None:
    signed = twilio.inbound(SID, "YES")
    assert Call(signed.address, signed.body.replace(b"YES", b"STOP"), signed.headers).to(api).status == 403
    assert Call(signed.address.replace("/inbound", "/status"), signed.body, signed.headers).to(api).status == 403
    assert Call(f"{signed.address}?a=1", signed.body, signed.headers).to(api).status == 403
    told = meta.message("w", "YES")
    assert Call(told.address, told.body.replace(b"YES", b"NO!"), told.headers).to(api).status == 403


@pytest.mark.parametrize("known", ["0199b2a1-7c00-7000-8000-000000000000", "1", "..", "%ff", "x" * 3000, "%27%20OR%201=1%20--"])
def test_an_unknown_connection_is_not_found_and_counted(api: ServedApi, known: str) -> None:
    before = {provider: counted(api, provider, "unknown_connection") for provider in ("twilio", "meta_whatsapp")}
    for call in (TwilioCalls(known).inbound(SID, "STOP"), MetaCalls(known).message("w", "STOP")):
        assert call.to(api).status == 404
    for provider, present in before.items():
        assert counted(api, provider, "unknown_connection") == present + 1


def test_nul_in_the_address_is_refused(api: ServedApi) -> None:
    assert TwilioCalls("%00").inbound(SID, "STOP").to(api).status == 422


def test_a_connection_answers_at_its_own_providers_door_only(api: ServedApi, twilio: TwilioCalls, meta: MetaCalls) -> None:
    assert TwilioCalls(meta.connection_id).inbound(SID, "STOP").to(api).status == 404
    assert MetaCalls(twilio.connection_id).message("w", "STOP").to(api).status == 404


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_of_more_than_a_megabyte_is_refused_before_its_signature_is_looked_at(
    api: ServedApi, meta: MetaCalls, reader: Reader, *, chunked: bool
) -> None:
    before = counted(api, "meta_whatsapp", "too_large")
    call = meta.raw(b" " * (MEGABYTE + 1))
    if chunked:
        connection = http.client.HTTPConnection(api.host, api.port, timeout=30)
        pieces = iter([call.body[:MEGABYTE], call.body[MEGABYTE:]])
        connection.request("POST", call.address, pieces, {**call.headers, "Transfer-Encoding": "chunked"}, encode_chunked=True)
        status = connection.getresponse().status
        connection.close()
    else:
        status = call.to(api).status
    assert status == 413
    assert counted(api, "meta_whatsapp", "too_large") == before + 1
    assert await reader.waiting() == 0


def test_meta_gets_its_challenge_back_for_the_right_token_only(api: ServedApi, meta: MetaCalls, twilio: TwilioCalls) -> None:
    right = {"hub.mode": "subscribe", "hub.verify_token": ENVIRONMENT["WHATSAPP_WEBHOOK_VERIFY_TOKEN"], "hub.challenge": "1158201444"}
    answer = api.send("GET", f"{meta.address}?{urlencode(right)}")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"1158201444", "text/plain; charset=utf-8")
    for wrong in ({"hub.verify_token": "guess"}, {"hub.mode": "unsubscribe"}, {"hub.verify_token": ""}):
        assert api.send("GET", f"{meta.address}?{urlencode({**right, **wrong})}").status == 403
    assert api.send("GET", meta.address).status == 403
    assert api.send("GET", f"/webhooks/whatsapp/{twilio.connection_id}?{urlencode(right)}").status == 404


def test_a_challenge_is_never_taken_for_a_page(api: ServedApi, meta: MetaCalls) -> None:
    token = ENVIRONMENT["WHATSAPP_WEBHOOK_VERIFY_TOKEN"]
    script = {"hub.mode": "subscribe", "hub.verify_token": token, "hub.challenge": "<script>alert(1)</script>"}
    headers = api.send("GET", f"{meta.address}?{urlencode(script)}").headers
    assert headers["content-type"].startswith("text/plain")
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "GET"])
def test_other_methods_are_refused(api: ServedApi, twilio: TwilioCalls, method: str) -> None:
    assert api.send(method, twilio.inbound(SID, "x").address).status == 405


def test_callbacks_are_counted_under_the_route_that_they_came_by(api: ServedApi, twilio: TwilioCalls) -> None:
    assert TwilioCalls(twilio.connection_id, "another token").inbound(SID, "STOP").to(api).status == 403
    counts = [name for name in api.figures() if name.startswith("tidings_http_requests_total{") and "/webhooks/twilio/{connection}/{about}" in name]
    assert any('"403"' in name for name in counts)
