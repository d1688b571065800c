"""What somebody sees first."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from support.api import client_of, make_context
from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.campaigns import service as campaigns
from tidings.campaigns.http import foresight
from tidings.campaigns.http import router as campaign_pages
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes, ImportOptions, ImportReport
from tidings.content import service as content
from tidings.content.types import Category, Filed, WhatsAppBody
from tidings.inbox import service as inbox
from tidings.inbox.types import Status, Urgency
from tidings.infra.web.routes import CallersRoute
from tidings.kernel.words import Channel, Purpose
from tidings.messages.queries import ledger
from tidings.ports.outcome import Accepted
from tidings.reports import http


async def seen(world: World, folder: Path, *scopes: Scope, address: str = "/home") -> Any:
    async with client_of(world.database, world.organisation, make_context(world.database, world.clock, folder), [http.home]) as client:
        asking = client
        if scopes:
            async with world.database.unit(world.organisation) as unit:
                made = await accounts.create_key(unit, world.organisation, ACTOR, name="a role", scopes=set(scopes))
            asking = client.with_key(made.secret)
        reply = await asking.get(address)
        assert reply.status == 200, reply.body
        return reply.json()


async def brought(world: World, content: str, *, dry_run: bool = False) -> ImportReport:
    options = ImportOptions("FR", dry_run=dry_run)
    return await contacts.import_csv(
        world.database, world.organisation, lambda: BytesIO(content.encode()), file_name="fair.csv", mapping=None, options=options, actor=ACTOR
    )


async def test_a_new_organisation_sees_the_steps_to_its_first_campaign(world: World, tmp_path: Path) -> None:
    assert (await seen(world, tmp_path))["steps"] == {"sender": True, "people": False, "campaign": False}
    await world.create()
    assert (await seen(world, tmp_path))["steps"]["campaign"]


async def test_what_runs_is_shown_with_its_day_and_the_limits_that_it_uses(world: World, tmp_path: Path) -> None:
    await world.set_tier(250)
    campaign = await world.launched(5, daily_send_limit=2)
    await world.create()
    await world.release()
    await world.deliver()
    told = await seen(world, tmp_path)
    (running,) = told["running"]
    assert (running["id"], running["status"], running["recipients"], running["sent"], running["pending"]) == (str(campaign.id), "active", 5, 2, 3)
    assert (running["planned_today"], running["released_today"], running["progress_percentage"]) == (2, 2, 40.0)
    limit = next(each for each in told["limits"] if each["channel"] == "whatsapp")
    assert (limit["window"], limit["limit"], limit["used"], limit["planned_today"], limit["released_today"]) == ("day", 250, 2, 2, 2)


async def test_what_needs_a_person_is_gathered(world: World, tmp_path: Path) -> None:
    async with world.database.unit(world.organisation) as unit:
        await accounts.stop_sending(unit, world.organisation, ACTOR, "The price is wrong.")
    needs = (await seen(world, tmp_path))["needs"]
    assert "sending_stopped" in {each["code"] for each in needs["findings"]}
    assert (needs["approvals"], needs["imports"], needs["unclear_messages"]) == ([], [], 0)


async def test_an_import_that_left_rows_out_stands_there_until_somebody_has_seen_it(world: World, tmp_path: Path) -> None:
    async def told() -> list[dict[str, Any]]:
        return (await seen(world, tmp_path))["needs"]["imports"]

    whole, part = ("Name;Phone\n" + "\n".join(rows) for rows in (["Ada;0612710001"], ["Bo;0612710002", "Cy;12", "Di;13"]))
    made = [await brought(world, whole), await brought(world, part), await brought(world, part, dry_run=True)]
    [need] = await told()
    assert (need["id"], need["failed"], need["rejected"], need["rows_done"]) == (str(made[1].id), False, 2, 3)
    for on, left in ((True, 0), (False, 1), (True, 0)):
        async with world.database.unit(world.organisation) as unit:
            shown = await contacts.see_import(unit, world.organisation, made[1].id, seen=on)
        assert ((shown.seen_at is not None), len(await told())) == (on, left)


async def test_a_template_that_is_filed_otherwise_stands_there_until_somebody_has_seen_it(world: World, tmp_path: Path) -> None:
    body = WhatsAppBody("ready", "en", "It is ready.", content_sid="HX" + "1" * 32)
    whatsapp, purpose = Channel.WHATSAPP, Purpose.TRANSACTIONAL
    async with world.database.unit(world.organisation) as unit:
        await content.create_template(unit, world.organisation, ACTOR, name="ready", channel=whatsapp, purpose=purpose, locale="en", body=body)
        filed = Filed("meta_whatsapp", "ready", "en", Category.MARKETING, world.clock.now())
        await content.file_template(unit, world.organisation, filed)
    [need] = (await seen(world, tmp_path))["needs"]["refiled"]
    assert (need["name"], need["submitted"], need["filed"], need["marketing"]) == ("ready", None, "marketing", True)
    assert (await seen(world, tmp_path, Scope.ORGANISATION_READ))["needs"]["refiled"] == []
    async with world.database.unit(world.organisation) as unit:
        await content.see_filing(unit, world.organisation, "ready", seen=True)
    assert (await seen(world, tmp_path))["needs"]["refiled"] == []


async def test_conversations_that_were_put_before_the_others_are_told_until_they_are_settled(world: World, tmp_path: Path) -> None:
    async def told() -> Any:
        return (await seen(world, tmp_path))["needs"]["escalated"]

    async with world.database.unit(world.organisation) as unit:
        contact = await contacts.create_contact(unit, world.organisation, ACTOR, Changes(first_name="Zoe"), "FR")
        thread = await inbox.open_thread(unit, world.organisation, ACTOR, contact.id)
    assert await told() is None
    async with world.database.unit(world.organisation) as unit:
        await inbox.escalate(unit, world.organisation, ACTOR, thread.id, Urgency.HIGH)
    shown = await told()
    assert (shown["threads"], shown["urgent"]) == (1, 1)
    assert (await seen(world, tmp_path, Scope.ORGANISATION_READ, Scope.CAMPAIGNS_READ))["needs"]["escalated"] is None
    async with world.database.unit(world.organisation) as unit:
        await inbox.settle(unit, world.organisation, ACTOR, thread.id, Status.RESOLVED)
    assert await told() is None


async def test_a_role_sees_no_more_than_it_may_read(world: World, tmp_path: Path) -> None:
    await world.launched(3)
    told = await seen(world, tmp_path, Scope.ORGANISATION_READ)
    assert (told["running"], told["limits"], told["needs"]["findings"]) == (None, None, [])


async def test_two_people_of_a_role_are_told_the_same_by_every_reading_that_is_shared(world: World, tmp_path: Path) -> None:
    runs, waits = await world.launched(3), await world.create()
    await world.add(waits, numbers(2, start=10))
    async with world.database.unit(world.organisation) as unit:
        await campaigns.submit(unit, world.organisation, "user:marketer", waits.id)
    routers = [http.home, campaign_pages, foresight]
    shared = [route for router in routers for route in router.routes if isinstance(route, CallersRoute) and route.shared]
    async with client_of(world.database, world.organisation, make_context(world.database, world.clock, tmp_path), routers) as client:
        async with world.database.unit(world.organisation) as unit:
            made = await accounts.create_key(unit, world.organisation, ACTOR, name="of the same rights", scopes=set(Scope))
        for address in (route.path.format(campaign_id=runs.id) for route in shared):
            one, other = await client.get(address), await client.with_key(made.secret).get(address)
            assert (one.status, one.body) == (200, other.body), address
        (waiting,) = (await client.get("/home")).json()["needs"]["approvals"]
    assert (waiting["campaign_id"], waiting["created_by"], waiting["asked_by"]) == (str(waits.id), ACTOR, "user:marketer")
    assert len(shared) > 5


async def test_ten_campaigns_take_no_more_statements_than_one(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    counts = ledger.counts

    async def counted(unit: Any, organisation: Any, sources: Any) -> Any:
        asked.append(len(sources))
        return await counts(unit, organisation, sources)

    monkeypatch.setattr(ledger, "counts", counted)
    for start in range(0, 30, 3):
        await world.launched(3, start=start)
    asked.clear()
    assert len((await seen(world, tmp_path))["running"]) == 10
    assert asked == [10]


async def test_spending_is_told_by_day_and_month(world: World, tmp_path: Path) -> None:
    await world.launched(4, channel=Channel.SMS, daily_send_limit=2)
    await world.release()
    await world.deliver(Accepted("SM1", cost_micros=500_000, currency="EUR"))
    told = await seen(world, tmp_path, address="/home/spending")
    assert (told["currency"], told["today"], told["month"]) == ("EUR", "1", "1")
    world.clock.advance(days=1)
    told = await seen(world, tmp_path, address="/home/spending")
    assert (told["today"], told["month"], told["committed"]) == ("0", "1", "0")
