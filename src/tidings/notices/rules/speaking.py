"""What is wrong with one of many notices, in the language of the reader."""

from functools import cache
from importlib.resources import files

from tidings.kernel.errors import TidingsError
from tidings.kernel.phrases import Phrases


def told(error: TidingsError, language: str) -> tuple[str, str | None]:
    """Return what is wrong and what to do in a language; what is not known stays English."""
    message, fix = error.told(language)
    return (_said(message), fix and _said(fix)) if language == "fr" else (message, fix)


def _said(text: str) -> str:
    return _phrases().told(text)


@cache
def _phrases() -> Phrases:
    return Phrases.of([files(package).joinpath("french.toml") for package in ("tidings.notices", "tidings.contacts", "tidings.kernel")])
