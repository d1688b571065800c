"""Asking the simulator that the operator named, and no other address."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote, urlencode
from uuid import UUID

import orjson

from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.infra.db.unit import Unit
from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError
from tidings.kernel.errors import Busy, Conflict, Invalid, NotFound
from tidings.ports.adapter import Request, Response, Steps

ADDRESS = "TIDINGS_SIMULATOR_URL"
"""The variable in which the operator names the simulator; `tidings serve --simulator` and the demo set it."""

_HEADERS: Mapping[str, str] = {"content-type": "application/json", "accept": "application/json"}


@dataclass(frozen=True, slots=True)
class SimulatorDoor:
    """The control door of the simulator at `base`; None where the operator named none."""

    base: str | None
    exchange: Exchange

    async def senders(self, unit: Unit, organisation_id: UUID) -> list[Sender]:
        """Return the organisation's senders whose connections lead to this simulator."""
        if self.base is None:
            return []
        theirs = {each.id for each in await channels.connections(unit, organisation_id) if each.api_base.startswith(f"{self.base}/")}
        return [each for each in await channels.senders(unit, organisation_id) if each.connection_id in theirs]

    async def get(self, path: str, query: Mapping[str, str | int | Collection[str]] | None = None) -> Any:
        """Ask for something. Raises as `post`."""
        return await self._ask("GET", path, query or {})

    async def post(self, path: str, body: object, query: Mapping[str, str | int | Collection[str]] | None = None) -> Any:
        """Have something done. Raises Conflict without a simulator, Busy if it does not answer, and what it refuses."""
        return await self._ask("POST", path, query or {}, body)

    async def patch(self, path: str, body: object) -> Any:
        """Change something. Raises as `post`."""
        return await self._ask("PATCH", path, {}, body)

    async def _ask(self, method: str, path: str, query: Mapping[str, str | int | Collection[str]], body: object = None) -> Any:
        if self.base is None:
            raise Conflict("no_simulator", "There is no simulator here.", fix="Start with `tidings serve --simulator`, or run the demo.")
        url = f"{self.base}/_/{quote(path)}?{urlencode(query, doseq=True)}"
        request = Request(method, url, _HEADERS, b"" if body is None else orjson.dumps(body))
        try:
            response = await self.exchange.converse(_once(request))
        except (NeverConnectedError, NoAnswerError) as error:
            raise Busy("simulator_silent", f"The simulator does not answer: {error}.", fix="Look whether it runs, then try again.") from error
        told: Any = orjson.loads(response.body)
        if response.status != HTTPStatus.OK:
            raise _refusal(response.status, cast("dict[str, Any]", told))
        return told


def _once(request: Request) -> Steps[Response]:
    return (yield request)


def _refusal(status: int, told: Mapping[str, Any]) -> Invalid | NotFound | Conflict:
    kind = {HTTPStatus.NOT_FOUND: NotFound, HTTPStatus.CONFLICT: Conflict}.get(HTTPStatus(status), Invalid)
    return kind(str(told.get("code", "simulator_refused")), str(told.get("title", "The simulator refused.")), fix=told.get("fix"))
