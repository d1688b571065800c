"""Any course that a ticket may take: what people, customers and time do to it in any order, against what the statuses allow."""

import random
from typing import Any

import pytest

from support.repairing import Workshop
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.types import Status

STEPS = 30
WALKS = (1, 2, 3)


def test_every_status_has_its_rule_and_can_be_reached_and_left_for_the_end() -> None:
    assert set(STATUSES) == set(Status)
    for start in Status:
        reached = {start}
        while more := {after for each in reached for after in STATUSES[each].next} - reached:
            reached |= more
        assert Status.COLLECTED in reached, start
    assert {after for rule in STATUSES.values() for after in rule.next} == set(Status) - {Status.RECEIVED}


@pytest.mark.parametrize("seed", WALKS)
async def test_no_course_leaves_a_ticket_where_it_can_not_be(shop: Workshop, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a course that can be repeated
    ticket = await shop.opened()
    told = 1
    for _ in range(STEPS):
        before = await shop.shown(ticket)
        told += await _step(shop, chance, before)
        after = await shop.shown(ticket)
        _holds(before, after)
    assert len(await shop.told(ticket)) <= told
    actors = {(each["what"], each["actor"]) for each in (await shop.shown(ticket))["history"]}
    assert all(actor == "person" or what not in {"agreed", "declined"} or actor.startswith("key:") for what, actor in actors)


async def _step(shop: Workshop, chance: random.Random, ticket: dict[str, Any]) -> int:
    """Do something to a ticket that may be refused; return how many notices it may ask for at most."""
    way = f"/repairs/tickets/{ticket['id']}"
    shop.world.clock.advance(seconds=1)
    match chance.randrange(6):
        case 0 | 1:
            await shop.api.post(f"{way}/status", {"status": chance.choice([each.value for each in Status])})
        case 2:
            await shop.api.post(f"{way}/estimate", {"parts_cents": chance.randrange(10_000), "labour_cents": 100})
        case 3:
            await shop.says(chance.choice(["oui", "non", "oui mais quand ?"]))
        case 4:
            await shop.api.post(f"{way}/answer", {"estimate": chance.randrange(1, 4), "agreed": chance.random() < 0.5})
        case _:
            shop.world.clock.advance(days=chance.randrange(1, 12))
            await shop.remind()
    return 1


def _holds(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Compare a ticket with what it was before a step."""
    was, status = Status(before["status"]), Status(after["status"])
    assert was is status or status in STATUSES[was].next
    assert len(after["history"]) >= len(before["history"])
    assert after["history"][: len(before["history"])] == before["history"]
    last = after["history"][-1]
    assert last["status"] == after["status"]
    if STATUSES[status].asks_price:
        assert after["price"]
        assert after["agreed_cents"] is None
    if after["agreed_cents"] is not None and before["agreed_cents"] is None:
        assert (last["what"], after["agreed_cents"]) == ("agreed", before["price"]["total_cents"])
    if not STATUSES[status].waits_for_owner and not (status is Status.COLLECTED and after["agreed_cents"]):
        assert after["remind_at"] is None
