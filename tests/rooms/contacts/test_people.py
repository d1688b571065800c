"""Contacts are written, found and shown."""

from uuid import UUID

import pytest

from tidings.contacts import service
from tidings.contacts.rules.masks import masked
from tidings.contacts.types import AddressKind, Changes, Contact, Filter, NewAddress, Rank
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Invalid, NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page


def phone(value: str, rank: int = Rank.PROFILE) -> NewAddress:
    return NewAddress(AddressKind.PHONE, value, rank)


async def create(database: Database, organisation: UUID, changes: Changes) -> Contact:
    async with database.unit(organisation) as unit:
        return await service.create_contact(unit, organisation, "test", changes, "FR")


async def update(database: Database, organisation: UUID, contact: UUID, changes: Changes) -> Contact:
    async with database.unit(organisation) as unit:
        return await service.update_contact(unit, organisation, "test", contact, changes, "FR")


async def listed(database: Database, organisation: UUID, wanted: Filter, cursor: str | None = None, limit: int = 50) -> Page[Contact]:
    async with database.unit(organisation) as unit:
        return await service.list_contacts(unit, organisation, wanted, cursor, limit, "FR")


async def test_what_is_declared_wins_over_what_is_inferred_and_can_be_emptied_again(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(addresses=[phone("06 12 34 56 78")]))
    assert (made.time_zone, made.time_zone_source) == ("Europe/Paris", "phone")
    moved = await update(database, organisation, made.id, Changes(country="BE", time_zone="Indian/Reunion"))
    assert (moved.country, moved.time_zone, moved.time_zone_source) == ("BE", "Indian/Reunion", "declared")
    again = await update(database, organisation, made.id, Changes(first_name="Anne"))
    assert again.time_zone == "Indian/Reunion"
    emptied = await update(database, organisation, made.id, Changes(time_zone=None))
    assert (emptied.time_zone, emptied.time_zone_source) == ("Europe/Brussels", "country")


async def test_a_country_with_several_zones_leaves_it_to_the_number(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(addresses=[phone("+1 212 555 2368")]))
    assert (made.country, made.time_zone, made.time_zone_source) == ("US", "America/New_York", "phone")


async def test_phones_and_emails_are_sealed_and_names_are_not_needed(database: Database, organisation: UUID) -> None:
    email = NewAddress(AddressKind.EMAIL, "Anne.Dupont@EXAMPLE.org")
    made = await create(database, organisation, Changes(addresses=[phone("0612345678"), email]))
    assert [owned.address.value for owned in made.addresses] == ["+33612345678", "Anne.Dupont@example.org"]
    async with database.unit(organisation) as unit:
        rows = await unit.fetch(lambda *columns: columns, "SELECT sealed, lookup FROM addresses")
        assert len(rows) == 2
        assert not any(b"612345678" in cell or b"example" in cell.lower() for row in rows for cell in row)
        found = await service.find_address(unit, organisation, AddressKind.EMAIL, "anne.dupont@example.org")
        assert found is not None
        assert found.id == made.addresses[1].address.id


async def test_a_new_profile_number_takes_the_place_of_the_old_one(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(addresses=[phone("0612345678"), phone("0612345679", Rank.SECOND)]))
    changed = await update(database, organisation, made.id, Changes(addresses=[phone("0612345670")]))
    assert [(owned.address.value, owned.rank) for owned in changed.addresses] == [
        ("+33612345670", Rank.PROFILE),
        ("+33612345679", Rank.SECOND),
        ("+33612345678", Rank.FORMER),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (Changes(country="Atlantis"), "country"),
        (Changes(time_zone="Europe/Lutetia"), "time_zone"),
        (Changes(locale="French!"), "locale"),
        (Changes(first_name="x" * 201), "first_name"),
        (Changes(tags=["x" * 65]), "tags"),
        (Changes(attributes={"nope nope": 1}), "attributes"),
        (Changes(attributes={"long": "x" * 1001}), "attributes.long"),
        (Changes(addresses=[NewAddress(AddressKind.EMAIL, "anne@localhost")]), "email"),
        (Changes(addresses=[phone("0123")]), "phone"),
    ],
)
async def test_a_wrong_field_is_refused_by_name(database: Database, organisation: UUID, changes: Changes, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        await create(database, organisation, changes)
    assert refused.value.field == field
    assert refused.value.fix


async def test_an_external_id_belongs_to_one_contact(database: Database, organisation: UUID) -> None:
    await create(database, organisation, Changes(external_id="c-1"))
    with pytest.raises(Conflict, match="c-1"):
        await create(database, organisation, Changes(external_id="c-1"))


async def test_an_unknown_contact_is_not_found(database: Database, organisation: UUID) -> None:
    with pytest.raises(NotFound):
        await update(database, organisation, organisation, Changes())


async def test_attributes_are_merged_and_none_removes_one(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(attributes={"tier": "premium", "age": 31, "vip": True}))
    changed = await update(database, organisation, made.id, Changes(attributes={"age": 32, "vip": None}))
    assert changed.attributes == {"tier": "premium", "age": 32}


async def test_contacts_are_found_by_name_address_tag_lifecycle_and_attribute(database: Database, organisation: UUID) -> None:
    helene = Changes(first_name="Hélène", last_name="Dupont", tags=["vip"], lifecycle="customer", attributes={"tier": "premium"}, country="FR",
                     addresses=[phone("0612345678"), NewAddress(AddressKind.EMAIL, "helene@example.org")])  # fmt: skip
    made = await create(database, organisation, helene)
    await create(database, organisation, Changes(first_name="Marc", last_name="Durand"))
    for wanted in (
        Filter(name="hele"), Filter(name="DUP"), Filter(name="Hélène Du"), Filter(phone="+33 6 12 34 56 78"), Filter(phone="06.12.34.56.78"),
        Filter(email="Helene@Example.org"), Filter(tag="vip"), Filter(lifecycle="customer"), Filter(attributes={"tier": "premium"}),
        Filter(country="FR", name="hel"),
    ):  # fmt: skip
        assert [each.id for each in (await listed(database, organisation, wanted)).rows] == [made.id], wanted
    assert not (await listed(database, organisation, Filter(name="%"))).rows
    assert not (await listed(database, organisation, Filter(name="elene"))).rows


async def test_pages_hold_every_contact_once(database: Database, organisation: UUID) -> None:
    made = {(await create(database, organisation, Changes(first_name=f"n{n}"))).id for n in range(7)}
    seen: list[UUID] = []
    cursor = None
    while True:
        page = await listed(database, organisation, Filter(), cursor, limit=3)
        seen.extend(each.id for each in page.rows)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert sorted(seen) == sorted(made)


async def test_another_organisation_sees_nothing(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(addresses=[phone("0612345678")]))
    other = new_id(made.created_at)
    async with database.unit(other) as unit:
        assert not await service.people(unit, other, [made.id])
        assert await service.find_address(unit, other, AddressKind.PHONE, "+33612345678") is None


def test_a_masked_address_can_be_recognised_but_not_used() -> None:
    assert masked(AddressKind.PHONE, "+33612345678") == "+33 6 ** ** ** 78"
    assert masked(AddressKind.PHONE, "+12125552368") == "+1 2**-***-**68"
    assert masked(AddressKind.EMAIL, "anne@example.org") == "a***@example.org"
