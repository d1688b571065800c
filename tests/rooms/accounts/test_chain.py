"""The audit is sealed in a chain: what was changed, removed or put in shows."""

from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest

from tidings.accounts import service
from tidings.infra.db.database import Database
from tidings.kernel.chains import Checked, Fault, head_of


async def sealed(database: Database, organisation: UUID, entries: int) -> None:
    """Write so many entries and seal all that wait."""
    async with database.unit(organisation) as unit:
        for number in range(entries):
            await service.record_audit(unit, organisation, "key:1", "thing.changed", f"thing:{number}", {"from": "é", "to": number, "share": 0.1})
    async with database.engine() as unit:
        assert organisation in await service.audit_to_seal(unit)
        assert await service.seal_audit(unit, organisation)
    async with database.engine() as unit:
        assert organisation not in await service.audit_to_seal(unit)


async def check(database: Database, organisation: UUID) -> Checked:
    async with database.unit(organisation) as unit:
        return await service.check_audit(unit, organisation)


async def test_the_audit_checks_and_its_head_can_be_kept(database: Database, organisation: UUID) -> None:
    await sealed(database, organisation, 3)
    checked = await check(database, organisation)
    assert (checked.links, checked.waiting, checked.breaks) == (1, 0, [])
    assert checked.head == head_of(str(checked.head))
    await sealed(database, organisation, 2)
    async with database.unit(organisation) as unit:
        assert (await service.check_audit(unit, organisation, checked.head)).lines == 2


@pytest.mark.parametrize(
    ("attack", "gone", "strange"),
    [
        ("UPDATE audit_log SET actor = 'key:2' WHERE subject = 'thing:1'", 1, 1),
        ("UPDATE audit_log SET detail = '{}' WHERE subject = 'thing:1'", 1, 1),
        ("DELETE FROM audit_log WHERE subject = 'thing:1'", 1, 0),
    ],
)
async def test_a_changed_or_missing_entry_shows_and_is_named(
    database: Database, database_url: str, organisation: UUID, attack: str, gone: int, strange: int
) -> None:
    await sealed(database, organisation, 3)
    _as_owner(database_url)(attack)
    (found,) = (await check(database, organisation)).breaks
    assert (found.link, found.fault, found.gone, len(found.strange)) == (1, Fault.LINES_CHANGED, gone, strange)
    assert all("thing:1" in each for each in found.strange)


async def test_entries_that_swap_their_order_show(database: Database, database_url: str, organisation: UUID) -> None:
    await sealed(database, organisation, 2)
    _as_owner(database_url)("ALTER TABLE audit_log ALTER number DROP IDENTITY")
    _as_owner(database_url)(
        "UPDATE audit_log SET number = (SELECT min(number) + max(number) FROM audit_log WHERE subject LIKE 'thing:%') - number"
        " WHERE subject LIKE 'thing:%'"
    )
    assert [each.fault for each in (await check(database, organisation)).breaks] == [Fault.LINES_CHANGED]


async def test_blanking_details_leaves_the_chain_whole(database: Database, organisation: UUID) -> None:
    await sealed(database, organisation, 2)
    async with database.engine() as unit:
        assert await unit.value("SELECT blank_audit_details(%(org)s, %(subjects)s)", {"org": organisation, "subjects": ["thing:1"]}) == 1
    assert (await check(database, organisation)).breaks == []


@pytest.mark.parametrize("role", ["app", "engine"])
async def test_neither_working_role_changes_or_deletes_entries_or_links(database: Database, organisation: UUID, role: str) -> None:
    for attack in ("UPDATE audit_log SET actor = actor", "DELETE FROM audit_log", "UPDATE audit_links SET lines = 0", "DELETE FROM audit_links"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with database.unit(organisation) if role == "app" else database.engine() as unit:
                await unit.run(attack)


def _as_owner(database_url: str) -> Callable[[str], None]:
    def do(statement: str) -> None:
        with psycopg.connect(database_url, autocommit=True) as owner:
            owner.execute(statement.encode())

    return do
