"""What a marketer does wrong is answered with the field of the request that is at fault, if one is, and with what to do."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from support.api import Client, Reply, client_of, make_context
from support.campaigning import ACTOR, World, numbers
from support.descriptions import Json, resolved
from tidings.accounts import service as accounts
from tidings.campaigns import http
from tidings.channels import service as channels
from tidings.content import service as content
from tidings.policy import service as policy

DRAFT = {"name": "Autumn", "template_name": "hello_world"}
PHONE = "+33612345678"


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    """A client with every scope."""
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        yield client


@pytest.fixture
async def document(client: Client) -> Json:
    return (await client.get("/openapi.json")).json()


async def made(client: Client, people: int = 0, **fields: object) -> str:
    """Make a campaign with some recipients and return its address."""
    created = await client.post("/marketing/campaigns", {**DRAFT, **fields})
    assert created.status == 201, created.body
    campaign = f"/marketing/campaigns/{created.json()['id']}"
    if people:
        await client.post(f"{campaign}/recipients", {"phone_numbers": numbers(people)})
    return campaign


def fields_of(document: Json, method: str, path: str) -> set[str]:
    """Return every field that a request may have, as dotted paths."""
    operation = document["paths"][path][method]
    names = {each["name"] for each in operation.get("parameters", [])}
    for content_of in operation.get("requestBody", {}).get("content", {}).values():
        names |= _properties(document, content_of["schema"], "")
    return names


def _properties(document: Json, schema: Json, prefix: str) -> set[str]:
    names: set[str] = set()
    for each in (schema, *schema.get("anyOf", [])):
        for name, part in resolved(document, each).get("properties", {}).items():
            names |= {prefix + name} | _properties(document, part, f"{prefix}{name}.")
    return names


def checked(reply: Reply, document: Json, method: str, path: str) -> Json:
    """Return a problem that says what to do and names no field that the request can't have; keys of an audience are the caller's own."""
    problem = reply.json()
    assert reply.headers["content-type"] == "application/problem+json", reply.body
    assert problem["fix"]
    known = fields_of(document, method, path)
    for named in {problem.get("field")} | {each["field"] for each in problem.get("errors", [])}:
        if named is not None and problem["code"] != "input_invalid":
            assert named in known or named.startswith("target_audience."), named
    return problem


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"end_date": "2026-10-04"}, "end_date"),
        ({"start_date": "2026-10-09", "end_date": "2026-10-08"}, "end_date"),
        ({"start_date": "3000-01-01"}, "start_date"),
        ({"sending_hours": {"from": "20:00", "to": "09:00"}}, "sending_hours.to"),
        ({"sending_hours": {"from": "21:00"}}, "sending_hours.to"),
        ({"sending_hours": {"from": "9 o'clock"}}, "sending_hours.from"),
        ({"quiet_days": [1, 2, 3, 4, 5, 6, 7]}, "quiet_days"),
        ({"quiet_days": [8]}, "quiet_days.0"),
        ({"template_name": "nothing"}, "template_name"),
        ({"target_audience": {"customer_tier": {"is": "odd"}}}, "target_audience.customer_tier"),
        ({"sender_id": str(uuid4())}, "sender_id"),
        ({"priority": 11}, "priority"),
        ({"daily_send_limit": 0}, "daily_send_limit"),
        ({"name": " "}, "name"),
    ],
)
async def test_a_setting_that_cannot_be_meant_is_named_in_a_new_campaign_and_in_a_change(
    client: Client, document: Json, wrong: dict[str, Any], field: str
) -> None:
    created = checked(await client.post("/marketing/campaigns", {**DRAFT, **wrong}), document, "post", "/marketing/campaigns")
    changed = await client.send("PATCH", await made(client), json=wrong)
    assert created["field"] == field
    assert checked(changed, document, "patch", "/marketing/campaigns/{campaign_id}")["field"] == field
    assert (await client.get("/marketing/campaigns")).json()["items"][0]["priority"] == 5


async def test_an_end_date_that_has_passed_says_what_day_it_is_and_today_is_early_enough(client: Client) -> None:
    refused = await client.post("/marketing/campaigns", {**DRAFT, "end_date": "2026-10-04"})
    assert (refused.status, refused.json()["code"]) == (422, "end_date_invalid")
    assert refused.json()["detail"] == "2026-10-04 has passed: today is 2026-10-05."
    assert (await client.post("/marketing/campaigns", {**DRAFT, "end_date": "2026-10-05"})).status == 201


async def test_a_draft_whose_end_date_has_passed_can_be_renamed_and_is_not_launched(client: Client, document: Json, world: World) -> None:
    campaign = await made(client, people=1, end_date="2026-10-06")
    world.clock.advance(days=3)
    assert (await client.send("PATCH", campaign, json={"name": "Late"})).status == 200
    reply = await client.post(f"{campaign}/activate")
    problem = checked(reply, document, "post", "/marketing/campaigns/{campaign_id}/activate")
    assert (reply.status, problem["code"], problem.get("field")) == (409, "end_date_passed", None)
    assert (await client.send("PATCH", campaign, json={"end_date": None})).status == 200
    assert (await client.post(f"{campaign}/activate")).json()["status"] == "active"


@pytest.mark.parametrize("start", ["2026-10-04", "2026-10-21", "3000-01-01", "tomorrow", "1791158400"])
async def test_a_start_that_does_not_fit_is_named_and_launches_nothing(client: Client, document: Json, start: str) -> None:
    campaign = await made(client, people=1, end_date="2026-10-20")
    problem = checked(await client.post(f"{campaign}/activate?start_date={start}"), document, "post", "/marketing/campaigns/{campaign_id}/activate")
    assert (problem["status"], problem["field"]) == (422, "start_date")
    assert (await client.get(campaign)).json()["status"] == "draft"


async def test_a_launch_that_cannot_succeed_names_no_field_because_it_takes_none(client: Client, document: Json, world: World) -> None:
    path = "/marketing/campaigns/{campaign_id}/activate"
    personal = await made(client, people=1, template_name="personal_sms")
    empty = await made(client)
    codes = {checked(await client.post(f"{each}/activate"), document, "post", path)["code"] for each in (personal, empty)}
    blocked = await made(client, people=1)
    async with world.database.unit(world.organisation) as unit:
        await content.set_approval(unit, world.organisation, provider=world.sender.provider, provider_name="hello_world", status="paused")
    codes.add(checked(await client.post(f"{blocked}/activate"), document, "post", path)["code"])
    async with world.database.unit(world.organisation) as unit:
        await channels.stop_sender(unit, world.organisation, world.sender.id, "unpaid")
    codes.add(checked(await client.post(f"{blocked}/activate"), document, "post", path)["code"])
    assert codes == {"variables_missing", "campaign_empty", "template_not_sendable", "no_sender"}


@pytest.mark.parametrize(
    ("action", "method", "path"),
    [
        ("pause", "post", "/marketing/campaigns/{campaign_id}/pause"),
        ("resume", "post", "/marketing/campaigns/{campaign_id}/resume"),
        ("cancel", "post", "/marketing/campaigns/{campaign_id}/cancel"),
        ("activate", "post", "/marketing/campaigns/{campaign_id}/activate"),
        ("", "delete", "/marketing/campaigns/{campaign_id}"),
        ("", "patch", "/marketing/campaigns/{campaign_id}"),
        ("recipients", "post", "/marketing/campaigns/{campaign_id}/recipients"),
    ],
)
async def test_what_a_cancelled_campaign_forbids_is_said_with_what_is_possible(
    client: Client, document: Json, action: str, method: str, path: str
) -> None:
    campaign = await made(client)
    await client.post(f"{campaign}/cancel")
    body = {"patch": {"name": "x"}}.get(method) or ({"phone_numbers": [PHONE]} if action == "recipients" else None)
    problem = checked(await client.send(method.upper(), f"{campaign}/{action}".rstrip("/"), json=body), document, method, path)
    assert (problem["status"], problem["code"], problem["fix"], problem.get("field")) == (409, "campaign_cancelled", "Possible now: copy.", None)


async def test_what_is_fixed_while_it_runs_is_said_in_the_fields_of_the_request(client: Client, document: Json) -> None:
    campaign = await made(client, people=1)
    await client.post(f"{campaign}/activate")
    reply = await client.send("PATCH", campaign, json={"template_name": "welcome_back", "sending_hours": {"from": "10:00"}})
    problem = checked(reply, document, "patch", "/marketing/campaigns/{campaign_id}")
    assert reply.status == 409
    assert "quiet_days, sending_hours" in problem["fix"]


async def test_nul_in_a_number_is_invalid_and_loses_no_other_and_elsewhere_refuses_the_request(client: Client) -> None:
    campaign = await made(client)
    body = {"phone_numbers": [PHONE, "06 12\0 34 56 71", "06 12 34 56 70"]}
    answers = [(await client.post(f"{campaign}/recipients", body, idempotency_key="nul")).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["recipients_added"] == 2
    assert [(each["position"], each["value"], each["code"]) for each in answers[0]["invalid"]] == [(1, "", "text_unstorable")]
    refused = await client.post(f"{campaign}/recipients", {**body, "x\0": 1})
    assert (refused.status, refused.json()["code"]) == (422, "text_unstorable")
    assert (await client.post(f"{campaign}/recipients", {"phone_numbers": "\0"})).status == 422


async def test_what_is_no_text_among_numbers_is_invalid_and_loses_no_other(client: Client) -> None:
    campaign = await made(client)
    given = [PHONE, 33612345679, None, True, {"phone": PHONE}, [PHONE], 1.5, "", "06 12 34 56 70"]
    added = (await client.post(f"{campaign}/recipients", {"phone_numbers": given})).json()
    assert added["recipients_added"] == 2
    invalid = {each["position"]: each for each in added["invalid"]}
    assert sorted(invalid) == [1, 2, 3, 4, 5, 6, 7]
    assert [invalid[place]["code"] for place in (1, 2, 3, 4, 5, 6)] == ["not_text"] * 6
    assert "in quotes" in invalid[1]["reason"]
    assert invalid[1]["value"] == "336******79"
    assert [invalid[place]["reason"].partition(",")[0] for place in (2, 3, 4, 5)] == [
        "This is null",
        "This is true or false",
        "This is an object",
        "This is a list",
    ]


async def test_nobody_given_adds_nobody_and_records_no_consent(client: Client) -> None:
    added = (await client.post(f"{await made(client)}/recipients", {"phone_numbers": []})).json()
    assert (added["recipients_added"], added["invalid"], added["consent"]) == (0, [], "none: there is nobody to record it for")


@pytest.mark.parametrize(
    ("query", "body", "field"),
    [
        ("", None, "phone_numbers"),
        ("", {"phone_numbers": [], "contact_ids": []}, "contact_ids"),
        ("?use_target_audience=true", {"contact_ids": []}, "contact_ids"),
        ("?use_target_audience=true", None, "use_target_audience"),
        ("", {"phone_numbers": [PHONE] * 50_001}, "phone_numbers"),
        ("", {"contact_ids": [str(uuid4())] * 50_001}, "contact_ids"),
    ],
)
async def test_a_list_of_people_that_cannot_be_added_is_named(
    client: Client, document: Json, query: str, body: dict[str, Any] | None, field: str
) -> None:
    reply = await client.post(f"{await made(client)}/recipients{query}", body)
    assert checked(reply, document, "post", "/marketing/campaigns/{campaign_id}/recipients")["field"] == field


async def test_a_test_message_is_refused_with_the_field_and_while_sending_is_stopped(client: Client, document: Json, world: World) -> None:
    path = "/marketing/campaigns/{campaign_id}/test"
    campaign = await made(client)
    for number, status in (("06 12", 422), (PHONE, 403)):
        problem = checked(await client.post(f"{campaign}/test", {"phone_number": number}), document, "post", path)
        assert (problem["status"], problem["field"]) == (status, "phone_number")
    async with world.database.unit(world.organisation) as unit:
        await policy.allow_addresses(unit, world.organisation, ACTOR, [PHONE])
        await accounts.stop_sending(unit, world.organisation, ACTOR, "wrong price")
    stopped = checked(await client.post(f"{campaign}/test", {"phone_number": PHONE}), document, "post", path)
    assert (stopped["status"], stopped["code"]) == (409, "sending_stopped")
    assert "wrong price" in stopped["detail"]
    assert "DELETE /organisation/stop" in stopped["fix"]
    async with world.database.unit(world.organisation) as unit:
        await accounts.resume_sending(unit, world.organisation, ACTOR)
    sent = await client.post(f"{campaign}/test", {"phone_number": PHONE})
    assert sent.status == 202
    assert sent.json()["message_id"] == f"{sent.json()['source_id']}.{sent.json()['contact_id']}"


async def test_contacts_that_cannot_be_reached_are_told_at_their_first_place(client: Client) -> None:
    stranger, other = str(uuid4()), str(uuid4())
    added = (await client.post(f"{await made(client)}/recipients", {"contact_ids": [stranger, stranger, other]})).json()
    assert [(each["position"], each["value"]) for each in added["invalid"]] == [(0, stranger), (2, other)]
