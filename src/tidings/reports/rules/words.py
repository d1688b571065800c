"""The words of reports, in English and French."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, cast
from zoneinfo import ZoneInfo

_ENGLISH, _FRENCH = "en", "fr"
_MOST_WORDS = 40
"""Of a long list, such as a pack's keywords, so many are shown."""


def language_of(locale: str) -> str:
    """Return which of the languages that there are words in is meant by a locale; English where none is."""
    return _FRENCH if locale.lower().startswith(_FRENCH) else _ENGLISH


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, and how it writes times (of one zone), days and numbers."""

    of: Mapping[str, str]
    language: str
    zone: ZoneInfo

    def __getitem__(self, name: str) -> str:
        """Return words by their name."""
        return self.of[name]

    def named(self, kind: str, value: str | None) -> str:
        """Return the words for a value of a kind; a value that has none stands for itself."""
        return self.of["none"] if not value else self.of.get(f"{kind}_{value}", value.replace("_", " "))

    def who(self, party: str | None) -> str:
        """Return who acted."""
        kind, _, identifier = (party or "").partition(":")
        return self.of["none"] if not kind else self.of.get(f"who_{kind}", kind).format(id=identifier)

    def time(self, at: datetime | None) -> str:
        """Return a moment by the organisation's clock."""
        if at is None:
            return self.of["none"]
        local = at.astimezone(self.zone)
        return local.strftime("%d/%m/%Y %H:%M" if self.language == _FRENCH else "%Y-%m-%d %H:%M")

    def day(self, day: date | None) -> str:
        """Return a day."""
        if day is None:
            return self.of["none"]
        return day.strftime("%d/%m/%Y" if self.language == _FRENCH else "%Y-%m-%d")

    def number(self, number: int) -> str:
        """Return a number, its thousands apart."""
        return f"{number:,}".replace(",", "\u202f" if self.language == _FRENCH else ",")

    def yes(self, answer: bool | None) -> str:  # noqa: FBT001 - the answer itself is said
        """Return yes or no."""
        return self.of["none"] if answer is None else self.of["yes" if answer else "no"]

    def details(self, kind: str, told: Mapping[str, Any]) -> str:
        """Return named values as one line: "recipients 3; from 2026-10-05"."""
        return "; ".join(f"{self.named(kind, name)} {self.value(value)}" for name, value in told.items() if value is not None)

    def value(self, value: object) -> str:
        """Return a plain value as one line."""
        if isinstance(value, bool):
            return self.yes(value)
        if isinstance(value, Mapping):
            return ", ".join(f"{name} {each}" for name, each in cast("Mapping[str, object]", value).items())
        if isinstance(value, (list, tuple, frozenset)):
            several = [self.value(each) for each in cast("Iterable[object]", value)]
            return ", ".join([*several[:_MOST_WORDS], *("…" for _ in several[_MOST_WORDS : _MOST_WORDS + 1])])
        return self.of.get(f"requires_{value}", str(value))


def words(language: str, time_zone: str) -> Words:
    """Return the words of a language ("en", "fr"), with times of a zone."""
    return Words(_read()[language], language, ZoneInfo(time_zone))


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("tidings.reports").joinpath("pages/words.toml").read_text(encoding="utf-8"))
