"""What the application hands to the routes of every room, without the routes knowing the application."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from starlette.requests import HTTPConnection
from starlette.responses import Response

from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.web.callers import Caller
from tidings.infra.web.readings import Readings
from tidings.infra.web.sessions import Sessions


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The answer of a request that may come twice: JSON, or None if it held a secret that is shown once."""

    status: int
    body: bytes | None


Authenticate = Callable[[str], Awaitable[Caller]]
"""Say whose secret this is; raises Unauthenticated."""

Recall = Callable[[Unit, UUID, str, bytes], Awaitable[KeptAnswer | None]]
"""Return the answer kept for organisation, key and fingerprint, or hold the key until the unit ends."""

Keep = Callable[[Unit, UUID, str, bytes, KeptAnswer], Awaitable[None]]
"""Keep an answer in the unit that did the work."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The application as routes see it; it stands at `app.state.frame`. `parts` holds one object for each type."""

    database: Database
    authenticate: Authenticate
    recall: Recall
    keep: Keep
    sessions: Sessions
    parts: Mapping[type[Any], Any] = field(default_factory=dict[type[Any], Any])
    readings: Readings[Response] = field(default_factory=Readings[Response])


def frame_of(request: HTTPConnection) -> Frame:
    """Return the frame of the application that serves this request."""
    return cast("Frame", request.app.state.frame)
