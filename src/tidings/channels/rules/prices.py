"""What messages cost: dated price lists, the organisation's own prices before them, and dated rates into its currency."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal
from importlib.resources import files
from typing import Any

from tidings.channels.types import Price, PriceCategory, Priced, Quote, Rate
from tidings.kernel.errors import Invalid
from tidings.kernel.money import Money
from tidings.kernel.words import Channel, Purpose

_CATEGORIES = {Purpose.MARKETING: PriceCategory.MARKETING, Purpose.TRANSACTIONAL: PriceCategory.UTILITY}
NO_PRICE = "price"


def category_of(channel: Channel, purpose: Purpose) -> PriceCategory | None:
    """Return what a message is charged as; texts have no categories."""
    return _CATEGORIES[purpose] if channel is Channel.WHATSAPP else None


@dataclass(slots=True)
class PriceBook:
    """What an organisation pays, in its currency. Asked often for the same, it answers from memory."""

    currency: str
    own: Sequence[Price] = ()
    rates: Sequence[Rate] = ()
    _known: dict[tuple[Priced, date], Quote] = field(default_factory=dict[tuple[Priced, date], Quote])

    def quote(self, what: Priced, on: date) -> Quote:
        """Say what one segment or message costs on a day. The organisation's own price comes first, then the closest, then the newest."""
        known = self._known.get((what, on))
        if known is None:
            known = self._known[(what, on)] = self._look_up(what, on)
        return known

    def converted(self, money: Money, on: date) -> int | None:
        """Return an amount in millionths of the organisation's currency by the rate of a day, rounded up; None without a rate."""
        if money.currency == self.currency:
            return money.micros
        rate = max((each for each in self.rates if each.currency == money.currency and each.valid_from <= on), key=_since, default=None)
        return None if rate is None else int((money.micros * rate.rate).to_integral_value(ROUND_CEILING))

    def _look_up(self, what: Priced, on: date) -> Quote:
        for prices, own in ((self.own, True), (LISTED, False)):
            price = max((each for each in prices if _fits(each, what, on)), key=_closeness, default=None)
            if price is not None:
                micros = self.converted(Money(price.micros, price.currency), on)
                return Quote(micros, f"rate:{price.currency}" if micros is None else None, price.source, own)
        return Quote(None, NO_PRICE)


def check(prices: Iterable[Price], rates: Iterable[Rate]) -> None:
    """Refuse prices and rates that can't be meant. Raises Invalid with the field."""
    for place, price in enumerate(prices):
        if price.micros < 0:
            raise Invalid("price_invalid", "A price is not negative.", field=f"prices[{place}].amount", fix="Give 0 or more.")
        if price.valid_to is not None and price.valid_to <= price.valid_from:
            fix = "Give a later day, or none."
            raise Invalid("price_invalid", "A price would end before it holds.", field=f"prices[{place}].valid_to", fix=fix)
    for place, rate in enumerate(rates):
        if rate.rate <= 0:
            fix = "Say how much of your currency one unit of the other is."
            raise Invalid("rate_invalid", "A rate is more than nothing.", field=f"rates[{place}].rate", fix=fix)


def _fits(price: Price, what: Priced, on: date) -> bool:
    return (
        price.channel is what.channel
        and price.provider in {None, what.provider}
        and price.country in {None, what.country}
        and price.category in {None, what.category}
        and price.valid_from <= on
        and (price.valid_to is None or on < price.valid_to)
    )


def _closeness(price: Price) -> tuple[bool, bool, bool, date]:
    return price.country is not None, price.category is not None, price.provider is not None, price.valid_from


def _since(rate: Rate) -> date:
    return rate.valid_from


def _listed() -> list[Price]:
    lists = [each for each in files("tidings.channels").joinpath("prices").iterdir() if each.name.endswith(".toml")]
    entries = [entry for each in lists for entry in tomllib.loads(each.read_text(encoding="utf-8"))["price"]]
    return [_read(entry, country) for entry in entries for country in entry["countries"]]


def _read(entry: dict[str, Any], country: str) -> Price:
    category = entry.get("category")
    return Price(
        channel=Channel(entry["channel"]),
        micros=Money.of(Decimal(entry["amount"]), entry["currency"]).micros,
        currency=entry["currency"],
        valid_from=entry["valid_from"],
        source=entry["source"],
        provider=entry["provider"],
        country=country,
        category=None if category is None else PriceCategory(category),
        valid_to=entry.get("valid_to"),
    )


LISTED = tuple(_listed())
"""Prices that came with this release."""
