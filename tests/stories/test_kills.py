"""Processes are killed in the middle of their work: nobody gets anything twice, everybody is accounted for."""

import time

from support.system import EXCHANGE_SECONDS, Campaign, Stage, Story, people
from support.waiting import wait_until

_FINAL = {"sent", "delivered", "read", "failed", "suppressed", "unknown"}


def test_a_worker_killed_in_mid_send_leaves_doubts_and_no_second_message(stage: Stage) -> None:
    story = stage(workers=1, simulator={"meta": {"trouble": {"latency_ms": 200, "jitter_ms": 600}}})
    campaign = story.campaign(people(500))
    wait_until(lambda: story.report()["accepted"] >= 20)
    story.system.kill_worker()
    assert campaign.states()["sending"] > 0
    accepted = story.report()["accepted"]
    story.meta(latency_ms=0, jitter_ms=0)
    story.system.start_worker()
    time.sleep(EXCHANGE_SECONDS)
    story.until_completed(campaign)
    assert story.report()["distinct_people"] > accepted
    _everybody_once(story, campaign, 500)
    assert list(campaign.released_by_day().values()) == [250, 250]


def test_an_api_killed_while_receipts_come_in_loses_none_that_it_acknowledged(stage: Stage) -> None:
    story = stage(simulator={"meta": {"retry_seconds": 0.05, "retry_longest_seconds": 0.2, "batch": 1}, "receipts": {"read_rate": 1}})
    campaign = story.campaign(people(250))
    wait_until(lambda: story.report()["accepted"] == 250)
    story.move(story.system.clock.now().replace(hour=9))
    wait_until(lambda: story.report()["receipts"]["acknowledged"] >= 50)
    story.system.kill_api()
    assert story.report()["receipts"]["pending"] > 0
    story.system.start_api()
    story.system.wait_for_api()
    story.until_completed(campaign)
    story.settle()
    receipts = story.report()["receipts"]
    assert (receipts["pending"], receipts["failed"]) == (0, 0)
    assert campaign.states() == {"read": 250}
    _everybody_once(story, campaign, 250)


def _everybody_once(story: Story, campaign: Campaign, count: int) -> None:
    report, stats = story.report(), campaign.stats()
    assert report["duplicates"] == 0
    assert sum(people for state, people in stats["states"].items() if state in _FINAL) == count
    assert report["distinct_people"] == stats["sent"] + stats["failed"]
