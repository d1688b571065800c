"""Money in millionths of a currency's unit, because a message costs fractions of a cent."""

from dataclasses import dataclass
from decimal import Decimal

MICROS = 1_000_000


def in_units(micros: int) -> str:
    """Show an amount as a decimal number of the currency's unit, without zeros at its end: "0.0083"."""
    return f"{(Decimal(micros) / MICROS).normalize():f}"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in millionths of `currency` (ISO 4217, upper case)."""

    micros: int
    currency: str

    @classmethod
    def of(cls, amount: str | Decimal, currency: str) -> "Money":
        """Make money from a decimal amount such as "0.0083"."""
        return cls(int((Decimal(amount) * MICROS).to_integral_value()), currency.upper())

    def __str__(self) -> str:
        return f"{Decimal(self.micros) / MICROS:f} {self.currency}"
