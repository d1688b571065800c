"""An agent answers on a phone: inside WhatsApp's window, outside it, after a STOP, twice by mistake, with a worker killed, beside a colleague."""

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from support.system import Stage, Story, people
from support.waiting import wait_until
from tidings.apps.demo.client import Client, Declined
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER


def test_answers_reach_phones_once_or_say_why_not(stage: Stage) -> None:
    story = stage(workers=1)
    _template(story)
    ana, ben = people(2)

    story.says(ana, "Is it ready?", to=PHONE_NUMBER_ID)
    thread = _thread(story, 1)
    for _ in range(2):  # a browser that repeats its request
        _reply(story, thread, key="first", text="Nearly.")
    wait_until(lambda: story.got(ana) == ["Nearly."])

    story.system.clock.advance(timedelta(hours=24, seconds=1))
    assert _refusal(story, thread, key="late", text="Now it is.") == (409, "window_closed")
    _reply(story, thread, key="template", template="ready_whatsapp", values={"device": "Pixel"})
    wait_until(lambda: len(story.got(ana)) == 2)

    story.says(ben, "Hello?", to=SENDER_NUMBER)
    other = _thread(story, 2)
    story.says(ben, "STOP", to=SENDER_NUMBER)
    wait_until(lambda: story.system.api.get(f"/inbox/threads/{other}")["ways"][0]["reason"] == "opted_out")
    assert _refusal(story, other, key="sorry", text="Sorry.") == (409, "opted_out")
    story.settle()
    assert "Sorry." not in story.got(ben)
    report = story.report()
    assert (report["duplicates"], report["sends_after_stop"]["messages"]) == (0, 0)


def test_a_worker_killed_between_reply_and_provider_sends_one_message_and_of_two_agents_one_is_told(stage: Stage) -> None:
    story = stage(workers=1)
    (ana,) = people(1)
    story.says(ana, "Is it ready?", to=PHONE_NUMBER_ID)
    thread = _thread(story, 1)
    nadia, omar = (_agent(story, name) for name in ("nadia", "omar"))
    seen = nadia.get(f"/inbox/threads/{thread}")["seen_up_to"]

    story.meta(latency_ms=1500)
    nadia.post(f"/inbox/threads/{thread}/replies", {"key": "nadia", "text": "It is.", "seen_up_to": seen})
    wait_until(lambda: story.report()["accepted"] == 1)  # the provider has it, and our worker has no answer yet
    story.system.kill_worker()
    story.meta(latency_ms=0)
    theirs = {"key": "omar", "text": "Come at nine.", "seen_up_to": seen}
    with pytest.raises(Declined) as refused:
        omar.post(f"/inbox/threads/{thread}/replies", theirs)
    assert (refused.value.answered, refused.value.code) == (409, "answered_meanwhile")
    story.system.start_worker()
    nadia.post(f"/inbox/threads/{thread}/replies", {"key": "nadia", "text": "It is.", "seen_up_to": seen})
    omar.post(f"/inbox/threads/{thread}/replies", theirs | {"anyway": True})
    wait_until(lambda: "Come at nine." in story.got(ana))
    story.until(lambda: _states(story, thread) == ["delivered", "delivered"])
    assert sorted(story.got(ana)) == ["Come at nine.", "It is."]
    assert story.report()["duplicates"] == 0


def test_a_phone_shows_what_a_reply_brings_and_what_it_presses_comes_back(stage: Stage) -> None:
    story = stage(workers=1)
    (ana,) = people(1)
    story.says(ana, "When can I come?", to=PHONE_NUMBER_ID)
    thread = _thread(story, 1)
    api, paper = story.system.api, b"%PDF-1.7\n" + b"estimate" * 100
    file = json.loads(api.send("POST", f"/inbox/files?thread_id={thread}&name=estimate.pdf", paper, "application/pdf"))
    _reply(story, thread, key="file", text="The estimate.", file_id=file["id"])
    _reply(story, thread, key="place", place={"latitude": 48.8566, "longitude": 2.3522, "name": "Shop"})
    _reply(story, thread, key="menu", text="Which day?", menu={"button": "Days", "rows": [{"title": "Monday", "description": "9 to 12"}]})
    wait_until(lambda: len(story.got(ana)) == 3)
    shown = {each["text"]: each for each in _phone(story, ana) if not each["from_person"]}
    assert (shown["[Shop]"]["place"]["latitude"], shown["Which day?"]["opens"]) == (48.8566, "Days")
    link = urlsplit(shown["The estimate."]["file"]["link"])
    assert api.send("GET", link.path) == paper
    story.system.simulator.post(f"/_/people/{ana}/press", {"button": "Monday", "message": shown["Which day?"]["id"]})
    wait_until(lambda: any(each["text"] == "Monday" for each in _phone(story, ana)))

    def answered() -> bool:
        newest = api.rows(f"/inbox/threads/{thread}/items")
        return any(each["kind"] == "inbound" and each["text"] == "Monday" and each["heard"]["kind"] == "button" for each in newest)

    wait_until(answered)
    assert api.get(f"/inbox/threads/{thread}")["status"] == "open"
    assert story.report()["duplicates"] == 0


def _phone(story: Story, number: str) -> list[dict[str, Any]]:
    return story.system.simulator.get(f"/_/phones/{number}?sender={PHONE_NUMBER_ID}")["messages"]


def _template(story: Story) -> None:
    whatsapp = {
        "provider_name": "welcome_back",
        "language": "en",
        "body": "Welcome back, {{1}}! We kept your place warm.",
        "parameters": ["{{ device }}"],
    }
    story.system.api.post(
        "/templates", {"name": "ready_whatsapp", "channel": "whatsapp", "purpose": "transactional", "locale": "en", "body": whatsapp}
    )


def _thread(story: Story, number: int) -> str:
    """Return the newest conversation when there are so many."""
    found: list[dict[str, Any]] = []

    def there() -> bool:
        found[:] = story.system.api.rows("/inbox/threads?order=newest")
        return len(found) == number

    wait_until(there)
    return found[0]["id"]


def _reply(story: Story, thread: str, **body: Any) -> dict[str, Any]:
    return story.system.api.post(f"/inbox/threads/{thread}/replies", body)


def _refusal(story: Story, thread: str, **body: Any) -> tuple[int, str]:
    with pytest.raises(Declined) as refused:
        _reply(story, thread, **body)
    return refused.value.answered, refused.value.code


def _agent(story: Story, name: str) -> Client:
    """Return a client of somebody else's, with a key of their own."""
    made = story.system.api.post("/keys", {"name": name, "scopes": ["inbox:read", "inbox:write"]})
    return Client(story.system.api.base, made["secret"])


def _states(story: Story, thread: str) -> list[str]:
    items = story.system.api.rows(f"/inbox/threads/{thread}/items")
    return [each["sent"]["state"] for each in items if each["kind"] == "reply"]
