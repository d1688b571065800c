"""Workers share nothing but the database: one more takes its part, one that dies is replaced, one that is asked to end loses nothing."""

import signal

from support.system import Campaign, Stage, Story, people
from support.waiting import wait_until

PEOPLE = 400


def test_what_a_dead_worker_held_is_in_doubt_within_half_a_minute_and_the_other_goes_on(stage: Stage) -> None:
    story = stage(workers=2, TIDINGS_EXCHANGE_SECONDS="20")
    campaign = _sending(story, daily_send_limit=250)
    worker = story.system.kill_worker()
    story.system.simulator_process.signal(signal.SIGCONT)
    assert not worker.runs
    wait_until(lambda: campaign.states().get("unknown", 0) + _told(campaign) >= 250)
    assert "sending" not in campaign.states()
    story.until_completed(campaign)
    assert sum(campaign.states().values()) == PEOPLE
    assert story.report()["duplicates"] == 0
    # What the dead worker had claimed and not yet written to the wire never reached WhatsApp, which can't be asked: unknown for good.
    assert PEOPLE - story.report()["distinct_people"] <= campaign.states().get("unknown", 0)


def test_a_worker_that_is_asked_to_end_finishes_what_is_in_flight(stage: Stage) -> None:
    story = stage(workers=1, TIDINGS_EXCHANGE_SECONDS="20")
    campaign = _sending(story, daily_send_limit=100)
    worker = story.system.workers[0]
    worker.popen.send_signal(signal.SIGTERM)
    story.system.simulator_process.signal(signal.SIGCONT)
    assert worker.popen.wait(30) == 0
    assert "sending" not in campaign.states()
    assert campaign.states().get("unknown", 0) == 0
    assert story.report()["accepted"] == 100
    story.system.kill_worker()  # it has ended, and is missed no more
    story.system.start_worker()
    story.until_completed(campaign)
    assert (story.report()["distinct_people"], story.report()["duplicates"]) == (PEOPLE, 0)


def _sending(story: Story, *, daily_send_limit: int) -> Campaign:
    """Launch a campaign at a provider that gives no answer yet, and return when messages are with it."""
    campaign = story.campaign(people(PEOPLE), daily_send_limit=daily_send_limit, activate=False)
    story.system.simulator_process.signal(signal.SIGSTOP)
    campaign.activate()
    wait_until(lambda: campaign.states().get("sending", 0) >= min(100, daily_send_limit))
    return campaign


def _told(campaign: Campaign) -> int:
    stats = campaign.stats()
    return stats["sent"] + stats["failed"]
