"""What was sealed can't be changed, removed, put in or cut without showing, and erasing a person breaks nothing."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from support.clock import ManualClock
from support.consents import grant
from tidings.consent import service
from tidings.consent.types import ConsentStatus
from tidings.infra.db.database import Database
from tidings.kernel.chains import Checked, Fault, Head
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

Tamper = Callable[[str], None]

_FORGERY = """
UPDATE consent_events SET source = 'another',
  personal_digest = sha256(convert_to(json_build_array(salt, source, wording, proof::text)::text, 'UTF8'))
"""
"""Other words, under the digest of the true ones."""


@pytest.fixture
def tamper(database_url: str, organisation: UUID) -> Tamper:
    """Do something as the owner of the database, whom no grant stops."""

    def do(statement: str) -> None:
        with psycopg.connect(database_url, autocommit=True) as owner:
            owner.execute(statement.encode(), {"org": organisation})

    return do


@pytest.fixture
def agree(database: Database, organisation: UUID, clock: ManualClock) -> Callable[..., Awaitable[list[UUID]]]:
    async def do(count: int = 3, **said: Any) -> list[UUID]:
        people = [new_id(clock.now()) for _ in range(count)]
        async with database.unit(organisation) as unit:
            await grant(unit, organisation, people, channel=Channel.SMS, purpose=Purpose.MARKETING, source="form:1", at=clock.now(), **said)
        return people

    return do


async def seal(database: Database, organisation: UUID) -> bool:
    async with database.engine() as unit:
        assert unit.statements == 0
        sealed = await service.seal_ledger(unit, organisation)
        assert unit.statements == 2
    return sealed


async def check(database: Database, organisation: UUID, kept: Head | None = None) -> Checked:
    async with database.unit(organisation) as unit:
        return await service.check_ledger(unit, organisation, kept)


async def test_what_is_sealed_checks_with_the_code_that_did_not_seal_it(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]]
) -> None:
    await agree(1000)
    await agree(2, wording='Oui, "écrivez-moi"\n\t\\ \x1f\x7f 😀 \u200f\u05e9\u05dc')
    assert (await check(database, organisation)).waiting == 2
    assert await seal(database, organisation)
    assert not await seal(database, organisation)
    await agree(1, wording=None)
    assert await seal(database, organisation)
    checked = await check(database, organisation)
    assert (checked.links, checked.lines, checked.waiting, checked.breaks) == (2, 1003, 0, [])
    async with database.unit(organisation) as unit:
        assert await service.ledger_head(unit, organisation) == checked.head


@pytest.mark.parametrize(
    ("attack", "fault", "gone", "strange"),
    [
        ("UPDATE consent_events SET status = 'withdrawn' WHERE contact_id = (SELECT max(contact_id::text)::uuid FROM consent_events)", "lines", 1, 1),
        (
            "UPDATE consent_events SET at = at - interval '1 year' WHERE contact_id = (SELECT max(contact_id::text)::uuid FROM consent_events)",
            "lines",
            1,
            1,
        ),
        ('UPDATE consent_events SET proof = \'{"box": "ticked"}\'', "lines", 3, 3),
        (_FORGERY, "lines", 3, 3),
        ("DELETE FROM consent_events WHERE contact_id = (SELECT max(contact_id::text)::uuid FROM consent_events)", "lines", 1, 0),
        ("UPDATE consent_links SET sealed_at = sealed_at - interval '1 day' WHERE number = 1", "link", 0, 0),
        ("DELETE FROM consent_links WHERE number = 1", "missing", 0, 0),
    ],
)
async def test_a_change_of_what_was_sealed_shows(
    database: Database,
    organisation: UUID,
    agree: Callable[..., Awaitable[list[UUID]]],
    tamper: Tamper,
    attack: str,
    fault: str,
    gone: int,
    strange: int,
) -> None:
    await agree(3)
    await seal(database, organisation)
    tamper(attack)
    breaks = (await check(database, organisation)).breaks
    wanted = {"lines": Fault.LINES_CHANGED, "link": Fault.LINK_CHANGED, "missing": Fault.LINK_MISSING}
    assert [(each.link, each.fault, each.gone, len(each.strange)) for each in breaks] == [(1, wanted[fault], gone, strange)]


async def test_a_line_put_in_beside_the_ledger_shows(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]], tamper: Tamper
) -> None:
    await agree(1)
    await seal(database, organisation)
    tamper(
        "INSERT INTO consent_events (organisation_id, id, contact_id, channel, purpose, status, source, at, recorded_at, actor, batch)"
        " SELECT organisation_id, id, gen_random_uuid(), channel, purpose, status, source, at, recorded_at, actor, gen_random_uuid()"
        " FROM consent_events"
    )
    (found,) = (await check(database, organisation)).breaks
    assert (found.fault, found.link, len(found.strange)) == (Fault.LINES_UNSEALED, None, 1)


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE consents SET status = 'granted', agreed_at = at",
        "UPDATE consents SET withdrawn_at = NULL",
        "DELETE FROM consents",
        (
            "INSERT INTO consents SELECT organisation_id, gen_random_uuid(), channel, purpose, programme, 'granted', source, at, NULL, at, event_id"
            " FROM consents"
        ),
        (
            "WITH u AS (INSERT INTO consent_undone SELECT organisation_id, contact_id, id, gen_random_uuid(), at FROM consent_events)"
            " DELETE FROM consents"
        ),
    ],
)
async def test_a_state_that_does_not_follow_from_the_lines_shows(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]], tamper: Tamper, attack: str
) -> None:
    await agree(1, status=ConsentStatus.WITHDRAWN)
    assert await seal(database, organisation)
    assert (await check(database, organisation)).breaks == []
    tamper(attack)
    checked = await check(database, organisation)
    assert (checked.head, [each.fault for each in checked.breaks]) == (None, [Fault.STATES_CHANGED])
    assert [each.endswith(" sms marketing ") for each in checked.breaks[0].strange] == [True]


async def test_lines_that_change_places_show(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]], tamper: Tamper
) -> None:
    for _ in range(2):
        await agree(1)
        await seal(database, organisation)
    tamper("UPDATE consent_seals SET link = 3 - link")
    assert [each.link for each in (await check(database, organisation)).breaks] == [1, 2]


async def test_an_end_that_was_cut_shows_by_a_head_that_was_kept(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]], tamper: Tamper
) -> None:
    for _ in range(3):
        await agree(1)
        await seal(database, organisation)
    kept = (await check(database, organisation)).head
    tamper("DELETE FROM consent_events WHERE batch IN (SELECT batch FROM consent_seals WHERE link = 3)")
    tamper("DELETE FROM consent_seals WHERE link = 3")
    tamper("DELETE FROM consent_links WHERE number = 3")
    # Without a kept head only that somebody still holds what no line says any more.
    assert [each.fault for each in (await check(database, organisation)).breaks] == [Fault.STATES_CHANGED]
    tamper("DELETE FROM consents c WHERE NOT EXISTS (SELECT FROM consent_events e WHERE e.contact_id = c.contact_id)")
    assert (await check(database, organisation)).breaks == []
    assert [each.fault for each in (await check(database, organisation, kept)).breaks] == [Fault.HEAD_MISSING]


async def test_from_a_kept_head_only_what_came_later_is_read(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]]
) -> None:
    await agree(5)
    await seal(database, organisation)
    kept = (await check(database, organisation)).head
    await agree(2)
    await seal(database, organisation)
    checked = await check(database, organisation, kept)
    assert (checked.links, checked.lines, checked.breaks) == (1, 2, [])


async def test_a_transaction_that_commits_late_is_sealed_by_a_later_link(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async def say(unit: Any) -> None:
        await grant(unit, organisation, [new_id(clock.now())], channel=Channel.SMS, purpose=Purpose.MARKETING, source="form:1", at=clock.now())

    async with database.unit(organisation) as late:
        await say(late)
        clock.advance(seconds=5)
        async with database.unit(organisation) as early:
            await say(early)
        assert await seal(database, organisation)
        assert (await check(database, organisation)).lines == 1
    assert await seal(database, organisation)
    checked = await check(database, organisation)
    assert (checked.links, checked.lines, checked.waiting, checked.breaks) == (2, 2, 0, [])


async def test_two_workers_that_seal_at_once_make_one_link(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]]
) -> None:
    await agree(2)
    async with database.engine() as one, database.engine() as other:
        assert await service.seal_ledger(one, organisation)
        assert not await service.seal_ledger(other, organisation)
    assert (await check(database, organisation)).links == 1


async def test_erasing_what_a_line_tells_of_a_person_breaks_nothing_and_leaves_the_digest_of_the_wording(
    database: Database, organisation: UUID, agree: Callable[..., Awaitable[list[UUID]]]
) -> None:
    ana, *_ = await agree(3)
    await seal(database, organisation)
    async with database.engine() as unit:
        assert await unit.value("SELECT blank_consent_proofs(%(org)s, %(people)s)", {"org": organisation, "people": [ana]}) == 1
        await unit.run("DELETE FROM consents WHERE organisation_id = %(org)s AND contact_id = %(ana)s", {"org": organisation, "ana": ana})
        left = await unit.fetch(tuple_of, "SELECT source, wording, salt, wording_digest FROM consent_events WHERE contact_id = %(ana)s", {"ana": ana})
    assert [row[:3] for row in left] == [("erased", None, None)]
    assert left[0][3] is not None
    assert (await check(database, organisation)).breaks == []
    await agree(1)
    await seal(database, organisation)
    assert (await check(database, organisation)).breaks == []


@pytest.mark.parametrize("table", ["consent_events", "consent_links", "wordings"])
@pytest.mark.parametrize("role", ["app", "engine"])
async def test_neither_working_role_changes_or_deletes_what_only_grows(database: Database, organisation: UUID, table: str, role: str) -> None:
    for attack in (f"UPDATE {table} SET organisation_id = organisation_id", f"DELETE FROM {table}"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            async with database.unit(organisation) if role == "app" else database.engine() as unit:
                await unit.run(attack)


def tuple_of(*columns: Any) -> tuple[Any, ...]:
    return columns
