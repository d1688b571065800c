"""The month's budget of a kind: told when it is nearly used, and where it is set so, nothing more that costs leaves."""

from dataclasses import replace
from datetime import date

from support.campaigning import ACTOR
from support.noticing import PHONE, READY, TEMPLATES, Counter
from tidings.campaigns.service import month_spent
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.content.types import EmailBody
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.types import Budget, Notice, NoticeReason, NoticeState, Request, Stops
from tidings.policy import service as policy
from tidings.providers.smtp.adapter import Smtp

CENT = 10_000
SMS_ONLY = {Channel.SMS: TEMPLATES[Channel.SMS]}
OTHER = "+33612000002"


async def test_a_budget_that_is_nearly_used_is_told_and_stops_nothing(counter: Counter) -> None:
    await _budget(counter, Budget(10 * CENT, 0.8))
    await _spend(counter, 1)
    assert await _near(counter) == []
    await _spend(counter, 1, start=1)
    assert await _near(counter) == [("ready", 8 * CENT, "near")]
    await _spend(counter, 1, start=2)
    assert await _near(counter) == [("ready", 12 * CENT, "over")]
    assert (await _ask(counter, "more")).state is NoticeState.SENDING


async def test_a_used_up_budget_stops_what_is_not_urgent_and_says_so(counter: Counter) -> None:
    await _budget(counter, Budget(8 * CENT, stops=Stops.NOT_URGENT))
    await _spend(counter, 2)
    stopped = await _ask(counter, "stopped")
    assert (stopped.state, stopped.reason) == (NoticeState.REFUSED, NoticeReason.BUDGET_USED_UP)
    assert "budget" in policy.explanations([NoticeReason.BUDGET_USED_UP], "fr")[NoticeReason.BUDGET_USED_UP].sentence
    assert (await _ask(counter, "urgent", urgent=True)).state is NoticeState.SENDING
    await counter.deliver()
    await _budget(counter, Budget(8 * CENT, stops=Stops.ALL))
    assert (await _ask(counter, "urgent-2", urgent=True)).state is NoticeState.REFUSED


async def test_a_budget_is_asked_before_each_next_channel_and_counts_what_was_planned_since_it_was_counted(counter: Counter) -> None:
    await _budget(counter, Budget(8 * CENT, stops=Stops.ALL))
    await counter.kind(budget=Budget(8 * CENT, stops=Stops.ALL))
    waits = await counter.notify()
    await counter.deliver()
    await _near(counter)
    await counter.kind(order=(Channel.SMS,), budget=Budget(8 * CENT, stops=Stops.ALL))
    await _ask(counter, "one", address=OTHER)
    await _ask(counter, "two", address=OTHER)
    await counter.kind(budget=Budget(8 * CENT, stops=Stops.ALL))
    await counter.pass_time(minutes=6)
    shown = await counter.shown(waits)
    assert shown.notice.plan is not None
    assert [(each.channel, each.reason) for each in shown.notice.plan.entries if each.channel is Channel.SMS] == [
        (Channel.SMS, NoticeReason.BUDGET_USED_UP)
    ]
    assert await counter.tried(waits) == [("whatsapp", "sent")]


async def test_what_costs_nothing_leaves_although_the_budget_is_used_up(counter: Counter) -> None:
    await counter.speaks(Channel.EMAIL, EmailBody("Ready", "Your {{ device }} is ready."), Smtp().traits, {})
    await counter.also_at(OTHER, Channel.EMAIL)
    await _budget(counter, Budget(4 * CENT, stops=Stops.ALL))
    await _spend(counter, 1)
    templates = SMS_ONLY | {Channel.EMAIL: "ready_email"}
    await counter.kind(templates=templates, order=(Channel.SMS, Channel.EMAIL), budget=Budget(4 * CENT, stops=Stops.ALL))
    await counter.notify("free", address=OTHER)
    assert await counter.deliver() == [Channel.EMAIL]


async def test_the_next_month_begins_anew(counter: Counter) -> None:
    await _budget(counter, Budget(4 * CENT, stops=Stops.ALL))
    await _spend(counter, 1)
    assert await _near(counter) == [("ready", 4 * CENT, "over")]
    counter.world.clock.advance(days=32)
    async with counter.world.database.unit(counter.organisation) as unit:
        assert await notices.budgets_near(unit, counter.organisation) == []
    assert (await _ask(counter, "next-month")).state is NoticeState.SENDING


async def _budget(counter: Counter, budget: Budget) -> None:
    """Let a text to France cost four cents, and the kind have a budget."""
    async with counter.world.database.unit(counter.organisation) as unit:
        currency = (await month_spent(unit, counter.organisation)).currency
        price = Price(Channel.SMS, 4 * CENT, currency, date(2026, 1, 1), "contract", country="FR")
        await channels.set_prices(unit, counter.organisation, ACTOR, [price], [])
        await notices.put_kind(unit, counter.organisation, ACTOR, "ready", replace(READY, templates=SMS_ONLY, budget=budget))


async def _spend(counter: Counter, texts: int, *, start: int = 0) -> None:
    for number in range(start, start + texts):
        assert (await _ask(counter, f"spent-{number}")).state is NoticeState.SENDING
    await counter.deliver()


async def _ask(counter: Counter, key: str, *, urgent: bool = False, address: str = PHONE) -> Notice:
    (asked,) = await counter.ask(Request("ready", key, address=address, data={"device": "Phone"}, urgent=urgent))
    assert asked.notice is not None
    return asked.notice


async def _near(counter: Counter) -> list[tuple[str, int, str | None]]:
    """Count, as a worker does, and return of which kinds Home tells."""
    async with counter.world.database.unit(counter.organisation) as unit:
        await notices.count_budgets(unit, counter.organisation)
        found = await notices.budgets_near(unit, counter.organisation)
    return [(each.key, each.spent.micros if each.spent else 0, each.alert) for each in found]
