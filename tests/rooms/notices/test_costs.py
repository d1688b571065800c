"""What notices cost: a price when they are queued, the provider's word once it has told one, and both in what the month costs."""

from datetime import date
from uuid import uuid4

from support.campaigning import ACTOR
from support.noticing import PHONE, Counter
from tidings.campaigns.service import month_spent
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.content import service as content
from tidings.content.types import SmsBody, ThingKind
from tidings.kernel.words import Channel, Purpose
from tidings.notices.types import Notice, Request

CENT = 10_000


async def test_a_text_of_two_segments_costs_twice_its_price_and_the_month_counts_it(counter: Counter) -> None:
    await _price(counter)
    await counter.kind(order=(Channel.SMS,))
    short = await counter.notify("short")
    (long,) = await counter.ask(Request("ready", "long", address=PHONE, data={"device": "x" * 200}))
    assert long.notice is not None
    assert await _prices(counter, short) == [4 * CENT]
    assert await _prices(counter, long.notice) == [8 * CENT]
    assert await _month(counter) == (0, 12 * CENT)
    await counter.deliver()
    assert await _month(counter) == (12 * CENT, 0)


async def test_a_link_counts_with_its_length_before_it_is_made(counter: Counter) -> None:
    await _price(counter)
    async with counter.world.database.unit(counter.organisation) as unit:
        purpose, body = Purpose.TRANSACTIONAL, SmsBody(f"{'x' * 50} {{{{ device }}}}")
        await content.create_template(
            unit, counter.organisation, ACTOR, name="link_sms", channel=Channel.SMS, purpose=purpose, locale="en", body=body
        )
    await counter.kind(order=(Channel.SMS,), templates={Channel.SMS: "link_sms"})
    brief = await counter.notify("brief")
    linked = await counter.notify("linked", data={"device": content.leads_to(ThingKind.BOOKING, uuid4())})
    assert await _prices(counter, brief) == [4 * CENT]
    assert await _prices(counter, linked) == [8 * CENT]


async def test_without_a_price_a_notice_is_counted_as_unpriced(counter: Counter) -> None:
    await counter.kind(order=(Channel.SMS,))
    notice = await counter.notify()
    await counter.deliver()
    assert await _prices(counter, notice) == [None]
    async with counter.world.database.unit(counter.organisation) as unit:
        assert (await month_spent(unit, counter.organisation)).unpriced == 1


async def _price(counter: Counter) -> None:
    """Let a text to France cost four cents."""
    async with counter.world.database.unit(counter.organisation) as unit:
        currency = (await month_spent(unit, counter.organisation)).currency
        price = Price(Channel.SMS, 4 * CENT, currency, date(2026, 1, 1), "contract", country="FR")
        await channels.set_prices(unit, counter.organisation, ACTOR, [price], [])


async def _prices(counter: Counter, notice: Notice) -> list[int | None]:
    return [each.standing.price_micros for each in (await counter.shown(notice)).tried if each.standing]


async def _month(counter: Counter) -> tuple[int, int]:
    """Return what was spent this month, and what is on its way."""
    async with counter.world.database.unit(counter.organisation) as unit:
        spent = await month_spent(unit, counter.organisation)
    return spent.month, spent.committed
