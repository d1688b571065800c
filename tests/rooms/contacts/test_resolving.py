"""Lists of phone numbers become contacts, each once."""

import asyncio
from uuid import UUID

from tidings.contacts import service
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.infra.db.database import Database


async def test_two_writings_of_one_number_are_one_contact(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        resolved, rejected = await service.resolve_phones(unit, organisation, ["06 12 34 56 78", "+33612345678", "0033 6.12.34.56.78"], "FR")
    assert not rejected
    assert len({each.contact_id for each in resolved}) == 1
    assert [each.position for each in resolved] == [0, 1, 2]
    async with database.unit(organisation) as unit:
        found = await service.contact(unit, organisation, resolved[0].contact_id)
    assert (found.country, found.time_zone, found.time_zone_source, found.locale) == ("FR", "Europe/Paris", "phone", "fr-FR")
    assert [owned.address.value for owned in found.addresses] == ["+33612345678"]


async def test_numbers_that_are_none_are_refused_with_the_reason_and_without_the_number(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        resolved, rejected = await service.resolve_phones(unit, organisation, ["0612345678", "3.36E+10", "12", "hello"], "FR")
    assert [each.position for each in resolved] == [0]
    assert [(each.position, each.code) for each in rejected] == [(1, "damaged_by_spreadsheet"), (2, "too_short"), (3, "not_a_number")]
    assert all(each.fix for each in rejected)


async def test_the_same_list_again_creates_nobody(database: Database, organisation: UUID) -> None:
    numbers = [f"+3361234{n:04d}" for n in range(100)]
    async with database.unit(organisation) as unit:
        first, _ = await service.resolve_phones(unit, organisation, numbers, "FR")
    async with database.unit(organisation) as unit:
        second, _ = await service.resolve_phones(unit, organisation, numbers, "FR")
    assert all(each.created for each in first)
    assert not any(each.created for each in second)
    assert [each.contact_id for each in first] == [each.contact_id for each in second]


async def test_callers_at_the_same_time_get_the_same_contacts(database: Database, organisation: UUID) -> None:
    numbers = [f"+3361234{n:04d}" for n in range(500)]

    async def resolve(mine: list[str]) -> dict[str, UUID]:
        async with database.unit(organisation) as unit:
            resolved, _ = await service.resolve_phones(unit, organisation, mine, "FR")
            return {mine[each.position]: each.contact_id for each in resolved}

    one, two, three = await asyncio.gather(resolve(numbers), resolve(numbers[::-1]), resolve(numbers[100:400]))
    assert one == two
    assert all(one[number] == contact for number, contact in three.items())
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM contacts") == 500


async def test_an_address_that_is_nobodys_is_given_to_one_contact_only(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        await service.resolve_phones(unit, organisation, ["+33612345678"], "FR")
        await unit.run("DELETE FROM contact_addresses")

    async def resolve() -> UUID:
        async with database.unit(organisation) as unit:
            resolved, _ = await service.resolve_phones(unit, organisation, ["+33612345678"], "FR")
            await asyncio.sleep(0.05)
            return resolved[0].contact_id

    assert len(set(await asyncio.gather(resolve(), resolve(), resolve()))) == 1


async def test_of_a_shared_number_the_first_owner_is_meant(database: Database, organisation: UUID) -> None:
    family = [NewAddress(AddressKind.PHONE, "06 12 34 56 78")]
    async with database.unit(organisation) as unit:
        mother = await service.create_contact(unit, organisation, "test", Changes(first_name="Anne", addresses=family), "FR")
        child = await service.create_contact(unit, organisation, "test", Changes(first_name="Léo", addresses=family), "FR")
        resolved, _ = await service.resolve_phones(unit, organisation, ["0612345678"], "FR")
        owners = await service.contacts_at(unit, organisation, [resolved[0].address_id])
    assert set(owners[resolved[0].address_id]) == {mother.id, child.id}
    assert resolved[0].contact_id == owners[resolved[0].address_id][0]


async def test_ten_thousand_numbers_take_a_constant_number_of_statements(database: Database, organisation: UUID) -> None:
    numbers = [f"+336123{n:05d}" for n in range(10_000)]
    async with database.unit(organisation) as unit:
        before = unit.statements
        resolved, rejected = await service.resolve_phones(unit, organisation, numbers, "FR")
        assert unit.statements - before <= 6
    assert len(resolved) + len(rejected) == 10_000
    assert len(resolved) == 10_000
