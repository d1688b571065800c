"""What somebody finds in the web app after the demo: something on every page, and a campaign that moves."""

from collections.abc import Sequence

from support.system import Stage, Story
from tidings.apps.demo.client import Client
from tidings.apps.demo.everyday import COURSES, SEGMENTS, TOLD, furnish
from tidings.apps.demo.inbox import inbox_people, open_inbox
from tidings.apps.demo.launch import imported
from tidings.apps.demo.people import customers
from tidings.apps.demo.salon import open_salon, salon_people
from tidings.simulator.settings import PHONE_NUMBER_ID

READERS = 250
PAGE = 100


def test_every_page_has_something_to_show_and_a_campaign_runs(stage: Stage) -> None:
    answering = {"reply_rate": 0.6, "replies": ["Merci !"], "answer_seconds": 1}  # more conversations than a page of them holds
    story = stage(simulator={"receipts": {"read_rate": 1.0}, "people": answering})
    api, file = story.system.api, customers(800, duplicates=0)
    imported(story.system, file)
    first = story.campaign(file.numbers[:READERS], template="autumn_offer")
    story.until(lambda: first.stats()["read"] > 0)
    story.until(lambda: api.get("/inbox/counts")["all"] > PAGE)
    salon = open_salon(story.system, salon_people(file.numbers))
    (offer,) = api.rows("/waitlist/offers?state=open")
    assert (offer["slot"]["id"], offer["left_at"] is not None, [each["why"] for each in offer["passed_over"]]) == (salon.slot, True, ["other_day"])
    phone = story.system.simulator.get(f"/_/phones/{salon.number}?sender={PHONE_NUMBER_ID}")
    assert [each["text"] for each in phone["messages"][-1]["buttons"]] == ["Oui", "Non"]
    assert "Maison Vasseur" in phone["messages"][-1]["text"]
    assert {each["state"] for each in api.rows("/waitlist/bookings?limit=100")} == {"booked", "attended", "no_show", "cancelled"}
    assert [each["channel"] for each in api.get("/waitlist/figures")["by_channel"]] == ["sms", "whatsapp"]
    _leaves_an_inbox(story, inbox_people(file.numbers))
    running = furnish(story.system, file.numbers)
    story.settle()
    assert {each["name"] for each in api.rows("/segments")} == {"Saturday regulars", *(name for name, _ in SEGMENTS)}
    assert {each["key"] for each in api.rows("/courses")} == {str(each["key"]) for each in COURSES}
    assert {each["stage"] for each in api.rows("/leads?limit=200")} >= {"new", "qualified", "won"}
    waiting = [api.get(f"/marketing/campaigns/{each['campaign_id']}") for each in api.rows("/approvals")]
    assert [(each["name"], each["status"]) for each in waiting] == [("Everybody who read us", "in_review")]
    assert [each["name"] for each in api.rows("/marketing/campaigns?status=draft")] == ["Winter workshops"]
    assert [each["message"]["text"] for each in api.rows("/conversations/unclear")] == ["il faudrait arrêter un jour"]
    told = [each["state"] for each in api.rows("/notices?kind=ready_to_collect&limit=100")]
    assert (len(told), told.count("refused")) == (TOLD, 1)
    story.system.simulator.post(f"/_/people/{salon.number}/press", {"button": "Oui"})
    story.until(lambda: api.get(f"/waitlist/slots/{salon.slot}")["state"] == "booked")
    _leaves_a_repair_shop(api)
    story.until(lambda: api.get(f"/marketing/campaigns/{running}/stats")["sent"] > 0)
    stats = api.get(f"/marketing/campaigns/{running}/stats")
    assert stats["status"] == "active"
    assert stats["sent"] > 0
    assert stats["pending"] > 0


def _leaves_a_repair_shop(api: Client) -> None:
    """Find a ticket in each state, whose owners were told by SMS, and one by WhatsApp."""
    tickets = api.rows("/repairs/tickets")
    assert {each["status"] for each in tickets} == {"received", "waiting_for_approval", "waiting_for_parts", "ready", "unrepairable", "collected"}
    assert {(each["walk_in"], each["owner"]["email"]) for each in tickets} == {(True, None)}
    repairs = [told for each in tickets for told in api.rows(f"/repairs/tickets/{each['id']}/notices")]
    assert {each["kind"] for each in repairs} >= {"repair_welcome", "repair_estimate", "repair_ready", "repair_unrepairable"}
    assert sum(each["cost_micros"] for each in repairs) > 0
    assert {message["channel"] for each in repairs for message in each["messages"]} == {"sms", "whatsapp"}


def _leaves_an_inbox(story: Story, numbers: Sequence[str]) -> None:
    """Find somebody answered by itself, one who complained, one put off, one who gave a five, and one whom nobody answered."""
    api = story.system.api
    open_inbox(story.system, numbers)
    assert len(api.rows("/inbox/threads?status=open&limit=100")) < PAGE / 4, "what is of interest is found at once"
    left = {each["preview"][:12]: each for each in api.rows("/inbox/threads?order=newest&status=open&status=snoozed&status=resolved&limit=50")}
    assert (left["Mon téléphon"]["urgency"], left["Mon téléphon"]["team_id"] is not None) == ("normal", True)
    assert (left["Merci pour l"]["status"], left["Bonjour, vou"]["status"], left["Hello, do yo"]["status"]) == ("snoozed", "resolved", "open")
    (answered,) = [each for each in api.rows("/inbox/decisions?limit=50") if each["does"] == "answered"]
    assert answered["thread_id"] == left["Bonjour, vou"]["id"]
    assert api.get("/inbox/figures")["all"]["scores"] == [0, 0, 0, 0, 1]
