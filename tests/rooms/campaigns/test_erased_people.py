"""An erased person leaves nothing but a closed fingerprint of their number and counts that lead to nobody."""

import io
from dataclasses import replace
from uuid import UUID, uuid4

import orjson
import pytest

from support.campaigning import BASIS, World, numbers
from support.people import merge, phone
from tidings.accounts import service as accounts
from tidings.apps.people import PEOPLE
from tidings.apps.wiring import granting
from tidings.apps.worker.sealing import Sealer
from tidings.channels import service as channels
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, ImportOptions, NewAddress, Occurrence
from tidings.conversations import service as conversations
from tidings.conversations.types import SenderRef
from tidings.kernel.errors import Busy, NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages import service as messages
from tidings.messages.types import RecipientRow, State
from tidings.ports.receipt import Inbound, InboundKind

NUMBER = numbers(1)[0]
SECRETS = ("Zéphyrine", "Quatrebarbes", "zephyrine@example.org", NUMBER, NUMBER[3:], "un secret très personnel", "ZQ-77", "kangourou")


async def somebody(world: World) -> UUID:
    """Return a person of whom every room keeps something."""
    changes = Changes(
        first_name="Zéphyrine", last_name="Quatrebarbes", external_id="ZQ-77", attributes={"pet": "kangourou"},
        addresses=[phone(NUMBER), NewAddress(AddressKind.EMAIL, "zephyrine@example.org")],
    )  # fmt: skip
    async with world.database.unit(world.organisation) as unit:
        person = (await contacts.create_contact(unit, world.organisation, "test", changes, "FR")).id
        did = Occurrence(new_id(unit.at), person, "course.viewed", unit.at, "test", {"note": "kangourou"})
        await contacts.record_events(unit, world.organisation, [did])
    async with world.database.engine() as unit:
        sender = world.sender
        ref = SenderRef(sender.id, sender.address)
        said = Inbound(Channel.WHATSAPP, "SMin1", NUMBER, sender.address, InboundKind.TEXT, "un secret très personnel", world.clock.now())
        await conversations.receive(unit, world.organisation, sender.connection_id, [ref], [said])
    return person


async def erase(world: World, person: UUID) -> dict[str, int]:
    async with world.database.engine() as unit:
        return await contacts.erase(unit, world.organisation, "test", person, PEOPLE)


async def whole_database(world: World) -> str:
    """Return every row of every table as text."""
    async with world.database.engine() as unit:
        tables = await unit.fetch(
            str,
            "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"
            " AND relname NOT LIKE 'procrastinate%%' AND relname NOT LIKE 'alembic%%'",
        )
        found: list[str] = []
        for table in tables:
            found += await unit.fetch(str, f"SELECT t::text FROM {table} t")
    return "\n".join(found)


async def ledger(world: World, campaign: UUID) -> list[RecipientRow]:
    async with world.database.unit(world.organisation) as unit:
        return list((await messages.recipients(unit, world.organisation, campaign, limit=50)).rows)


async def test_nothing_of_an_erased_person_is_left_in_the_database_and_the_chains_hold(world: World) -> None:
    person = await somebody(world)
    campaign = await world.launched(2)
    await world.release()
    await world.deliver()
    await Sealer(world.database).once()
    before = await whole_database(world)
    assert all(each in before for each in ("Zéphyrine", "kangourou", "ZQ-77"))
    removed = await erase(world, person)
    assert {removed[each] for each in ("contacts", "messages_from_the_person", "messages_kept_as_counts")} == {1}
    assert removed["addresses"] == 2
    assert removed["consent_proofs"] > 0
    await Sealer(world.database).once()
    after = await whole_database(world)
    assert [each for each in SECRETS if each in after] == []
    async with world.database.engine() as unit:
        assert not (await consent.check_ledger(unit, world.organisation, None)).breaks
        assert not (await accounts.check_audit(unit, world.organisation, None)).breaks
        trail = await accounts.audit_trail(unit, world.organisation, subject=f"contact:{person}")
    assert trail.rows[0].action == "contact.erased"
    assert [row.state for row in await ledger(world, campaign.id)] == [State.SENT, State.SENT]
    with pytest.raises(NotFound):
        await erase(world, person)


async def test_an_erased_person_who_is_imported_again_is_not_written_to(world: World) -> None:
    person = await somebody(world)
    await erase(world, person)
    file = f"first_name;phone\nZoé;{NUMBER}\n".encode()
    basis = replace(BASIS, channels=tuple(Channel))
    attested = granting(world.organisation, basis, purposes=[Purpose.MARKETING], actor="test", import_id=uuid4(), proof={})
    report = await contacts.import_csv(
        world.database, world.organisation, lambda: io.BytesIO(file), file_name="x.csv", mapping=None, options=ImportOptions("FR"), actor="test",
        on_batch=attested,
    )  # fmt: skip
    assert report.created == 1
    campaign = await world.launched(1)
    await world.release()
    assert await world.deliver() == 0
    assert [(row.state, row.reason) for row in await ledger(world, campaign.id)] == [(State.SUPPRESSED, "suppressed_erased")]


async def test_what_waits_for_them_ends_and_what_is_with_the_provider_is_waited_for(world: World) -> None:
    person = await somebody(world)
    campaign = await world.launched(1)
    await world.release()
    async with world.database.engine() as unit:
        worker = await messages.register_worker(unit, "test")
    async with world.database.followed() as unit:
        assert await messages.claim(unit, worker, list(Lane), 1)
    with pytest.raises(Busy):
        await erase(world, person)
    second = await world.launched(1, name="Second")
    async with world.database.engine() as unit:
        await unit.run("UPDATE messages SET state = 30 WHERE source_id = %(id)s", {"id": campaign.id})
        await unit.run("DELETE FROM outbox")
    await world.release()
    removed = await erase(world, person)
    assert removed["messages_ended"] == 1
    assert [(row.state, row.reason) for row in await ledger(world, second.id)] == [(State.CANCELLED, "contact_erased")]
    await world.release()
    assert await world.deliver() == 0


async def test_an_address_that_others_have_stays_theirs_and_open(world: World) -> None:
    person = await somebody(world)
    async with world.database.unit(world.organisation) as unit:
        other = await contacts.create_contact(unit, world.organisation, "test", Changes(first_name="Karim", addresses=[phone(NUMBER)]), "FR")
    removed = await erase(world, person)
    assert (removed["addresses_shared_and_kept"], removed["addresses"], removed["addresses_closed"]) == (1, 1, 1)  # the email was theirs alone
    async with world.database.unit(world.organisation) as unit:
        left = await contacts.contact(unit, world.organisation, other.id)
        assert [each.address.value for each in left.addresses] == [NUMBER]
        lookups = [each.address.lookup for each in left.addresses]
        assert not await consent.suppressed(unit, world.organisation, Channel.SMS, lookups, Purpose.MARKETING)


async def test_all_about_a_person_is_told_with_what_was_merged_into_them(world: World) -> None:
    gone = await somebody(world)
    await world.launched(1)
    await world.release()
    await world.deliver()
    async with world.database.unit(world.organisation) as unit:
        kept = (await contacts.create_contact(unit, world.organisation, "test", Changes(first_name="<b>Zéphyrine</b>"), "FR")).id
    await merge(world.database, world.organisation, kept, gone)
    async with world.database.unit(world.organisation) as unit:
        told = await contacts.tell(unit, world.organisation, "test", kept, PEOPLE)
    text = orjson.dumps(told, default=str).decode()
    assert all(each in text for each in ("Quatrebarbes", "zephyrine@example.org", NUMBER, "un secret très personnel", "ZQ-77", "kangourou"))
    assert {(each["campaign"], each["state"]) for each in told["messages_to_the_person"]} == {("Autumn", "sent"), ("Autumn", "cancelled")}
    assert BASIS.wording in {each["wording"] for each in told["consents"]}
    assert {"contact.merged", "contact.created"} <= {each["what"] for each in told["changes"]}
    page = contacts.as_html(told, business="Atelier", at=world.clock.now(), language="fr")
    assert "<b>Z" not in page
    assert "&lt;b&gt;Z" in page
    assert "Messages que vous avez écrits" in page


async def test_who_wrote_start_after_their_erasure_is_reached_again(world: World) -> None:
    person = await somebody(world)
    await erase(world, person)
    at = world.clock.advance(hours=1)
    async with world.database.engine() as unit:
        sender = (await channels.senders(unit, world.organisation, Channel.WHATSAPP))[0]
        said = Inbound(Channel.WHATSAPP, "SMin2", NUMBER, sender.address, InboundKind.TEXT, "START", at)
        await conversations.receive(unit, world.organisation, sender.connection_id, [SenderRef(sender.id, sender.address)], [said])
        keys = await unit.keys(world.organisation)
        closed = await consent.suppressed(unit, world.organisation, Channel.WHATSAPP, keys.indexes("phone", NUMBER), Purpose.TRANSACTIONAL)
    assert closed == {}
