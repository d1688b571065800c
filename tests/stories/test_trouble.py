"""Providers in trouble: what heals is tried again, what may have left is never sent blindly, and a pause is a pause."""

import time
from datetime import timedelta

from support.system import Stage, people


def test_a_provider_that_nobody_reaches_for_an_hour_delays_and_loses_nobody(stage: Stage) -> None:
    story = stage()
    story.system.kill_simulator()
    campaign = story.campaign(people(100))
    for _ in range(6):
        story.system.clock.advance(timedelta(minutes=10))
        time.sleep(0.5)
    assert campaign.states() == {"queued": 100}
    story.system.restart_simulator()
    story.until_completed(campaign)
    stats, report = campaign.stats(), story.report()
    assert (stats["sent"], report["distinct_people"], report["duplicates"]) == (100, 100, 0)


def test_failures_that_can_heal_are_tried_three_times_more_and_then_are_final(stage: Stage) -> None:
    story = stage()
    story.meta(error_mix={"131000": 1.0})
    campaign = story.campaign(people(20))
    story.until_completed(campaign)
    recipients = story.system.api.get(f"/marketing/campaigns/{campaign.id}/recipients?status=failed")["items"]
    assert [each["attempts"] for each in recipients] == [4] * 20
    assert story.report()["errors"]["meta"] == {"131000": 80}
    assert campaign.states() == {"failed": 20}


def test_an_answer_lost_after_meta_accepted_is_settled_by_the_receipt(stage: Stage) -> None:
    story = stage()
    story.meta(reset_mid_answer=1.0)
    campaign = story.campaign(people(50))
    story.until_completed(campaign)
    report, stats = story.report(), campaign.stats()
    assert (report["accepted"], report["duplicates"]) == (50, 0)
    assert (stats["sent"], stats["states"]["unknown"]) == (50, 0)


def test_an_answer_lost_after_twilio_accepted_is_settled_by_asking(stage: Stage) -> None:
    story = stage(simulator={"receipts": {"on": False}})
    story.provider(twilio={"trouble": {"reset_mid_answer": 1.0}})
    campaign = story.campaign(people(20), template="welcome_sms")
    story.until_completed(campaign)
    report, stats = story.report(), campaign.stats()
    assert (report["accepted"], report["duplicates"]) == (20, 0)
    assert (stats["sent"], stats["states"]["unknown"]) == (20, 0)


def test_a_pause_takes_effect_within_a_second(stage: Stage) -> None:
    story = stage(simulator={"meta": {"trouble": {"max_per_second": 40}, "tier": None}})
    campaign = story.campaign(people(250))
    while story.report()["accepted"] < 20:
        time.sleep(0.01)
    campaign.pause()
    time.sleep(1.0)
    accepted = story.report()["accepted"]
    assert accepted < 250
    time.sleep(1.0)
    assert story.report()["accepted"] == accepted
    story.meta(max_per_second=None)
    campaign.resume()
    story.until_completed(campaign)
    assert (story.report()["distinct_people"], story.report()["duplicates"]) == (250, 0)
