"""Public pages: preferences, one-click refusals (RFC 8058), confirmed opt-ins. Who holds the link needs no key; looking changes nothing."""

from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from ipaddress import ip_address
from typing import Any, cast
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
from tidings.permissions.types import Notice, Sent, Visit

router = APIRouter(include_in_schema=False)

_PAGES = Environment(loader=PackageLoader("tidings.permissions", "pages"), autoescape=True, undefined=StrictUndefined)
_STYLE = files("tidings.permissions").joinpath("pages", "style.css").read_text(encoding="utf-8")
_STYLE_VERSION = sha256(_STYLE.encode()).hexdigest()[:8]
"""In the address of the style, so that browsers don't keep that of a former release."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Robots-Tag": "noindex",
}
_LOOKING = ["GET", "HEAD"]
"""Scanners of mail, and whoever checks links, ask for the head alone; the server leaves the page out."""
_MOST = 120
_SECONDS = 60.0
_MOST_VISITORS = 10_000
_LONGEST_FORM = 20_000
_MOST_FIELDS = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A request to a link that is real: what it holds, who made it, and in which language its page is shown if the person's is not known."""

    link: Link
    token: str
    language: str
    switched: str | None
    body: bytes
    visit: Visit

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the page."""
        return service.page_words(self.language)[1]

    def sent(self) -> "Fields":
        """Return the fields of the form that came; what is no form has none."""
        try:
            return Fields(parse_qs(self.body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS))
        except ValueError:
            return Fields({})


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form."""

    of: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """Return a field that comes once, empty where there is none."""
        return self.of.get(name, [""])[0]


Answer = Callable[[Unit, Asked], Awaitable[Response]]
"""What answers a request to a link that is real, within the unit."""


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


@router.api_route("/p/style.css", methods=_LOOKING)
async def style() -> Response:
    """Give the pages their look."""
    return Response(_STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


@router.api_route("/p/{token}", methods=_LOOKING)
async def preferences(request: Request, token: str) -> Response:
    """Show what may be chosen."""
    return await _answered(request, token, LinkKind.PREFERENCES, _show)


@router.post("/p/{token}")
async def choose(request: Request, token: str) -> Response:
    """Follow what was chosen."""
    return await _answered(request, token, LinkKind.PREFERENCES, _follow)


@router.api_route("/u/{token}", methods=_LOOKING)
async def ask_to_unsubscribe(request: Request, token: str) -> Response:
    """Show a button: mail scanners open links, so that looking must not unsubscribe."""
    return await _answered(request, token, LinkKind.UNSUBSCRIBE, _ask)


@router.post("/u/{token}")
async def unsubscribe(request: Request, token: str) -> Response:
    """Unsubscribe at once, without a key, a cookie or a redirect, however often it is sent."""
    return await _answered(request, token, LinkKind.UNSUBSCRIBE, _unsubscribe)


@router.api_route("/c/{token}", methods=_LOOKING)
async def ask_to_confirm(request: Request, token: str) -> Response:
    """Show what was asked for and a button: phones look at links before people do, so that looking must not confirm."""
    return await _answered(request, token, LinkKind.CONFIRM, _show_request)


@router.post("/c/{token}")
async def confirm(request: Request, token: str) -> Response:
    """Make an opt-in a consent."""
    return await _answered(request, token, LinkKind.CONFIRM, _confirm)


async def _answered(request: Request, token: str, kind: LinkKind, answer: Answer) -> Response:
    """Answer a request. A link that is unknown, used or over leads to one and the same page: it tells nobody who is known here."""
    switched = request.query_params.get("lang")
    language, words = service.page_words(switched or request.headers.get("accept-language", ""))
    visit = _visit(request)
    if pace_of(request).exceeded(visit.ip or ""):
        return _page("page.html", language, words["title"], status=429, bad=words["busy"])
    body = await _body(request)
    if body is None:
        return _page("page.html", language, words["title"], status=413, bad=words["too_long"])
    try:
        async with frame_of(request).database.unit(service.organisation_of(token)) as unit:
            link = await service.open_link(unit, token, kind)
            return await answer(unit, Asked(link, token, language, switched, body, visit))
    except NotFound:
        return _page("page.html", language, words["gone_title"], status=404, paragraph=words["gone"])
    except Forbidden:
        return _page("page.html", language, words["title"], status=403, bad=words["stale"])


async def _show(unit: Unit, asked: Asked) -> Response:
    return await _preferences(unit, asked, asked.switched)


async def _follow(unit: Unit, asked: Asked) -> Response:
    sent = asked.sent()
    form, shown = sent.one("form"), sent.one("shown") or None
    match sent.one("action"):
        case "leave":
            await service.leave_everything(unit, asked.link, asked.token, form, asked.visit)
            return await _preferences(unit, asked, shown, Notice.LEFT)
        case "send_code":
            told = await service.send_code(unit, asked.link, asked.token, form, address=sent.one("address"), visit=asked.visit)
            return await _preferences(unit, asked, shown, told)
        case "give_code":
            verification, code = sent.one("verification"), sent.one("code")
            told, left = await service.give_code(unit, asked.link, asked.token, form, verification=verification, code=code)
            return await _preferences(unit, asked, shown, told, tries=left)
        case _:
            language = sent.one("language") or shown
            weekly = sent.one("weekly") if sent.one("has_weekly") else None
            choices = Sent(sent.of.get("channel", []), shown or "", language or "", weekly)
            await service.choose(unit, asked.link, asked.token, form, choices, asked.visit)
            return await _preferences(unit, asked, language, Notice.SAVED)


async def _preferences(unit: Unit, asked: Asked, language: str | None, notice: Notice | None = None, *, tries: int = 0) -> Response:
    page = await service.page_of(unit, asked.link, asked.token, language)
    language, words = service.page_words(page.language)
    told = words[notice].format(tries=tries) if notice else ""
    good, bad = (told, "") if notice and notice.good else ("", told)
    weekly = service.weekly_choices(page.weekly)
    return _page("preferences.html", language, words["title"], business=page.business, good=good, bad=bad, page=page, weekly=weekly, notice=notice)


async def _ask(unit: Unit, asked: Asked) -> Response:
    business = await service.business_of(unit, asked.link)
    about = asked.words["unsubscribe_about"].format(business=business)
    return _page("unsubscribe.html", asked.language, asked.words["unsubscribe_title"], business=business, about=about)


async def _unsubscribe(unit: Unit, asked: Asked) -> Response:
    if b"List-Unsubscribe" not in asked.body or b"One-Click" not in asked.body:
        return await _ask(unit, asked)
    await service.unsubscribe(unit, asked.link, asked.visit)
    business = await service.business_of(unit, asked.link)
    return _page("page.html", asked.language, asked.words["unsubscribe_title"], business=business, good=asked.words["unsubscribed"])


async def _show_request(unit: Unit, asked: Asked) -> Response:
    page = await service.confirmation_of(unit, asked.link, asked.token)
    about = asked.words["confirm_about"].format(business=page.business)
    return _page("confirm.html", asked.language, asked.words["confirm_title"], business=page.business, page=page, about=about)


async def _confirm(unit: Unit, asked: Asked) -> Response:
    business = await service.business_of(unit, asked.link)
    shown = f"{asked.words['confirm_about'].format(business=business)}\n{asked.words['confirm']}"
    await service.confirm(unit, asked.link, asked.token, asked.sent().one("form"), shown=shown, visit=asked.visit)
    return _page("page.html", asked.language, asked.words["confirm_title"], business=business, good=asked.words["confirmed"])


def _page(name: str, language: str, heading: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
    _, words = service.page_words(language)
    blank = {"business": "", "good": "", "bad": "", "paragraph": ""}
    html = _PAGES.get_template(name).render(blank | shown, language=language, heading=heading, words=words, style=_STYLE_VERSION)
    return HTMLResponse(html, status, _HEADERS)


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that no form of ours can have: before a connection to the database is taken."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return None
    return body


def _visit(request: Request) -> Visit:
    host = request.client.host if request.client else ""
    try:
        ip = str(ip_address(host))
    except ValueError:
        ip = None
    return Visit(ip, request.headers.get("user-agent", "").replace("\0", ""))
