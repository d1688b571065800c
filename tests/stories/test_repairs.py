"""A repair shop for a day: a walk-in is welcomed within seconds, agrees to a price by a word, and is told when it is ready by whatever works."""

import re
import time
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from support.system import Stage, Story, people
from support.waiting import wait_until
from tidings.simulator.settings import SENDER_NUMBER

WITHIN = 5.0
"""Real seconds from the ticket to the phone (SPEC I1)."""
UNDELIVERABLE = {"131026": 1.0}
"""What Meta says of a number that is not on WhatsApp."""
DEVICE = {"kind": "phone", "brand": "Apple", "model": "iPhone 13", "problem": "Écran cassé"}


def test_a_walk_in_without_an_email_is_welcomed_within_five_seconds(stage: Stage) -> None:
    story = _open(stage)
    took = [_welcomed(story, number) for number in people(10)]
    print(f"\nfrom the ticket to the phone, ten walk-ins: {sorted(f'{each:.2f}' for each in took)} s")  # noqa: T201 - the figure that was asked for
    assert max(took) < WITHIN
    assert story.report()["duplicates"] == 0


def test_a_repair_from_the_counter_to_its_collection(stage: Stage) -> None:
    story = _open(stage)
    (number,) = people(1)
    ticket = _ticket(story, number)
    wait_until(lambda: len(story.got(number)) == 1)
    _register(story, story.got(number)[0])
    story.system.api.post(f"/repairs/tickets/{ticket['id']}/estimate", {"parts_cents": 8900, "labour_cents": 3000})
    wait_until(lambda: "142,80" in story.got(number)[-1])
    story.says(number, "Oui", to=SENDER_NUMBER)
    wait_until(lambda: _shown(story, ticket)["status"] == "repairing")
    wait_until(lambda: "accept" in story.got(number)[-1])
    _move(story, ticket, "ready")
    wait_until(lambda: "réparé" in story.got(number)[-1])
    story.system.clock.advance(timedelta(days=3, hours=3))
    wait_until(lambda: "vous attend" in story.got(number)[-1])
    _move(story, ticket, "collected")
    told = story.system.api.get(f"/repairs/tickets/{ticket['id']}/notices")["items"]
    assert [each["kind"] for each in reversed(told)] == ["repair_welcome", "repair_estimate", "repair_agreed", "repair_ready", "repair_pickup"]
    assert {message["channel"] for each in told for message in each["messages"]} == {"sms"}
    wait_until(lambda: all(each["provider_id"] and each["segments"] == 1 for each in _messages(story, ticket)))
    assert (_shown(story, ticket)["agreed_cents"], len(story.got(number))) == (14280, 5)


def test_where_whatsapp_fails_the_owner_is_told_by_sms_once(stage: Stage) -> None:
    story = _open(stage)
    story.meta(error_mix=UNDELIVERABLE)
    (number,) = people(1)
    ticket = _ticket(story, number, agreed=["sms", "whatsapp"])
    wait_until(lambda: len(story.got(number)) == 1)
    _move(story, ticket, "repairing")
    wait_until(lambda: len(story.got(number)) == 2)
    row = story.system.api.get(f"/repairs/tickets/{ticket['id']}/notices")["items"][0]
    assert [each["channel"] for each in row["messages"]] == ["whatsapp", "sms"]
    assert (row["messages"][0]["state"], "en réparation" in story.got(number)[-1]) == ("failed", True)
    assert story.report()["duplicates"] == 0


def _open(stage: Stage) -> Story:
    story = stage(workers=1)
    story.system.api.post("/repairs/setup", {})
    return story


def _ticket(story: Story, number: str, *, agreed: list[str] | None = None) -> dict[str, Any]:
    owner = {"first_name": "Jo", "phone": number, "agreed": agreed or ["sms"]}
    return story.system.api.post("/repairs/tickets", {"owner": owner, "device": DEVICE})


def _welcomed(story: Story, number: str) -> float:
    """Open a ticket and return how many real seconds it took until the phone had the welcome with its link."""
    began = time.monotonic()
    ticket = _ticket(story, number)
    wait_until(lambda: story.got(number) != [])
    (text,) = story.got(number)
    assert "/r/" in text
    assert f"dossier {ticket['number']}" in text
    return time.monotonic() - began


def _register(story: Story, text: str) -> None:
    """Follow the link of a welcome and register, as a browser without a script would."""
    path = re.search(r"/r/[\w-]+", text)
    assert path
    page = story.system.api.send("GET", path[0]).decode()
    form = re.search(r'name="form" value="([^"]+)"', page)
    assert form
    fields = {"form": form[1], "shown": "fr", "first_name": "Jo", "last_name": "Martin", "box": "transactional:sms", "language": "fr"}
    story.system.api.send("POST", path[0], urlencode(fields).encode(), "application/x-www-form-urlencoded")


def _messages(story: Story, ticket: dict[str, Any]) -> list[dict[str, Any]]:
    told = story.system.api.get(f"/repairs/tickets/{ticket['id']}/notices")["items"]
    return [message for each in told for message in each["messages"]]


def _shown(story: Story, ticket: dict[str, Any]) -> dict[str, Any]:
    return story.system.api.get(f"/repairs/tickets/{ticket['id']}")


def _move(story: Story, ticket: dict[str, Any], status: str) -> None:
    story.system.api.post(f"/repairs/tickets/{ticket['id']}/status", {"status": status})
