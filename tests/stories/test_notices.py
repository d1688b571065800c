"""Somebody is told that their phone is ready: by WhatsApp, and where that fails by SMS, once, whoever is killed meanwhile."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from support.system import EXCHANGE_SECONDS, Stage, Story, people
from support.waiting import wait_until

UNDELIVERABLE = {"131026": 1.0}
"""What Meta says of a number that is not on WhatsApp."""


def test_a_notice_that_whatsapp_refuses_arrives_by_sms(stage: Stage) -> None:
    story = _open(stage)
    story.meta(error_mix=UNDELIVERABLE)
    (number,) = people(1)
    (notice,) = _notify(story, [number])
    _pass_time(story, lambda: _shown(story, notice)["state"] == "delivered")
    shown = _shown(story, notice)
    assert [(each["channel"], each["state"]) for each in shown["attempts"]] == [("whatsapp", "failed"), ("sms", "delivered")]
    assert story.got(number) == ["Your Pixel is ready."]
    assert shown["attempts"][0]["reason"]["sentence"]
    assert _notify(story, [number]) == [notice]
    assert story.report()["duplicates"] == 0


def test_a_notice_whose_template_meta_files_as_marketing_goes_by_sms_to_the_united_states(stage: Stage) -> None:
    story = _open(stage)
    api = story.system.api
    story.system.simulator.post("/_/templates", {"name": "welcome_back", "language": "en", "category": "UTILITY"})
    wait_until(lambda: api.get("/templates/ready_whatsapp")["counts_as"] == "transactional" and _filed(story) == ["utility"])
    american, (french,) = "+12125550100", people(1)
    api.put("/organisation/stop", {"reason": "We look at our texts."})
    told, agreed = _notify(story, [american, french])
    assert [_shown(story, each)["attempts"][0]["channel"] for each in (told, agreed)] == ["whatsapp", "whatsapp"]
    _agree_to_marketing(story, [american, french])
    story.system.simulator.post("/_/templates", {"name": "welcome_back", "language": "en", "category": "MARKETING"})
    wait_until(lambda: _filed(story) == ["marketing"])
    assert [each["name"] for each in api.get("/home")["needs"]["refiled"]] == ["ready_whatsapp"]
    api.ask("DELETE", "/organisation/stop")
    _pass_time(story, lambda: all(_shown(story, each)["state"] == "delivered" for each in (told, agreed)))
    attempts = [(each["channel"], each["state"], (each["reason"] or {}).get("code")) for each in _shown(story, told)["attempts"]]
    assert attempts == [("whatsapp", "suppressed", "us_marketing_whatsapp"), ("sms", "delivered", None)]
    assert story.got(american) == ["Your Pixel is ready."]
    assert [each["channel"] for each in _shown(story, agreed)["attempts"]] == ["whatsapp"]


def _agree_to_marketing(story: Story, numbers: Sequence[str]) -> None:
    for number in numbers:
        (contact,) = story.system.api.get(f"/contacts?phone={number.replace('+', '%2B')}")["items"]
        said = {
            "channel": "whatsapp",
            "purpose": "marketing",
            "status": "granted",
            "source": "chat",
            "wording": "News?",
            "at": "2026-01-01T09:00:00Z",
        }
        story.system.api.post(f"/contacts/{contact['id']}/consents", said)


def _filed(story: Story) -> list[str]:
    return [each["category"] for each in story.system.api.get("/templates/ready_whatsapp")["filings"]]


_LOOKS_AT_CHANNELS = 100


def test_workers_killed_between_the_channels_lose_no_notice_and_send_none_twice(stage: Stage) -> None:
    story = _open(stage)
    story.meta(error_mix=UNDELIVERABLE, latency_ms=50, jitter_ms=200)
    numbers = people(30)
    notices = _notify(story, numbers)
    for wanted in (5, 15):
        wait_until(lambda wanted=wanted: story.report()["accepted"] >= wanted)
        story.system.kill_worker()
        time.sleep(0.2)
        story.system.start_worker()
    time.sleep(EXCHANGE_SECONDS)
    _pass_time(story, lambda: all(each["state"] not in {"sending", "waiting"} for each in _all(story)))
    told = {each["id"]: each for each in _all(story)}
    assert set(told) == set(notices)
    assert {each["state"] for each in told.values()} <= {"delivered", "doubtful"}
    assert story.report()["duplicates"] == 0
    for number, notice in zip(numbers, notices, strict=True):
        channels = [each["channel"] for each in told[notice]["attempts"]]
        assert len(set(channels)) == len(channels)
        assert len(story.got(number)) == (told[notice]["state"] == "delivered"), told[notice]


def _open(stage: Stage) -> Story:
    """Start everything, with the texts of a repair that is ready."""
    story = stage(workers=1)
    api = story.system.api
    base = {"purpose": "transactional", "locale": "en"}
    api.post("/templates", {**base, "name": "ready_sms", "channel": "sms", "body": {"text": "Your {{ device }} is ready."}})
    whatsapp = {"provider_name": "welcome_back", "language": "en", "body": "Welcome back, {{1}}! We kept your place warm."}
    api.post("/templates", {**base, "name": "ready_whatsapp", "channel": "whatsapp", "body": {**whatsapp, "parameters": ["{{ device }}"]}})
    kind = {"name": "Ready", "class": "transactional", "templates": {"whatsapp": "ready_whatsapp", "sms": "ready_sms"}}
    api.put("/notices/kinds/ready", kind)
    return story


def _notify(story: Story, numbers: Sequence[str]) -> list[str]:
    """Ask for a notice to each number; people have agreed to them at the counter."""
    api = story.system.api
    for number in numbers:
        if not api.get(f"/contacts?phone={number.replace('+', '%2B')}")["items"]:
            contact = api.post("/contacts", {"phones": [{"number": number}]})
            switches = {"notificationPreferences": {"smsEnabled": True, "whatsappEnabled": True}}
            api.ask("PATCH", f"/contacts/{contact['id']}/notification-preferences", switches)
    wanted = [{"kind": "ready", "key": f"ticket-{number}", "address": number, "data": {"device": "Pixel"}} for number in numbers]
    return [each["id"] for each in api.post("/notices", {"notices": wanted})["items"]]


def _shown(story: Story, notice: str) -> dict[str, Any]:
    return story.system.api.get(f"/notices/{notice}")


def _all(story: Story) -> list[dict[str, Any]]:
    return story.system.api.get("/notices?limit=500")["items"]


def _pass_time(story: Story, condition: Callable[[], bool]) -> None:
    """Let business time pass until something is so: first as channels wait for one another, then as a notice waits for a doubt, to its end."""
    for look in range(200):
        if condition():
            return
        story.system.clock.advance(timedelta(seconds=20) if look < _LOOKS_AT_CHANNELS else timedelta(minutes=30))
        time.sleep(0.3)
    raise AssertionError("it never comes about")
