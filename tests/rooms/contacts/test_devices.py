"""A device is one person's at a time: whoever signs in there is reached there, and what waits for the one before does not arrive."""

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus
from tidings.contacts import http, service
from tidings.contacts.types import Changes, Device
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.words import Channel, Purpose

ACTOR = "key:app"
TOKEN = "fKc2Qm7ZR0eWb1:APA91bTokenOfOneDevice"


async def person(database: Database, organisation: UUID, name: str = "Léa") -> UUID:
    async with database.unit(organisation) as unit:
        return (await service.create_contact(unit, organisation, ACTOR, Changes(first_name=name), "FR")).id


async def register(database: Database, organisation: UUID, contact: UUID, token: str = TOKEN) -> Device:
    async with database.unit(organisation) as unit:
        return await service.register_device(unit, organisation, ACTOR, contact, token)


async def devices(database: Database, organisation: UUID, contact: UUID) -> list[str]:
    async with database.unit(organisation) as unit:
        return [each.token for each in await service.devices(unit, organisation, contact)]


async def best(database: Database, organisation: UUID, contact: UUID) -> UUID | None:
    async with database.unit(organisation) as unit:
        return (await service.best_addresses(unit, organisation, [contact], channel=Channel.PUSH)).get(contact)


async def test_the_newest_device_is_written_to_first_and_a_device_is_kept_once(database: Database, organisation: UUID, clock: ManualClock) -> None:
    contact = await person(database, organisation)
    phone = await register(database, organisation, contact)
    clock.advance(seconds=1)
    tablet = await register(database, organisation, contact, "token-of-the-tablet")
    assert await best(database, organisation, contact) == tablet.id
    clock.advance(seconds=1)
    again = await register(database, organisation, contact, f" {TOKEN}\n")
    assert (again.id, again.registered_at) == (phone.id, clock.now())
    assert await devices(database, organisation, contact) == [TOKEN, "token-of-the-tablet"]
    assert await best(database, organisation, contact) == phone.id


async def test_a_device_passes_to_whoever_signs_in_there_and_its_address_is_another_one(database: Database, organisation: UUID) -> None:
    lea, sam = await person(database, organisation), await person(database, organisation, "Sam")
    before = await register(database, organisation, lea)
    after = await register(database, organisation, sam)
    assert (await devices(database, organisation, lea), await devices(database, organisation, sam)) == ([], [TOKEN])
    assert before.id != after.id
    async with database.unit(organisation) as unit:
        assert await service.addresses(unit, organisation, [before.id]) == {}, "what waits for Léa there finds no address"


async def test_of_many_who_sign_in_at_once_one_has_the_device(database: Database, organisation: UUID) -> None:
    people = [await person(database, organisation, f"Person {number}") for number in range(5)]
    await asyncio.gather(*(register(database, organisation, each) for each in people))
    assert sorted([len(await devices(database, organisation, each)) for each in people]) == [0, 0, 0, 0, 1]


async def test_a_device_that_lost_the_app_stands_behind_the_others(database: Database, organisation: UUID) -> None:
    contact = await person(database, organisation)
    tablet = await register(database, organisation, contact, "token-of-the-tablet")
    phone = await register(database, organisation, contact)
    async with database.engine() as unit:
        gone = (await service.addresses(unit, organisation, [phone.id]))[phone.id].lookup
        await service.retire_devices(unit, organisation, [gone])
    assert await best(database, organisation, contact) == tablet.id
    async with database.unit(organisation) as unit:
        assert [(each.id, each.former) for each in await service.devices(unit, organisation, contact)] == [(tablet.id, False), (phone.id, True)]


async def test_the_oldest_of_too_many_devices_goes(database: Database, organisation: UUID, clock: ManualClock) -> None:
    contact = await person(database, organisation)
    for number in range(22):
        await register(database, organisation, contact, f"token-of-device-{number:02}")
        clock.advance(seconds=1)
    assert await devices(database, organisation, contact) == [f"token-of-device-{number:02}" for number in range(21, 1, -1)]


async def test_whoever_signs_out_is_not_reached_there(database: Database, organisation: UUID) -> None:
    contact = await person(database, organisation)
    device = await register(database, organisation, contact)
    async with database.unit(organisation) as unit:
        await service.unregister_device(unit, organisation, ACTOR, contact, device.id)
        with pytest.raises(NotFound):
            await service.unregister_device(unit, organisation, ACTOR, contact, device.id)
    assert await best(database, organisation, contact) is None


@pytest.mark.parametrize("token", ["", "short", "with a blank in the middle", "nul\0nul\0nul\0nul\0nul", "é" * 20, "x" * 5000])
async def test_what_is_no_token_is_refused(database: Database, organisation: UUID, token: str) -> None:
    contact = await person(database, organisation)
    with pytest.raises(Invalid, match="no token"):
        await register(database, organisation, contact, token)


async def test_over_http_a_token_is_never_shown_whole(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    contact = await person(database, organisation)
    context = make_context(database, clock, tmp_path, parts={})
    async with client_of(database, organisation, context, [http.router, http.devices]) as client:
        made = await _registered(client, contact)
        assert TOKEN not in str(made)
        listed = (await client.get(f"/contacts/{contact}/devices")).json()["items"]
        assert [each["id"] for each in listed] == [made["id"]]
        assert (await client.send("DELETE", f"/contacts/{contact}/devices/{made['id']}")).status == 204
        assert (await client.get(f"/contacts/{contact}/devices")).json()["items"] == []


async def test_transactional_notifications_are_on_until_somebody_refuses_and_marketing_is_off(database: Database, organisation: UUID) -> None:
    contact = await person(database, organisation)
    await register(database, organisation, contact)
    async with database.unit(organisation) as unit:
        found = {
            purpose: (await consent.states(unit, organisation, [contact], Channel.PUSH, purpose)).get(contact)
            for purpose in (Purpose.TRANSACTIONAL, Purpose.MARKETING)
        }
    assert {purpose.value: state is not None and state.status is ConsentStatus.GRANTED for purpose, state in found.items()} == {
        "transactional": True,
        "marketing": False,
    }


async def _registered(client: Client, contact: UUID) -> dict[str, str]:
    reply = await client.post(f"/contacts/{contact}/devices", {"token": TOKEN})
    assert reply.status == 201
    return reply.json()
