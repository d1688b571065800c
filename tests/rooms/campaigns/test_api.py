"""SPEC's campaign API: its paths and fields, word for word, and what a good API needs besides."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import ACTOR, World, numbers
from tidings.accounts.types import Scope
from tidings.campaigns import http
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import RecipientFilter
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.messages import service as messages
from tidings.segments import service as segments


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    """A client with every scope."""
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        yield client


async def made(client: Client, **fields: object) -> str:
    """Make a campaign as SPEC's example does and return its id."""
    reply = await client.post("/marketing/campaigns", {"name": "Autumn", "template_name": "hello_world", **fields})
    assert reply.status == 201, reply.body
    return reply.json()["id"]


async def test_the_sequence_of_the_contract_works_as_it_stands(client: Client) -> None:
    body = {
        "name": "Autumn",
        "template_name": "hello_world",
        "daily_send_limit": 250,
        "description": "d",
        "priority": 5,
        "target_audience": {"a": "b"},
    }
    created = (await client.post("/marketing/campaigns", body)).json()
    assert created["status"] == "draft"
    campaign = f"/marketing/campaigns/{created['id']}"
    added = (await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(600)})).json()
    assert added["recipients_added"] == 600
    assert (await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(600)})).json()["recipients_added"] == 0
    activated = (await client.post(f"{campaign}/activate?start_date=2026-10-05")).json()
    assert (activated["status"], activated["estimated_days"], activated["estimated_completion_date"]) == ("active", 3, "2026-10-07")
    assert (await client.post(f"{campaign}/pause")).json()["status"] == "paused"
    assert (await client.post(f"{campaign}/resume")).json()["status"] == "active"
    assert (await client.post("/marketing/process-daily")).json()["released"] == 0  # the key attests no consent
    stats = (await client.get(f"{campaign}/stats")).json()
    assert {"sent", "delivered", "read", "failed", "pending", "progress_percentage", "delivery_rate", "read_rate"} < stats.keys()
    assert stats["reasons"] == {"suppressed": {"no_consent": 600}}
    assert (await client.get("/marketing/campaigns?status=running")).json()["items"] == []
    assert (await client.get("/marketing/health")).json()["campaigns_active"] == 0


async def test_recipients_by_target_audience(client: Client) -> None:
    campaign = await made(client, target_audience={"customer_tier": "premium"})
    reply = await client.post(f"/marketing/campaigns/{campaign}/recipients?use_target_audience=true")
    assert (reply.status, reply.json()["recipients_added"]) == (200, 0)


async def test_the_campaigns_of_a_segment_are_found_by_its_id_and_by_its_name(world: World, client: Client) -> None:
    async with world.database.unit(world.organisation) as unit:
        vips = await segments.create(unit, world.organisation, ACTOR, name="VIPs", where=segments.parsed('tag has "vip"'))
    by_id, by_name = await made(client, target_audience={"segment": str(vips.id)}), await made(client, target_audience={"segment": " vips "})
    await made(client, target_audience={"customer_tier": "premium"})
    found = (await client.get(f"/marketing/campaigns?segment={vips.id}")).json()["items"]
    assert {each["id"] for each in found} == {by_id, by_name}
    assert (await client.get(f"/marketing/campaigns?segment={uuid4()}")).json()["items"] == []


async def test_it_is_said_when_it_is_unclear_who_is_to_be_added(client: Client) -> None:
    campaign = await made(client)
    reply = await client.post(f"/marketing/campaigns/{campaign}/recipients")
    assert (reply.status, reply.json()["code"]) == (422, "recipients_unclear")


async def test_a_misspelt_field_is_refused(client: Client) -> None:
    reply = await client.post("/marketing/campaigns", {"name": "Autumn", "template_name": "hello_world", "daily_limit": 3})
    assert reply.status == 422
    assert reply.json()["errors"][0]["field"] == "daily_limit"


async def test_a_request_repeated_with_its_idempotency_key_is_done_once(client: Client) -> None:
    body = {"name": "Autumn", "template_name": "hello_world"}
    first = await client.post("/marketing/campaigns", body, Idempotency_Key="once")
    again = await client.post("/marketing/campaigns", body, Idempotency_Key="once")
    assert first.json()["id"] == again.json()["id"]
    assert len((await client.get("/marketing/campaigns")).json()["items"]) == 1


async def test_a_list_is_filtered_and_paged(client: Client) -> None:
    ids = [await made(client, name=f"Campaign {n}") for n in range(3)]
    first = (await client.get("/marketing/campaigns?limit=2&status=draft")).json()
    rest = (await client.get(f"/marketing/campaigns?limit=2&status=draft&cursor={first['next_cursor']}")).json()
    assert sorted(each["id"] for each in first["items"] + rest["items"]) == sorted(ids)
    assert rest["next_cursor"] is None
    assert [each["name"] for each in (await client.get("/marketing/campaigns?search=gn%201")).json()["items"]] == ["Campaign 1"]
    wrong = await client.get("/marketing/campaigns?status=flying")
    assert (wrong.status, wrong.json()["code"]) == (422, "status_unknown")


async def test_a_draft_is_edited_in_part(client: Client) -> None:
    campaign = f"/marketing/campaigns/{await made(client, quiet_days=[7])}"
    reply = await client.send("PATCH", campaign, json={"sending_hours": {"from": "10:00", "to": "12:00"}, "priority": 1})
    shown = reply.json()
    assert (shown["priority"], shown["sending_hours"], shown["quiet_days"]) == (
        1,
        {"from": "10:00:00", "to": "12:00:00", "clock": "organisation"},
        [7],
    )
    assert shown["name"] == "Autumn"


async def test_recipients_are_listed_with_status_and_reason(client: Client) -> None:
    campaign = f"/marketing/campaigns/{await made(client)}"
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(3)})
    await client.post(f"{campaign}/activate")
    await client.post("/marketing/process-daily")
    listed = (await client.get(f"{campaign}/recipients?status=suppressed&limit=2")).json()
    assert [(each["status"], each["reason"]) for each in listed["items"]] == [("suppressed", "no_consent")] * 2
    assert all(each["detail"] for each in listed["items"])
    assert listed["next_cursor"]


async def test_recipients_are_listed_by_name_and_masked_number_with_the_id_of_the_message(client: Client, world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        who = Changes(first_name="<b>Zoé</b>", last_name="Ñ 😀", addresses=[NewAddress(AddressKind.PHONE, "+33612345678")])
        known = await contacts.create_contact(unit, world.organisation, ACTOR, who, "FR")
    identifier = await made(client)
    await client.post(f"/marketing/campaigns/{identifier}/recipients", {"phone_numbers": ["06 12 34 56 78", "+33612345679"]})
    listed = (await client.get(f"/marketing/campaigns/{identifier}/recipients")).json()["items"]
    shown = {each["contact_id"]: each for each in listed}[str(known.id)]
    assert (shown["contact_name"], shown["address"]) == ("<b>Zoé</b> Ñ 😀", "+33 6 ** ** ** 78")
    assert shown["message_id"] == f"{identifier}.{known.id}"
    assert {each["contact_name"] for each in listed} == {"<b>Zoé</b> Ñ 😀", None}


async def test_recipients_are_filtered_by_status_and_reason(client: Client, world: World) -> None:
    made_by_hand = await world.create()
    campaign = f"/marketing/campaigns/{made_by_hand.id}"
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(2)})  # the client's key attests no consent
    await world.add(made_by_hand, numbers(3, start=50))
    await client.post(f"{campaign}/activate")
    await world.release()

    async def count(query: str) -> int:
        return len((await client.get(f"{campaign}/recipients?{query}")).json()["items"])

    assert await count("status=pending") == await count("status=queued") == 3
    assert await count("status=suppressed") == 2
    assert await count("status=pending,suppressed") == await count("status=pending&status=suppressed") == await count("") == 5
    assert await count("reason=no_consent") == await count("reason=opted_out,no_consent&status=suppressed,failed") == 2
    assert await count("reason=opted_out") == await count("reason=no_consent&status=pending") == 0
    wrong = await client.get(f"{campaign}/recipients?status=pending,flying")
    assert (wrong.status, wrong.json()["field"]) == (422, "status")
    assert "pending" in wrong.json()["fix"]


async def test_a_page_of_recipients_takes_the_same_statements_for_two_and_for_two_hundred(client: Client, world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(200))
    counts: list[int] = []
    for limit in (2, 200):
        async with world.database.unit(world.organisation) as unit:
            page = await campaigns.recipients(unit, world.organisation, campaign.id, RecipientFilter(), limit=limit)
            around = await messages.around_recipients(unit, world.organisation, page.rows)
            assert len(around.addresses) == len(page.rows) == limit
            counts.append(unit.statements)
    assert counts[0] == counts[1]
    assert len((await client.get(f"/marketing/campaigns/{campaign.id}/recipients?limit=200")).json()["items"]) == 200


async def test_the_plan_is_shown_by_day(client: Client) -> None:
    campaign = f"/marketing/campaigns/{await made(client)}"
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(300)})
    forecast = (await client.get(f"{campaign}/plan")).json()
    assert [(day["day"], day["planned"]) for day in forecast["days"]] == [("2026-10-05", 250), ("2026-10-06", 50)]
    assert (forecast["forecast"], forecast["estimated_days"]) == (True, 2)


async def test_copy_delete_and_cancel(client: Client) -> None:
    campaign = f"/marketing/campaigns/{await made(client)}"
    copied = (await client.post(f"{campaign}/copy", {"name": "Again"})).json()
    assert (copied["name"], copied["status"]) == ("Again", "draft")
    assert (await client.delete(campaign)).status == 204
    assert (await client.get(campaign)).status == 404
    assert (await client.post(f"/marketing/campaigns/{copied['id']}/cancel")).json()["status"] == "cancelled"
    refused = await client.post(f"/marketing/campaigns/{copied['id']}/activate")
    assert (refused.status, refused.json()["code"], refused.json()["fix"]) == (409, "campaign_cancelled", "Possible now: copy.")


async def test_a_test_message_goes_to_a_listed_number_only(client: Client) -> None:
    campaign = await made(client)
    reply = await client.post(f"/marketing/campaigns/{campaign}/test", {"phone_number": "0612345678"})
    assert reply.status == 403


async def test_a_campaign_of_another_organisation_does_not_exist(client: Client) -> None:
    for path in ("", "/stats", "/plan", "/recipients"):
        assert (await client.get(f"/marketing/campaigns/{uuid4()}{path}")).status == 404


async def test_reading_needs_no_more_than_the_scope_to_read(world: World, tmp_path: Path) -> None:
    context = make_context(world.database, world.clock, tmp_path)
    scopes = frozenset({Scope.CAMPAIGNS_READ})
    async with client_of(world.database, world.organisation, context, [http.router], scopes) as reader:
        assert (await reader.get("/marketing/campaigns")).status == 200
        assert (await reader.post("/marketing/campaigns", {"name": "x", "template_name": "hello_world"})).status == 403
        assert (await reader.post("/marketing/process-daily")).status == 403


async def test_the_views_for_existing_readers_show_the_organisations_own_campaigns(world: World) -> None:
    await world.launched(300)
    async with world.database.unit(world.organisation) as unit:
        assert await unit.value("SELECT count(*) FROM v_active_campaigns") == 1
        assert await unit.value("SELECT sum(scheduled_count) FROM v_daily_campaign_schedule") == 300
    async with world.database.unit(uuid4()) as unit:
        assert await unit.value("SELECT count(*) FROM v_active_campaigns") == 0
        assert await unit.value("SELECT count(*) FROM v_daily_campaign_schedule") == 0


async def test_a_start_date_in_the_wrong_place_launches_nothing(client: Client) -> None:
    campaign = f"/marketing/campaigns/{await made(client)}"
    await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(1)})
    in_body = await client.post(f"{campaign}/activate", {"start_date": "2026-12-05"})
    misspelt = await client.post(f"{campaign}/activate?startdate=2026-12-05")
    assert (in_body.status, in_body.json()["code"]) == (422, "activation_misunderstood")
    assert (misspelt.status, misspelt.json()["code"]) == (422, "parameter_unknown")
    assert (await client.get(campaign)).json()["status"] == "draft"
