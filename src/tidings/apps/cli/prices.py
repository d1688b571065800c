"""`tidings prices`: what messages cost, and what an organisation pays by its own contract."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer

from tidings.apps.cli.money import amount_of
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json, possible
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.channels import service
from tidings.channels.http import PricesShown
from tidings.channels.types import Price, PriceCategory, Rate
from tidings.kernel.money import Money
from tidings.kernel.words import Channel

app = typer.Typer()

_COLUMNS = {
    "channel": "channel",
    "provider": "provider",
    "country": "country",
    "category": "category",
    "amount": "amount",
    "currency": "currency",
    "per": "per",
    "valid_from": "from",
    "source": "source",
}
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


@app.command()
def show(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show prices, the organisation's own first, and rates. A price that is not listed is unknown, not nothing."""

    async def work(desk: Desk) -> service.PriceBook:
        async with desk.unit() as unit:
            return await service.price_book(unit, desk.organisation.id)

    _write(run(work, organisation), json=json)


@app.command("set")
def set_price(
    channel: Annotated[Channel, typer.Argument(help="sms: for each segment; whatsapp: for each message.")],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="Such as 0.045.")],
    country: Annotated[str | None, typer.Option("--country", help="Of the recipient's number, such as FR; without it, all countries.")] = None,
    category: Annotated[PriceCategory | None, typer.Option("--category", help="Of a WhatsApp template.")] = None,
    provider: Annotated[str | None, typer.Option("--provider", help="Such as twilio.")] = None,
    currency: Annotated[str | None, typer.Option("--currency", help="By default the organisation's.")] = None,
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], callback=possible, help="By default always.")] = _ALWAYS,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Enter a price; it takes the place of one for the same way, country and category from the same day."""

    def wanted(book: service.PriceBook) -> tuple[list[Price], list[Rate]]:
        paid = (currency or book.currency).upper()
        where = country.upper() if country else None
        new = Price(channel, Money.of(amount_of(amount), paid).micros, paid, since.date(), "entered by the organisation", provider, where, category)
        kept = [each for each in book.own if replace(each, micros=0, currency="") != replace(new, micros=0, currency="")]
        return [*kept, new], list(book.rates)

    _change(wanted, organisation, json=json)


@app.command()
def rate(
    currency: Annotated[str, typer.Argument(help="Such as USD.")],
    amount: Annotated[str, typer.Argument(metavar="RATE", help="How much of the organisation's currency one unit of it is.")],
    since: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], callback=possible, help="By default always.")] = _ALWAYS,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Enter what another currency is in the organisation's, from a day on."""

    def wanted(book: service.PriceBook) -> tuple[list[Price], list[Rate]]:
        new = Rate(currency.upper(), amount_of(amount), since.date())
        return list(book.own), [*(each for each in book.rates if (each.currency, each.valid_from) != (new.currency, new.valid_from)), new]

    _change(wanted, organisation, json=json)


@app.command()
def clear(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Forget the organisation's own prices and rates."""
    _change(lambda _book: ([], []), organisation, json=json)


def _change(wanted: Callable[[service.PriceBook], tuple[list[Price], list[Rate]]], organisation: str, *, json: bool) -> None:
    async def work(desk: Desk) -> service.PriceBook:
        async with desk.unit() as unit:
            prices, rates = wanted(await service.price_book(unit, desk.organisation.id))
            return await service.set_prices(unit, desk.organisation.id, desk.actor, prices, rates)

    _write(run(work, organisation), json=json)


def _write(book: service.PriceBook, *, json: bool) -> None:
    shown = PricesShown.of(book).model_dump(mode="json")
    if json:
        write_json(shown)
        return
    write_rows([*shown["own"], *shown["listed"]], _COLUMNS, nothing="No price is known.")
    for each in shown["rates"]:
        say(f"1 {each['currency']} = {each['rate']} {shown['currency']} from {each['valid_from']}.")
