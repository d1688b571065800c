"""A target audience names those who are meant, and only them."""

from typing import Any
from uuid import UUID

import pytest

from tidings.contacts import service
from tidings.contacts.rules.audience import target
from tidings.contacts.types import AddressKind, Changes, NewAddress, Occurrence, Rank
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel


async def make(database: Database, organisation: UUID, **changes: Any) -> UUID:
    async with database.unit(organisation) as unit:
        return (await service.create_contact(unit, organisation, "test", Changes(**changes), "FR")).id


async def meant(database: Database, organisation: UUID, wanted: dict[str, Any]) -> list[UUID]:
    async with database.unit(organisation) as unit:
        found = await service.audience(unit, organisation, channel=Channel.WHATSAPP, target=wanted)
        assert await service.audience_size(unit, organisation, channel=Channel.WHATSAPP, target=wanted) == len(found)
    return [contact for contact, _ in found]


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
        opened = await service.addresses(unit, organisation, [address for _, address in found])
    assert {each.value for each in opened.values()} == {"+33612345602", "+33612345603"}


async def test_an_audience_is_read_in_parts_by_the_last_contact(database: Database, organisation: UUID) -> None:
    everybody = {await make(database, organisation, addresses=[phone(n)], tags=["a"]) for n in range(5)}
    after, seen = None, list[UUID]()
    while True:
        async with database.engine() as unit:
            part = await service.audience(unit, organisation, channel=Channel.SMS, target={"tags": "a"}, after=after, limit=2)
        if not part:
            break
        seen.extend(contact for contact, _ in part)
        after = part[-1][0]
    assert sorted(everybody) == seen


@pytest.mark.parametrize(
    ("shorthand", "field"),
    [
        ({}, "target_audience"),
        ({"tier": {"eq": "premium"}}, "target_audience.tier"),
        ({"tier": []}, "target_audience.tier"),
        ({"tier": None}, "target_audience.tier"),
        ({"bad name": "x"}, "target_audience.bad name"),
        ({"country": "Atlantis"}, "target_audience.country"),
        ({"tags": 3}, "target_audience.tags"),
        ({"attributes": ["x"]}, "target_audience.attributes"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(shorthand: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        target(shorthand)
    assert refused.value.field == field


async def test_an_event_told_twice_counts_once(database: Database, organisation: UUID) -> None:
    contact = await make(database, organisation, addresses=[phone(1)])
    async with database.unit(organisation) as unit:
        event = Occurrence(new_id(unit.at), contact, "course viewed", unit.at, "api", {"course": "welding"})
        assert await service.record_events(unit, organisation, [event, event]) == 1
        assert await service.record_events(unit, organisation, [event]) == 0
