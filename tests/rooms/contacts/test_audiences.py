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


async def make(database: Database, organisation: UUID, **changes: Any) -> UUID:
    async with database.unit(organisation) as unit:
        return (await service.create_contact(unit, organisation, "test", Changes(**changes), "FR")).id


def phone(number: int, rank: int = Rank.PROFILE) -> NewAddress:
    return NewAddress(AddressKind.PHONE, f"+336123456{number:02d}", rank)


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
