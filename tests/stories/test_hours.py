"""People are written to in a campaign's hours only, also when what was to leave in them could not."""

from datetime import timedelta

from support.clock import MONDAY_MORNING
from support.system import Stage, people


def test_what_could_not_leave_before_the_evening_leaves_the_next_morning(stage: Stage) -> None:
    story = stage()
    story.meta(throttle_rate=1.0)
    story.move(MONDAY_MORNING + timedelta(hours=10, minutes=50))
    campaign = story.campaign(people(30))
    story.until(lambda: story.system.clock.now() > MONDAY_MORNING + timedelta(hours=14))
    assert (story.report()["accepted"], campaign.stats()["pending"]) == (0, 30)
    story.meta(throttle_rate=0.0)
    story.until_completed(campaign)
    assert campaign.released_by_day() == {"2026-10-06": 30}
    assert (story.report()["distinct_people"], story.report()["duplicates"]) == (30, 0)
    first = min(message["at"] for message in story.system.simulator.get("/_/messages")["messages"])
    assert first >= (MONDAY_MORNING + timedelta(days=1)).isoformat()
