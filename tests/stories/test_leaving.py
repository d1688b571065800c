"""People leave in their own words, at one click, and come back; what is unclear waits for a person. Real workers, and a provider of its own."""

from datetime import timedelta
from typing import Any

from support.system import Stage, Story, people
from tidings.simulator.settings import SENDER_NUMBER

ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


def contact_of(story: Story, number: str) -> str:
    return story.system.api.rows(f"/contacts?phone=%2B{number[1:]}")[0]["id"]


def one_click(story: Story, number: str) -> str:
    """Return the address that a mailbox provider would post to for somebody."""
    made = story.system.api.post(f"/contacts/{contact_of(story, number)}/links", {"kind": "u", "channel": "sms"})
    return made["url"].removeprefix(story.system.api.base)


def withdrawn(story: Story, number: str) -> list[dict[str, Any]]:
    history = story.system.api.get(f"/contacts/{contact_of(story, number)}/consents")["history"]
    return [each for each in history if each["status"] == "withdrawn"]


def test_a_queued_message_is_stopped_by_an_opt_out_that_comes_before_its_exchange(stage: Stage) -> None:
    story = stage()
    story.provider(twilio={"trouble": {"throttle_rate": 1.0}})
    numbers = people(20)
    campaign = story.campaign(numbers, template="welcome_sms")
    story.settle()
    assert campaign.states() == {"queued": 20}
    story.says(numbers[7], "please don't text me again", to=SENDER_NUMBER)
    story.settle()
    story.provider(twilio={"trouble": {"throttle_rate": 0}})
    story.until_completed(campaign)
    stats = campaign.stats()
    assert (stats["sent"], stats["reasons"]["suppressed"]) == (19, {"opted_out": 1})
    assert story.got(numbers[7]) == []  # the provider was away for longer than a confirmation may take
    assert story.report()["duplicates"] == 0


def test_one_click_twice_is_once_and_nothing_leaves_for_that_address(stage: Stage) -> None:
    story = stage()
    numbers = people(3)
    campaign = story.campaign(numbers, template="welcome_sms", activate=False)
    path = one_click(story, numbers[0])
    for _ in range(2):
        story.system.api.send("POST", path, ONE_CLICK, FORM)
    assert [each["source"] for each in withdrawn(story, numbers[0])] == ["one_click"]
    campaign.activate()
    story.until_completed(campaign)
    assert [len(story.got(number)) for number in numbers] == [0, 1, 1]
    assert campaign.stats()["reasons"]["suppressed"] == {"opted_out": 1}


def test_a_start_after_a_stop_opens_the_channel_again_and_each_is_answered_once(stage: Stage) -> None:
    story = stage()
    number = people(1)[0]
    first = story.campaign([number], template="welcome_sms")
    story.until_completed(first)
    story.says(number, "stop messaging me", to=SENDER_NUMBER)
    story.settle()
    stopped = story.campaign([number], template="welcome_sms")
    story.until_completed(stopped)
    assert stopped.stats()["reasons"]["suppressed"] == {"opted_out": 1}
    story.move(story.system.clock.now() + timedelta(minutes=1))
    story.says(number, "START", to=SENDER_NUMBER)
    story.settle()
    back = story.campaign([number], template="welcome_sms")
    story.until_completed(back)
    welcome, goodbye, again = story.got(number)
    assert (back.stats()["sent"], welcome == again, "START" in goodbye) == (1, True, True)


def test_an_unclear_message_holds_marketing_until_a_person_decides(stage: Stage) -> None:
    story = stage()
    numbers = people(3)
    campaign = story.campaign(numbers, template="welcome_sms", activate=False)
    story.says(numbers[0], "Stop joking around", to=SENDER_NUMBER)
    story.settle()
    campaign.activate()
    story.until(lambda: campaign.stats()["sent"] == 2)
    assert story.got(numbers[0]) == []
    (waiting,) = story.system.api.rows("/conversations/unclear")
    story.system.api.post(f"/conversations/unclear/{waiting['message']['id']}/decision", {"decision": "keep", "reason": "A joke."})
    story.until_completed(campaign)
    assert [len(story.got(number)) for number in numbers] == [1, 1, 1]
