"""What was done about a message, and why, in words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tidings.inbox.types.automatic import Because, Does, NotAsked
from tidings.kernel.languages import among


def done(does: Does, because: Because, language: str) -> str:
    """Return what was done and why, in a language or locale."""
    words = _words()
    return f"{words['does'][does.value][among(language)]} {words['because'][because.value][among(language)]}"


def not_asked(why: NotAsked, language: str) -> str:
    """Return why somebody was not asked how it went."""
    return _words()["not_asked"][why.value][among(language)]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return tomllib.loads(files("tidings.inbox.rules").joinpath("telling.toml").read_text(encoding="utf-8"))
