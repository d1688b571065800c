"""What may be sent to one person now: by channel and purpose, with the reasons of policy and the hours of where they are."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rooms.reports.test_timeline import ANA, contact_at
from support.api import client_of, make_context
from support.campaigning import ACTOR, World
from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes
from tidings.kernel.words import Channel
from tidings.reports import http


async def asked(world: World, tmp_path: Path, contact: object, language: str = "en") -> dict[tuple[str, str], Any]:
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.people]) as client:
        reply = await client.send("GET", f"/contacts/{contact}/reach", headers={"accept_language": language})
        assert reply.status == 200, reply.body
        return {(each["channel"], each["purpose"]): each for each in reply.json()["reaches"]} | {("", ""): reply.json()}


async def test_who_agreed_may_be_written_to_until_the_hours_of_their_law_close(world: World, tmp_path: Path) -> None:
    await world.launched(1, channel=Channel.SMS)
    told = await asked(world, tmp_path, await contact_at(world, ANA))
    assert (told["sms", "marketing"]["state"], told["sms", "marketing"]["reasons"]) == ("allowed", [])
    assert told["sms", "marketing"]["until"] is not None
    assert told["whatsapp", "marketing"]["state"] == "refused"
    assert told["whatsapp", "marketing"]["reasons"][0]["code"] == "no_consent"
    assert (told["", ""]["zones"], told["", ""]["zones_told"]) == (["Europe/Paris"], "country")


async def test_at_night_it_is_told_from_when_on_in_the_readers_language(world: World, tmp_path: Path) -> None:
    await world.launched(1, channel=Channel.SMS)
    ana = await contact_at(world, ANA)
    world.clock.advance(hours=14)
    told = (await asked(world, tmp_path, ana, "fr"))["sms", "marketing"]
    assert (told["state"], told["reasons"][0]["code"]) == ("later", "quiet_hours")
    assert world.clock.now() < datetime.fromisoformat(told["until"]) < world.clock.now() + timedelta(hours=12)
    assert "heure" in told["reasons"][0]["sentence"]


async def test_a_stop_of_all_sending_holds_everything_and_opens_by_nothing_but_a_person(world: World, tmp_path: Path) -> None:
    await world.launched(1, channel=Channel.SMS)
    ana = await contact_at(world, ANA)
    async with world.database.unit(world.organisation) as unit:
        await accounts.stop_sending(unit, world.organisation, ACTOR, "The price is wrong.")
    told = (await asked(world, tmp_path, ana))["sms", "marketing"]
    assert (told["state"], told["until"], told["reasons"][0]["code"]) == ("later", None, "organisation_stopped")


async def test_without_an_address_that_is_what_is_told(world: World, tmp_path: Path) -> None:
    async with world.database.unit(world.organisation) as unit:
        nobody = (await contacts.create_contact(unit, world.organisation, ACTOR, Changes(first_name="Nemo"), "FR")).id
    told = await asked(world, tmp_path, nobody)
    assert {each["state"] for key, each in told.items() if key != ("", "")} == {"no_address"}
    assert told["", ""]["zones"] == []
