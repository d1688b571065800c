"""What nobody can confirm is for a person to decide; a receipt still knows better, and nobody is reached twice by accident."""

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest

from support.doubts import ACTOR, decide, give_up_looking, leave_unconfirmed
from support.shop import Shop
from tidings.accounts import service as accounts
from tidings.kernel.errors import Conflict, NotFound
from tidings.kernel.ids import new_id
from tidings.messages import service
from tidings.messages.rules import LOOK_EVERY, token_of
from tidings.messages.types import Decision, Doubt, Key, State, Unconfirmed
from tidings.ports.adapter import Found
from tidings.ports.adapter import NotFound as Denied
from tidings.ports.outcome import Accepted, Unknown
from tidings.ports.receipt import ReceiptState


async def listed(shop: Shop, **wanted: object) -> list[Unconfirmed]:
    async with shop.database.unit(shop.organisation_id) as unit:
        return list((await service.unconfirmed(unit, shop.organisation_id, **wanted)).rows)  # pyright: ignore[reportArgumentType]


async def test_what_is_in_doubt_is_listed_only_once_nobody_looks_for_it(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Unknown("ReadTimeout"))
    assert await listed(shop) == []
    await give_up_looking(shop.database, shop.clock)
    (row,) = await listed(shop)
    assert (row.key, row.attempt, row.sent_at) == (batch.claimed[0].key, 1, batch.claimed[0].at)
    assert row.given_up_at == shop.clock.now()
    assert [(each.outcome, each.detail) for each in row.tried] == [
        ("unknown", "ReadTimeout"),
        ("given_up", "the provider has no such question"),
    ]


async def test_the_list_goes_page_by_page_and_by_source(shop: Shop) -> None:
    first = await leave_unconfirmed(shop, 3)
    second = await leave_unconfirmed(shop, 2)
    seen: list[Key] = []
    cursor = None
    async with shop.database.unit(shop.organisation_id) as unit:
        while True:
            page = await service.unconfirmed(unit, shop.organisation_id, cursor=cursor, limit=2)
            seen += [row.key for row in page.rows]
            if (cursor := page.next_cursor) is None:
                break
    assert seen == [*first, *second]
    assert [row.key for row in await listed(shop, source_id=second[0].source_id)] == second


async def test_what_a_person_says_arrived_counts_as_sent_and_receipts_go_on(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    settled = await decide(shop, key, Decision.ARRIVED)
    assert (settled.state, settled.reason) == (State.SENT, "confirmed_by_person")
    progress = await shop.progress(key.source_id)
    assert (progress.sent, progress.unconfirmed, progress.done, await listed(shop)) == (1, 0, True, [])
    await shop.receive(token_of(key, 1), ReceiptState.READ)
    assert await shop.states(key.source_id) == [State.READ]


async def test_what_a_person_denies_fails_until_a_receipt_knows_better(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    await decide(shop, key, Decision.NOT_SENT)
    assert await shop.states(key.source_id) == [State.FAILED]
    async with shop.database.unit(shop.organisation_id) as unit:
        assert (await service.breakdown(unit, shop.organisation_id, key.source_id)).reasons == [(State.FAILED, "denied_by_person", 1)]
    await shop.receive(token_of(key, 1), ReceiptState.SENT)
    assert await shop.states(key.source_id) == [State.SENT]


async def test_what_is_sent_again_goes_through_the_plan_once_more_under_an_attempt_of_its_own(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    await decide(shop, key, Decision.SEND_AGAIN)
    assert (await shop.states(key.source_id), (await shop.progress(key.source_id)).done) == ([State.PLANNED], False)
    await shop.release(key.source_id)
    batch = await shop.claim()
    assert batch is not None
    assert [(each.key, each.attempt) for each in batch.claimed] == [(key, 2)]
    await shop.record(batch, Accepted("wamid.again"))
    assert await shop.states(key.source_id) == [State.SENT]


@pytest.mark.parametrize("told", [ReceiptState.SENT, ReceiptState.DELIVERED])
async def test_a_receipt_that_comes_while_it_waits_to_be_sent_again_spares_the_second_message(shop: Shop, told: ReceiptState) -> None:
    (key,) = await leave_unconfirmed(shop)
    await decide(shop, key, Decision.SEND_AGAIN)
    await shop.receive(token_of(key, 1), told)
    assert (await shop.release(key.source_id)).queued == 0
    batch = await shop.claim()
    assert batch is None or not batch.claimed


async def test_it_can_be_in_doubt_again_and_is_looked_for_again(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    await decide(shop, key, Decision.SEND_AGAIN)
    assert await leave_unconfirmed(shop, source=key.source_id) == [key]
    (row,) = await listed(shop)
    assert (row.key, row.attempt, (await shop.progress(key.source_id)).unconfirmed) == (key, 2, 1)


async def test_of_many_who_decide_at_the_same_time_one_does(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    ends = await asyncio.gather(*(decide(shop, key, Decision.SEND_AGAIN) for _ in range(3)), return_exceptions=True)
    assert len([end for end in ends if isinstance(end, service.Settled)]) == 1
    assert [end.code for end in ends if isinstance(end, Conflict)] == ["message_not_unconfirmed"] * 2
    assert (await shop.release(key.source_id)).queued == 1


async def test_a_receipt_at_the_same_moment_as_a_decision_never_lets_a_second_message_go(shop: Shop) -> None:
    keys = await leave_unconfirmed(shop, 12)

    async def person(key: Key) -> None:
        with suppress(Conflict):
            await decide(shop, key, Decision.SEND_AGAIN)

    receipts = (shop.receive(token_of(key, 1), ReceiptState.DELIVERED) for key in keys)
    await asyncio.gather(*receipts, *(person(key) for key in keys))
    assert await shop.states(keys[0].source_id) == [State.DELIVERED] * 12
    assert (await shop.release(keys[0].source_id)).queued == 0


async def test_a_person_can_not_forestall_what_is_still_looked_for(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Unknown("ReadTimeout"))
    with pytest.raises(Conflict) as refused:
        await decide(shop, batch.claimed[0].key, Decision.ARRIVED)
    assert refused.value.code == "message_still_looked_for"


@pytest.mark.parametrize("finding", [Found("wamid.late"), Denied()])
async def test_a_look_that_ends_after_the_decision_changes_nothing_of_the_next_attempt(shop: Shop, finding: Found | Denied) -> None:
    (key,) = await leave_unconfirmed(shop)
    slow = Doubt(shop.organisation_id, key, 1, shop.sender.id, shop.clock.now(), looks=1)
    await decide(shop, key, Decision.SEND_AGAIN)
    await shop.release(key.source_id)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Unknown("ReadTimeout"))
    async with shop.database.keyed() as unit:
        await service.settle_doubts(unit, shop.organisation_id, [slow], {key: finding})
    assert await shop.states(key.source_id) == [State.UNKNOWN]
    shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
    async with shop.database.engine() as unit:
        assert [doubt.attempt for doubt in await service.doubts_due(unit)] == [2]


async def test_a_slow_workers_word_that_the_provider_took_it_ends_the_doubt(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    async with shop.database.keyed() as unit:
        await service.sweep(unit, [1])
    await give_up_looking(shop.database, shop.clock)
    assert len(await listed(shop)) == 1
    await shop.record(batch, Accepted("wamid.slow"))
    assert (await shop.states(source), await listed(shop)) == ([State.SENT], [])


async def test_a_campaign_that_was_cancelled_sends_nothing_again(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.cancel(unit, shop.organisation_id, key.source_id)
    with pytest.raises(Conflict) as refused:
        await decide(shop, key, Decision.SEND_AGAIN)
    assert refused.value.code == "source_ended"
    await decide(shop, key, Decision.NOT_SENT)
    assert await shop.states(key.source_id) == [State.FAILED]


async def test_what_does_not_exist_can_not_be_decided(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    for strange in (Key(key.source_id, new_id(shop.clock.now()), 0), Key(new_id(shop.clock.now()), key.contact_id, 0)):
        with pytest.raises(NotFound):
            await decide(shop, strange, Decision.ARRIVED)


async def test_who_decided_what_and_why_is_audited(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    await decide(shop, key, Decision.SEND_AGAIN, "The worker died before its first message.")
    async with shop.database.unit(shop.organisation_id) as unit:
        (entry,) = (await accounts.audit_trail(unit, shop.organisation_id, subject=f"message:{key.message_id}")).rows
    assert (entry.actor, entry.action) == (ACTOR, "message.settled")
    assert entry.detail == {"outcome": "send_again", "reason": "The worker died before its first message.", "attempt": 1}


def test_a_message_id_says_its_key_and_nothing_else_is_one() -> None:
    one, two = "0199b2a1-7c00-7000-8000-000000000001", "0199b2a1-7c00-7000-8000-000000000002"
    for word in (f"{one}.{two}", f"{one}.{two}.3"):
        key = Key.read(word)
        assert key is not None
        assert key.message_id == word
    for strange in ("", one, f"{one}.{two}.0", f"{one}.{two}.70000", f"{one}.{two}.x", f"{{{one}}}.{two}", f"{one}.{two}.1.1"):
        assert Key.read(strange) is None


async def decide_all(shop: Shop, source_id: UUID, decision: Decision) -> service.SettledAll:
    async with shop.database.unit(shop.organisation_id) as unit:
        return await service.settle_all(unit, shop.organisation_id, ACTOR, source_id, decision, "The provider's log says so.")


@pytest.mark.parametrize(
    ("decision", "state"), [(Decision.ARRIVED, State.SENT), (Decision.NOT_SENT, State.FAILED), (Decision.SEND_AGAIN, State.PLANNED)]
)
async def test_all_of_a_campaign_are_settled_at_once_and_only_once(shop: Shop, decision: Decision, state: State) -> None:
    (other,) = await leave_unconfirmed(shop)
    keys = await leave_unconfirmed(shop, 5)
    source = keys[0].source_id
    assert await decide_all(shop, source, decision) == service.SettledAll(5, 0, state)
    assert await decide_all(shop, source, decision) == service.SettledAll(0, 0, state)
    assert await shop.states(source) == [state] * 5
    assert [row.key for row in await listed(shop)] == [other]
    async with shop.database.unit(shop.organisation_id) as unit:
        (entry,) = (await accounts.audit_trail(unit, shop.organisation_id, subject=f"source:{source}")).rows
    assert (entry.actor, entry.action) == (ACTOR, "messages.settled")
    assert entry.detail == {"outcome": decision.value, "reason": "The provider's log says so.", "messages": 5}


async def test_settling_a_campaign_takes_as_many_statements_for_many_as_for_few(shop: Shop) -> None:
    counts: list[int] = []
    for people in (2, 60):
        keys = await leave_unconfirmed(shop, people)
        async with shop.database.unit(shop.organisation_id) as unit:
            await service.settle_all(unit, shop.organisation_id, ACTOR, keys[0].source_id, Decision.ARRIVED, "Seen.")
            counts.append(unit.statements)
    assert counts[0] == counts[1] <= 8


async def test_a_cancelled_campaign_sends_none_of_its_unconfirmed_again(shop: Shop) -> None:
    keys = await leave_unconfirmed(shop, 2)
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.cancel(unit, shop.organisation_id, keys[0].source_id)
    with pytest.raises(Conflict):
        await decide_all(shop, keys[0].source_id, Decision.SEND_AGAIN)
    assert len(await listed(shop)) == 2
