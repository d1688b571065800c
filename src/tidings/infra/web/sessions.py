"""A person's browser as a caller: the cookie, the organisation that the page names, and what keeps other sites out.

A request of another site may carry the cookie at most by a top-level navigation (SameSite), can't send our header without a
preflight that we never grant, and tells its origin: all three are asked (OWASP, Cross-Site Request Forgery Prevention).
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from fastapi import Request, Response
from starlette.requests import HTTPConnection

from tidings.infra.web.callers import Caller
from tidings.kernel.errors import Forbidden, Invalid

ORGANISATION = "Tidings-Organisation"
_PLAIN, _SECURE = "tidings_session", "__Host-tidings_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Sessions:
    """How browsers are known. `recognise` says who has a session, for an organisation; `base` is our public address."""

    recognise: Callable[[str, UUID], Awaitable[Caller]]
    base: str

    @property
    def cookie(self) -> str:
        """The cookie's name: over https one that no other host and no plain connection can set."""
        return _SECURE if self._secure else _PLAIN

    @property
    def _secure(self) -> bool:
        return self.base.startswith("https:")

    def secret(self, request: HTTPConnection) -> str | None:
        """Return the secret of the request's session, if it has one."""
        return request.cookies.get(self.cookie) or None

    def keep(self, response: Response, secret: str, seconds: int) -> None:
        """Have the browser keep a session's secret where no script can read it."""
        response.set_cookie(self.cookie, secret, max_age=seconds, path="/", secure=self._secure, httponly=True, samesite="strict")

    def drop(self, response: Response) -> None:
        """Have the browser forget it."""
        response.delete_cookie(self.cookie, path="/", secure=self._secure, httponly=True, samesite="strict")

    def check_origin(self, request: HTTPConnection, *, told: bool = False) -> None:
        """Refuse what a page of another site sends, and what does not say where it comes from if it must be `told`. Raises Forbidden."""
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
        own = {request.headers.get("host"), urlsplit(self.base).netloc}
        if (told and origin is None) or site not in {"same-origin", "none"} or (origin is not None and urlsplit(origin).netloc not in own):
            raise Forbidden("other_site", "This request comes from a page of another site.", fix="Open Tidings itself and do it there.")

    async def person(self, request: Request, secret: str) -> Caller:
        """Return who asks. Raises Unauthenticated, Forbidden, Invalid."""
        if request.method not in _SAFE:
            self.check_origin(request)
        named = request.headers.get(ORGANISATION, "")
        try:
            organisation_id = UUID(named)
        except ValueError as error:
            fix = f"Send the header {ORGANISATION} with its id."
            raise Invalid("organisation_missing", "The request names no organisation.", field=ORGANISATION, fix=fix) from error
        return await self.recognise(secret, organisation_id)
