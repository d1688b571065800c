"""A reading and its reason as a sentence for people."""

from collections.abc import Mapping
from functools import cache

from tidings.conversations.rules.lexicon import lexicon
from tidings.conversations.types import Reading

_FRENCH_COLON = "\N{NO-BREAK SPACE}: "


def told(reading: Reading, language: str) -> str:
    """Return a reading and its reason as a sentence, in English or (a language that begins with "fr") French."""
    meaning = lexicon().sections["told"][reading.kind.value]["fr" if _is_french(language) else "en"]
    return f"{meaning} ({why_told(reading, language)})."


def why_told(reading: Reading, language: str) -> str:
    """Return the reason of a reading alone, in the same languages."""
    reason, colon, rest = reading.why.partition(": ")
    if not _is_french(language):
        return reading.why
    return f"{_in_french().get(reason, reason)}{colon and _FRENCH_COLON}{rest}"


def _is_french(language: str) -> bool:
    return language[:2].lower() == "fr"


@cache
def _in_french() -> Mapping[str, str]:
    sections = lexicon().sections
    return {**{group["name"]: group["fr"] for group in sections["opt_out"]}, **sections["reasons_in_french"]}
