"""What people are told: times and prices in their language, the texts to begin with, and appointments as calendars read them."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.kernel.languages import among
from tidings.kernel.money import in_units

_WORDS: Mapping[str, Any] = tomllib.loads(files("tidings.waitlist").joinpath("texts.toml").read_text(encoding="utf-8"))
_STAMP = "%Y%m%dT%H%M%SZ"
_FOLD = 74


def texts() -> Mapping[str, Any]:
    """Return the texts to begin with: by what is told, by channel, by language."""
    return _WORDS["texts"]


def name(tells: str, language: str) -> str:
    """Return what a kind of notices is called."""
    return _WORDS["names"][tells][language]


def consent_wording() -> Mapping[str, Mapping[str, str]]:
    """Return the words beside the boxes of the sign-up page, by channel and language: shown, and kept as proof."""
    return _WORDS["consent"]


def when(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """Return a time as people write it, in characters that an SMS holds without growing: "Tue 24 Nov 14:30", "mar 24 nov 14h30"."""
    words, local = _WORDS["when"][among(locale)], moment.astimezone(zone)
    day, month = words["days"][local.weekday()], words["months"][local.month - 1]
    return f"{day} {local.day} {month} {local:%H}{words['between']}{local:%M}"


def hour(moment: datetime, zone: ZoneInfo, locale: str) -> str:
    """Return a time of day as people write it."""
    return f"{moment.astimezone(zone):%H}{_WORDS['when'][among(locale)]['between']}{moment.astimezone(zone):%M}"


def price(micros: int | None, currency: str) -> str:
    """Return a price; empty if it is not told."""
    return "" if micros is None else f"{in_units(micros)} {currency}"


def calendar(booking_id: UUID, *, title: str, starts_at: datetime, ends_at: datetime, made_at: datetime, cancelled: bool) -> str:
    """Return an appointment as an iCalendar file (RFC 5545), lines folded at 75 bytes as it asks."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tidings//Waitlist//EN",
        f"METHOD:{'CANCEL' if cancelled else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{booking_id}@tidings",
        f"SEQUENCE:{int(cancelled)}",
        f"DTSTAMP:{made_at.astimezone(UTC):{_STAMP}}",
        f"DTSTART:{starts_at.astimezone(UTC):{_STAMP}}",
        f"DTEND:{ends_at.astimezone(UTC):{_STAMP}}",
        f"SUMMARY:{_escaped(title)}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + "\r\n" for line in lines)


def _escaped(text: str) -> str:
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Break a line after 74 bytes, never inside a character; what follows begins with a blank."""
    parts, part = [""], 0
    for each in line:
        size = len(each.encode())
        if part + size > _FOLD:
            parts.append(" ")
            part = 1
        parts[-1] += each
        part += size
    return "\r\n".join(parts)
