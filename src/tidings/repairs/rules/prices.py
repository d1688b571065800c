"""What a repair costs: rates of tax as dated data, and amounts as people read them."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
_RATES: list[dict[str, Any]] = tomllib.loads(files("tidings.repairs").joinpath("vat.toml").read_text(encoding="utf-8"))["rate"]


def rate_of(country: str, on: date) -> int | None:
    """Return the rate of tax on repairs in a country on a day, in hundredths of a per cent; None where no list of ours has it."""
    fitting = [each for each in _RATES if each["country"] == country and each["valid_from"] <= on]
    return max(fitting, key=lambda each: each["valid_from"])["rate"] if fitting else None


def written(amount: int, currency: str, language: str) -> str:
    """Return an amount in hundredths as people write it, in characters that GSM-7 has: `89,00 €`, `€89.00`, `89.00 CHF`."""
    whole, rest = divmod(amount, 100)
    sign = _SIGNS.get(currency)
    if language == "fr":
        return f"{whole},{rest:02} {sign or currency}"
    return f"{sign}{whole}.{rest:02}" if sign else f"{whole}.{rest:02} {currency}"


def percent(rate: int, language: str) -> str:
    """Return a rate of tax as people write it: `20 %`, `5,5 %`."""
    text = f"{rate / 100:g}"
    return f"{text.replace('.', ',')} %" if language == "fr" else f"{text}%"
