"""A notice goes by push to the app on somebody's phone; where the app is gone, its token is closed and the next channel follows."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from support.system import Stage, Story
from support.waiting import wait_until

TOKEN = "fKc2Qm7ZR0eWb1nTxYvUsA:APA91bTokenOfTheAppOnOnePhone"
FOREIGN = "fKc2Qm7ZR0eWb1nTxYvUsA:APA91bTokenOfAnAppOfAnotherProject"
PHONE = "+33600000001"
SECRET = "made-up-receipt-secret"


def test_a_notice_arrives_in_the_app_and_its_server_says_that_it_was_shown(stage: Stage) -> None:
    story = _open(stage)
    contact = _person(story)
    notice = _notify(story, contact, "ticket-1")
    _until(story, lambda: _shown(story, notice)["state"] in {"delivered", "read"})
    assert [each["channel"] for each in _shown(story, notice)["attempts"]] == ["push"]
    assert story.got(TOKEN) == ["Your Pixel is ready\nCome and fetch it until 19:00."]
    assert story.got(PHONE) == []


def test_where_the_app_is_gone_the_token_is_closed_and_the_next_channel_follows(stage: Stage) -> None:
    story = _open(stage)
    contact = _person(story)
    story.system.simulator.post(f"/_/people/{TOKEN}/reach", {"unreachable": True})
    first = _notify(story, contact, "ticket-1")
    _until(story, lambda: _shown(story, first)["state"] == "delivered")
    told = _shown(story, first)["attempts"]
    assert [(each["channel"], each["state"]) for each in told] == [("push", "failed"), ("sms", "delivered")]
    assert told[0]["reason"]["sentence"]
    assert (story.got(TOKEN), story.got(PHONE)) == ([], ["Your Pixel is ready."])
    assert [each["former"] for each in story.system.api.get(f"/contacts/{contact}/devices")["items"]] == [True]
    second = _notify(story, contact, "ticket-2")
    _until(story, lambda: _shown(story, second)["state"] == "delivered")
    assert [each["channel"] for each in _shown(story, second)["attempts"]] == ["sms"], "Firebase is not asked about it again"
    assert story.report()["errors"]["fcm"] == {"UNREGISTERED": 1}


def test_a_device_of_another_project_goes_behind_the_persons_others_and_stays_open(stage: Stage) -> None:
    story = _open(stage)
    contact = _person(story)
    story.system.api.post(f"/contacts/{contact}/devices", {"token": FOREIGN})
    story.provider(people={"foreign": [FOREIGN]})
    first = _notify(story, contact, "ticket-1")
    _until(story, lambda: _shown(story, first)["state"] == "delivered")
    told = _shown(story, first)["attempts"]
    assert [(each["channel"], each["state"]) for each in told] == [("push", "failed"), ("sms", "delivered")]
    assert "autre projet" in told[0]["reason"]["sentence"]
    second = _notify(story, contact, "ticket-2")
    _until(story, lambda: _shown(story, second)["state"] in {"delivered", "read"})
    assert [each["channel"] for each in _shown(story, second)["attempts"]] == ["push"]
    assert (len(story.got(TOKEN)), story.report()["errors"]["fcm"]) == (1, {"SENDER_ID_MISMATCH": 1})
    assert story.system.api.rows("/suppressions") == []


def test_while_firebase_is_overloaded_notices_wait_and_none_is_sent_twice(stage: Stage) -> None:
    story = _open(stage)
    contact = _person(story)
    story.provider(fcm={"trouble": {"error_mix": {"503": 1.0}}})
    notice = _notify(story, contact, "ticket-1")
    wait_until(lambda: story.report()["errors"]["fcm"].get("UNAVAILABLE", 0) > 0)
    story.provider(fcm={"trouble": {"error_mix": {"503": None}}})
    _until(story, lambda: _shown(story, notice)["state"] in {"delivered", "read"})
    assert len(story.got(TOKEN)) + len(story.got(PHONE)) == 1


def test_a_freed_slot_is_offered_in_the_app_and_the_page_that_a_tap_opens_books_it(stage: Stage) -> None:
    story = _open(stage)
    api = story.system.api
    service = api.post("/waitlist/services", {"name": "Haircut", "minutes": 30})["id"]
    api.put("/waitlist/settings", {"at_once": 1, "hold_minutes": 60, "opens": "00:00", "closes": "00:00"})
    contact = _person(story, by_sms=False)
    api.post("/waitlist/entries", {"contact_id": contact, "service_id": service})
    starts_at = story.system.clock.now() + timedelta(days=2)
    slot = api.post("/waitlist/slots", {"service_id": service, "starts_at": starts_at.isoformat()})["id"]
    _until(story, lambda: len(story.got(TOKEN)) > 1)
    title, text, link = story.got(TOKEN)[-1].splitlines()
    assert title.startswith(("Free: Haircut", "Libre : Haircut"))
    assert "60 minutes" in text
    path = urlsplit(link).path
    form = re.search(r'name="form" value="([^"]+)"', api.send("GET", path).decode())
    assert form
    assert api.get(f"/waitlist/slots/{slot}")["state"] == "held", "a look books nothing"
    api.send("POST", path, urlencode({"form": form[1], "answer": "yes"}).encode(), "application/x-www-form-urlencoded")
    assert api.get(f"/waitlist/slots/{slot}")["state"] == "booked"
    _until(story, lambda: story.got(TOKEN)[-1].startswith(("Booked: Haircut", "Réservé : Haircut")))
    assert story.got(PHONE) == []


def _open(stage: Stage) -> Story:
    """Start everything, with an app at Firebase and the texts of a repair that is ready."""
    story = stage(simulator={"receipts": {"read_rate": 0}})
    api, simulator = story.system.api, story.system.simulator
    key = simulator.post("/_/service-account", {})
    made = api.post(
        "/channels/connections",
        {
            "provider": "fcm",
            "name": "Our app",
            "credentials": {"service_account": json.dumps(key, indent=2), "receipt_secret": SECRET},
            "api_base": f"{simulator.base}/fcm",
        },
    )
    assert api.post(f"/channels/connections/{made['id']}/check", None)["ok"]
    api.post("/channels/senders", {"connection_id": made["id"], "channel": "push", "address": key["project_id"], "label": "Our app"})
    story.provider(fcm={"receipts_url": made["callbacks"]["receipts"], "receipt_secret": SECRET})
    base = {"purpose": "transactional", "locale": "en"}
    push = {"title": "Your {{ device }} is ready", "text": "Come and fetch it until 19:00."}
    api.post("/templates", {**base, "name": "ready_push", "channel": "push", "body": push})
    api.post("/templates", {**base, "name": "ready_sms", "channel": "sms", "body": {"text": "Your {{ device }} is ready."}})
    api.put(
        "/notices/kinds/ready",
        {"name": "Ready", "class": "transactional", "templates": {"push": "ready_push", "sms": "ready_sms"}, "order": ["push", "sms"]},
    )
    return story


def _person(story: Story, *, by_sms: bool = True) -> str:
    """Make somebody with a phone, on which they use the app, who agreed to SMS at the counter, or did not."""
    contact = story.system.api.post("/contacts", {"phones": [{"number": PHONE}]})["id"]
    story.system.api.ask("PATCH", f"/contacts/{contact}/notification-preferences", {"notificationPreferences": {"smsEnabled": by_sms}})
    story.system.api.post(f"/contacts/{contact}/devices", {"token": TOKEN})
    return contact


def _notify(story: Story, contact: str, key: str) -> str:
    wanted = {"kind": "ready", "key": key, "contact_id": contact, "data": {"device": "Pixel"}}
    return story.system.api.post("/notices", {"notices": [wanted]})["items"][0]["id"]


def _shown(story: Story, notice: str) -> dict[str, Any]:
    return story.system.api.get(f"/notices/{notice}")


def _until(story: Story, condition: Callable[[], bool]) -> None:
    """Let business time pass until something is so."""
    for _ in range(100):
        if condition():
            return
        story.system.clock.advance(timedelta(seconds=10))
        time.sleep(0.3)
    raise AssertionError("it never comes about")
