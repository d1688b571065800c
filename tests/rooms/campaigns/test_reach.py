"""Before anybody is added, one sees how far an audience reaches, and where people are lost."""

import random
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import World, numbers
from support.consents import grant
from tidings.campaigns import http
from tidings.campaigns import service as campaigns
from tidings.campaigns.rules.reach import between, in_sample
from tidings.campaigns.types import Step
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.consent import http as consent
from tidings.contacts import http as contacts
from tidings.contacts import service as people
from tidings.contacts.types import Filter
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

TAGGED = {"tags": ["open day"]}


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    """A client with every scope, to whom consent is asked of each person alone."""
    context = make_context(world.database, world.clock, tmp_path)
    routers = [http.router, http.foresight, contacts.router, consent.router]
    async with client_of(world.database, world.organisation, context, routers) as client:
        yield client


async def tagged(client: Client, phones: list[str | None]) -> list[str]:
    """Make contacts with the tag, some of them without a number."""
    bodies = [{"first_name": "Ada", "tags": ["open day"], "phones": [{"number": each}] if each else []} for each in phones]
    return [(await client.post("/contacts", {**body, "external_id": str(place)})).json()["id"] for place, body in enumerate(bodies)]


async def agreed(world: World, ids: list[str]) -> None:
    """Let people agree to marketing by WhatsApp."""
    async with world.database.unit(world.organisation) as unit:
        found = [each.id for each in (await people.list_contacts(unit, world.organisation, Filter(), None, 100, "FR")).rows if str(each.id) in ids]
        await grant(
            unit, world.organisation, found, channel=Channel.WHATSAPP, purpose=Purpose.MARKETING, source="form", at=datetime(2026, 1, 5, tzinfo=UTC)
        )


async def draft(client: Client, **fields: Any) -> str:
    made = await client.post("/marketing/campaigns", {"name": "Autumn", "template_name": "hello_world", **fields})
    return f"/marketing/campaigns/{made.json()['id']}"


def lost(reach: dict[str, Any]) -> dict[tuple[str, str | None], int]:
    return {(each["step"], each["reason"]): each["people"] for each in reach["losses"]}


async def test_everybody_of_an_audience_is_reachable_or_lost_at_one_step_with_a_reason(world: World, client: Client) -> None:
    phones = numbers(5)
    ids = await tagged(client, [*phones, None])
    await agreed(world, ids[:4])
    closed = {"channel": "whatsapp", "phone_numbers": phones[:1], "scope": "all", "reason": "manual", "source": "desk"}
    assert (await client.post("/suppressions", closed)).status < 300
    campaign = await draft(client, target_audience=TAGGED)
    reach = (await client.get(f"{campaign}/reach")).json()
    assert (reach["audience"], reach["looked_at"], reach["whole"], reach["reachable"]) == (6, 5, True, 3)
    assert lost(reach) == {("address", None): 1, ("closed", "suppressed_manual"): 1, ("consent", "no_consent"): 1}
    assert [each["first"] for each in reach["losses"]][1] == [{"contact_id": ids[0], "name": "Ada"}]
    french = (await client.get(f"{campaign}/reach", accept_language="fr")).json()
    assert french["losses"][0]["sentence"] == "Ils n'ont pas d'adresse pour ce canal."
    assert (await client.get(f"{campaign}/recipients")).json()["items"] == []


@pytest.mark.parametrize("each_person", [False, True])
async def test_people_who_share_a_phone_count_as_often_as_adding_plans_them(world: World, client: Client, *, each_person: bool) -> None:
    shared, own = numbers(2)
    ids = await tagged(client, [shared, shared, own, None])
    await agreed(world, ids)
    campaign = await draft(client, target_audience=TAGGED, each_person=each_person)
    reach = (await client.get(f"{campaign}/reach")).json()
    assert (reach["audience"], reach["looked_at"], reach["reachable"]) == (4, 3, 3 if each_person else 2)
    assert lost(reach) == {("address", None): 1} | ({} if each_person else {("shared", None): 1})
    if not each_person:
        assert reach["losses"][1]["sentence"] == "Une autre personne de cette campagne a la même adresse, qui reçoit un seul message."
        assert reach["losses"][1]["first"] == [{"contact_id": max(ids[:2]), "name": "Ada"}]
    added = (await client.post(f"{campaign}/recipients?use_target_audience=true")).json()
    assert added["recipients_added"] == reach["reachable"]
    after = (await client.get(f"{campaign}/stats")).json()
    assert after["states"]["planned"] == reach["reachable"]


async def test_who_shares_the_phone_of_somebody_refused_is_lost_too_as_adding_plans_the_one_refused(world: World, client: Client) -> None:
    ids = await tagged(client, [*numbers(1), *numbers(1)])
    await agreed(world, [max(ids)])
    campaign = await draft(client, target_audience=TAGGED)
    reach = (await client.get(f"{campaign}/reach")).json()
    assert (reach["reachable"], lost(reach)) == (0, {("shared", None): 1, ("consent", "no_consent"): 1})


@pytest.mark.parametrize("each_person", [False, True])
async def test_who_is_in_the_campaign_already_stands_at_a_step_of_their_own(world: World, client: Client, *, each_person: bool) -> None:
    shared, own, closed = numbers(3)
    ids = await tagged(client, [shared, own, closed])
    await agreed(world, ids[:2])
    campaign = await draft(client, target_audience=TAGGED, each_person=each_person)
    assert (await client.post(f"{campaign}/recipients?use_target_audience=true")).json()["recipients_added"] == 3
    beside = {"first_name": "Ada", "tags": ["open day"], "phones": [{"number": shared}], "external_id": "beside"}
    later = (await client.post("/contacts", beside)).json()["id"]
    await agreed(world, [later])
    reach = (await client.get(f"{campaign}/reach", accept_language="en")).json()
    assert (reach["audience"], reach["reachable"]) == (4, 1 if each_person else 0)
    assert lost(reach) == {("already", None): 2, ("consent", "no_consent"): 1} | ({} if each_person else {("shared", None): 1})
    assert "They are in the campaign already." in {each["sentence"] for each in reach["losses"]}
    again = await client.post(f"{campaign}/recipients?use_target_audience=true")
    assert again.json()["recipients_added"] == reach["reachable"]


async def test_who_is_put_off_by_the_hours_still_counts_as_reachable(world: World, client: Client) -> None:
    await agreed(world, await tagged(client, [*numbers(2)]))
    campaign = await draft(client, target_audience=TAGGED)
    world.clock.set(datetime(2026, 10, 5, 21, 30, tzinfo=UTC))
    reach = (await client.get(f"{campaign}/reach")).json()
    assert reach["reachable"] == 2
    assert {step for step, _ in lost(reach)} == {"hours"}


async def test_of_a_large_audience_a_random_part_is_judged_and_how_sure_that_is_is_said(world: World, client: Client) -> None:
    ids = await tagged(client, [*numbers(60), None, None])
    await agreed(world, ids[:30])
    campaign = await draft(client, target_audience=TAGGED)
    async with world.database.engine() as unit:
        found = await campaigns.reach(unit, world.organisation, UUID(campaign.rpartition("/")[2]), most=30)
    assert (found.audience, found.whole) == (62, False)
    assert 0 < found.looked_at < 60
    assert found.between[0] <= found.reachable <= found.between[1]
    assert {(each.step, each.people) for each in found.losses} >= {(Step.ADDRESS, 2)}
    whole = (await client.get(f"{campaign}/reach?most=100")).json()
    assert (whole["whole"], whole["reachable"], whole["at_least"], whole["at_most"]) == (True, 30, 30, 30)


async def test_people_who_share_an_address_are_in_a_random_part_together() -> None:
    addresses = [new_id(datetime(2026, 1, 5, tzinfo=UTC)) for _ in range(4_000)]
    part = [each for each in addresses if in_sample(each, 0.25)]
    assert 800 < len(part) < 1_200
    assert part == [each for each in part if in_sample(each, 0.25)]
    assert all(in_sample(each, 1.0) for each in addresses)


def test_an_estimate_holds_the_truth_in_95_of_100_parts_and_is_never_less_than_was_seen() -> None:
    chance = random.Random(7)  # noqa: S311 - the same parts each time
    crowd = [number < 600 for number in range(2_000)]
    held = 0
    for _ in range(400):
        found = sum(chance.sample(crowd, 200))
        low, high = between(found, 200, 2_000)
        assert found <= low <= high <= 2_000 - (200 - found)
        held += low <= 600 <= high
    assert held >= 372
    assert between(7, 10, 10) == (7, 7)
    assert between(0, 0, 10) == (0, 0)


async def test_who_would_get_it_is_counted_by_country_with_its_price_and_no_price_is_said_to_be_none(world: World, client: Client) -> None:
    ids = await tagged(client, ["+33612000001", "+33612000002", "+32470000001"])
    await agreed(world, ids)
    async with world.database.unit(world.organisation) as unit:
        own = Price(Channel.WHATSAPP, 71_200, "EUR", date(2026, 1, 1), "contract", country="FR")
        await channels.set_prices(unit, world.organisation, "key:1", [own], [])
    campaign = await draft(client, target_audience=TAGGED)
    places = {each["country"]: (each["people"], each["price"], each["currency"]) for each in (await client.get(f"{campaign}/reach")).json()["places"]}
    assert places == {"FR": (2, "0.0712", "EUR"), "BE": (1, None, "EUR")}


async def test_numbers_that_were_pasted_are_judged_where_no_audience_is_set(client: Client) -> None:
    campaign = await draft(client)
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(3)})
    reach = (await client.get(f"{campaign}/reach")).json()
    assert (reach["audience"], reach["reachable"], lost(reach)) == (3, 0, {("consent", "no_consent"): 3})


async def test_a_name_that_nobody_has_is_told(client: Client) -> None:
    campaign = await draft(client, target_audience={"tags": ["opne day"]})
    reach = (await client.get(f"{campaign}/reach")).json()
    assert (reach["audience"], reach["warnings"]) == (0, ['Nobody has the tag "opne day".'])


async def test_everybody_can_be_taken_out_of_a_draft_and_others_be_put_in(world: World, client: Client) -> None:
    campaign = await draft(client)
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(3)})
    assert (await client.delete(f"{campaign}/recipients")).status == 204
    assert (await client.delete(f"{campaign}/recipients")).status == 204
    assert (await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(2, 1)})).json()["recipients_added"] == 2
    launched = await world.launched(1)
    refused = await client.delete(f"/marketing/campaigns/{launched.id}/recipients")
    assert (refused.status, refused.json()["code"]) == (409, "campaign_active")


async def test_recipients_tell_their_reason_in_the_readers_language(world: World, client: Client) -> None:
    campaign = await draft(client)
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(1)})
    assert (await client.post(f"{campaign}/activate")).status == 200
    await world.release()
    told = [(await client.get(f"{campaign}/recipients", accept_language=language)).json()["items"][0]["detail"] for language in ("en", "fr")]
    assert told[0] == "There is no consent for this kind of message on this channel."
    assert told[1] != told[0]


async def test_a_campaign_tells_what_was_done_with_it(client: Client) -> None:
    campaign = await draft(client)
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(1)})
    await client.send("PATCH", campaign, json={"priority": 1})
    done = (await client.get(f"{campaign}/history")).json()["items"]
    assert [each["action"] for each in done] == ["campaign.edited", "campaign.recipients_added", "campaign.created"]
    assert done[0]["detail"] == {"fields": ["priority"]}
