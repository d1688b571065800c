"""Smart choice: the channel that worked for a person goes first, only of kinds that ask for it, only with enough to tell, and it says why."""

from datetime import timedelta

import pytest

from support.noticing import PHONE, REFUSED, Counter
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.rules.cascades import Route
from tidings.notices.rules.habits import smart
from tidings.notices.types import Comparison, Habit, Notice
from tidings.ports.receipt import ReceiptState

OTHER = "+33612000002"
EMAIL, WHATSAPP, SMS = Channel.EMAIL, Channel.WHATSAPP, Channel.SMS
ALL = frozenset({EMAIL, WHATSAPP, SMS})
STANDS = Route("standard", [WHATSAPP, SMS, EMAIL], ())


@pytest.mark.parametrize(
    ("habits", "first"),
    [
        ([Habit(WHATSAPP, 3, 0), Habit(SMS, 3, 3)], SMS),
        ([Habit(WHATSAPP, 2, 0), Habit(SMS, 3, 3)], WHATSAPP),
        ([Habit(WHATSAPP, 3, 0), Habit(SMS, 2, 2)], WHATSAPP),
        ([Habit(WHATSAPP, 5, 3), Habit(SMS, 5, 4)], WHATSAPP),
        ([Habit(WHATSAPP, 3, 0, engaged=9), Habit(SMS, 3, 3)], WHATSAPP),
        ([Habit(WHATSAPP, 3, 0), Habit(EMAIL, engaged=4), Habit(SMS, 4, 4)], SMS),
        ([Habit(SMS, 9, 9)], WHATSAPP),
        ([], WHATSAPP),
    ],
)
def test_another_channel_goes_first_only_where_it_worked_clearly_better(habits: list[Habit], first: Channel) -> None:
    route = smart(STANDS, habits, ALL)
    assert route.tries[0] is first
    assert sorted(route.tries) == sorted(STANDS.tries)
    assert (route.by == "habit") is (first is not WHATSAPP)


def test_a_channel_that_can_not_be_used_now_is_not_chosen() -> None:
    assert smart(STANDS, [Habit(WHATSAPP, 3, 0), Habit(SMS, 3, 3)], frozenset({WHATSAPP, EMAIL})) == STANDS


async def test_after_three_failures_the_channel_that_worked_goes_first_and_the_plan_says_why(counter: Counter) -> None:
    await counter.kind(smart=True)
    for number in range(3):
        assert await _reached_by_sms(counter, f"ticket-{number}") == [WHATSAPP, SMS]
    notice = await counter.notify("ticket-4")
    assert await counter.deliver() == [SMS]
    assert notice.plan is not None
    assert (notice.plan.by, list(notice.plan.habits)) == ("habit", [Habit(SMS, 3, 3), Habit(WHATSAPP, 3, 0)])
    assert (await counter.notify("ticket-5", address=OTHER)).plan != notice.plan
    assert await counter.deliver() == [WHATSAPP]
    counter.world.clock.advance(days=91)
    later = await counter.notify("ticket-6")
    assert (later.plan.by, list(later.plan.habits)) == ("standard", [])  # type: ignore[union-attr] - it has one


async def test_a_kind_that_does_not_ask_for_it_keeps_its_cascade(counter: Counter) -> None:
    await counter.kind()
    for number in range(4):
        assert await _reached_by_sms(counter, f"ticket-{number}") == [WHATSAPP, SMS]


async def test_the_choice_is_compared_with_the_cascade_on_what_came_later(counter: Counter) -> None:
    await counter.kind()
    for number in range(5):
        await _reached_by_sms(counter, f"ticket-{number}")
        await _reached(counter, await counter.notify(f"other-{number}", address=OTHER), WHATSAPP)
        counter.world.clock.advance(minutes=1)
    async with counter.world.database.unit(counter.organisation) as unit:
        found = await notices.compare_choice(unit, counter.organisation, "ready")
    assert found == Comparison(notices=10, different=2, cascade_worked=0, choice_worked=2)
    counter.world.clock.advance(days=31)
    async with counter.world.database.unit(counter.organisation) as unit:
        assert await notices.compare_choice(unit, counter.organisation, "ready") == Comparison()


async def _reached_by_sms(counter: Counter, key: str) -> list[Channel]:
    """Send a notice that WhatsApp refuses, if it goes by it, and that SMS delivers; returns by which channels it went."""
    notice = await counter.notify(key, address=PHONE)
    counter.outcomes = {WHATSAPP: REFUSED}
    went = await counter.deliver()
    await counter.follow()
    went += await counter.deliver()
    counter.outcomes = {}
    await _reached(counter, notice, SMS)
    return went


async def _reached(counter: Counter, notice: Notice, channel: Channel) -> None:
    await counter.deliver()
    await counter.receipt(notice, channel, ReceiptState.DELIVERED)
    await counter.follow()
    counter.world.clock.advance(seconds=timedelta(minutes=1).total_seconds())
