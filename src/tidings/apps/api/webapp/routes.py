"""What stands under /app: files named by their content for ever, the page itself for any other address, a word where nothing is built."""

import gzip
import mimetypes
import secrets
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from tidings.kernel.errors import NotFound

BUILT = Path(__file__).parent / "built"
_PAGE = "index.html"
_NONCE = b"TIDINGS-NONCE"
_LEAST_TO_PACK = 1000
_PACKED = frozenset({".css", ".html", ".js", ".json", ".svg", ".webmanifest"})
_FOR_EVER, _ASK = "public, max-age=31536000, immutable", "no-cache"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; media-src blob:; font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_NOT_BUILT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tidings</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style nonce="{nonce}">
body{{font:1rem/1.6 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}}</style></head>
<body><main><h1>The web app is not built</h1>
<p>Everything else works: the API, the workers and the <code>tidings</code> command.</p>
<p>Run <code>make setup</code> in the checkout, on a machine that reaches npm's registry, and load this page again.
A package (<code>pip install</code>) brings the app with it.</p>
<p lang="fr">L'application web n'est pas construite. Lancez <code>make setup</code>, puis rechargez cette page.</p>
<p><a href="/docs">The API</a></p></main></body></html>"""


def routes(built: Path = BUILT) -> list[BaseRoute]:
    """Return the routes of the web app whose files lie in a folder."""
    read = _reader(built)

    async def page(request: Request) -> Response:
        path = request.path_params.get("path", "")
        if path.startswith("assets/"):
            return _file(request, read, path, _FOR_EVER)
        if PurePosixPath(path).suffix and "/" not in path:
            return _file(request, read, path, _ASK)
        return _page(request, read)

    async def root(_request: Request) -> Response:
        return RedirectResponse("/app/")

    return [Route("/", root), Route("/app", root), Route("/app/{path:path}", page)]


def _reader(built: Path) -> Callable[[str], tuple[bytes, bytes] | None]:
    """Return what gives a file as it is and packed, read once; None for what is not there. Names are compared, never opened, so none leads out."""

    @cache
    def names() -> dict[str, Path]:
        return {each.relative_to(built).as_posix(): each for each in built.rglob("*") if each.is_file()}

    @cache
    def held(name: str) -> tuple[bytes, bytes]:
        content = names()[name].read_bytes()
        pack = len(content) >= _LEAST_TO_PACK and PurePosixPath(name).suffix in _PACKED
        return content, gzip.compress(content, 9, mtime=0) if pack else b""

    return lambda name: held(name) if name in names() else None


def _file(request: Request, read: Callable[[str], tuple[bytes, bytes] | None], name: str, keep: str) -> Response:
    found = read(name)
    if found is None:
        raise NotFound("address_unknown", "There is nothing at this address.", fix="Load the page again: a new release has new files.")
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    content, coding = _packed(request, read, name, found)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(content, headers=headers, media_type=mimetypes.guess_type(name)[0] or "application/octet-stream")


def _packed(request: Request, read: Callable[[str], tuple[bytes, bytes] | None], name: str, found: tuple[bytes, bytes]) -> tuple[bytes, str]:
    """Return a file as whoever asks can unpack it, and how it is packed: by the build (`web/packed.ts`), by ourselves, or not at all."""
    understood = {each.partition(";")[0].strip() for each in request.headers.get("accept-encoding", "").split(",")}
    if "br" in understood and (by_build := read(f"{name}.br")):
        return by_build[0], "br"
    content, packed = found
    return (packed, "gzip") if packed and "gzip" in understood else (content, "")


def _page(request: Request, read: Callable[[str], tuple[bytes, bytes] | None]) -> Response:
    """Answer the page; styles that the app makes carry a nonce, which each answer has anew."""
    nonce = secrets.token_urlsafe(16)
    headers = {
        "Content-Security-Policy": _POLICY.format(nonce=nonce),
        "Cache-Control": _ASK,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Vary": "Accept-Encoding",
    }
    found = read(_PAGE)
    if found is None:
        return Response(_NOT_BUILT.format(nonce=escape(nonce)), 503, headers, "text/html")
    body = found[0].replace(_NONCE, nonce.encode())
    if "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["Content-Encoding"] = gzip.compress(body, 6), "gzip"
    return Response(body, headers=headers, media_type="text/html")
