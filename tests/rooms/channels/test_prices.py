"""What messages cost: dated lists with their source, an organisation's own prices before them, and what nobody told is unknown."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from support.api import client_of, make_context
from support.clock import ManualClock
from tidings.channels import http, service
from tidings.channels.types import Price, PriceCategory, Priced, Rate
from tidings.infra.db.database import Database
from tidings.kernel.money import Money
from tidings.kernel.words import Channel, Purpose

TODAY = date(2026, 11, 21)
TEXT_TO_US = Priced("twilio", Channel.SMS, "US", None)


def own(amount: str, country: str | None = None, valid_to: date | None = None) -> Price:

    return Price(Channel.SMS, Money.of(amount, "EUR").micros, "EUR", date(2026, 1, 1), "contract", country=country, valid_to=valid_to)


def test_a_price_that_nobody_told_is_unknown_and_not_nothing() -> None:
    quote = service.PriceBook("EUR").quote(Priced("twilio", Channel.SMS, "FR", None), TODAY)
    assert (quote.micros, quote.lacks) == (None, "price")


def test_a_listed_price_in_another_currency_needs_a_rate() -> None:
    assert service.PriceBook("EUR").quote(TEXT_TO_US, TODAY).lacks == "rate:USD"
    quote = service.PriceBook("EUR", rates=[Rate("USD", Decimal("0.9"), date(2026, 1, 1))]).quote(TEXT_TO_US, TODAY)
    assert (quote.micros, quote.own) == (7_470, False)
    assert quote.source is not None


def test_the_rate_of_the_day_counts() -> None:
    rates = [Rate("USD", Decimal(1), date(2026, 1, 1)), Rate("USD", Decimal(2), date(2026, 11, 22))]
    book = service.PriceBook("EUR", rates=rates)
    assert [book.converted(Money(10, "USD"), day) for day in (date(2025, 12, 31), TODAY, date(2026, 11, 22))] == [None, 10, 20]


def test_the_organisations_own_price_comes_first_and_the_closest_of_them() -> None:
    book = service.PriceBook("EUR", [own("0.05"), own("0.04", country="FR"), own("0.03", country="FR", valid_to=date(2026, 6, 1))])
    asked = [Priced("twilio", Channel.SMS, country, None) for country in ("US", "FR")]
    assert [book.quote(each, TODAY).micros for each in asked] == [50_000, 40_000]
    assert book.quote(asked[1], date(2025, 12, 31)).micros is None


def test_whatsapp_is_priced_by_category() -> None:
    assert service.category_of(Channel.WHATSAPP, Purpose.MARKETING) is PriceCategory.MARKETING
    assert service.category_of(Channel.WHATSAPP, Purpose.TRANSACTIONAL) is PriceCategory.UTILITY
    assert service.category_of(Channel.SMS, Purpose.MARKETING) is None


async def test_prices_are_entered_over_the_api_and_shown_with_their_source(
    database: Database, clock: ManualClock, organisation: UUID, tmp_path: Path
) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [http.prices]) as client:
        french = {"channel": "sms", "amount": "0.045", "country": "FR"}
        reply = await client.put("/prices", {"prices": [french], "rates": [{"currency": "USD", "rate": "0.86"}]})
        assert reply.status == 200, reply.body
        shown = (await client.get("/prices")).json()
        assert [(each["amount"], each["country"], each["per"]) for each in shown["own"]] == [("0.045", "FR", "segment")]
        assert shown["rates"] == [{"currency": "USD", "rate": "0.86", "valid_from": "2000-01-01"}]
        assert all(each["source"] for each in shown["listed"])
        assert (await client.put("/prices", {"prices": [{"channel": "sms", "amount": "-1"}]})).status == 422
        wrong = {"channel": "sms", "amount": "1", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}
        assert (await client.put("/prices", {"prices": [wrong]})).json()["field"] == "prices[0].valid_to"
