"""Before anybody is added, one sees how far an audience reaches, and where people are lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import World, numbers
from support.consents import grant
from tidings.campaigns import http
from tidings.campaigns import service as campaigns
from tidings.consent import http as consent
from tidings.contacts import http as contacts
from tidings.contacts import service as people
from tidings.contacts.types import Filter
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


async def test_who_is_put_off_by_the_hours_still_counts_as_reachable(world: World, client: Client) -> None:
    await agreed(world, await tagged(client, [*numbers(2)]))
    campaign = await draft(client, target_audience=TAGGED)
    world.clock.set(datetime(2026, 10, 5, 21, 30, tzinfo=UTC))
    reach = (await client.get(f"{campaign}/reach")).json()
    assert reach["reachable"] == 2
    assert {step for step, _ in lost(reach)} == {"hours"}


async def test_of_a_large_audience_only_the_first_are_judged_and_that_is_said(world: World, client: Client) -> None:
    await tagged(client, [*numbers(4)])
    campaign = await draft(client, target_audience=TAGGED)
    async with world.database.engine() as unit:
        found = await campaigns.reach(unit, world.organisation, UUID(campaign.rpartition("/")[2]), most=3)
    assert (found.audience, found.looked_at, found.whole) == (4, 3, False)
    assert (await client.get(f"{campaign}/reach")).json()["whole"] is True


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
