"""The languages that Tidings speaks to the people who use it, and which one a reader wants."""

import re
from collections.abc import Collection
from typing import Final

LANGUAGES: Final = frozenset({"en", "fr"})
"""Every sentence for a person is there in each of them; a test of each room's words holds it."""


def spoken(wanted: str | None, known: Collection[str] = LANGUAGES) -> str | None:
    """Return the language, of those that we have words in, that a reader prefers by an `Accept-Language`; None if they name none.

    Weights count (RFC 9110, 12.5.4); what can't be read as one is passed over.
    """
    weighed: list[tuple[float, str]] = []
    for part in (wanted or "").split(","):
        name, _, weight = part.strip().partition(";q=")
        language = name.strip()[:2].lower()
        if language in known and re.fullmatch(r"|[01](\.[0-9]{0,3})?", weight.strip()):
            weighed.append((float(weight.strip() or 1), language))
    best = max(weighed, key=lambda each: each[0], default=(0.0, ""))
    return best[1] if best[0] > 0 else None


def among(locale: str) -> str:
    """Return the language of a locale ("fr-CA") if we have words in it, else English."""
    language = locale[:2].lower()
    return language if language in LANGUAGES else "en"
