"""A target audience names those who are meant, and only them, at their best address."""

from typing import Any
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress, Occurrence, Rank
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.segments import service
from tidings.segments.errors import UnknownReference
from tidings.segments.service import audiences


async def make(database: Database, organisation: UUID, **changes: Any) -> UUID:
    async with database.unit(organisation) as unit:
        return (await contacts.create_contact(unit, organisation, "test", Changes(**changes), "FR")).id


async def meant(database: Database, organisation: UUID, wanted: dict[str, Any]) -> list[UUID]:
    async with database.unit(organisation) as unit:
        found = await service.audience(unit, organisation, channel=Channel.WHATSAPP, target=wanted)
    assert found.next_after is None
    return [contact for contact, _ in found.people]


def phone(number: int, rank: int = Rank.PROFILE) -> NewAddress:
    return NewAddress(AddressKind.PHONE, f"+336123456{number:02d}", rank)


async def test_every_key_must_hold_and_any_value_of_a_list_will_do(database: Database, organisation: UUID) -> None:
    anne = await make(
        database, organisation, addresses=[phone(1)], attributes={"customer_tier": "premium", "age": 30}, tags=["vip"], lifecycle="customer"
    )
    marc = await make(database, organisation, addresses=[phone(2)], attributes={"customer_tier": "basic"}, country="BE", locale="fr-BE")
    unreachable = await make(database, organisation, attributes={"customer_tier": "premium"})
    assert await meant(database, organisation, {"customer_tier": "premium"}) == [anne]
    assert set(await meant(database, organisation, {"customer_tier": ["premium", "basic"]})) == {anne, marc}
    assert await meant(database, organisation, {"customer_tier": ["premium", "basic"], "country": "BE"}) == [marc]
    assert await meant(database, organisation, {"tags": ["vip", "gold"], "lifecycle": ["customer"]}) == [anne]
    assert await meant(database, organisation, {"attributes": {"age": 30}}) == [anne]
    assert await meant(database, organisation, {"age": "30"}) == []
    assert set(await meant(database, organisation, {"locale": "fr"})) == {anne, marc}
    assert await meant(database, organisation, {"locale": "fr-BE"}) == [marc]
    assert unreachable not in await meant(database, organisation, {"customer_tier": "premium"})


async def test_the_profile_number_wins_unless_it_is_a_landline(database: Database, organisation: UUID) -> None:
    await make(database, organisation, addresses=[phone(1, Rank.SECOND), phone(2)], tags=["a"])
    await make(database, organisation, addresses=[phone(3, Rank.SECOND), NewAddress(AddressKind.PHONE, "+33 1 23 45 67 89")], tags=["a"])
    async with database.unit(organisation) as unit:
        found = await service.audience(unit, organisation, channel=Channel.SMS, target={"tags": "a"})
        opened = await contacts.addresses(unit, organisation, [address for _, address in found.people])
    assert {each.value for each in opened.values()} == {"+33612345602", "+33612345603"}


async def test_whoever_has_no_number_is_reached_on_whatsapp_by_their_id_and_everybody_else_by_number(database: Database, organisation: UUID) -> None:
    zoe, ana = NewAddress(AddressKind.WHATSAPP_USER, "FR.13491208655302741918"), NewAddress(AddressKind.WHATSAPP_USER, "FR.2")
    await make(database, organisation, addresses=[zoe], tags=["a"])
    await make(database, organisation, addresses=[ana, phone(1, Rank.SECOND)], tags=["a"])
    reached: dict[Channel, set[str]] = {}
    async with database.unit(organisation) as unit:
        for channel in Channel:
            found = await service.audience(unit, organisation, channel=channel, target={"tags": "a"})
            opened = await contacts.addresses(unit, organisation, [address for _, address in found.people])
            reached[channel] = {each.value for each in opened.values()}
    assert reached == {
        Channel.SMS: {"+33612345601"},
        Channel.WHATSAPP: {"FR.13491208655302741918", "+33612345601"},
        Channel.EMAIL: set(),
        Channel.PUSH: set(),
    }


async def test_an_audience_is_read_in_parts_by_the_last_contact(database: Database, organisation: UUID) -> None:
    everybody = {await make(database, organisation, addresses=[phone(n)], tags=["a"]) for n in range(5)}
    after, seen = None, list[UUID]()
    while True:
        async with database.engine() as unit:
            part = await service.audience(unit, organisation, channel=Channel.SMS, target={"tags": "a"}, after=after, limit=2)
        seen.extend(contact for contact, _ in part.people)
        after = part.next_after
        if after is None:
            break
    assert sorted(everybody) == seen


async def test_a_segment_a_list_and_other_keys_must_all_hold(database: Database, organisation: UUID) -> None:
    anne = await make(database, organisation, addresses=[phone(1)], tags=["vip"], country="FR")
    marc = await make(database, organisation, addresses=[phone(2)], tags=["vip"], country="BE")
    async with database.unit(organisation) as unit:
        vip = await service.create(unit, organisation, "test", name="VIPs", where=service.parsed('tag has "vip"'))
        guests = await service.create(unit, organisation, "test", name="Guests", where=None)
        await service.add_contacts(unit, organisation, "test", guests.id, [marc])
    assert set(await meant(database, organisation, {"segment": "vips"})) == {anne, marc}
    assert await meant(database, organisation, {"segment": str(vip.id), "country": "FR"}) == [anne]
    assert await meant(database, organisation, {"segment": "Guests"}) == [marc]
    with pytest.raises(UnknownReference, match="Gests") as told:
        await meant(database, organisation, {"segment": "Gests"})
    assert (told.value.field or "").startswith("target_audience.segment")
    with pytest.raises(Invalid):
        await meant(database, organisation, {"segment": 7})


async def test_an_audience_by_what_people_did_comes_in_slices_of_everybody(
    database: Database, organisation: UUID, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiences, "_PEOPLE_OF_A_SLICE", 2)
    everybody = [await make(database, organisation, addresses=[phone(n)]) for n in range(7)]
    async with database.unit(organisation) as unit:
        did = [Occurrence(new_id(clock.now()), each, "visit", clock.now(), "test") for each in (everybody[0], everybody[5], everybody[5])]
        await contacts.record_events(unit, organisation, did)
        await service.create(unit, organisation, "test", name="Visitors", where=service.parsed('did "visit"'))
    after, parts = None, list[list[UUID]]()
    while True:
        async with database.unit(organisation) as unit:
            part = await service.audience(unit, organisation, channel=Channel.SMS, target={"segment": "Visitors"}, after=after)
        parts.append([contact for contact, _ in part.people])
        after = part.next_after
        if after is None:
            break
    assert len(parts) == 4
    assert [contact for part in parts for contact in part] == sorted((everybody[0], everybody[5]))


async def test_names_that_nobody_has_are_told(database: Database, organisation: UUID) -> None:
    await make(database, organisation, addresses=[phone(1)], tags=["vip"], attributes={"tier": "gold"})
    async with database.unit(organisation) as unit:
        known = await service.audience_warnings(unit, organisation, {"tier": "silver", "tags": "vip"})
        unknown = await service.audience_warnings(unit, organisation, {"teir": "gold", "tags": ["vip", "vpi"], "lifecycle": "pupil"})
    assert known == []
    assert unknown == ['Nobody has the attribute "teir".', 'Nobody has the tag "vpi".', 'Nobody has the lifecycle "pupil".']


async def test_a_batch_of_people_is_told_who_of_them_is_in_a_segment_and_why(database: Database, organisation: UUID) -> None:
    anne = await make(database, organisation, tags=["vip"], country="FR")
    marc = await make(database, organisation, country="FR")
    await make(database, organisation, tags=["vip"], country="FR")
    async with database.unit(organisation) as unit:
        found = await service.create(unit, organisation, "test", name="French VIPs", where=service.parsed('tag has "vip" and country is "FR"'))
        assert await service.among(unit, organisation, found.id, [anne, marc]) == {anne}
        why = await service.reasons(unit, organisation, found.id, [marc])
    assert [(each.condition, each.holds) for each in why[marc]] == [('tag has "vip"', False), ('country is "FR"', True)]


async def test_whoever_is_meant_for_what_is_not_so_of_them_is_told_that_it_is_not(database: Database, organisation: UUID) -> None:
    marc = await make(database, organisation, country="FR")
    async with database.unit(organisation) as unit:
        where = service.parsed('not tag has "vip" or tag has "x" or not (country is "FR" and not tag has "y")')
        found = await service.create(unit, organisation, "test", name="Others", where=where)
        assert await service.among(unit, organisation, found.id, [marc]) == {marc}
        why = await service.reasons(unit, organisation, found.id, [marc])
    told = [(each.condition, each.holds) for each in why[marc]]
    assert told == [('not tag has "vip"', True), ('tag has "x"', False), ('not country is "FR"', False), ('tag has "y"', False)]
