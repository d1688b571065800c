"""What is kept of imports in English, in the language of the reader: what is wrong with rows, and why one failed."""

from dataclasses import replace
from functools import cache
from importlib.resources import files

from tidings.contacts.types import RowError
from tidings.kernel.phrases import Phrases


def said(text: str, language: str) -> str:
    """Return a sentence of this room, or of what it reads numbers by, in a language; what is not known stays English."""
    return _phrases().told(text) if language == "fr" else text


def error_in(error: RowError, language: str) -> RowError:
    """Return what is wrong with a row in a language."""
    return replace(error, reason=said(error.reason, language), fix=said(error.fix, language))


@cache
def _phrases() -> Phrases:
    return Phrases.of([files(package).joinpath("french.toml") for package in ("tidings.contacts", "tidings.kernel")])
