"""The list of those who may be sent to while an organisation tries out."""

from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.infra.db.database import Database
from tidings.kernel.errors import NotFound
from tidings.kernel.ids import new_id
from tidings.policy import service


async def test_numbers_are_listed_once_in_whatever_writing_and_shown_masked(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        done = await service.allow_addresses(unit, organisation, "key:1", ["06 12 00 00 01", "+33612000001", "0033 612000002", "12"])
        assert (done.added, done.already, [(each.position, each.code) for each in done.invalid]) == (2, 1, [(3, "too_short")])
        assert (await service.allow_addresses(unit, organisation, "key:1", ["+33612000001"])).added == 0
        shown = await service.list_allowed(unit, organisation)
        assert {row.label for row in shown.rows} == {"+33 ······01", "+33 ······02"}
        trail = await accounts.audit_trail(unit, organisation)
        assert [entry.action for entry in trail.rows] == ["allow_list.extended"]


async def test_a_number_is_taken_off_the_list(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.allow_addresses(unit, organisation, "key:1", ["+33612000001"])
        (row,) = (await service.list_allowed(unit, organisation)).rows
        lookup = (await unit.keys(organisation)).index("phone", "+33612000001")
        assert await service.allowed(unit, organisation, [lookup]) == {lookup}
        await service.disallow_address(unit, organisation, "key:1", row.id)
        assert await service.allowed(unit, organisation, [lookup]) == set()
        with pytest.raises(NotFound):
            await service.disallow_address(unit, organisation, "key:1", new_id(clock.now()))


async def test_emails_are_listed_beside_numbers_and_counted_behind_them(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        done = await service.allow_addresses(unit, organisation, "key:1", ["+33612000001"], ["Zoe@example.org", "nobody", "zoe@example.org"])
        assert (done.added, done.already, [each.position for each in done.invalid]) == (2, 1, [2])
        assert {row.label for row in (await service.list_allowed(unit, organisation)).rows} == {"+33 ······01", "z***@example.org"}
        lookup = (await unit.keys(organisation)).index("email", "zoe@example.org")
        assert await service.allowed(unit, organisation, [lookup]) == {lookup}


async def test_the_list_comes_in_pages(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        await service.allow_addresses(unit, organisation, "key:1", [f"+3361200000{number}" for number in range(5)])
        first = await service.list_allowed(unit, organisation, limit=3)
        second = await service.list_allowed(unit, organisation, limit=3, cursor=first.next_cursor)
    assert len({row.id for row in [*first.rows, *second.rows]}) == 5
    assert second.next_cursor is None
