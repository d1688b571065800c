"""The dispatcher: claim, exchange, record, in that order, with no transaction open while a provider answers.

What a worker claims it sends at once: it never claims more than it has free hands, so that a kill leaves few messages
in doubt and a pause is seen within a claim.
"""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg import OperationalError

from tidings.content.types import PublicAddress
from tidings.infra.db.database import Database
from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError, NoPlaceError, NothingAskedError
from tidings.infra.logs import logger
from tidings.kernel.clock import Clock
from tidings.kernel.errors import Busy, Invalid
from tidings.kernel.words import Lane
from tidings.messages import service
from tidings.messages.jobs.hands import Hands
from tidings.messages.jobs.loops import IDLE_SECONDS, repeatedly
from tidings.messages.service import Facts
from tidings.messages.service.claiming import SenderLane
from tidings.messages.types import Batch, Claimed, Result, RetryPolicy, State, Withheld
from tidings.ports.adapter import Adapter, Outgoing
from tidings.ports.outcome import Accepted, NotNow, Outcome, Refused, Scope, Unknown

log = logger(__name__)

_CLAIM_MOST = 128
_RECORD_MOST = 256
_RECORD_ENOUGH = 128
_RECORD_SECONDS = 0.02
_TROUBLE_SECONDS = 5.0
_CROWDED = timedelta(seconds=5)
_LEASE_HOLDS = timedelta(minutes=1)
"""For so long (business time) what was read at the claim stands: hours, limits, refusals. A machine that slept meanwhile claims anew."""
_TOO_LATE = NotNow(0.0, Scope.MESSAGE, "lease_too_old", "It was claimed too long before: the machine may have slept.")

CallbackUrl = Callable[[UUID, str], str]
"""Where a provider sends its receipts, by connection and provider name."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a dispatcher works with. `most` bounds messages in flight in this process; of one sender and lane they are four fifths at most."""

    database: Database
    exchange: Exchange
    adapters: Mapping[str, Adapter]
    clock: Clock
    callback_url: CallbackUrl
    public: PublicAddress
    retry: RetryPolicy = field(default_factory=RetryPolicy)
    most: int = 320


class Dispatcher:
    """Sends what is due, until told to stop; then finishes what is in flight."""

    def __init__(self, sending: Sending, worker: int, lanes: Sequence[Lane]) -> None:
        self._with = sending
        self._worker = worker
        self._lanes = lanes
        self._in_flight: set[asyncio.Task[None]] = set()
        self._results: asyncio.Queue[tuple[SenderLane, Result]] = asyncio.Queue()
        self._enough = asyncio.Event()
        self._hands = Hands(sending.most)
        self._heard: dict[UUID, datetime] = {}

    async def run(self, stopping: asyncio.Event) -> None:
        """Claim and send until `stopping` is set, then wait until everything in flight is recorded."""
        finished = asyncio.Event()
        recorder = asyncio.create_task(self._record_until(finished))
        try:
            await repeatedly(self._claim_once, stopping, "claim")
        finally:
            while self._in_flight:
                await asyncio.wait(set(self._in_flight))
            finished.set()
            await recorder

    async def _claim_once(self) -> bool:
        """Claim as many as there are free hands; what is sent and not yet recorded keeps its hand busy."""
        await self._hands.gather()
        rooms = self._hands.rooms()
        async with self._with.database.followed() as unit:
            batch = await service.claim(unit, self._worker, self._lanes, min(self._hands.fresh_room(), _CLAIM_MOST), rooms)
        if batch is None and all(rooms.values()):
            return False
        if batch is None:
            await self._hands.changed(IDLE_SECONDS)
            return True
        self._hands.take((batch.sender.id, batch.lane), len(batch.claimed))
        if batch.claimed:
            self._begin(self._send_batch(batch))  # its facts are read while the next batch is claimed
        return True

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._in_flight.add(task)
        task.add_done_callback(self._in_flight.discard)

    async def _send_batch(self, batch: Batch) -> None:
        try:
            async with self._with.database.keyed() as unit:
                facts = await service.facts(unit, batch)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing has left yet: all of them can wait
            await log.aexception("batch_put_back", sender=str(batch.sender.id), messages=len(batch.claimed))
            self._finish(batch, [(each, _not_prepared(error)) for each in batch.claimed], None)
            return
        for claimed in batch.claimed:
            try:
                ready = self._prepare(batch, facts, claimed)
            except Exception as error:  # noqa: BLE001 - it must not keep the rest of the batch
                await log.aexception("message_put_back", source=str(claimed.key.source_id))
                ready = _not_prepared(error)
            if isinstance(ready, Outgoing):
                self._begin(self._send(batch, facts, claimed, ready))
            else:
                self._finish(batch, [(claimed, ready)], facts)

    def _prepare(self, batch: Batch, facts: Facts, claimed: Claimed) -> Outgoing | Withheld:
        """Render a message, or say why it must not leave."""
        address = facts.addresses.get(claimed.address_id)
        person = facts.people.get(claimed.key.contact_id)
        compiled = facts.compiled[claimed.key.source_id]
        if address is None or person is None:
            return Withheld(State.SUPPRESSED, "address_gone", "")
        if claimed.key in facts.withheld:
            return facts.withheld[claimed.key]
        if isinstance(compiled, Withheld):
            return compiled
        try:
            brought = facts.brought.of(claimed.key, claimed.address_id, batch.sender.channel, compiled.links, self._with.public)
            content = compiled.render(person, brought)
        except Invalid as error:
            return Withheld(State.FAILED, error.code, error.message)
        except Exception as error:
            log.exception("render_failed", source=str(claimed.key.source_id))
            return Withheld(State.FAILED, "template_failed", type(error).__name__)
        return Outgoing(
            channel=batch.sender.channel,
            sender=batch.sender.address,
            to=address.value,
            content=content,
            token=service.token_of(claimed.key, claimed.attempt),
            callback_url=self._with.callback_url(facts.connection.id, facts.connection.provider),
        )

    async def _send(self, batch: Batch, facts: Facts, claimed: Claimed, message: Outgoing) -> None:
        late = self._with.clock.now() - claimed.at > _LEASE_HOLDS
        outcome = _TOO_LATE if late else await self._exchanged(facts, message)
        self._finish(batch, [(claimed, outcome)], facts)

    async def _exchanged(self, facts: Facts, message: Outgoing) -> Outcome | Withheld:
        try:
            adapter = self._with.adapters[facts.connection.provider]
            return await self._with.exchange.converse(adapter.send(message, facts.connection.account))
        except NothingAskedError as error:
            await log.aexception("adapter_failed", provider=facts.connection.provider)
            return Withheld(State.FAILED, "request_impossible", str(error))
        except NoPlaceError:
            return Withheld(State.QUEUED, "waiting_for_provider", "", self._with.clock.now() + _CROWDED)
        except NeverConnectedError as error:
            return NotNow(_TROUBLE_SECONDS, Scope.SENDER, "unreachable", str(error))
        except NoAnswerError as error:
            return Unknown(str(error))
        except Exception as error:  # noqa: BLE001 - whatever an adapter does wrong, the message may have left
            await log.aexception("adapter_failed", provider=facts.connection.provider)
            return Unknown(type(error).__name__)

    def _finish(self, batch: Batch, ends: Sequence[tuple[Claimed, Outcome | Withheld]], facts: Facts | None) -> None:
        at = self._with.clock.now()
        if any(isinstance(outcome, Accepted | Refused) for _, outcome in ends):
            self._heard[batch.sender.id] = at
        heard = self._heard.get(batch.sender.id)
        for claimed, outcome in ends:
            address = facts.addresses.get(claimed.address_id) if facts else None
            lookup = address.lookup if address else None
            self._results.put_nowait(((batch.sender.id, batch.lane), Result(claimed, outcome, at, batch.sender, lookup, heard)))
        if self._results.qsize() >= _RECORD_ENOUGH:
            self._enough.set()

    async def _gather(self) -> None:
        """Wait until enough has ended for a batch, but not for long: until it is recorded it keeps hands busy."""
        self._enough.clear()
        if self._results.qsize() < _RECORD_ENOUGH:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._enough.wait(), _RECORD_SECONDS)

    async def _record_until(self, finished: asyncio.Event) -> None:
        while not (finished.is_set() and self._results.empty()):
            try:
                first = await asyncio.wait_for(self._results.get(), IDLE_SECONDS)
            except TimeoutError:
                continue
            await self._gather()
            ends = [first]
            while len(ends) < _RECORD_MOST and not self._results.empty():
                ends.append(self._results.get_nowait())
            await self._record([result for _, result in ends])
            for whose, _ in ends:
                self._hands.give_back(whose)

    async def _record(self, results: Sequence[Result]) -> None:
        by_organisation: dict[UUID, list[Result]] = {}
        for result in results:
            by_organisation.setdefault(result.claimed.organisation_id, []).append(result)
        for organisation_id, mine in by_organisation.items():
            await self._record_surely(organisation_id, mine)

    async def _record_surely(self, organisation_id: UUID, results: Sequence[Result]) -> None:
        """Record even if the database is away for a while, and lose nothing else to one result that it refuses."""
        recorded = asyncio.Event()

        async def once() -> bool:
            try:
                async with self._with.database.keyed() as unit:
                    await service.record(unit, organisation_id, results, self._with.retry)
            except (OperationalError, Busy):
                raise  # the database's trouble: tried again until it is over
            except Exception:  # noqa: BLE001 - found below, by halves
                await self._record_parts(organisation_id, results)
            recorded.set()
            return True

        await repeatedly(once, recorded, "record")

    async def _record_parts(self, organisation_id: UUID, results: Sequence[Result]) -> None:
        half = len(results) // 2
        if half:
            await self._record_surely(organisation_id, results[:half])
            await self._record_surely(organisation_id, results[half:])
            return
        await log.aexception("result_unrecordable", organisation=str(organisation_id))
        if not isinstance(results[0].outcome, Unknown):
            await self._record_surely(organisation_id, [replace(results[0], outcome=Unknown("the answer could not be recorded"))])


def _not_prepared(error: Exception) -> NotNow:
    """Return what puts back a message of which nothing has left."""
    return NotNow(_TROUBLE_SECONDS, Scope.MESSAGE, "not_prepared", type(error).__name__)
