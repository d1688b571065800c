"""Keys are rotated while everything runs; old values open, new ones are sealed under the new key."""

import secrets
import time
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.infra.crypto import FRESH_SECONDS, MasterKeys, Vault
from tidings.infra.db.database import Database
from tidings.infra.rotation import PLATFORM, organisations_with_keys, rewrap, rotate_sealing, sealed_columns
from tidings.kernel.errors import Conflict

KIND = "phone"
NUMBERS = [f"+3361234{number:04}" for number in range(500)]


async def settled() -> None:
    """No other process runs."""


def unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


async def write_addresses(database: Database, organisation: UUID, numbers: list[str]) -> None:
    async with database.engine() as unit:
        keys = await unit.keys(organisation)
        for number in numbers:
            await unit.run(
                "INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, added_at)"
                " VALUES (%(org)s, gen_random_uuid(), 'phone', %(lookup)s, %(sealed)s, %(at)s)",
                {"org": organisation, "lookup": keys.index(KIND, number), "sealed": keys.seal(KIND, number), "at": unit.at},
            )


async def opened(database: Database, organisation: UUID) -> dict[str, int]:
    """Return every number and the key that it is sealed under."""
    async with database.engine() as unit:
        keys = await unit.keys(organisation)
        rows = await unit.fetch(bytes, "SELECT sealed FROM addresses WHERE organisation_id = %(org)s", {"org": organisation})
    return {keys.open_text(KIND, sealed): int.from_bytes(sealed[1:3], "big") for sealed in rows}


async def rotated(database: Database, vault: Vault, organisation: UUID) -> int:
    return await rotate_sealing(database, vault, [organisation], settle=settled, report=unseen)


async def test_after_a_rotation_every_value_is_under_the_new_key_and_says_the_same(database: Database, vault: Vault, organisation: UUID) -> None:
    await write_addresses(database, organisation, NUMBERS)
    assert await rotated(database, vault, organisation) == len(NUMBERS)
    assert await opened(database, organisation) == dict.fromkeys(NUMBERS, 2)


async def test_an_interrupted_rotation_is_finished_and_no_third_key_is_made(database: Database, vault: Vault, organisation: UUID) -> None:
    await write_addresses(database, organisation, NUMBERS)

    async def killed() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        await rotate_sealing(database, vault, [organisation], settle=killed, report=unseen)
    vault.forget()
    await write_addresses(database, organisation, ["+33698765432"])
    assert set((await opened(database, organisation)).values()) == {1}, "a key that others do not know yet sealed a value"
    assert await rotated(database, vault, organisation) == len(NUMBERS) + 1
    assert set((await opened(database, organisation)).values()) == {2}


async def test_a_process_that_has_not_read_its_keys_again_still_opens_what_it_sealed(
    database: Database, vault: Vault, organisation: UUID, database_url: str, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.infra.crypto.FRESH_SECONDS", 3600.0)  # however slow this machine is
    late = Database(database_url, clock, Vault(vault.masters), size=1)
    await late.open()
    await write_addresses(late, organisation, NUMBERS[:4])  # makes the keys
    await write_addresses(late, organisation, NUMBERS[4:5])  # and has them now
    await rotated(database, vault, organisation)
    await write_addresses(late, organisation, NUMBERS[5:6])  # sealed under the key before
    await late.close()
    assert sorted((await opened(database, organisation)).values()) == [1, 2, 2, 2, 2, 2]
    assert await rotated(database, vault, organisation) == 1, "what was missed is sealed again by the next rotation"


async def test_another_process_learns_of_a_new_key_by_itself(
    database: Database, vault: Vault, organisation: UUID, database_url: str, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Database(database_url, clock, Vault(vault.masters), size=1)
    await other.open()
    await write_addresses(other, organisation, NUMBERS[:1])
    await rotated(database, vault, organisation)
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + FRESH_SECONDS + 1)
    assert await opened(other, organisation) == {NUMBERS[0]: 2}
    await other.close()


async def test_a_new_master_key_wraps_all_data_keys_and_touches_no_value(
    database: Database, vault: Vault, organisation: UUID, database_url: str, clock: ManualClock
) -> None:
    await write_addresses(database, organisation, NUMBERS[:3])
    masters = MasterKeys({**vault.masters.keys, "new": secrets.token_bytes(32)}, "new")
    assert (await rewrap(database, lambda: masters))[1] == 2  # the sealing key and the index key
    only_new = Database(database_url, clock, Vault(MasterKeys({"new": masters.keys["new"]}, "new")), size=1)
    await only_new.open()
    assert await opened(only_new, organisation) == dict.fromkeys(NUMBERS[:3], 1)
    await only_new.close()


async def test_a_running_process_finds_a_master_key_that_was_added(
    database: Database, vault: Vault, organisation: UUID, database_url: str, clock: ManualClock
) -> None:
    await write_addresses(database, organisation, NUMBERS[:1])
    masters = MasterKeys({**vault.masters.keys, "new": secrets.token_bytes(32)}, "new")
    running = Database(database_url, clock, Vault(vault.masters, reread=lambda: masters), size=1)
    await running.open()
    await rewrap(database, lambda: masters)
    assert await opened(running, organisation) == {NUMBERS[0]: 1}
    await running.close()


async def test_a_wrong_master_key_is_refused_with_its_name_and_changes_nothing(database: Database, vault: Vault, organisation: UUID) -> None:
    await write_addresses(database, organisation, NUMBERS[:1])
    wrong = MasterKeys({"test": secrets.token_bytes(32), "new": secrets.token_bytes(32)}, "new")
    with pytest.raises(Conflict, match="'test'") as refusal:
        await rewrap(database, lambda: wrong)
    assert refusal.value.code == "master_key_wrong"
    assert refusal.value.fix
    vault.forget()
    assert await opened(database, organisation) == {NUMBERS[0]: 1}


async def test_every_bytea_column_says_whether_it_is_sealed(database: Database) -> None:
    async with database.engine() as unit:
        silent = await unit.fetch(
            str,
            "SELECT format('%%s.%%s', c.relname, a.attname) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = 'bytea'::regtype AND a.attnum > 0"
            " AND NOT starts_with(coalesce(col_description(c.oid, a.attnum), ''), 'sealed as ')"
            " AND NOT starts_with(coalesce(col_description(c.oid, a.attnum), ''), 'not sealed: ')",
            {},
        )
        columns = await sealed_columns(unit)
        parts = await unit.fetch(str, "SELECT relid::regclass::text FROM pg_partitioned_table, pg_partition_tree(partrelid)", {})
    assert not silent, "say in a migration `COMMENT ON COLUMN ... IS 'sealed as <kind>'`, or 'not sealed: <why>'"
    assert {each.table for each in columns} >= {"addresses", "connections", "users", "inbound_messages"}
    assert not {each.table for each in columns} & set(parts), "values are sealed again by their place, which a partitioned table has many of"


async def test_who_has_keys_is_known(database: Database, organisation: UUID) -> None:
    await write_addresses(database, organisation, NUMBERS[:1])
    async with database.engine() as unit:
        await unit.keys(PLATFORM)
        assert set(await organisations_with_keys(unit)) == {PLATFORM, organisation}
