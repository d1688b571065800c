"""Somebody with a lot to send keeps nobody else waiting: no other organisation, and nothing urgent of their own."""

from collections.abc import Mapping, Sequence

from support.desk import Desk
from support.system import Campaign, Json, Stage, Story, people
from support.waiting import wait_until
from tidings.apps.demo.client import Client
from tidings.simulator.settings import ACCOUNT_SID, AUTH_TOKEN, SENDER_NUMBER

MANY, FEW = 6_000, 100
OTHER_NUMBER = "+15005550009"
BETWEEN = 2 * 320
"""What a worker may have on its way of the many while the few are sent: its hands, and once more what was claimed meanwhile."""
SLOWLY: Mapping[str, object] = {"twilio": {"trouble": {"latency_ms": 300}}, "receipts": {"on": False}}


def begun(stage: Stage) -> Story:
    return stage(simulator=SLOWLY, TIDINGS_EXCHANGE_SECONDS="20", SMS_RATE_LIMIT_PER_HOUR="100000")


def sending_to_many(story: Story) -> Campaign:
    """Launch a campaign to many by a provider that takes its time, and let it get going."""
    campaign = story.campaign(people(MANY), template="welcome_sms", daily_send_limit=100_000)
    wait_until(lambda: story.report()["accepted"] >= FEW)
    return campaign


def taken(story: Story) -> list[Json]:
    """Return what the provider took, in its order."""
    return story.system.simulator.get("/_/messages?limit=10000")["messages"][::-1]


def other_organisation(story: Story, desk: Desk) -> Client:
    """Found an organisation with a number of its own; returns what its owner asks Tidings with."""
    desk("organisations", "create", "Other", "--region", "FR")
    agreed = ("--consent-basis", "form", "--consent-wording", "I agree.", "--consent-date", "2026-01-05")
    api = Client(story.system.api.base, desk("keys", "create", "shop", "--organisation", "other", *agreed).strip())
    credentials = {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN}
    account = {"provider": "twilio", "name": "Other", "credentials": credentials, "api_base": f"{story.system.simulator.base}/twilio"}
    connection = api.post("/channels/connections", account)["id"]
    api.post("/channels/senders", {"connection_id": connection, "channel": "sms", "address": OTHER_NUMBER, "label": "Other"})
    return api


def launched(api: Client, numbers: Sequence[str]) -> str:
    """Launch a campaign and return its address."""
    made = api.post("/marketing/campaigns", {"name": "Autumn", "template_name": "welcome_sms", "daily_send_limit": 1_000})
    campaign = f"/marketing/campaigns/{made['id']}"
    api.post(f"{campaign}/recipients", {"phone_numbers": list(numbers)})
    api.post(f"{campaign}/activate")
    return campaign


def test_a_hundred_of_one_organisation_do_not_wait_for_the_thousands_of_another(stage: Stage, desk: Desk) -> None:
    story = begun(stage)
    api = other_organisation(story, desk)
    many = sending_to_many(story)
    few = launched(api, people(FEW, first=MANY))
    wait_until(lambda: api.get(f"{few}/stats")["sent"] == FEW)
    order = [message["sender"] for message in taken(story)]
    assert many.stats()["pending"] > BETWEEN
    first, last = order.index(OTHER_NUMBER), len(order) - order[::-1].index(OTHER_NUMBER)
    assert order.count(OTHER_NUMBER) == FEW
    assert order[first:last].count(SENDER_NUMBER) <= BETWEEN
    many.cancel()


def test_an_urgent_message_leaves_in_the_midst_of_a_campaign(stage: Stage) -> None:
    story = begun(stage)
    many = sending_to_many(story)
    (somebody,) = people(1, first=MANY)
    story.system.api.post("/allow-list", {"phone_numbers": [somebody]})
    story.system.api.post(f"/marketing/campaigns/{many.id}/test", {"phone_number": somebody})
    wait_until(lambda: bool(story.got(somebody)))
    assert many.stats()["pending"] > BETWEEN
    many.cancel()
