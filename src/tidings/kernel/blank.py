"""Texts that show nothing: spaces, and characters that are written and never seen. The one rule of what is an empty text."""

import unicodedata

_NOTHING = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Spaces, line and paragraph ends, controls and formats: the zero-width space, the soft hyphen, the byte order mark, what turns direction."""
_UNSEEN = (
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x2065, 0x2065),
    (0x2800, 0x2800),  # the empty pattern of Braille
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xFFF0, 0xFFF8),
    (0xE0000, 0xE0FFF),  # tags, variation selectors and what is kept for such
)
"""What Unicode lets programs leave out where they know it not (Default_Ignorable_Code_Point, 16.0), beside those categories; and Braille's."""


def blank(text: str) -> bool:
    """Say whether nothing of a text would be seen."""
    return all(map(_unseen, text))


def showing(text: str) -> str:
    """Return what a text shows: without the spaces around it; nothing of one of which nothing would be seen."""
    return "" if blank(text) else text.strip()


def _unseen(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) in _NOTHING or any(first <= code <= last for first, last in _UNSEEN)
