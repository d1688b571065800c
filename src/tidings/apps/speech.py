"""Errors of all rooms in the language of the reader."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from tidings.kernel.errors import TidingsError
from tidings.kernel.phrases import Phrases

_BESIDE = "french.toml"


@cache
def phrases() -> Phrases:
    """Return the French of what the rooms and the edges say."""
    return Phrases.of(list(_found(files("tidings"))))


def told(error: TidingsError, language: str | None) -> tuple[str, str | None]:
    """Return what happened and what to do, in French where that is the language and there are words, else in English."""
    message, fix = error.told(language)
    return said(message, language), fix and said(fix, language)


def said(text: str, language: str | None) -> str:
    """Return a sentence in a language."""
    return phrases().told(text) if language == "fr" else text


def _found(folder: Traversable, depth: int = 2) -> Iterator[Traversable]:
    """Find them beside rooms, and beside parts of one."""
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.name == _BESIDE:
            yield each
        elif depth and each.is_dir():
            yield from _found(each, depth - 1)
