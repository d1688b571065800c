"""`GET /marketing/health` says ok only while messages leave and nothing waits for a person; else what is amiss and what to do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from support.api import Client, client_of, make_context
from support.campaigning import ACTOR, World
from support.doubts import look
from tidings.accounts import service as accounts
from tidings.campaigns import http
from tidings.campaigns.rules.health import NOTHING_LEAVES, Scene, findings
from tidings.campaigns.types import Failing, FindingCode
from tidings.channels import service as channels
from tidings.channels.types import VARIABLES_GONE, CallKind, ChannelsStatus, Status, Trouble
from tidings.messages import service as messages
from tidings.ports.adapter import CannotTell
from tidings.ports.outcome import Unknown


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    """A client with every scope."""
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        yield client


@pytest.fixture
async def worker(world: World, database_url: str) -> AsyncIterator[None]:
    """A worker that lives: one that holds its lock."""
    async with world.database.engine() as unit:
        number = await messages.register_worker(unit, "test")
    async with await psycopg.AsyncConnection[Any].connect(database_url, autocommit=True) as connection:
        await connection.execute("SELECT pg_advisory_lock(%s, %s)", (messages.WORKER_LOCKS, number))
        yield


async def health(client: Client) -> dict[str, Any]:
    reply = await client.get("/marketing/health")
    assert reply.status == 200, reply.body
    return reply.json()


async def told(client: Client, status: str, *codes: FindingCode) -> dict[str, Any]:
    """Check what health says, and return its first finding, if there is any."""
    shown = await health(client)
    assert (shown["status"], [each["code"] for each in shown["findings"]]) == (status, [code.value for code in codes])
    assert all(each["sentence"].endswith(".") and each["fix"].endswith(".") for each in shown["findings"])
    return shown["findings"][0] if codes else {}


@pytest.mark.usefixtures("worker")
async def test_all_is_well_while_messages_can_leave(client: Client) -> None:
    await told(client, "ok")


async def test_without_a_worker_nothing_leaves(client: Client) -> None:
    finding = await told(client, "stopped", FindingCode.NO_WORKER)
    assert "tidings serve" in finding["fix"]


@pytest.mark.usefixtures("worker")
async def test_the_stop_switch_stops_everything_until_it_is_lifted(client: Client, world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        await accounts.stop_sending(unit, world.organisation, ACTOR, "wrong price.")
    since = world.clock.now()
    world.clock.advance(hours=1)
    finding = await told(client, "stopped", FindingCode.SENDING_STOPPED)
    assert finding["sentence"] == "Tous les envois sont arrêtés : wrong price. Rien ne part."  # the organisation speaks French
    assert finding["since"] == since.isoformat().replace("+00:00", "Z")
    async with world.database.unit(world.organisation) as unit:
        await accounts.resume_sending(unit, world.organisation, ACTOR)
    await told(client, "ok")


@pytest.mark.usefixtures("worker")
async def test_a_stopped_sender_wants_attention_and_the_last_one_stops_everything(client: Client, world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        everybody = await channels.senders(unit, world.organisation)
        await channels.stop_sender(unit, world.organisation, world.sender.id, "unpaid")
    finding = await told(client, "attention", FindingCode.SENDER_STOPPED)
    assert (finding["subject_id"], finding["since"]) == (str(world.sender.id), "2026-10-05T07:00:00Z")
    assert "Atelier (whatsapp)" in finding["sentence"]
    assert finding["fix"] == "Traitez la cause, puis rouvrez l'expéditeur."
    async with world.database.unit(world.organisation) as unit:
        for each in everybody:
            await channels.stop_sender(unit, world.organisation, each.id, "unpaid")
    await told(client, "stopped", FindingCode.NO_SENDER_OPEN, FindingCode.SENDER_STOPPED, FindingCode.SENDER_STOPPED)


@pytest.mark.usefixtures("worker")
async def test_a_stopped_connection_is_told_once_and_not_for_each_of_its_senders(client: Client, world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        await channels.stop_connection(unit, world.organisation, ACTOR, world.sender.connection_id, "wrong token")
    shown = await health(client)
    assert [each["code"] for each in shown["findings"]] == ["no_sender_open", "connection_stopped"]
    assert shown["findings"][1]["subject_id"] == str(world.sender.connection_id)
    assert "wrong token" in shown["findings"][1]["sentence"]
    assert {each["status"] for each in shown["senders"]} == {"stopped"}


@pytest.mark.usefixtures("worker")
async def test_a_held_sender_wants_attention_until_the_hold_is_over(client: Client, world: World) -> None:
    world.clock.set(await _held(world))
    until = await _held(world)
    finding = await told(client, "attention", FindingCode.SENDER_HELD)
    told_until = f"{until:%Y-%m-%d %H:%M:%S} UTC"
    assert finding["sentence"] == (
        f"L'expéditeur Atelier (whatsapp) est retenu jusqu'au {told_until} : Too many requests (20429) (échecs de suite : 2)."
    )
    assert finding["since"] == "2026-10-05T07:00:00Z"
    world.clock.set(until)
    await told(client, "ok")
    shown = {each["id"]: each for each in (await health(client))["senders"]}[str(world.sender.id)]
    assert (shown["held_until"], shown["status_reason"]) == (None, None)


async def _held(world: World) -> datetime:
    """Let the provider throttle the sender; returns until when it is held."""
    async with world.database.unit(world.organisation) as unit:
        trouble = Trouble(timedelta(minutes=2), "Too many requests (20429)", unit.at)
        await channels.hold_sender(unit, world.organisation, world.sender.id, trouble)
        sender = await channels.sender(unit, world.organisation, world.sender.id)
    assert sender.held_until is not None
    return sender.held_until


@pytest.mark.usefixtures("worker")
async def test_messages_that_nobody_can_confirm_want_a_person(client: Client, world: World) -> None:
    await world.launched(2)
    await world.release()
    await world.deliver(Unknown("no answer"))
    await told(client, "ok")
    world.clock.advance(days=2)
    await look(world.database, CannotTell("it gives no answer", ever=False))
    finding = await told(client, "attention", FindingCode.MESSAGES_UNCONFIRMED)
    assert ": 2." in finding["sentence"]
    assert finding["since"] == "2026-10-07T07:00:00Z"
    assert finding["fix"] == "Dites ce que chacun est devenu, ou faites-le renvoyer."


@pytest.mark.usefixtures("worker")
async def test_callbacks_that_could_not_be_applied_are_told(client: Client, world: World) -> None:
    async with world.database.keyed() as unit:
        odd = (await unit.keys(world.organisation)).seal("webhook", b"odd")
        await unit.run(
            "INSERT INTO webhook_receipts (organisation_id, id, connection_id, received_at, url, body)"
            " VALUES (%(org)s, gen_random_uuid(), %(connection)s, %(at)s, 'https://tidings.example/x', %(body)s)",
            {"org": world.organisation, "connection": world.sender.connection_id, "at": unit.at, "body": odd},
        )
        taken = await channels.take_calls(unit, CallKind.RECEIPTS, 10)
        await channels.bury_calls(unit, CallKind.RECEIPTS, [(each, "of an unknown kind") for each in taken])
    finding = await told(client, "attention", FindingCode.CALLBACKS_NOT_APPLIED)
    assert "les traite à nouveau" in finding["fix"]
    assert finding["since"] == "2026-10-05T07:00:00Z"


@pytest.mark.usefixtures("worker")
async def test_an_organisation_that_tries_out_is_told_that_nobody_else_is_reached(client: Client, world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        await accounts.set_allow_list_only(unit, world.organisation, ACTOR, only=True)
    await told(client, "attention", FindingCode.ALLOW_LIST_ONLY)


@pytest.mark.parametrize("locale", ["en", "fr-FR", "de"])
async def test_every_finding_is_said_in_the_organisations_language_or_in_english(world: World, locale: str) -> None:
    async with world.database.unit(world.organisation) as unit:
        organisation = replace(await accounts.organisation(unit, world.organisation), locale=locale, stopped_at=unit.at, allow_list_only=True)
        status = await channels.status(unit, world.organisation)
        at = unit.at
    sender, connection = status.senders[0], status.connections[0]
    odd = replace(connection, id=sender.id, status=Status.STOPPED)
    senders = [
        replace(sender, status=Status.STOPPED),
        replace(sender, status=Status.STOPPED, status_reason=VARIABLES_GONE),
        replace(sender, held_until=at + timedelta(hours=1)),
    ]
    stopped = ChannelsStatus([odd, replace(odd, status_reason=VARIABLES_GONE)], senders, [], [], 2)
    scenes = [
        Scene(at, organisation, stopped, 0, 3, at),
        Scene(at, organisation, replace(stopped, senders=senders[:1]), 1),
        Scene(at, organisation, replace(stopped, senders=[]), 1),
        Scene(at, organisation, stopped, 1, failing=[Failing(None, 2, at, at, "KeyError"), Failing(sender.id, 2, at, at, "KeyError", "Autumn")]),
    ]
    found = {each.code: each for scene in scenes for each in findings(scene)}
    assert set(found) == set(FindingCode)
    assert set(found) > NOTHING_LEAVES
    assert all("{" not in each.sentence and ": ." not in each.sentence for each in found.values())
    assert found[FindingCode.NO_WORKER].sentence.startswith("Aucun" if locale == "fr-FR" else "No worker")
