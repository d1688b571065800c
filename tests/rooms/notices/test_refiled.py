"""A provider files a notice's template as marketing: from then on it is asked about as such, also where it waits already."""

from datetime import timedelta
from uuid import UUID

from support.consents import grant
from support.noticing import PHONE, Counter
from tidings.consent.types import ConsentStatus
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import Category, Filed
from tidings.kernel.words import Channel, Purpose
from tidings.limits import service as limits
from tidings.notices.types import Notice

AMERICAN = "+12125550100"


async def filed(counter: Counter, category: Category = Category.MARKETING) -> None:
    async with counter.world.database.unit(counter.organisation) as unit:
        told = Filed("meta_whatsapp", "ready", "en", category, counter.world.clock.now())
        await content.file_template(unit, counter.organisation, told)


async def agrees_to_marketing(counter: Counter, phone: str) -> UUID:
    async with counter.world.database.unit(counter.organisation) as unit:
        ((found,), _) = await contacts.resolve_phones(unit, counter.organisation, [phone], "FR")
        whatsapp, at, person = Channel.WHATSAPP, counter.world.clock.now(), found.contact_id
        await grant(
            unit, counter.organisation, [person], channel=whatsapp, purpose=Purpose.MARKETING, source="chat", at=at, status=ConsentStatus.GRANTED
        )
    return person


async def why_not(counter: Counter, notice: Notice) -> dict[str, str | None]:
    plan = (await counter.shown(notice)).notice.plan
    assert plan is not None
    return {each.channel.value: each.reason for each in plan.entries if each.channel in {Channel.WHATSAPP, Channel.SMS}}


async def test_a_notice_by_it_needs_consent_to_marketing_and_goes_by_sms_without(counter: Counter) -> None:
    await counter.kind()
    await filed(counter)
    notice = await counter.notify()
    assert (await counter.deliver(), await why_not(counter, notice)) == ([Channel.SMS], {"whatsapp": "no_consent", "sms": None})
    await agrees_to_marketing(counter, PHONE)
    again = await counter.notify("ticket-2")
    assert (await counter.deliver(), await why_not(counter, again)) == ([Channel.WHATSAPP], {"whatsapp": None, "sms": None})
    await filed(counter, Category.UTILITY)
    await counter.notify("ticket-3", address="+33612000002")
    assert await counter.deliver() == [Channel.WHATSAPP]


async def test_what_waits_when_it_is_filed_is_refused_with_the_reason_and_the_next_channel_follows(counter: Counter) -> None:
    await counter.kind()
    await counter.agree(AMERICAN)
    await agrees_to_marketing(counter, AMERICAN)
    agreed = await agrees_to_marketing(counter, PHONE)
    silent, american, willing = [await counter.notify(f"to {to}", address=to) for to in ("+33612000002", AMERICAN, PHONE)]
    await filed(counter)
    await counter.follow()
    for notice, reason in ((silent, "no_consent"), (american, "us_marketing_whatsapp")):
        first = (await counter.shown(notice)).tried[0]
        assert first.standing is not None
        assert (first.standing.state.word, first.standing.reason) == ("suppressed", reason)
    assert sorted(await counter.deliver()) == [Channel.SMS, Channel.SMS, Channel.WHATSAPP]
    assert await counter.tried(willing) == [("whatsapp", "sent")]
    async with counter.world.database.unit(counter.organisation) as unit:
        counted = await limits.sendings(unit, counter.organisation, [agreed], counter.world.clock.now() - timedelta(days=1))
    assert len(counted) == 1, "what goes as marketing is counted by the caps"
