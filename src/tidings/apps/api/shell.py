"""Around every request: its id, its time, business time, the limit of its body, the headers of its answer, one line in the log."""

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tidings.apps.api.errors import problem_of, unexpected
from tidings.apps.api.metrics import Metrics
from tidings.infra.logs import logger
from tidings.kernel.clock import Clock
from tidings.kernel.errors import Invalid, TidingsError, TooLarge

log = logger(__name__)

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_BUSINESS_TIME = b"tidings-time"
"""So that a page reckons by the time that what it shows is of, whatever the device's clock says (the demo's business time is another)."""
Headers = Sequence[tuple[bytes, bytes]]
"""As ASGI has them: names in lower case."""

_UNMATCHED = "unmatched"
_QUIET = ("/healthz", "/readyz", "/metrics", "/webhooks/")
"""Asked so often that a line for each would bury the others: they are in the figures, and what callbacks are refused for is logged there."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How many bytes the body of a request may have: `usual`, or what `by_path` says."""

    usual: int
    by_path: Mapping[str, int]

    def at(self, path: str) -> int:
        """Return the limit at a path."""
        return self.by_path.get(path, self.usual)


class Shell:
    """The outermost layer of the application (ASGI)."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, clock: Clock, most_body_bytes: BodyLimits, secure: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._clock = clock
        self._most = most_body_bytes
        headers = {**_HEADERS, **({"Strict-Transport-Security": "max-age=31536000"} if secure else {})}
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; anything else (the lifespan) passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        exchange = _Exchange(scope, receive, send, most=self._most.at(scope["path"]), headers=[*self._headers, self._time()])
        try:
            await exchange.serve(self._app)
        finally:
            self._note(scope, exchange, time.perf_counter() - started)

    def _time(self) -> tuple[bytes, bytes]:
        return _BUSINESS_TIME, self._clock.now().isoformat(timespec="milliseconds").encode()

    def _note(self, scope: Scope, exchange: "_Exchange", seconds: float) -> None:
        route = getattr(scope.get("route"), "path", _UNMATCHED)
        self._metrics.count(scope["method"], route, exchange.status, seconds)
        write = log.debug if route.startswith(_QUIET) else log.info
        milliseconds = round(seconds * 1000, 1)
        write("request", method=scope["method"], route=route, status=exchange.status, ms=milliseconds, request_id=exchange.request_id)


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, *, most: int, headers: Headers) -> None:
        self.request_id = secrets.token_hex(8)
        self.status = 500
        self._scope = scope
        self._receive = receive
        self._send = send
        self._most = most
        self._headers = headers
        self._read = 0
        self._started = False
        self._answered_instead = False
        scope.setdefault("state", {})["request_id"] = self.request_id

    async def serve(self, app: ASGIApp) -> None:
        try:
            self._check()
            await app(self._scope, self.receive, self.send)
        except TidingsError as error:
            await self._answer(problem_of(error, self.request_id, self._languages()))
        except Exception:
            log.exception("request_failed", request_id=self.request_id)
            if self._started:
                raise  # half an answer is out: only closing the connection tells the caller
            await self._answer(unexpected(self.request_id, self._languages()))

    async def receive(self) -> Message:
        """Hand on a piece of the body, as long as all pieces together are small enough."""
        message = await self._receive()
        self._read += len(message.get("body", b""))
        if self._read > self._most:
            raise self._too_large()
        return message

    async def send(self, message: Message) -> None:
        """Hand on a piece of the answer, with our headers; an answer to a body that was cut short is replaced."""
        if self._answered_instead:
            return
        if message["type"] == "http.response.start" and self._read > self._most and message["status"] != TooLarge.status:
            self._answered_instead = True
            await self._answer(problem_of(self._too_large(), self.request_id, self._languages()))
            return
        await self._pass_on(message)

    async def _pass_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            self.status = message["status"]
            own = list(message.get("headers", ()))
            named = {name for name, _ in own}
            ours = [each for each in self._headers if each[0] not in named]
            message = {**message, "headers": [*own, *ours, (b"x-request-id", self.request_id.encode())]}
        await self._send(message)

    async def _answer(self, response: Any) -> None:
        await response(self._scope, self._receive, self._pass_on)

    def _check(self) -> None:
        if "\x00" in self._scope["path"] or b"%00" in self._scope["query_string"]:
            raise Invalid("text_unstorable", "The address holds the character NUL.", fix="Leave the character out.")
        for name, value in self._scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value) > self._most:
                raise self._too_large()

    def _languages(self) -> str | None:
        return next((value.decode("latin-1") for name, value in self._scope["headers"] if name == b"accept-language"), None)

    def _too_large(self) -> TooLarge:
        return TooLarge("body_too_large", f"The body is larger than {self._most} bytes.", fix="Send it in several requests.")
