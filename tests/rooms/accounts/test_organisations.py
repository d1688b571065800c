"""Organisations are founded once and can be stopped at once."""

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.accounts import service
from tidings.accounts.types import NewApiKey, Organisation, Scope
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Invalid, NotFound
from tidings.kernel.ids import new_id

FRENCH = {"region": "FR", "time_zone": "Europe/Paris", "currency": "EUR", "locale": "fr"}


async def first_start(database: Database) -> tuple[Organisation, NewApiKey | None]:
    async with database.engine() as unit:
        return await service.ensure_default_organisation(unit, **FRENCH)


async def actions(database: Database, organisation_id: UUID) -> list[str]:
    async with database.unit(organisation_id) as unit:
        return [entry.action for entry in (await service.audit_trail(unit, organisation_id)).rows]


async def test_of_many_processes_that_start_at_once_one_founds_the_default_organisation(database: Database) -> None:
    founded = await asyncio.gather(*(first_start(database) for _ in range(4)))
    assert len({organisation.id for organisation, _ in founded}) == 1
    assert sum(key is not None for _, key in founded) == 1


async def test_the_first_key_may_do_everything_and_carries_the_operators_consent_basis(database: Database) -> None:
    organisation, key = await first_start(database)
    assert key is not None
    async with database.engine() as unit:
        caller = await service.authenticate(unit, key.secret)
    assert caller.organisation_id == organisation.id
    assert caller.scopes == frozenset(Scope)
    assert caller.consent_basis is not None
    assert caller.consent_basis.source == "operator"
    assert set(await actions(database, organisation.id)) == {"organisation.created", "key.created", "key.consent_attested"}


async def test_nothing_is_founded_when_the_secret_cannot_be_saved(database: Database) -> None:
    with suppress(OSError):
        async with database.engine() as unit:
            await service.ensure_default_organisation(unit, **FRENCH)
            raise OSError("disk full")
    _, key = await first_start(database)
    assert key is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "No Spaces"), ("region", "fr"), ("time_zone", "Europe/Lyon"), ("currency", "euro"), ("locale", "French")],
)
async def test_an_organisation_that_could_not_work_is_refused_with_the_field(database: Database, field: str, value: str) -> None:
    profile = {"actor": "cli:test", "name": "Atelier", "slug": "atelier", **FRENCH, field: value}
    with pytest.raises(Invalid) as refused:
        async with database.engine() as unit:
            await service.create_organisation(unit, **profile)
    assert refused.value.field == field
    assert refused.value.fix


async def test_a_slug_is_taken_once(database: Database) -> None:
    async with database.engine() as unit:
        made = await service.create_organisation(unit, actor="cli:test", name="Atelier", slug="atelier", **FRENCH)
        with pytest.raises(Conflict, match="atelier"):
            await service.create_organisation(unit, actor="cli:test", name="Another", slug="atelier", **FRENCH)
    async with database.engine() as unit:
        assert await service.organisation_by_slug(unit, "atelier") == made


async def test_stopping_twice_keeps_the_first_reason_and_is_audited_once(database: Database, organisation: UUID, clock: ManualClock) -> None:
    for reason in ("wrong price", "again"):
        async with database.unit(organisation) as unit:
            stopped = await service.stop_sending(unit, organisation, "cli:test", reason)
        clock.advance(minutes=1)
    assert stopped.stopped_reason == "wrong price"
    async with database.unit(organisation) as unit:
        resumed = await service.resume_sending(unit, organisation, "cli:test")
    assert resumed.stopped_at is None
    assert resumed.stopped_reason is None
    assert await actions(database, organisation) == ["sending.resumed", "sending.stopped"]


async def test_the_allow_list_is_turned_on_and_off(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        assert (await service.set_allow_list_only(unit, organisation, "cli:test", only=True)).allow_list_only
    clock.advance(minutes=1)
    async with database.unit(organisation) as unit:
        assert not (await service.set_allow_list_only(unit, organisation, "cli:test", only=False)).allow_list_only
    assert await actions(database, organisation) == ["allow_list.lifted", "allow_list.enforced"]


async def test_an_organisation_finds_itself_and_no_other(database: Database, organisation: UUID) -> None:
    other, _ = await first_start(database)
    async with database.unit(organisation) as unit:
        assert set(await service.organisations(unit)) == {organisation}
        with pytest.raises(NotFound):
            await service.organisation(unit, other.id)
    async with database.engine() as unit:
        assert set(await service.organisations(unit, [organisation, other.id])) == {organisation, other.id}
        assert unit.statements == 1


async def test_the_audit_cannot_be_changed_or_shortened(database: Database, organisation: UUID) -> None:
    async with database.engine() as unit:
        await service.record_audit(unit, organisation, "cli:test", "something.done", "thing:1")
    for statement in ("UPDATE audit_log SET actor = 'nobody'", "DELETE FROM audit_log"):
        with pytest.raises(Exception, match="permission denied"):
            async with database.engine() as unit:
                await unit.run(statement)


async def test_changes_of_one_millisecond_are_listed_in_the_order_in_which_they_were_made(database: Database, organisation: UUID) -> None:
    actions = [f"step.{number}" for number in range(20)]
    for action in actions:
        async with database.unit(organisation) as unit:
            await service.record_audit(unit, organisation, "cli:test", action, "thing:1")
    listed: list[str] = []
    cursor = None
    async with database.unit(organisation) as unit:
        while len(listed) < len(actions):
            page = await service.audit_trail(unit, organisation, subject="thing:1", cursor=cursor, limit=7)
            listed.extend(entry.action for entry in page.rows)
            cursor = page.next_cursor
    assert listed[::-1] == actions
    assert cursor is None


async def test_the_audit_is_read_page_by_page_newest_first(database: Database, organisation: UUID, clock: ManualClock) -> None:
    for number in range(5):
        clock.advance(seconds=1)
        async with database.unit(organisation) as unit:
            await service.record_audit(unit, organisation, "cli:test", f"step.{number}", "thing:1" if number % 2 else "thing:2")
    async with database.unit(organisation) as unit:
        first = await service.audit_trail(unit, organisation, limit=3)
        second = await service.audit_trail(unit, organisation, limit=3, cursor=first.next_cursor)
        odd = await service.audit_trail(unit, organisation, subject="thing:1")
    assert [entry.action for entry in (*first.rows, *second.rows)] == ["step.4", "step.3", "step.2", "step.1", "step.0"]
    assert second.next_cursor is None
    assert [entry.action for entry in odd.rows] == ["step.3", "step.1"]


async def test_a_made_up_cursor_is_refused(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        for cursor in ("!", "WzFd", str(new_id(clock.now()))):
            with pytest.raises(Invalid):
                await service.audit_trail(unit, organisation, cursor=cursor)
