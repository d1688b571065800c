"""What messages cost an organisation."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.queries import prices as queries
from tidings.channels.rules.prices import LISTED, PriceBook, category_of, check
from tidings.channels.types import Price, Rate
from tidings.infra.db.unit import Unit

__all__ = ["PriceBook", "category_of", "listed_prices", "price_book", "set_prices"]


async def price_book(unit: Unit, organisation_id: UUID) -> PriceBook:
    """Return what an organisation pays: its own prices and rates, and the lists behind them. Two statements for any number of messages."""
    kept = await queries.own(unit, organisation_id)
    return PriceBook((await accounts.organisation(unit, organisation_id)).currency, kept.prices, kept.rates)


async def set_prices(unit: Unit, organisation_id: UUID, actor: str, prices: Sequence[Price], rates: Sequence[Rate]) -> PriceBook:
    """Put these in the place of all of an organisation's own prices and rates. Raises Invalid."""
    check(prices, rates)
    await queries.keep(unit, organisation_id, actor, prices, rates)
    detail = {"prices": len(prices), "rates": [f"{each.currency} {each.rate} from {each.valid_from}" for each in rates]}
    await accounts.record_audit(unit, organisation_id, actor, "prices.changed", f"organisation:{organisation_id}", detail)
    return await price_book(unit, organisation_id)


def listed_prices() -> Sequence[Price]:
    """Return the prices that came with this release, each with its source."""
    return LISTED
