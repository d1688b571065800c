"""Work for many organisations, one after the other: what fails for one keeps none of the others waiting."""

from collections.abc import Awaitable, Callable, Hashable, Iterable
from time import monotonic
from typing import Generic, TypeVar

from tidings.infra.logs import logger
from tidings.kernel.errors import Busy

Subject = TypeVar("Subject", bound=Hashable)
Done = TypeVar("Done")

FIRST_REST_SECONDS = 1.0
LONGEST_REST_SECONDS = 300.0

log = logger(__name__)


class Turns(Generic[Subject]):
    """The turns of a process at one kind of work. Whoever's turn fails rests, for a second and each time twice as long, up to five minutes.

    It is logged as `turn_failed` with the name of the work. A database that is away (`Busy`) is everybody's trouble, and is raised.
    """

    def __init__(self, work: str, now: Callable[[], float] = monotonic) -> None:
        self._work = work
        self._now = now
        self._failures: dict[Subject, tuple[int, float]] = {}

    async def take(self, subjects: Iterable[Subject], do: Callable[[Subject], Awaitable[Done]]) -> list[Done]:
        """Do the work for each that does not rest; returns what came of the turns that succeeded."""
        done: list[Done] = []
        for subject in subjects:
            failures, until = self._failures.get(subject, (0, 0.0))
            if failures and self._now() < until:
                continue
            try:
                done.append(await do(subject))
            except Busy:
                raise
            except Exception:  # noqa: BLE001 - whatever one's trouble is, the others have their turns
                await log.aexception("turn_failed", work=self._work, of=str(subject), failures=failures + 1)
                rest = min(FIRST_REST_SECONDS * 2 ** min(failures, 16), LONGEST_REST_SECONDS)
                self._failures[subject] = failures + 1, self._now() + rest
            else:
                self._failures.pop(subject, None)
        return done
