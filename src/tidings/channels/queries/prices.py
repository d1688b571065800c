"""An organisation's own prices and rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.channels.types import Price, PriceCategory, Rate
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel


@dataclass(frozen=True, slots=True)
class Kept:
    """What an organisation has entered."""

    prices: Sequence[Price] = ()
    rates: Sequence[Rate] = ()


async def own(unit: Unit, organisation_id: UUID) -> Kept:
    """Return an organisation's own prices and rates, none if it never entered any."""
    found = await unit.fetch_one(_kept, "SELECT prices, rates FROM organisation_prices WHERE organisation_id = %(org)s", {"org": organisation_id})
    return found or Kept()


async def keep(unit: Unit, organisation_id: UUID, actor: str, prices: Sequence[Price], rates: Sequence[Rate]) -> None:
    """Put these in the place of all prices and rates of an organisation."""
    await unit.run(
        "INSERT INTO organisation_prices (organisation_id, prices, rates, changed_by, changed_at)"
        " VALUES (%(org)s, %(prices)s, %(rates)s, %(actor)s, %(at)s) ON CONFLICT (organisation_id) DO UPDATE"
        " SET prices = excluded.prices, rates = excluded.rates, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
        {
            "org": organisation_id,
            "prices": Jsonb([_price_row(each) for each in prices]),
            "rates": Jsonb([{"currency": each.currency, "rate": str(each.rate), "valid_from": each.valid_from.isoformat()} for each in rates]),
            "actor": actor,
            "at": unit.at,
        },
    )


def _price_row(price: Price) -> dict[str, Any]:
    return {
        "channel": price.channel.value,
        "micros": price.micros,
        "currency": price.currency,
        "valid_from": price.valid_from.isoformat(),
        "source": price.source,
        "provider": price.provider,
        "country": price.country,
        "category": price.category.value if price.category else None,
        "valid_to": price.valid_to.isoformat() if price.valid_to else None,
    }


def _kept(prices: Sequence[Mapping[str, Any]], rates: Sequence[Mapping[str, Any]]) -> Kept:
    return Kept(
        [_price(each) for each in prices],
        [Rate(each["currency"], Decimal(each["rate"]), date.fromisoformat(each["valid_from"])) for each in rates],
    )


def _price(row: Mapping[str, Any]) -> Price:
    return Price(
        channel=Channel(row["channel"]),
        micros=row["micros"],
        currency=row["currency"],
        valid_from=date.fromisoformat(row["valid_from"]),
        source=row["source"],
        provider=row["provider"],
        country=row["country"],
        category=PriceCategory(row["category"]) if row["category"] else None,
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
    )
