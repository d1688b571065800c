"""Somebody writes by WhatsApp and keeps their number to themselves: they are written to by Meta's id, and their STOP is followed."""

from typing import Any

from support.system import Campaign, Stage, Story
from tidings.simulator.settings import PHONE_NUMBER_ID

ZOE, NUMBER = "FR.13491208655302741918", "+33612345601"


def known(story: Story) -> dict[str, Any]:
    (contact,) = story.system.api.rows(f"/contacts?whatsapp_user={ZOE}")
    return contact


def campaign_to_vips(story: Story) -> Campaign:
    settings = {"name": "Autumn", "template_name": "welcome_back", "target_audience": {"tags": "vip"}}
    campaign = Campaign(story, story.system.api.post("/marketing/campaigns", settings)["id"])
    added = story.system.api.post(f"/marketing/campaigns/{campaign.id}/recipients?use_target_audience=true")
    assert added["recipients_added"] == 1
    campaign.activate()
    story.until_completed(campaign)
    return campaign


def agree(story: Story, contact_id: str) -> None:
    said = {"channel": "whatsapp", "purpose": "marketing", "status": "granted", "source": "chat", "wording": "News?", "at": "2026-01-01T09:00:00Z"}
    story.system.api.post(f"/contacts/{contact_id}/consents", said)


def test_a_campaign_reaches_them_once_their_receipts_match_and_a_stop_closes_also_the_number_that_is_told_later(stage: Stage) -> None:
    story = stage()
    story.provider(receipts={"read_rate": 1.0})
    story.says(ZOE, "Bonjour", to=PHONE_NUMBER_ID)
    story.settle()
    zoe = known(story)
    assert (zoe["phones"], [each["masked"] for each in zoe["whatsapp_users"]]) == ([], ["FR************18"])
    story.system.api.ask("PATCH", f"/contacts/{zoe['id']}", {"tags": ["vip"]})
    agree(story, zoe["id"])
    first = campaign_to_vips(story)
    story.until(lambda: first.stats()["read"] == 1)
    assert len(story.got(ZOE)) == 1
    story.says(ZOE, "STOP", to=PHONE_NUMBER_ID)
    story.settle()
    stopped = campaign_to_vips(story)
    assert stopped.stats()["reasons"]["suppressed"] == {"opted_out": 1}
    story.system.simulator.post(f"/_/people/{NUMBER}/say", {"text": "C'est encore moi", "to": PHONE_NUMBER_ID, "user_id": ZOE})
    story.settle()
    assert [each["value"] for each in known(story)["phones"]] == [NUMBER]
    assert campaign_to_vips(story).stats()["reasons"]["suppressed"] == {"opted_out": 1}
    report = story.report()
    assert (report["duplicates"], report["sends_after_stop"]["messages"]) == (0, 0)
