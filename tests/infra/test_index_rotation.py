"""Keys by which addresses are found are rotated while everything runs: nobody is found twice, nobody's STOP is lost."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import pytest
from psycopg.errors import SerializationFailure

from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.accounts.types import Role
from tidings.apps.wiring import reindexed
from tidings.consent import service as consent
from tidings.consent.types import Suppression, SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.index_rotation import rotate_index
from tidings.infra.rotation import PLATFORM
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service as policy

ANA, BEN, GONE = "+33612000001", "+33612000002", "+33612000003"


async def settled() -> None:
    """No other process runs."""


async def killed() -> None:
    raise InterruptedError


def unseen(_done: int, _total: int) -> None:
    """Nobody watches."""


async def rotated(database: Database, vault: Vault, *organisations: UUID) -> int:
    return await rotate_index(database, vault, organisations, reindex=reindexed, settle=settled, report=unseen)


async def people(database: Database, organisation: UUID, phones: Sequence[str]) -> dict[str, UUID]:
    """Return whom numbers lead to, making those who are not known."""
    async with database.engine() as unit:
        found, _ = await contacts.resolve_phones(unit, organisation, phones, "FR")
    return {phones[each.position]: each.contact_id for each in found}


async def close(database: Database, organisation: UUID, phone: str) -> None:
    async with database.engine() as unit:
        lookup = (await unit.keys(organisation)).index("phone", phone)
        entry = Suppression(Channel.SMS, lookup, SuppressionScope.ALL, SuppressionReason.OPTED_OUT, "keyword")
        await consent.suppress(unit, organisation, [entry], unit.at)


async def closed(database: Database, organisation: UUID, phone: str) -> set[SuppressionReason]:
    async with database.engine() as unit:
        lookups = (await unit.keys(organisation)).indexes("phone", phone)
        return set((await consent.suppressed(unit, organisation, Channel.SMS, lookups, Purpose.MARKETING)).values())


async def versions(database: Database, table: str) -> list[int]:
    """Return under which index keys the rows of a table are found."""
    async with database.engine() as unit:
        return await unit.fetch(int, f"SELECT get_byte(lookup, 0) FROM {table} ORDER BY 1")


async def test_everybody_is_found_again_and_no_second_person_is_made(database: Database, vault: Vault, organisation: UUID) -> None:
    before = await people(database, organisation, [ANA, BEN])
    assert await rotated(database, vault, organisation) == 2
    assert await versions(database, "addresses") == [2, 2]
    assert await people(database, organisation, [ANA, BEN]) == before


async def test_closings_and_the_allow_list_hold_also_for_who_cannot_be_opened_any_more(database: Database, vault: Vault, organisation: UUID) -> None:
    await people(database, organisation, [ANA])
    for phone in (ANA, GONE):
        await close(database, organisation, phone)
    async with database.engine() as unit:
        await policy.allow_addresses(unit, organisation, "cli:test", [ANA])
    await rotated(database, vault, organisation)
    await close(database, organisation, ANA)
    assert await versions(database, "suppressions") == [1, 2], "one closing of a living address, and the former one of an erased person"
    assert await versions(database, "allowed_addresses") == [2]
    for phone in (ANA, GONE):
        assert await closed(database, organisation, phone) == {SuppressionReason.OPTED_OUT}
    assert await closed(database, organisation, BEN) == set()


async def test_users_still_sign_in(database: Database, vault: Vault, organisation: UUID) -> None:
    async with database.engine() as unit:
        await accounts.create_user(unit, email="owner@example.org", name="Owner", password="correct horse battery")
    assert await rotated(database, vault, PLATFORM) == 1
    async with database.engine() as unit:
        assert (await accounts.sign_in(unit, email="OWNER@example.org", password="correct horse battery", code=None)).user.name == "Owner"
        member = await accounts.add_member(unit, organisation, "cli:test", email="owner@example.org", name="Owner", role=Role.OWNER)
        assert len(await accounts.members(unit, organisation)) == 1
    assert member.role is Role.OWNER


async def test_an_interrupted_rotation_is_finished_and_until_then_nothing_is_written_under_the_new_key(
    database: Database, vault: Vault, organisation: UUID
) -> None:
    await people(database, organisation, [ANA])
    with pytest.raises(InterruptedError):
        await rotate_index(database, vault, [organisation], reindex=reindexed, settle=killed, report=unseen)
    vault.forget()
    await people(database, organisation, [BEN])
    await close(database, organisation, GONE)
    assert await versions(database, "addresses") == [1, 1]
    assert await versions(database, "suppressions") == [1]
    assert await rotated(database, vault, organisation) == 2
    assert await versions(database, "addresses") == [2, 2]


async def test_a_process_that_does_not_know_the_new_key_yet_adds_nobody_twice(
    database: Database, vault: Vault, organisation: UUID, database_url: str, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.infra.crypto.FRESH_SECONDS", 3600.0)  # however slow this machine is
    vault_of_the_other = Vault(vault.masters)
    other = Database(database_url, clock, vault_of_the_other, size=1)
    await other.open()
    await people(database, organisation, [ANA])
    await people(other, organisation, [ANA])
    before = await people(other, organisation, [ANA])
    await rotated(database, vault, organisation)
    with pytest.raises(SerializationFailure):
        await people(other, organisation, [ANA])
    vault_of_the_other.forget()
    assert await people(other, organisation, [ANA]) == before
    await other.close()


async def test_people_who_come_while_addresses_are_found_anew_are_there_once(
    database: Database, vault: Vault, organisation: UUID, database_url: str, clock: ManualClock
) -> None:
    numbers = [f"+3361200{number:04}" for number in range(400)]
    vault_of_the_other = Vault(vault.masters)
    other = Database(database_url, clock, vault_of_the_other, size=2)
    await other.open()
    await people(other, organisation, numbers[:200])

    async def come() -> None:
        for start in range(100, 400, 20):
            while True:
                try:
                    await people(other, organisation, numbers[start : start + 20])
                    break
                except SerializationFailure:
                    vault_of_the_other.forget()  # as ten seconds do

    await asyncio.gather(come(), rotated(database, vault, organisation))
    await other.close()
    assert await versions(database, "addresses") == [2] * 400
