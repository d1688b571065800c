"""Several people, workers and agents at the same moment: each message is in its own thread once, and nobody waits in a circle."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from support.inboxing import ANA, BEN, Desk
from support.waiting import until_blocked
from tidings.inbox.queries import threads
from tidings.inbox.types import Thread
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

SMS = Channel.SMS


async def test_what_two_people_write_in_one_batch_is_each_in_their_own_thread(desk: Desk) -> None:
    await desk.receive([("Bonjour d'Ana", ANA, SMS, {}), ("Bonjour de Ben", BEN, SMS, {}), ("C'est prêt ?", ANA, SMS, {}), ("STOP", BEN, SMS, {})])
    assert [text for _, text in await desk.lines(ANA)] == ["Bonjour d'Ana", "C'est prêt ?"]
    assert [text for kind, text in await desk.lines(BEN) if kind == "inbound"] == ["Bonjour de Ben", "STOP"]
    assert len(await desk.threads()) == 2


async def test_two_workers_and_an_agent_who_cross_wait_for_each_other(desk: Desk, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.receive([("Bonjour", ANA, SMS, {}), ("Bonjour", BEN, SMS, {})])
    real, holding = threads.hold_of, list[Sequence[UUID]]()

    async def gated(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], strangers: Sequence[bytes]) -> list[Thread]:
        found = await real(unit, organisation_id, contact_ids, strangers)
        holding.append(contact_ids)
        await until_blocked(database_url, lambda: len(holding) > 1)
        return found

    monkeypatch.setattr(threads, "hold_of", gated)
    first: list[Any] = [("Un", ANA, SMS, {}), ("STOP", BEN, SMS, {})]
    second: list[Any] = [("Deux", BEN, SMS, {}), ("Trois", ANA, SMS, {})]
    await asyncio.gather(desk.receive(first), desk.receive(second), desk.reply("Oui.", ANA, key="once", channel=SMS))
    assert sorted(text or "" for kind, text in await desk.lines(ANA) if kind == "inbound") == ["Bonjour", "Trois", "Un"]
    assert sorted(text or "" for kind, text in await desk.lines(BEN) if kind == "inbound") == ["Bonjour", "Deux", "STOP"]
    assert [each for each in await desk.lines(ANA) if each[0] == "reply"] == [("reply", "Oui.")]
    assert await desk.counter.deliver() == [SMS, SMS], "the answer, and the one confirmation of the STOP"
