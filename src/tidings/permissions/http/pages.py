"""Public pages: the preference page and one-click refusals (RFC 8058). Who holds the link needs no key; looking changes nothing."""

from collections import defaultdict, deque
from collections.abc import Mapping
from importlib.resources import files
from ipaddress import ip_address
from typing import Any, Protocol, cast
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from tidings.content.types import Link, LinkKind
from tidings.infra.db.unit import Unit
from tidings.infra.web.frame import frame_of
from tidings.kernel.clock import Clock
from tidings.kernel.errors import Forbidden, NotFound
from tidings.permissions import service
from tidings.permissions.types import Visit

router = APIRouter(include_in_schema=False)

_PAGES = Environment(loader=PackageLoader("tidings.permissions", "pages"), autoescape=True, undefined=StrictUndefined)
_STYLE = files("tidings.permissions").joinpath("pages", "style.css").read_text(encoding="utf-8")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Robots-Tag": "noindex",
}
_MOST = 120
_SECONDS = 60.0
_MOST_VISITORS = 10_000
_LONGEST_FORM = 20_000


class Answer(Protocol):
    """What answers a request to a link that is real."""

    async def __call__(self, request: Request, unit: Unit, link: Link, token: str, language: str, /) -> Response:
        """Answer, within the unit."""
        ...


class Pace:
    """How often one visitor may ask, in real time and in this process: tokens can't be guessed, this keeps the guessing cheap for us."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._asked: dict[str, deque[float]] = defaultdict(deque)

    def exceeded(self, visitor: str) -> bool:
        """Count a request and say whether it is one too many."""
        now = self._clock.monotonic()
        if len(self._asked) > _MOST_VISITORS:
            self._asked.clear()
        asked = self._asked[visitor]
        while asked and asked[0] < now - _SECONDS:
            asked.popleft()
        asked.append(now)
        return len(asked) > _MOST


def pace_of(request: Request) -> Pace:
    """Return the application's one count of visitors."""
    return cast("Pace", frame_of(request).parts[Pace])


@router.get("/p/style.css")
async def style() -> Response:
    """Give the pages their look."""
    return Response(_STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@router.get("/p/{token}")
async def preferences(request: Request, token: str) -> Response:
    """Show what may be chosen."""
    return await _answered(request, token, LinkKind.PREFERENCES, _show)


@router.post("/p/{token}")
async def choose(request: Request, token: str) -> Response:
    """Follow what was chosen."""
    return await _answered(request, token, LinkKind.PREFERENCES, _follow)


@router.get("/u/{token}")
async def ask_to_unsubscribe(request: Request, token: str) -> Response:
    """Show a button: mail scanners open links, so that looking must not unsubscribe."""
    return await _answered(request, token, LinkKind.UNSUBSCRIBE, _ask)


@router.post("/u/{token}")
async def unsubscribe(request: Request, token: str) -> Response:
    """Unsubscribe at once, without a key, a cookie or a redirect, however often it is sent."""
    return await _answered(request, token, LinkKind.UNSUBSCRIBE, _unsubscribe)


async def _answered(request: Request, token: str, kind: LinkKind, answer: Answer) -> Response:
    language, words = service.page_words(request.headers.get("accept-language", ""))
    if pace_of(request).exceeded(_visit(request).ip or ""):
        return _page("page.html", language, words["busy"], status=429, words=words)
    database = frame_of(request).database
    try:
        async with database.unit(service.organisation_of(token)) as unit:
            link = await service.open_link(unit, token, kind)
            return await answer(request, unit, link, token, language)
    except NotFound:
        return _page("page.html", language, words["gone_title"], status=404, notice=words["gone"], words=words)
    except Forbidden as error:
        return _page("page.html", language, words["title"], status=403, notice=f"{error.message} {error.fix}", words=words)


async def _show(request: Request, unit: Unit, link: Link, token: str, _language: str) -> Response:
    return await _preferences(unit, link, token, request.query_params.get("lang"), "")


async def _follow(request: Request, unit: Unit, link: Link, token: str, _language: str) -> Response:
    sent = await _form(request)
    form, language = _one(sent, "form"), _one(sent, "language") or None
    if _one(sent, "action") == "leave":
        await service.leave_everything(unit, link, token, form, _visit(request))
        return await _preferences(unit, link, token, language, "left")
    ticked, shown = sent.get("channel", []), _one(sent, "shown")
    await service.choose(unit, link, token, form, ticked=ticked, shown=shown, language=language or "", visit=_visit(request))
    return await _preferences(unit, link, token, language, "saved")


async def _preferences(unit: Unit, link: Link, token: str, language: str | None, notice: str) -> Response:
    page = await service.page_of(unit, link, token, language)
    language, words = service.page_words(page.language)
    about = words["about"].format(business=page.business)
    return _page("preferences.html", language, words["title"], page=page, about=about, words=words, notice=words[notice] if notice else "")


async def _ask(_request: Request, unit: Unit, link: Link, _token: str, language: str) -> Response:
    _, words = service.page_words(language)
    about = words["unsubscribe_about"].format(business=await service.business_of(unit, link))
    return _page("unsubscribe.html", language, words["unsubscribe_title"], about=about, words=words)


async def _unsubscribe(request: Request, unit: Unit, link: Link, _token: str, language: str) -> Response:
    _, words = service.page_words(language)
    body = await request.body()
    if b"List-Unsubscribe" not in body or b"One-Click" not in body:
        return await _ask(request, unit, link, "", language)
    await service.unsubscribe(unit, link, _visit(request))
    return _page("page.html", language, words["unsubscribe_title"], notice=words["unsubscribed"], words=words)


def _page(name: str, language: str, heading: str, *, status: int = 200, notice: str = "", **shown: Any) -> HTMLResponse:
    html = _PAGES.get_template(name).render(language=language, heading=heading, notice=notice, **shown)
    return HTMLResponse(html, status, _HEADERS)


async def _form(request: Request) -> Mapping[str, list[str]]:
    body = (await request.body())[:_LONGEST_FORM]
    return parse_qs(body.decode("utf-8", "replace"))


def _one(sent: Mapping[str, list[str]], name: str) -> str:
    return sent.get(name, [""])[0]


def _visit(request: Request) -> Visit:
    host = request.client.host if request.client else ""
    try:
        ip = str(ip_address(host))
    except ValueError:
        ip = None
    return Visit(ip, request.headers.get("user-agent", "").replace("\0", ""))
