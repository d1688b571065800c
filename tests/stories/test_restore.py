"""A backup is made in mid-campaign, sending goes on, everything is lost, the backup is put back: nobody gets anything twice by itself."""

import signal
from datetime import timedelta
from pathlib import Path

import orjson

from support.desk import Desk
from support.system import Campaign, Json, Stage, Story, people
from support.waiting import wait_until

PEOPLE, A_DAY = 100, 40


def lost_and_restored(stage: Stage, desk: Desk) -> tuple[Story, Campaign, Json]:
    """Return a story and what the restore said: at the backup the messages of the first day were on their way, those of the second left after it."""
    story = stage(workers=1, TIDINGS_EXCHANGE_SECONDS="60")
    campaign = story.campaign(people(PEOPLE), daily_send_limit=A_DAY, activate=False)
    story.system.simulator_process.signal(signal.SIGSTOP)  # nobody answers before the backup is made
    campaign.activate()
    wait_until(lambda: campaign.states().get("sending", 0) == A_DAY)
    desk("backup", "mid.tidings")
    story.system.simulator_process.signal(signal.SIGCONT)
    story.until(lambda: story.report()["accepted"] == 2 * A_DAY)
    story.system.kill_worker()
    story.system.kill_api()
    told = orjson.loads(desk("restore", "mid.tidings", "--replace", "--json"))
    story.system.start_api()
    story.system.wait_for_api()
    story.system.start_worker()
    return story, campaign, told


def test_nobody_gets_it_twice_after_a_restore_without_a_persons_decision(stage: Stage, desk: Desk) -> None:
    story, campaign, told = lost_and_restored(stage, desk)
    assert told["in_doubt"] == A_DAY
    assert [(each["name"], each["planned"]) for each in told["campaigns"]] == [("Autumn", PEOPLE - A_DAY)]
    assert "Restored from a backup" in story.system.api.get(f"/marketing/campaigns/{campaign.id}")["paused_reason"]
    assert "Restored from a backup" in desk("sending", "status")
    _two_days_pass(story)
    desk("sending", "start")
    _two_days_pass(story)
    campaign.cancel()
    _two_days_pass(story)
    report = story.report()
    assert (report["accepted"], report["duplicates"]) == (2 * A_DAY, 0)
    assert sum(campaign.states().values()) == PEOPLE


def test_a_campaign_that_a_person_resumes_writes_to_those_planned_and_never_to_those_in_doubt(stage: Stage, desk: Desk) -> None:
    story, campaign, _ = lost_and_restored(stage, desk)
    _two_days_pass(story)
    planned = campaign.states()["planned"]
    desk("sending", "start")
    campaign.resume()
    story.until_completed(campaign)
    assert story.report()["accepted"] == 2 * A_DAY + planned
    first_day = [number for number in people(PEOPLE) if len(story.got(number)) == 1]
    assert len(first_day) >= A_DAY


def _two_days_pass(story: Story) -> None:
    for _ in range(2):
        story.settle()
        story.move(story.system.clock.now() + timedelta(days=1))
    story.settle()


def test_a_database_that_is_not_empty_or_in_use_is_left_alone_and_an_altered_backup_changes_nothing(stage: Stage, desk: Desk, tmp_path: Path) -> None:
    story = stage(workers=0)
    campaign = story.campaign(people(5), activate=False)
    desk("backup", "quiet.tidings")
    assert "is not empty" in desk("restore", "quiet.tidings", code=1)
    assert "other sessions use the database" in desk("restore", "quiet.tidings", "--replace", code=1)
    story.system.kill_api()
    whole = (tmp_path / "quiet.tidings").read_bytes()
    (tmp_path / "altered.tidings").write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    assert "it was altered" in desk("restore", "altered.tidings", "--replace", code=1)
    (tmp_path / "cut.tidings").write_bytes(whole[:-100])
    assert "it was altered" in desk("restore", "cut.tidings", "--replace", code=1)
    story.system.start_api()
    story.system.wait_for_api()
    assert campaign.states() == {"planned": 5}
    assert "stopped" not in desk("sending", "status")
    assert whole.find(b"welcome_back") == -1
