"""A common question is answered at once, who asks for a human comes first, and after the conversation somebody gives a five."""

import time
from datetime import timedelta
from typing import Any

from support.system import Stage, Story, people
from support.waiting import wait_until
from tidings.simulator.settings import SENDER_NUMBER


def test_a_question_a_human_and_a_five(stage: Stage) -> None:
    story = stage(workers=1)
    api = story.system.api
    api.put("/inbox/automation", {"on": True, "survey": True, "survey_after_minutes": 5})
    hours = {"name": "Hours", "sayings": {"en": ["When are you open?", "What are your opening hours?"]}, "answers": {"en": "From 9 to 18."}}
    api.post("/inbox/auto-answers", hours)
    (number,) = people(1)

    began = time.monotonic()
    story.says(number, "hello, what are your opening hours?", to=SENDER_NUMBER)
    wait_until(lambda: _decisions(story) == ["answered"])
    took = time.monotonic() - began
    print(f"\nfrom the message to its answer in the ledger: {took:.2f} s")  # noqa: T201 - the figure that was asked for
    wait_until(lambda: story.got(number) == ["From 9 to 18."])
    assert api.get("/inbox/threads")["items"] == [], "nobody of the team is needed"

    story.says(number, "I want to speak to a human", to=SENDER_NUMBER)
    wait_until(lambda: [each["urgency"] for each in api.get("/inbox/threads")["items"]] == ["low"])
    (thread,) = api.get("/inbox/threads")["items"]
    assert len(story.got(number)) == 1

    (other,) = people(2)[1:]
    story.says(other, "Is my bike ready?", to=SENDER_NUMBER)
    wait_until(lambda: len(api.get("/inbox/threads")["items"]) == 2)
    assert api.get("/inbox/threads")["items"][0]["id"] == thread["id"], "escalated ones come first"
    talk = next(each for each in api.get("/inbox/threads")["items"] if each["id"] != thread["id"])
    api.post(f"/inbox/threads/{talk['id']}/replies", {"text": "It is.", "key": "once", "then": "resolved"})
    wait_until(lambda: story.got(other) == ["It is."])
    story.system.clock.advance(timedelta(minutes=6))
    wait_until(lambda: len(story.got(other)) == 2)
    story.says(other, "5, thank you", to=SENDER_NUMBER)
    wait_until(lambda: _scores(story, talk) == [5])
    assert story.report()["duplicates"] == 0


def _decisions(story: Story) -> list[str]:
    return [each["does"] for each in story.system.api.get("/inbox/decisions")["items"]]


def _scores(story: Story, thread: dict[str, Any]) -> list[int | None]:
    return [each["score"] for each in story.system.api.get(f"/inbox/threads/{thread['id']}/surveys")["items"]]
