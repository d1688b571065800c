"""Webhooks on their way to Tidings: few at once, in order for each person, tried again as each provider does."""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Protocol
from zlib import crc32

from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import BuilderError, ConnectError, ConnectTimeoutError, RequestError

from tidings.simulator.settings import CourierSettings

CONNECT_FAILED, READ_FAILED, CLIENT_ERROR, SERVER_ERROR = "ct", "rt", "4xx", "5xx"
EVERY_FAILURE = frozenset({CONNECT_FAILED, READ_FAILED, CLIENT_ERROR, SERVER_ERROR})


@dataclass(frozen=True, slots=True)
class Retry:
    """When to try again: the first time after `first_seconds`, then twice as long up to `longest_seconds` (real time)."""

    times: int | None
    first_seconds: float
    longest_seconds: float = 3600
    give_up_seconds: float = float("inf")
    on: frozenset[str] = EVERY_FAILURE

    def delay(self, failures: int, elapsed: float, failure: str) -> float | None:
        """Return the seconds to wait after the `failures`-th failure, or None when it was the last try."""
        if failure not in self.on or (self.times is not None and failures > self.times):
            return None
        delay = min(self.first_seconds * 2 ** min(failures - 1, 32), self.longest_seconds)
        return None if elapsed + delay > self.give_up_seconds else delay


class Envelope(Protocol):
    """Where payloads go and how they are signed. Envelopes that are equal may carry several payloads in one request."""

    @property
    def url(self) -> str:
        """The address, without a fragment."""
        ...

    @property
    def most(self) -> int:
        """How many payloads one request may carry."""
        ...

    @property
    def retry(self) -> Retry:
        """When to try again."""
        ...

    def seal(self, payloads: list[dict[str, Any]]) -> tuple[dict[str, str], bytes]:
        """Return headers and body."""
        ...


@dataclass(slots=True)
class Parcel:
    """One receipt, inbound message or notice; `arrived` is called once when our server has acknowledged it."""

    kind: str
    person: str
    envelope: Envelope
    payload: dict[str, Any]
    arrived: Callable[[], None]
    failures: int = 0
    first_tried: float | None = None


@dataclass(slots=True)
class _Lane:
    parcels: deque[Parcel] = field(default_factory=deque[Parcel])
    wake: asyncio.Event = field(default_factory=asyncio.Event)


class Courier:
    """Carries parcels. One lane carries one request at a time; a person's parcels share a lane, so they stay in order.

    A parcel that has to be tried again lets later ones pass, as it does at the providers.
    """

    def __init__(self, settings: CourierSettings) -> None:
        self._timeout = timedelta(seconds=settings.timeout_seconds)
        self._lanes = [_Lane() for _ in range(settings.lanes)]
        self._unsettled: Counter[str] = Counter()
        self._epoch = 0
        self.sent: Counter[str] = Counter()
        self.acknowledged: Counter[str] = Counter()
        self.failed: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()

    def send(self, parcel: Parcel) -> None:
        """Take a parcel and carry it when its lane is free."""
        self._unsettled[parcel.kind] += 1
        self._enqueue(parcel, self._epoch)

    def pending(self, kind: str | None = None) -> int:
        """Return how many parcels (of a kind) are waiting, under way or to be tried again."""
        return self._unsettled[kind] if kind else self._unsettled.total()

    def clear(self) -> None:
        """Drop every parcel and start the counts again; what is under way is no longer counted."""
        self._epoch += 1
        for lane in self._lanes:
            lane.parcels.clear()
        for counter in (self._unsettled, self.sent, self.acknowledged, self.failed, self.answers):
            counter.clear()

    async def run(self) -> None:
        """Carry parcels, for ever."""
        # A provider follows no redirects of a webhook and knows no proxy of ours.
        builder = ClientBuilder().timeout(self._timeout).follow_redirects(enable=False).no_proxy().error_for_status(enable=False)
        async with builder.build() as client, asyncio.TaskGroup() as lanes:
            for lane in self._lanes:
                lanes.create_task(self._drive(client, lane))

    def _enqueue(self, parcel: Parcel, epoch: int) -> None:
        if epoch != self._epoch:
            return
        lane = self._lanes[crc32(parcel.person.encode()) % len(self._lanes)]
        lane.parcels.append(parcel)
        lane.wake.set()

    async def _drive(self, client: Client, lane: _Lane) -> None:
        while True:
            while lane.parcels:
                await self._carry(client, _together(lane.parcels))
                _end_if_told()
            lane.wake.clear()
            await lane.wake.wait()

    async def _carry(self, client: Client, parcels: list[Parcel]) -> None:
        epoch = self._epoch
        started = asyncio.get_running_loop().time()
        headers, body = parcels[0].envelope.seal([parcel.payload for parcel in parcels])
        failure, answer = await _post(client, parcels[0].envelope.url, headers, body)
        if epoch != self._epoch:
            return
        self.answers[answer] += 1
        for parcel in parcels:
            self.sent[parcel.kind] += 1
            if failure is None:
                self.acknowledged[parcel.kind] += 1
                self._unsettled[parcel.kind] -= 1
                parcel.arrived()
            else:
                self._try_again(parcel, failure, started)

    def _try_again(self, parcel: Parcel, failure: str, started: float) -> None:
        loop = asyncio.get_running_loop()
        parcel.failures += 1
        parcel.first_tried = started if parcel.first_tried is None else parcel.first_tried
        delay = parcel.envelope.retry.delay(parcel.failures, loop.time() - parcel.first_tried, failure)
        if delay is None:
            self.failed[parcel.kind] += 1
            self._unsettled[parcel.kind] -= 1
        else:
            loop.call_later(delay, self._enqueue, parcel, self._epoch)


def _end_if_told() -> None:
    """Raise CancelledError if this task was told to end: pyreqwest gives the answer instead when both come at once (docs/decisions/0014)."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def _together(parcels: deque[Parcel]) -> list[Parcel]:
    """Take the first parcel and those behind it that fit in the same request."""
    taken = [parcels.popleft()]
    while parcels and len(taken) < taken[0].envelope.most and parcels[0].envelope == taken[0].envelope:
        taken.append(parcels.popleft())
    return taken


async def _post(client: Client, url: str, headers: dict[str, str], body: bytes) -> tuple[str | None, str]:
    """Post and return the kind of failure (None: acknowledged) and the answer in a word."""
    try:
        response = await client.post(url).headers(headers).body_bytes(body).build().send()
    except (ConnectError, ConnectTimeoutError, BuilderError):
        return CONNECT_FAILED, "no connection"
    except RequestError:
        return READ_FAILED, "no answer"
    if HTTPStatus.OK <= response.status < HTTPStatus.MULTIPLE_CHOICES:
        return None, str(response.status)
    return (SERVER_ERROR if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR else CLIENT_ERROR), str(response.status)
