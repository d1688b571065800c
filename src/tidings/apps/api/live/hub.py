"""Who watches, and what each is told: one connection listens for all browsers of a process, one statement looks after all their sessions."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

from psycopg import Error as DatabaseError

from tidings.apps.api.live.topics import NEEDS, TOPIC_OF
from tidings.apps.api.reception import Held
from tidings.infra.changes import Change
from tidings.infra.logs import logger
from tidings.infra.web import Caller
from tidings.kernel.errors import Busy

log = logger(__name__)

RecogniseAll = Callable[[Collection[Held]], Awaitable[Mapping[Held, Caller]]]
"""Say who still has a session and a role, of many at once."""
Told = tuple[str, str | None]
"""A topic, and what of it changed; None: anything."""

CHECK_SECONDS = 20.0
"""A session that ended, or a role that was taken away, is noticed so soon; requests notice at once."""
MOST_OF_A_SESSION = 30
MOST_WATCHERS = 400
"""Of a process: granian serves 1,024 connections in each."""
_MOST_PENDING = 200
_AGAIN_SECONDS = 1.0
_LONGEST_SECONDS = 15.0


@dataclass(eq=False, slots=True)
class Watcher:
    """A browser that looks at an organisation. `everything` may have changed since it was last told; `over` once it may not look any more."""

    seat: Held
    scopes: Collection[str]
    pending: dict[Told, None] = field(default_factory=dict[Told, None])
    everything: bool = False
    over: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, told: Collection[Told]) -> None:
        """Have the browser told of what its role may see; too much at once is everything."""
        seen = [each for each in told if NEEDS[each[0]] in self.scopes]
        if seen:
            self.pending.update(dict.fromkeys(seen))
            if len(self.pending) > _MOST_PENDING:
                self.note_everything()
            self.woken.set()

    def note_everything(self) -> None:
        """Have the browser read all anew: nobody knows what was missed."""
        self.pending.clear()
        self.everything = True
        self.woken.set()

    def end(self) -> None:
        """Show it the door."""
        self.over = True
        self.woken.set()

    def take(self) -> tuple[bool, Sequence[Told]]:
        """Hand over whether everything may have changed, and else what did."""
        everything = self.everything
        told = [(topic, thing) for topic, thing in self.pending if thing is None or (topic, None) not in self.pending]
        self.everything = False
        self.pending.clear()
        self.woken.clear()
        return everything, told


class Hub:
    """All browsers that watch by one process. `hear` yields what any process tells."""

    def __init__(self, hear: Callable[[], AsyncGenerator[Sequence[Change]]], recognise_all: RecogniseAll) -> None:
        self._hear = hear
        self._recognise_all = recognise_all
        self._watchers: set[Watcher] = set()

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Listen and look after sessions while the block runs."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._check_forever())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def admit(self, caller: Caller, secret: str) -> Watcher | None:
        """Let a browser watch; None if there are too many already."""
        seat = (secret, caller.organisation_id)
        same = sum(each.seat[0] == secret for each in self._watchers)
        if same >= MOST_OF_A_SESSION or len(self._watchers) >= MOST_WATCHERS:
            return None
        watcher = Watcher(seat, caller.scopes)
        self._watchers.add(watcher)
        return watcher

    def leave(self, watcher: Watcher) -> None:
        """Forget a browser that has gone."""
        self._watchers.discard(watcher)

    def spread(self, changes: Sequence[Change]) -> None:
        """Tell each browser what changed in the organisation that it looks at."""
        found: dict[UUID, dict[Told, None]] = {}
        for each in changes:
            if topic := TOPIC_OF.get(each.kind):
                found.setdefault(each.organisation_id, {})[topic, each.thing] = None
        for watcher in self._watchers:
            if told := found.get(watcher.seat[1]):
                watcher.note(told)

    async def check(self) -> None:
        """End the watch of those whose session is over or whose role was taken away; a role that changed shows other things from now on."""
        watched = {watcher.seat for watcher in self._watchers}
        if not watched:
            return
        callers = await self._recognise_all(watched)
        for watcher in self._watchers:
            caller = callers.get(watcher.seat)
            if caller is not None:
                watcher.scopes = caller.scopes
            elif watcher.seat in watched:
                watcher.end()

    async def _check_forever(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS)
            with suppress(Busy, DatabaseError):  # who can't be asked about stays: requests are refused anyway
                await self.check()

    async def _listen(self) -> None:
        wait = _AGAIN_SECONDS
        while True:
            try:
                async for changes in self._hear():
                    if wait != _AGAIN_SECONDS:
                        self._missed()
                        wait = _AGAIN_SECONDS
                    self.spread(changes)
            except (DatabaseError, OSError) as error:
                await log.awarning("live_listening_lost", error=type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_SECONDS)

    def _missed(self) -> None:
        for watcher in self._watchers:
            watcher.note_everything()
