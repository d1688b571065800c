"""What somebody finds in the web app after the demo: something on every page, and a campaign that moves."""

from support.system import Stage
from tidings.apps.demo.everyday import COURSES, SEGMENTS, TOLD, furnish
from tidings.apps.demo.launch import imported
from tidings.apps.demo.people import customers

READERS = 250


def test_every_page_has_something_to_show_and_a_campaign_runs(stage: Stage) -> None:
    story = stage(simulator={"receipts": {"read_rate": 1.0}})
    api, file = story.system.api, customers(800, duplicates=0)
    imported(story.system, file)
    first = story.campaign(file.numbers[:READERS], template="autumn_offer")
    story.until(lambda: first.stats()["read"] > 0)
    running = furnish(story.system, file.numbers)
    story.settle()
    assert {each["name"] for each in api.rows("/segments")} == {"Saturday regulars", *(name for name, _ in SEGMENTS)}
    assert {each["key"] for each in api.rows("/courses")} == {str(each["key"]) for each in COURSES}
    assert {each["stage"] for each in api.rows("/leads?limit=200")} >= {"new", "qualified", "won"}
    waiting = [api.get(f"/marketing/campaigns/{each['campaign_id']}") for each in api.rows("/approvals")]
    assert [(each["name"], each["status"]) for each in waiting] == [("Everybody who read us", "in_review")]
    assert [each["name"] for each in api.rows("/marketing/campaigns?status=draft")] == ["Winter workshops"]
    assert [each["message"]["text"] for each in api.rows("/conversations/unclear")] == ["il faudrait arrêter un jour"]
    told = [each["state"] for each in api.rows("/notices?limit=100")]
    assert (len(told), told.count("refused")) == (TOLD, 1)
    story.until(lambda: api.get(f"/marketing/campaigns/{running}/stats")["sent"] > 0)
    stats = api.get(f"/marketing/campaigns/{running}/stats")
    assert stats["status"] == "active"
    assert stats["sent"] > 0
    assert stats["pending"] > 0
