"""Whatever happens in whatever order, a notice is in flight by one of WhatsApp and SMS at most, tries each once, and has one outcome."""

import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pytest

from support.noticing import ENDS, REFUSED, UNKNOWN, Counter
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.messages.types import State
from tidings.notices import service as notices
from tidings.notices.types import Notice, NoticeState, Request, Tried
from tidings.ports.receipt import ReceiptState

PEOPLE = 6
STEPS = 40
PAIR = {Channel.WHATSAPP, Channel.SMS}


class KilledError(Exception):
    """The process ends here."""


@dataclass
class Walk:
    """Notices to several people, and things that happen to them at random."""

    counter: Counter
    chance: random.Random
    notices: list[Notice]
    second_seen: dict[UUID, datetime] = field(default_factory=dict[UUID, datetime])

    async def happens(self) -> None:
        """Let one thing happen, and see that what must never be is not so."""
        actions: list[Callable[[], Awaitable[None]]] = [
            self.exchanges,
            self.exchanges,
            self.is_told,
            self.is_told,
            self.worker_dies,
            self.time_passes,
            self.writes,
            self.is_asked_again,
            self.follower_dies,
            self.counter.follow,
            self.counter.follow,
        ]
        await self.chance.choice(actions)()
        for notice in self.notices:
            self.check((await self.counter.shown(notice)).tried)

    async def exchanges(self) -> None:
        self.counter.outcomes = {channel: outcome for channel in PAIR if (outcome := self.chance.choice([None, REFUSED, UNKNOWN]))}
        await self.counter.deliver()

    async def is_told(self) -> None:
        notice = self.chance.choice(self.notices)
        tried = (await self.counter.shown(notice)).tried
        if tried:
            told = self.chance.choice([ReceiptState.SENT, ReceiptState.FAILED, ReceiptState.DELIVERED, ReceiptState.READ])
            await self.counter.receipt(notice, self.chance.choice(tried).attempt.channel, told)

    async def worker_dies(self) -> None:
        """A worker takes what is queued and is gone; another finds what it held."""
        await self.counter.claim()
        async with self.counter.world.database.engine() as unit:
            await messages.sweep(unit, [self.counter.worker])
            self.counter.worker = await messages.register_worker(unit, "another")

    async def time_passes(self) -> None:
        self.counter.world.clock.advance(seconds=self.chance.choice([1, 30, 200, 400, 700]))

    async def writes(self) -> None:
        if self.chance.random() < 0.3:
            await self.counter.reply(self.chance.choice(self.notices), self.chance.choice([*PAIR]))

    async def is_asked_again(self) -> None:
        notice = self.chance.choice(self.notices)
        (asked,) = await self.counter.ask(Request("ready", notice.key, contact_id=notice.contact_id))
        assert asked.repeated
        assert asked.notice is not None
        assert asked.notice.id == notice.id

    async def follower_dies(self) -> None:
        """Whoever follows notices is killed before the commit."""
        with pytest.raises(KilledError):
            await self._follow_and_die()

    async def _follow_and_die(self) -> None:
        async with self.counter.world.database.engine() as unit:
            await notices.follow(unit, self.counter.organisation)
            raise KilledError

    def check(self, tried: Sequence[Tried]) -> None:
        """The second channel began only after the first had failed, or was taken and silent longer than it may be; each was tried once."""
        assert len({each.attempt.channel for each in tried}) == len(tried)
        if len(tried) < 2:
            return
        first, second = tried[0], tried[1]
        began = second.attempt.planned_at
        if first.attempt.source_id not in self.second_seen:
            self.second_seen[first.attempt.source_id] = began
            assert first.standing is not None
            silent = first.standing.state is State.SENT and began >= first.attempt.silent_at
            assert first.standing.state in ENDS or silent or first.standing.state >= State.DELIVERED, first


@pytest.mark.parametrize("seed", range(3))
async def test_any_order_of_what_can_happen_leaves_one_channel_in_flight_and_one_outcome(counter: Counter, seed: int) -> None:
    await counter.kind()
    made = [await counter.notify(f"ticket-{number}", address=f"+3361200000{number + 1}") for number in range(PEOPLE)]
    walk = Walk(counter, random.Random(seed), made)  # noqa: S311 - chance, no secret
    for _ in range(STEPS):
        await walk.happens()
    counter.outcomes = {}
    await counter.pass_time(days=2)
    for notice in made:
        for each in (await counter.shown(notice)).tried:
            if each.standing is not None and each.standing.state is State.UNKNOWN:
                await counter.receipt(notice, each.attempt.channel, walk.chance.choice([ReceiptState.FAILED, ReceiptState.DELIVERED]))
    await counter.pass_time(minutes=1)
    outcomes = [(await counter.shown(notice)).notice for notice in made]
    assert all(each.state.ended and each.next_look is None for each in outcomes), outcomes
    assert await counter.deliver() == []
    await counter.pass_time(days=1)
    assert [(await counter.shown(notice)).notice.state for notice in made] == [each.state for each in outcomes]


async def test_a_reply_ends_the_cascade_and_takes_back_what_has_not_left(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.deliver()
    await counter.pass_time(minutes=5)
    assert await counter.tried(notice) == [("whatsapp", "sent"), ("sms", "queued")]
    await counter.reply(notice, Channel.WHATSAPP)
    await counter.follow()
    assert await counter.tried(notice) == [("whatsapp", "sent"), ("sms", "cancelled")]
    assert await counter.state(notice) == NoticeState.ANSWERED
    assert await counter.deliver() == []


async def test_a_stop_is_no_reply(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.deliver()
    await counter.reply(notice, Channel.WHATSAPP, reading="opt_out")
    await counter.follow()
    assert await counter.state(notice) == NoticeState.SENDING
