"""What messages cost: the lists of the release, and what an organisation has entered."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import ConfigDict, Field, StringConstraints

from tidings.accounts.types import Caller, Scope
from tidings.channels import service
from tidings.channels.types import Price, PriceCategory, Rate
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.money import MICROS, Money
from tidings.kernel.words import Channel

router = web.router("prices", "/prices")

_MOST = 5_000
Reads = Annotated[Caller, web.needs(Scope.CHANNELS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CHANNELS_WRITE)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Amount = Annotated[Decimal, Field(ge=0, le=1_000, max_digits=10, decimal_places=6)]
_ALWAYS = date(2000, 1, 1)


class OwnPrice(web.Input):
    """What a segment (SMS) or message (WhatsApp) costs. What is left out holds for all."""

    channel: Channel
    amount: Amount = Field(examples=["0.0450"])
    currency: Currency | None = Field(default=None, description="By default the organisation's.")
    provider: web.Line | None = Field(default=None, examples=["twilio"])
    country: Country | None = Field(default=None, description="Of the recipient's number (ISO 3166).", examples=["FR"])
    category: PriceCategory | None = Field(default=None, description="Of a WhatsApp template.")
    valid_from: web.Day = Field(default=_ALWAYS, description="By default always.")
    valid_to: web.Day | None = Field(default=None, description="The first day on which it holds no more.")

    def price(self, currency: str) -> Price:
        """Return the price; `currency` is the organisation's."""
        micros = Money.of(self.amount, self.currency or currency).micros
        return Price(
            self.channel,
            micros,
            self.currency or currency,
            self.valid_from,
            "entered by the organisation",
            self.provider,
            self.country,
            self.category,
            self.valid_to,
        )


class OwnRate(web.Input):
    """What another currency is in the organisation's, from a day on."""

    currency: Currency = Field(examples=["USD"])
    rate: Annotated[Decimal, Field(gt=0, le=1_000_000, max_digits=16, decimal_places=8)] = Field(examples=["0.86"])
    valid_from: web.Day = Field(default=_ALWAYS, description="By default always.")


class OwnPrices(web.Input):
    """All of an organisation's own prices and rates."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"prices": [{"channel": "sms", "amount": "0.0450", "country": "FR"}], "rates": []}]})

    prices: list[OwnPrice] = Field(default=[], max_length=_MOST)
    rates: list[OwnRate] = Field(default=[], max_length=_MOST)


class PriceShown(web.Output):
    """A price, with who told it."""

    channel: Channel
    amount: str = Field(examples=["0.0083"])
    currency: str
    per: str = Field(description="segment or message.", examples=["segment"])
    provider: str | None
    country: str | None
    category: PriceCategory | None
    valid_from: date
    valid_to: date | None
    source: str

    @classmethod
    def of(cls, price: Price) -> Self:
        """Show a price."""
        return cls(
            channel=price.channel,
            amount=f"{Decimal(price.micros) / MICROS:f}",
            currency=price.currency,
            per="segment" if price.channel is Channel.SMS else "message",
            provider=price.provider,
            country=price.country,
            category=price.category,
            valid_from=price.valid_from,
            valid_to=price.valid_to,
            source=price.source,
        )


class RateShown(web.Output):
    """A rate."""

    currency: str
    rate: str
    valid_from: date


class PricesShown(web.Output):
    """What messages cost. A price that stands nowhere here is unknown, never nothing."""

    currency: str = Field(description="The organisation's: in it costs and budgets are told.", examples=["EUR"])
    own: list[PriceShown] = Field(description="These come first.")
    rates: list[RateShown] = Field(description="What one unit of another currency is in the organisation's.")
    listed: list[PriceShown] = Field(description="The lists of this release.")

    @classmethod
    def of(cls, book: service.PriceBook) -> Self:
        """Show a price book."""
        return cls(
            currency=book.currency,
            own=[PriceShown.of(each) for each in book.own],
            rates=[RateShown(currency=each.currency, rate=f"{each.rate:f}", valid_from=each.valid_from) for each in book.rates],
            listed=[PriceShown.of(each) for each in service.listed_prices()],
        )


@router.get("", summary="Show what messages cost")
async def show(unit: web.Work, caller: Reads) -> PricesShown:
    """Show the organisation's own prices and rates and the lists of the release, each with its source and days."""
    return PricesShown.of(await service.price_book(unit, caller.organisation_id))


@router.put("", summary="Set what messages cost")
async def replace(body: OwnPrices, unit: web.Work, caller: Writes) -> PricesShown:
    """Put these in the place of all of the organisation's own prices and rates. Audited."""
    return PricesShown.of(await _replaced(unit, caller, body))


async def _replaced(unit: Unit, caller: Caller, body: OwnPrices) -> service.PriceBook:
    currency = (await service.price_book(unit, caller.organisation_id)).currency
    prices = [each.price(currency) for each in body.prices]
    rates = [Rate(each.currency, each.rate, each.valid_from) for each in body.rates]
    return await service.set_prices(unit, caller.organisation_id, caller.actor, prices, rates)
