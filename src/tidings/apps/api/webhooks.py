"""Callbacks from providers: verified, stored, and only then acknowledged. Applying them is the workers' task.

Bare routes, because this is the busiest door: for each message sent come up to three callbacks.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from tidings.apps.api.metrics import Metrics
from tidings.apps.api.openapi import DescribedRoute
from tidings.apps.api.webhook_description import MAIL, PUSH, TWILIO, WHATSAPP
from tidings.channels import service as channels
from tidings.channels.service import Intake
from tidings.channels.types import ArrivedCall, CallKind, OpenConnection
from tidings.infra.db.database import Database
from tidings.infra.logs import logger
from tidings.kernel.errors import Busy, Invalid, NotFound
from tidings.ports.adapter import Adapter, WebhookCall

log = logger(__name__)

MOST_BYTES = 1024 * 1024
_REMEMBER_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """What the callback routes work with. `base_url` is how providers know us; their signatures cover it."""

    database: Database
    adapters: Mapping[str, Adapter]
    intake: Intake
    base_url: str

    def routes(self, metrics: Metrics) -> list[DescribedRoute]:
        """Return the routes, which count into `metrics`; the last word of a path says what a Twilio callback is about."""
        connections = _Connections(self.database)
        twilio, meta = (_Door(self, connections, metrics, provider) for provider in ("twilio", "meta_whatsapp"))
        mail = _Door(self, connections, metrics, "smtp", CallKind.RECEIPTS)
        push = _Door(self, connections, metrics, "fcm", CallKind.RECEIPTS)
        return [
            _Counted("/webhooks/twilio/{connection}/{about}", twilio.answer, TWILIO),
            _Counted("/webhooks/whatsapp/{connection}", meta.answer, WHATSAPP),
            _Counted("/webhooks/smtp/{connection}", mail.answer, MAIL),
            _Counted("/webhooks/fcm/{connection}", push.answer, PUSH),
        ]


class _Counted(DescribedRoute):
    """A bare route that is counted under its own name, as FastAPI's are."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self
        await super().handle(scope, receive, send)


class _Connections:
    """Connections by id, remembered for some seconds, so that a callback costs no look-up."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[UUID, tuple[float, OpenConnection | None]] = {}

    async def find(self, text: str) -> OpenConnection | None:
        try:
            connection_id = UUID(text)
        except ValueError:
            return None
        seen, known = self._known.get(connection_id, (0.0, None))
        if time.monotonic() - seen > _REMEMBER_SECONDS or known is None:
            known = await self._load(connection_id)
            if known is not None:
                self._known[connection_id] = (time.monotonic(), known)
        return known

    async def _load(self, connection_id: UUID) -> OpenConnection | None:
        async with self._database.engine() as unit:
            try:
                return await channels.connection_of_webhook(unit, connection_id)
            except NotFound:
                return None


class _Door:
    """The endpoint of one provider; `kind` is what all of its callbacks are, None where each says."""

    def __init__(self, keeper: Doorkeeper, connections: _Connections, metrics: Metrics, provider: str, kind: CallKind | None = None) -> None:
        self._keeper = keeper
        self._connections = connections
        self._metrics = metrics
        self._provider = provider
        self._kind = kind
        self._adapter = keeper.adapters[provider]

    async def answer(self, request: Request) -> Response:
        """Verify a callback, store it, and only then acknowledge it."""
        connection = await self._connections.find(request.path_params["connection"])
        if connection is None or connection.provider != self._provider:
            return self._refuse("unknown_connection", 404)
        if request.method == "GET":
            return self._shake_hands(request, connection)
        body = await _bounded(request)
        if body is None:
            return self._refuse("too_large", 413)
        url = f"{self._keeper.base_url}{request.url.path}" + (f"?{request.url.query}" if request.url.query else "")
        call = WebhookCall(url, dict(request.headers), body)
        if not self._adapter.verify(call, connection.account):
            return self._refuse("bad_signature", 403)
        return await self._store(request, connection, call)

    def _shake_hands(self, request: Request, connection: OpenConnection) -> Response:
        challenge = self._adapter.handshake(dict(request.query_params), connection.account)
        return self._refuse("bad_handshake", 403) if challenge is None else PlainTextResponse(challenge)

    async def _store(self, request: Request, connection: OpenConnection, call: WebhookCall) -> Response:
        kind = self._kind or _kind(request.path_params.get("about"), call.body)
        try:
            await self._keeper.intake.store(ArrivedCall(kind, connection.organisation_id, connection.id, call.url, call.body))
        except Busy:
            return self._refuse("busy", 503)
        except Invalid:
            return self._refuse("unstorable", 400)
        self._metrics.count_callback(self._provider, "stored")
        return Response(status_code=200)

    def _refuse(self, outcome: str, status: int) -> Response:
        self._metrics.count_callback(self._provider, outcome)
        log.warning("callback_refused", provider=self._provider, outcome=outcome)
        return Response(status_code=status, headers={"Retry-After": "5"})


def _kind(about: str | None, body: bytes) -> CallKind:
    """Say which lane a callback waits in: what may be a person's word never waits behind receipts."""
    if about == "inbound":
        return CallKind.INBOUND
    if about == "status":
        return CallKind.RECEIPTS
    return CallKind.RECEIPTS if b'"statuses"' in body and b'"from"' not in body else CallKind.INBOUND


async def _bounded(request: Request) -> bytes | None:
    """Return the body, or None as soon as it is larger than allowed."""
    pieces: list[bytes] = []
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > MOST_BYTES:
            return None
        pieces.append(piece)
    return b"".join(pieces)
