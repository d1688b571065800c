"""What a browser must bring before it shows anything stays small."""

import gzip
import re

from tidings.apps.api.webapp.routes import BUILT

MOST_OF_ENTRY = 180_000
MOST_OF_ROUTE = 240_000
"""Bytes as gzip packs them (SPEC's budget: 180 and 240 KB)."""


def packed(name: str) -> int:
    return len(gzip.compress((BUILT / "assets" / name).read_bytes(), 9))


def test_the_entry_and_each_route_are_small() -> None:
    files = sorted(each.name for each in (BUILT / "assets").iterdir() if each.suffix in {".js", ".css"})
    assert files, "The web app is not built: run `make setup`."
    entry = set(re.findall(r"/app/assets/([\w.-]+)", (BUILT / "index.html").read_text(encoding="utf-8")))
    weight = sum(packed(name) for name in entry)
    assert weight <= MOST_OF_ENTRY, weight
    shell = sum(packed(name) for name in files if name.startswith(("Shell", "Input", "Button", "Wrong")) and name not in entry)
    routes = {name: weight + shell + packed(name) for name in files if name not in entry and not name.startswith("Shell")}
    assert max(routes.values()) <= MOST_OF_ROUTE, routes
