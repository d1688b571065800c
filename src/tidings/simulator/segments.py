"""SMS segments as a carrier counts them: the simulator's own count, from GSM 03.38 (3GPP TS 23.038).

Tidings counts by itself elsewhere; a message's price in these books must not depend on that.
"""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
_GSM = _BASIC | _EXTENDED
_GSM_SINGLE, _GSM_PART = 160, 153
_UCS2_SINGLE, _UCS2_PART = 70, 67
_LAST_OF_BASIC_PLANE = 0xFFFF


def count_segments(text: str) -> int:
    """Return how many segments carry `text`; an empty text takes one."""
    if _GSM.issuperset(text):
        widths = [2 if character in _EXTENDED else 1 for character in text]
        return _parts(widths, _GSM_SINGLE, _GSM_PART)
    widths = [2 if ord(character) > _LAST_OF_BASIC_PLANE else 1 for character in text]
    return _parts(widths, _UCS2_SINGLE, _UCS2_PART)


def _parts(widths: list[int], single: int, part: int) -> int:
    """Fill parts without splitting a character of two units over two of them."""
    if sum(widths) <= single:
        return 1
    parts, used = 1, 0
    for width in widths:
        if used + width > part:
            parts, used = parts + 1, 0
        used += width
    return parts
