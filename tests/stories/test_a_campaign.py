"""The main job, as the owner of a shop meets it."""

from support.system import Stage, people
from tidings.simulator.settings import PHONE_NUMBER_ID


def test_the_calls_of_the_contract_work_as_they_stand(stage: Stage) -> None:
    api = stage().system.api
    made = api.post(
        "/marketing/campaigns",
        {
            "name": "Autumn",
            "template_name": "hello_world",
            "daily_send_limit": 250,
            "description": "Everybody",
            "priority": 5,
            "target_audience": {"customer_tier": "premium"},
        },
    )
    assert made["status"] == "draft"
    campaign = f"/marketing/campaigns/{made['id']}"
    assert [each["id"] for each in api.get("/marketing/campaigns")["items"]] == [made["id"]]
    assert api.post(f"{campaign}/recipients", {"phone_numbers": people(300)})["recipients_added"] == 300
    assert api.post(f"{campaign}/recipients?use_target_audience=true")["recipients_added"] == 0
    active = api.post(f"{campaign}/activate?start_date=2026-10-05")
    assert (active["estimated_days"], active["estimated_completion_date"]) == (2, "2026-10-06")
    assert api.post(f"{campaign}/pause")["status"] == "paused"
    assert api.post(f"{campaign}/resume")["status"] == "active"
    api.post("/marketing/process-daily")
    api.post("/marketing/process-daily")
    stats = api.get(f"{campaign}/stats")
    assert {"sent", "delivered", "read", "failed", "pending", "progress_percentage", "delivery_rate", "read_rate"} <= stats.keys()
    assert (stats["states"]["planned"], stats["estimated_completion_date"]) == (50, "2026-10-06")
    assert api.post(f"{campaign}/cancel")["status"] == "cancelled"
    assert api.get("/marketing/health")["status"] == "ok"


def test_six_hundred_people_at_250_a_day_take_three_days_and_get_it_once(stage: Stage) -> None:
    story = stage()
    campaign = story.campaign(people(600))
    story.until_completed(campaign)
    assert list(campaign.released_by_day().values()) == [250, 250, 100]
    assert list(campaign.released_by_day()) == ["2026-10-05", "2026-10-06", "2026-10-07"]
    report = story.report()
    assert (report["accepted"], report["distinct_people"], report["duplicates"], report["over_limit"]["messages"]) == (600, 600, 0, 0)
    stats = campaign.stats()
    assert (stats["recipients"], stats["sent"], stats["pending"], stats["progress_percentage"]) == (600, 600, 0, 100.0)


def test_the_same_people_added_again_in_other_writings_are_no_new_recipients(stage: Stage) -> None:
    story = stage()
    campaign = story.campaign(people(300))
    story.settle()
    assert campaign.stats()["sent"] == 250
    again = campaign.add([f"0{number[3:]}" for number in people(300)])
    assert (again["recipients_added"], again["already_in_campaign"]) == (0, 300)
    story.until_completed(campaign)
    assert (story.report()["accepted"], story.report()["duplicates"]) == (300, 0)


def test_who_says_stop_before_their_turn_gets_nothing_and_the_others_do(stage: Stage) -> None:
    story = stage()
    campaign = story.campaign(people(300))
    story.settle()
    unreached = [number for number in people(300) if not story.got(number)]
    assert len(unreached) == 50
    for number in unreached[:5]:
        story.says(number, "Stop.", to=PHONE_NUMBER_ID)
    story.until_completed(campaign)
    assert [story.got(number) for number in unreached[:5]] == [[]] * 5
    assert all(story.got(number) for number in unreached[5:])
    stats = campaign.stats()
    assert (stats["sent"], stats["states"]["suppressed"], stats["reasons"]["suppressed"]) == (295, 5, {"opted_out": 5})
    assert story.report()["sends_after_stop"]["messages"] == 0


def test_what_readers_got_and_read_is_in_the_figures(stage: Stage) -> None:
    story = stage(simulator={"receipts": {"read_rate": 0.5, "duplicate_rate": 0.3, "shuffle_rate": 0.3, "fail_rate": 0.1}})
    campaign = story.campaign(people(200))
    story.until_completed(campaign)
    story.until(lambda: story.report()["receipts"]["scheduled"] == 0)
    statuses, stats = story.report()["statuses"], campaign.stats()
    assert statuses["failed"] > 0
    assert (stats["read"], stats["failed"]) == (statuses["read"], statuses["failed"])
    assert stats["delivered"] == statuses["read"] + statuses["delivered"]
