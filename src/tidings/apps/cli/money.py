"""Amounts as people write them."""

from decimal import Decimal, InvalidOperation

from tidings.kernel.errors import Invalid

_TOO_MUCH = 1_000_000_000


def amount_of(text: str) -> Decimal:
    """Return the amount that a text says, with a point or a comma. Raises Invalid."""
    try:
        read = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        read = Decimal("NaN")
    if not read.is_finite() or not 0 <= read < _TOO_MUCH:
        raise Invalid("amount_invalid", f"{text[:40]!r} is no amount.", field="AMOUNT", fix="Write a number such as 0.045.")
    return read
