"""What a browser must bring before it shows anything stays small, and is told of all at once."""

import gzip
import re
from functools import cache

from tidings.apps.api.webapp.routes import BUILT

MOST_OF_ENTRY = 180_000
MOST_OF_ROUTE = 240_000
"""Bytes as gzip packs them (SPEC's budget). Browsers on this machine and over https get brotli, which is a tenth less."""
MOST_OF_WORDS = 35_000
"""All that the app says in one language before a page is asked for; rooms that say much bring their words with their pages."""
MOST_OF_ROOMS_WORDS = 12_000
MOST_FILES = 20
"""Scripts of a route: each of many small ones costs a phone another wait."""
LATER = ("en-", "fr-", "words-", "Writing-")
"""Words, which have a limit of their own, and the editor of segments, which comes into a page that is there already."""
_FIRST = re.compile(r"/app/assets/([\w.-]+)")
_NEEDS = re.compile(r"""(?:from|import)\s*"\./([\w.-]+\.js)\"""")


@cache
def packed(name: str) -> int:
    return len(gzip.compress((BUILT / "assets" / name).read_bytes(), 9))


@cache
def needed_by(name: str) -> frozenset[str]:
    """All scripts that a script needs before it runs, itself among them."""
    found: set[str] = set()
    waiting = {name}
    while waiting:
        each = waiting.pop()
        found.add(each)
        waiting |= set(_NEEDS.findall((BUILT / "assets" / each).read_text(encoding="utf-8"))) - found
    return frozenset(found)


def entry() -> set[str]:
    page = (BUILT / "index.html").read_text(encoding="utf-8")
    return set(_FIRST.findall(re.sub(r' data-(?:en|fr|inside)="[^"]*"', "", page)))


def test_the_entry_and_each_route_are_small_and_few() -> None:
    scripts = sorted(each.name for each in (BUILT / "assets").glob("*.js"))
    assert scripts, "The web app is not built: run `make setup`."
    first = entry()
    weight = sum(map(packed, first))
    words = max(packed(name) for name in scripts if name.startswith(("en-", "fr-")))
    assert weight <= MOST_OF_ENTRY, weight
    assert words <= MOST_OF_WORDS, words
    rooms = {name: packed(name) for name in scripts if name.startswith("words-")}
    assert rooms, "no room brings its own words"
    assert {name: size for name, size in rooms.items() if size > MOST_OF_ROOMS_WORDS} == {}
    (shell,) = (name for name in scripts if name.startswith("Shell-"))
    routes = {name: (needed_by(name) | needed_by(shell)) - first for name in scripts if name not in first and not name.startswith(LATER)}
    assert {name: len(files) for name, files in routes.items() if len(files) > MOST_FILES} == {}
    assert {name: total for name, files in routes.items() if (total := weight + sum(map(packed, files))) > MOST_OF_ROUTE} == {}


def test_what_the_page_says_is_needed_soon_is_there() -> None:
    page = (BUILT / "index.html").read_text(encoding="utf-8")
    told = {name: _FIRST.findall(files) for name, files in re.findall(r' data-(en|fr|inside)="([^"]*)"', page)}
    assert set(told) == {"en", "fr", "inside"}
    assert all((BUILT / "assets" / file).is_file() for files in told.values() for file in files)
    assert any(file.startswith("Shell-") for file in told["inside"])
