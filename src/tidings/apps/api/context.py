"""What the API is made of, put together by the wiring."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from tidings.infra.config import Settings
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.clock import Clock

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of a room for Prometheus, which only grows if it `counts` (then its name ends in `_total`).

    Labels are of few kinds: never an id of a person, a campaign or an organisation.
    """

    name: str
    description: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    counts: bool = False


Gauge = Callable[[Unit], Awaitable[Sequence[Reading]]]
"""Read figures in a unit of the engine, each time that Prometheus asks."""


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that the application is given.

    `parts` are objects that routes ask for by type (`infra.web.part`); `background` are context managers that are entered after
    the database is open and left, in reverse order, before it closes. A body may have `most_body_bytes`, or what
    `larger_bodies` lets a path have.
    """

    settings: Settings
    clock: Clock
    database: Database
    parts: Mapping[type[Any], Any] = field(default_factory=dict[type[Any], Any])
    background: Sequence[Callable[[], AbstractAsyncContextManager[object]]] = ()
    gauges: Sequence[Gauge] = ()
    most_body_bytes: int = 10 * MEGABYTE
    larger_bodies: Mapping[str, int] = field(default_factory=dict[str, int])
