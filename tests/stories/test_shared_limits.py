"""Campaigns that share a WhatsApp account share its people a day, by priority, and follow when the account's limit changes."""

from support.system import Stage, people


def test_two_campaigns_share_a_tier_by_priority_and_none_starves(stage: Stage) -> None:
    story = stage()
    first = story.campaign(people(500), priority=1, activate=False)
    third = story.campaign(people(300, first=1_000), priority=3, template="autumn_offer", activate=False)
    for campaign in (first, third):
        campaign.activate("2026-10-06")  # so that both are there when the first day begins
    story.until_completed(first, third)
    of_first, of_third = first.released_by_day(), third.released_by_day()
    assert all(of_first.get(day, 0) + of_third.get(day, 0) <= 250 for day in {*of_first, *of_third})
    assert of_first["2026-10-06"] > of_third["2026-10-06"] > 0
    assert (sum(of_first.values()), sum(of_third.values())) == (500, 300)
    report = story.report()
    assert (report["distinct_people"], report["duplicates"], report["over_limit"]["messages"]) == (800, 0, 0)
    assert report["whatsapp_limit"]["meta"]["most_people_in_any_24_hours"] == 250


def test_a_tier_raised_in_the_middle_shortens_the_plan(stage: Stage) -> None:
    story = stage(WHATSAPP_RATE_LIMIT_PER_HOUR="100000")
    campaign = story.campaign(people(1_000), daily_send_limit=2_000)
    assert campaign.stats()["estimated_completion_date"] == "2026-10-08"
    story.settle()
    assert campaign.stats()["sent"] == 250
    story.provider(meta={"tier": 2_000})
    story.settle()
    assert campaign.stats()["estimated_completion_date"] == "2026-10-05"
    story.until_completed(campaign)
    assert campaign.released_by_day() == {"2026-10-05": 1_000}
    report = story.report()
    assert (report["distinct_people"], report["duplicates"], report["over_limit"]["messages"]) == (1_000, 0, 0)
