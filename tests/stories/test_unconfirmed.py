"""What Meta may have sent and nobody can tell: a person decides, and only what they want sent again goes out again."""

from support.system import Stage, people


def test_only_what_a_person_wants_sent_again_reaches_somebody_twice(stage: Stage) -> None:
    story = stage(simulator={"receipts": {"on": False}})
    story.meta(reset_mid_answer=1.0)
    campaign = story.campaign(people(6))
    story.until_completed(campaign)
    story.meta(reset_mid_answer=0.0)
    api = story.system.api
    ids = [row["id"] for row in api.rows("/messages/unconfirmed")]
    assert (len(ids), campaign.states()) == (6, {"unknown": 6})
    for message, outcome in zip(ids, ["arrived", "arrived", "arrived", "not_sent", "send_again", "send_again"], strict=True):
        api.post(f"/messages/{message}/settle", {"outcome": outcome, "reason": "They told us on the phone."})
    story.until(lambda: campaign.states() == {"sent": 5, "failed": 1})
    story.until_completed(campaign)
    assert api.rows("/messages/unconfirmed") == []
    report = story.report()
    assert (report["accepted"], report["distinct_people"], report["duplicates"]) == (8, 6, 2)
    steps = [step["what"] for step in api.get(f"/messages/{ids[5]}/trace")["steps"]]
    assert steps == ["planned", "unknown", "given_up", "decided", "released", "sent"]
