"""What providers told is applied once, in whatever order and however often it came; what is strange is kept as a letter."""

from typing import Any

import pytest

from support.callbacks import Call, MetaCalls, Reader, TwilioCalls
from support.serving import ServedApi
from support.shop import ENVIRONMENT

MEGABYTE = 1024 * 1024


def sid(number: int) -> str:
    return f"SM{number:032x}"


def written(api: ServedApi, text: str) -> list[dict[str, Any]]:
    return [each for each in api.rows("/inbound?limit=500") if each["text"] == text]


async def test_a_message_delivered_three_times_by_twilio_is_one_message(api: ServedApi, twilio: TwilioCalls, reader: Reader) -> None:
    for _ in range(2):
        assert twilio.inbound(sid(1), "Where is my piano?").to(api).status == 200
    await reader.apply()
    assert twilio.inbound(sid(1), "Where is my piano?").to(api).status == 200
    await reader.apply()
    (message,) = written(api, "Where is my piano?")
    assert (message["channel"], message["sender"], message["reading"]) == ("sms", "+33612000001", "other")
    assert await reader.waiting() == 0


async def test_a_message_delivered_twice_by_meta_is_one_message(api: ServedApi, meta: MetaCalls, reader: Reader) -> None:
    for _ in range(2):
        assert meta.message("wamid.A", "Bonjour à tous 🎹").to(api).status == 200
    await reader.apply()
    (message,) = written(api, "Bonjour à tous 🎹")
    assert (message["channel"], message["sender"]) == ("whatsapp", "+33612000002")


@pytest.mark.parametrize(("channel", "said", "number"), [("sms", "Stop !", "+33612000011"), ("whatsapp", "ARRÊT", "+33612000012")])
async def test_whoever_says_stop_is_not_written_to_again(
    api: ServedApi, twilio: TwilioCalls, meta: MetaCalls, reader: Reader, channel: str, said: str, number: str
) -> None:
    call = twilio.inbound(sid(11), said, number) if channel == "sms" else meta.message("wamid.stop", said, number.removeprefix("+"))
    assert call.to(api).status == 200
    await reader.apply()
    (message,) = written(api, said)
    assert message["reading"] == "opt_out"
    consents = api.ask("GET", f"/contacts/{message['contact_id']}/consents").json()
    assert [(each["channel"], each["reason"]) for each in consents["suppressions"]] == [(channel, "opted_out")]


async def test_a_tier_told_by_meta_becomes_the_portfolios_limit(api: ServedApi, meta: MetaCalls, reader: Reader) -> None:
    for told, people in (("TIER_2K", 2000), ("TIER_UNLIMITED", None), ("TIER_250", 250)):
        assert meta.change("business_capability_update", {"max_daily_conversations_per_business": told}).to(api).status == 200
        await reader.apply()
        (portfolio,) = api.rows("/channels/portfolios")
        assert portfolio["daily_people"] == people


@pytest.mark.parametrize("told", [0, -5, 2**63, "TIER_A_MILLION", None, [], True])
async def test_a_tier_that_is_none_changes_nothing_and_is_kept(api: ServedApi, meta: MetaCalls, reader: Reader, told: object) -> None:
    (before,) = api.rows("/channels/portfolios")
    letters = len(api.rows("/channels/letters?limit=500"))
    assert meta.change("business_capability_update", {"max_daily_conversations_per_business": told}).to(api).status == 200
    await reader.apply()
    (after,) = api.rows("/channels/portfolios")
    assert after["daily_people"] == before["daily_people"]
    assert len(api.rows("/channels/letters?limit=500")) == letters + 1


async def test_a_kind_that_nobody_knows_is_kept_listed_and_read_again_when_told(api: ServedApi, meta: MetaCalls, reader: Reader) -> None:
    assert meta.change("flying_carpets", {"colour": "red"}).to(api).status == 200
    await reader.apply()
    letter = api.rows("/channels/letters")[0]
    assert (letter["why"], letter["connection_id"]) == ("unrecognised", meta.connection_id)
    assert api.ask("POST", "/channels/letters/replay", {"ids": [letter["id"]]}).json() == {"replayed": 1}
    assert await reader.waiting() == 1
    await reader.apply()
    assert api.rows("/channels/letters")[0]["id"] == letter["id"]


async def test_a_letter_among_good_messages_keeps_none_of_them(api: ServedApi, twilio: TwilioCalls, meta: MetaCalls, reader: Reader) -> None:
    calls = [twilio.inbound(sid(21), "before"), meta.raw(b"{"), meta.change("messages", {"messages": [{}]}), twilio.inbound(sid(22), "after")]
    for call in calls:
        assert call.to(api).status == 200
    await reader.apply()
    assert [len(written(api, text)) for text in ("before", "after")] == [1, 1]


def hostile_meta(meta: MetaCalls) -> dict[str, Call]:
    sender = {"id": "wamid.h", "from": "33612000003", "timestamp": "1", "type": "text"}
    return {
        "no JSON": meta.raw(b"{"),
        "nothing": meta.raw(b""),
        "not UTF-8": meta.raw(b'{"entry": "\xff\xfe"}'),
        "a megabyte of arrays": meta.raw(b"[" * MEGABYTE),
        "half a megabyte of objects": meta.raw(b'{"a":' * 100_000 + b"1" + b"}" * 100_000),
        "an array": meta.raw(b"[]"),
        "a number beyond numbers": meta.raw(b'{"entry": 1e999}'),
        "NaN": meta.raw(b'{"entry": NaN}'),
        "half a pair": meta.raw(b'{"entry": [{"id": "\\ud800"}]}'),
        "everything of a wrong type": meta.raw(b'{"object": 1, "entry": [{"id": {}, "changes": [{"field": [], "value": "x"}, 3, null]}, 7]}'),
        "a NUL in a text": meta.change("messages", {"messages": [{**sender, "id": "wamid.nul", "text": {"body": "a\x00b"}}]}),
        "a time that never is": meta.change("messages", {"messages": [{**sender, "timestamp": "9" * 400, "text": {"body": "never"}}]}),
        "the year ten thousand": meta.change("messages", {"messages": [{**sender, "id": "wamid.y", "timestamp": "253402300800"}]}),
        "a sender of no country": meta.change("messages", {"messages": [{**sender, "id": "wamid.c", "from": "999999999999999"}]}),
        "a text of half a megabyte": meta.change("messages", {"messages": [{**sender, "id": "wamid.long", "text": {"body": "é" * 250_000}}]}),
        "an id of half a megabyte": meta.change("messages", {"messages": [{**sender, "id": "w" * 500_000, "text": {"body": "long id"}}]}),
        "a receipt with a token that is none": meta.status("wamid.r", "read", "not a token"),
        "a receipt with a token of nobody": meta.status("wamid.r", "delivered", "0" * 64),
        "a status that is none": meta.status("wamid.r", "teleported"),
        "a preference of a NUL": meta.change("user_preferences", {"user_preferences": [{"wa_id": "\x00", "category": "marketing_messages"}]}),
        "a category that is none": meta.change("template_category_update", {"message_template_name": "ready", "new_category": "DEARER"}),
        "a category of a NUL": meta.change("template_category_update", {"message_template_name": "a\x00b", "new_category": "MARKETING"}),
        "a template that is none": meta.change("message_template_status_update", {"message_template_name": "n" * 5000, "event": "e" * 5000}),
    }


def hostile_twilio(twilio: TwilioCalls) -> dict[str, Call]:
    return {
        "nothing": twilio.raw(b""),
        "JSON": twilio.raw(b'{"a": 1}'),
        "bytes": twilio.raw(bytes(range(256))),
        "ten thousand fields": twilio.raw(b"a=1&" * 10_000),
        "no id": twilio.form("inbound", {"From": "+33612000001", "To": "+15005550006", "Body": "hello"}),
        "a status as a message": twilio.form("inbound", {"MessageSid": sid(31), "MessageStatus": "delivered"}),
        "a message as a status": twilio.form("status", {"MessageSid": sid(32), "From": "+33612000001", "To": "+15005550006", "Body": "x"}),
        "a NUL": twilio.inbound(sid(33), "a\x00b"),
        "a sender that is none": twilio.inbound(sid(34), "from nowhere", sender="Bank\x00"),
        "somebody else's number": twilio.form("inbound", {"MessageSid": sid(35), "From": "+33612000001", "To": "+15005550001", "Body": "x"}),
        "a token that is none": twilio.status(sid(36), "delivered", "?a=%ff%fe"),
        "a status that is none": twilio.status(sid(37), "teleported"),
        "an endless text": twilio.inbound(sid(38), "x" * 900_000),
    }


async def test_whatever_a_rightly_signed_body_holds_it_is_acknowledged_kept_and_stops_nobody(
    api: ServedApi, twilio: TwilioCalls, meta: MetaCalls, reader: Reader
) -> None:
    hostile = {**{f"meta: {name}": call for name, call in hostile_meta(meta).items()}, **hostile_twilio(twilio)}
    assert {name: call.to(api).status for name, call in hostile.items() if call.to(api).status != 200} == {}
    await reader.apply()
    assert await reader.waiting() == 0
    assert meta.message("wamid.after", "still here").to(api).status == 200
    await reader.apply()
    assert len(written(api, "still here")) == 1
    assert api.faults() == []


async def test_callbacks_of_a_connection_that_was_removed_meanwhile_are_kept_as_letters(api: ServedApi, meta: MetaCalls, reader: Reader) -> None:
    account = {"access_token": "made-up-access", "phone_number_id": "100000000000009", "business_account_id": "200000000000009"}
    secrets = {"app_secret": "made-up-secret", "verify_token": "made-up-verify"}
    made = api.ask(
        "POST",
        "/channels/connections",
        {
            "provider": "meta_whatsapp",
            "name": "second",
            "credentials": {**account, **secrets},
            "api_base": ENVIRONMENT["WHATSAPP_API_BASE"],
        },
    ).json()
    second = MetaCalls(made["id"], secrets["app_secret"])
    assert second.message("wamid.gone", "too late").to(api).status == 200
    assert meta.message("wamid.here", "in time").to(api).status == 200
    assert api.ask("DELETE", f"/channels/connections/{made['id']}").status == 204
    await reader.apply()
    assert await reader.waiting() == 0
    assert len(written(api, "in time")) == 1
    assert made["id"] in {each["connection_id"] for each in api.rows("/channels/letters?limit=500")}
