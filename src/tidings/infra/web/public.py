"""Public pages, for whoever holds a link: one look, both languages, no script, no key. Looking changes nothing; a form is sent by POST.

    PAGES = web.PublicPages("tidings.permissions")

    @router.api_route("/p/{token}", methods=web.LOOKING)
    async def preferences(request: Request, token: str) -> Response:
        return await PAGES.answer(request, lambda: service.organisation_of(token), show)

A room keeps its templates and `words.toml` in its folder `pages`; templates extend the `page.html` that all share.
"""

import tomllib
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from ipaddress import ip_address
from typing import Any, cast
from urllib.parse import parse_qs
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from tidings.infra.db.unit import Unit
from tidings.infra.web.frame import frame_of
from tidings.kernel.clock import Clock
from tidings.kernel.errors import Forbidden, NotFound
from tidings.kernel.words import Visit

LANGUAGES = ("en", "fr")
LOOKING = ["GET", "HEAD"]
"""Scanners of mail, and whoever checks links, ask for the head alone; the server leaves the page out."""

_SHARED = "tidings.infra.web"
_STYLE = files(_SHARED).joinpath("pages", "style.css").read_text(encoding="utf-8")
_STYLE_VERSION = sha256(_STYLE.encode()).hexdigest()[:8]
"""In the address of the style, so that browsers don't keep that of a former release."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Robots-Tag": "noindex",
}
_MOST = 120
_SECONDS = 60.0
_MOST_VISITORS = 10_000
_LONGEST_FORM = 20_000
_MOST_FIELDS = 500

look = APIRouter(include_in_schema=False)


@look.api_route("/p/style.css", methods=LOOKING)
async def style() -> Response:
    """Give the pages their look."""
    return Response(_STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


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


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form."""

    of: Mapping[str, list[str]]

    def one(self, name: str) -> str:
        """Return a field that comes once, empty where there is none."""
        return self.of.get(name, [""])[0]

    def all(self, name: str) -> list[str]:
        """Return a field that may come several times, such as a box of a group."""
        return self.of.get(name, [])


@dataclass(frozen=True, slots=True)
class Came:
    """A request for a public page: the language that its reader chose (`switched`) or their browser asks for, the form, and who made it."""

    language: str
    switched: str | None
    body: bytes
    visit: Visit

    def sent(self) -> Fields:
        """Return the fields of the form that came, as they were sent; what is no form has none."""
        try:
            return Fields(parse_qs(self.body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS))
        except ValueError:
            return Fields({})


Answer = Callable[[Unit, Came], Awaitable[Response]]
"""What answers a request, within the unit of the organisation whose page it is."""


class PublicPages:
    """The public pages of one room, named by its package."""

    def __init__(self, package: str) -> None:
        loader = ChoiceLoader([PackageLoader(package, "pages"), PackageLoader(_SHARED, "pages")])
        self._pages = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
        self._words = {language: {**shared_words()[language], **own} for language, own in words_of(package).items()}

    def words(self, language: str) -> Mapping[str, str]:
        """Return what the pages say in one of our languages; `title` is what they are called."""
        return self._words[language]

    def page(self, name: str, language: str, heading: str, *, status: int = 200, **shown: Any) -> HTMLResponse:
        """Make a page of a template. `good` and `bad` are told above it, `business` is whose it is."""
        blank = {"business": "", "good": "", "bad": "", "paragraph": ""}
        words = self._words[language]
        html = self._pages.get_template(name).render(blank | shown, language=language, heading=heading, words=words, style=_STYLE_VERSION)
        return HTMLResponse(html, status, _HEADERS)

    async def answer(self, request: Request, organisation_of: Callable[[], UUID], answer: Answer) -> Response:
        """Answer a request. A link that is unknown, used or over leads to one and the same page: it tells nobody who is known here.

        `organisation_of` and `answer` raise NotFound for such a link, and Forbidden for a form that did not come from its page. Whoever asks
        too often, or sends what no form of ours can hold, is turned away before a connection to the database is taken.
        """
        switched = request.query_params.get("lang")
        language = language_of(switched or request.headers.get("accept-language", ""))
        words, visit = self._words[language], _visit(request)
        if _pace_of(request).exceeded(visit.ip or ""):
            return self.page("page.html", language, words["title"], status=429, bad=words["busy"])
        body = await _body(request)
        if body is None:
            return self.page("page.html", language, words["title"], status=413, bad=words["too_long"])
        try:
            async with frame_of(request).database.unit(organisation_of()) as unit:
                return await answer(unit, Came(language, switched, body, visit))
        except NotFound:
            return self.page("page.html", language, words["gone_title"], status=404, paragraph=words["gone"])
        except Forbidden:
            return self.page("page.html", language, words["title"], status=403, bad=words["stale"])


def language_of(asked_for: str) -> str:
    """Return which of our languages is meant by a locale, a switch or an Accept-Language; English where none is."""
    language = asked_for.strip()[:2].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def shared_words() -> Mapping[str, Mapping[str, str]]:
    """Return what every public page may have to say, by language."""
    return words_of(_SHARED)


def words_of(package: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of a package's own pages, by language."""
    return tomllib.loads(files(package).joinpath("pages", "words.toml").read_text(encoding="utf-8"))


def _pace_of(request: Request) -> Pace:
    return cast("Pace", frame_of(request).parts[Pace])


async def _body(request: Request) -> bytes | None:
    """Return the body, None for one that no form of ours can have."""
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
