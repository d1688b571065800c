"""Above 1,000 recipients another person decides, and what they approve is what was shown, or less."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import ApprovalNeeded, ApprovalOvertaken, NothingToDecide, OwnApproval, WideningNeedsRight
from tidings.campaigns.types import Approval, ApprovalState, Campaign, Hours, Status
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.consent import service as consent
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.kernel.words import Channel

MANY = 1_001


def marketer(world: World, actor: str = "user:marketer") -> Caller:
    """Somebody who may change campaigns and not launch large ones."""
    return Caller(world.organisation, actor, frozenset(Scope) - {Scope.CAMPAIGNS_LAUNCH})


def approver(world: World, actor: str = "user:approver") -> Caller:
    return Caller(world.organisation, actor, frozenset({Scope.CAMPAIGNS_READ, Scope.CAMPAIGNS_LAUNCH}))


async def large(world: World, people: int = MANY, **settings: object) -> Campaign:
    campaign = await world.create(channel=Channel.SMS, daily_send_limit=2_000, **settings)
    await world.add(campaign, numbers(people))
    return campaign


async def submit(world: World, campaign: Campaign, actor: str = "user:marketer") -> Approval:
    async with world.database.unit(world.organisation) as unit:
        return await campaigns.submit(unit, world.organisation, actor, campaign.id)


async def approve(world: World, campaign: Campaign, caller: Caller | None = None) -> Approval:
    async with world.database.unit(world.organisation) as unit:
        return await campaigns.approve(unit, world.organisation, caller or approver(world), campaign.id)


async def refuse(world: World, campaign: Campaign, reason: str) -> Approval:
    async with world.database.unit(world.organisation) as unit:
        return await campaigns.refuse(unit, world.organisation, approver(world), campaign.id, reason)


async def last(world: World, campaign: Campaign) -> Approval:
    async with world.database.unit(world.organisation) as unit:
        found = await campaigns.approval_of(unit, world.organisation, campaign.id)
    assert found is not None
    return found


def as_marketer(world: World) -> World:
    return replace(world, caller=marketer(world))


async def test_an_approval_is_refused_for_its_own_author_and_for_whoever_asked(world: World) -> None:
    campaign = await large(world)
    await submit(world, campaign)
    for own in (ACTOR, "user:marketer"):
        with pytest.raises(OwnApproval):
            await approve(world, campaign, approver(world, own))
    assert (await last(world, campaign)).state is ApprovalState.ASKED


async def test_what_another_person_approved_is_launched_by_whoever_could_not_before(world: World) -> None:
    campaign = await large(world)
    with pytest.raises(ApprovalNeeded):
        await as_marketer(world).activate(campaign)
    asked = (await submit(world, campaign)).asked
    assert (asked.recipients, asked.template_name, asked.daily_send_limit, asked.cost) == (MANY, "welcome_sms", 2_000, 0)
    assert asked.unknown_prices == {"sms FR": MANY}
    with pytest.raises(ApprovalNeeded):
        await as_marketer(world).activate(campaign)
    assert (await approve(world, campaign)).decided_by == "user:approver"
    assert (await as_marketer(world).activate(campaign)).campaign.status is Status.ACTIVE
    assert (await last(world, campaign)).state is ApprovalState.USED
    async with world.database.unit(world.organisation) as unit:
        trail = await accounts.audit_trail(unit, world.organisation, subject=f"campaign:{campaign.id}")
    assert [(each.action, each.actor) for each in trail.rows if each.action in {"campaign.submitted", "campaign.approved"}] == [
        ("campaign.approved", "user:approver"),
        ("campaign.submitted", "user:marketer"),
    ]


async def test_a_refusal_tells_why_and_the_campaign_can_be_submitted_again(world: World) -> None:
    campaign = await large(world)
    await submit(world, campaign)
    assert (await refuse(world, campaign, "The offer is over.")).reason == "The offer is over."
    assert (await world.get(campaign)).status is Status.DRAFT
    with pytest.raises(NothingToDecide):
        await approve(world, campaign)
    assert (await submit(world, campaign)).state is ApprovalState.ASKED


async def test_more_people_than_were_shown_end_an_approval(world: World) -> None:
    campaign = await large(world)
    await submit(world, campaign)
    await approve(world, campaign)
    await as_marketer(world).add(campaign, numbers(1, 5_000))
    ended = await last(world, campaign)
    assert (ended.state, ended.reason) == (ApprovalState.VOID, f"Changed since: {MANY + 1} recipients instead of {MANY}.")
    assert (await world.get(campaign)).status is Status.DRAFT
    with pytest.raises(ApprovalNeeded):
        await as_marketer(world).activate(campaign)


async def test_less_than_was_shown_keeps_an_approval_and_more_ends_it(world: World) -> None:
    campaign = await large(world, budget=50_000_000)
    await submit(world, campaign)
    await approve(world, campaign)
    await world.edit(campaign, daily_send_limit=100, budget=40_000_000, name="Other words")
    assert (await last(world, campaign)).state is ApprovalState.APPROVED
    await world.edit(campaign, budget=50_000_001)
    assert (await last(world, campaign)).reason == "Changed since: a higher budget."


DAYTIME = Hours(time(9), time(18), frozenset({7}))


@pytest.mark.parametrize("decided", [True, False], ids=["approved", "in review"])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"accept_unknown_prices": True}, "unknown prices accepted"),
        ({"programme": "news"}, "programme news instead of none"),
        ({"hours": replace(DAYTIME, opens=time(0), closes=time(23, 59))}, "hours 00:00-23:59 instead of 09:00-18:00"),
        ({"hours": replace(DAYTIME, quiet_days=frozenset({6}))}, "no quiet days 7"),
        ({"hours": replace(DAYTIME, own_time=True)}, "sending hours by another clock"),
    ],
)
async def test_a_wider_setting_than_was_shown_ends_an_approval(world: World, change: dict[str, object], told: str, *, decided: bool) -> None:
    async with world.database.unit(world.organisation) as unit:
        await consent.put_programme(unit, world.organisation, ACTOR, "news", name="News", descriptions={})
    campaign = await large(world, hours=DAYTIME)
    await submit(world, campaign)
    if decided:
        await approve(world, campaign)
    await world.edit(campaign, **change)
    ended = await last(world, campaign)
    assert (ended.state, ended.reason) == (ApprovalState.VOID, f"Changed since: {told}.")
    with pytest.raises(ApprovalNeeded):
        await as_marketer(world).activate(campaign)


async def test_narrower_hours_and_prices_that_must_be_known_keep_an_approval(world: World) -> None:
    campaign = await large(world, hours=DAYTIME, accept_unknown_prices=True)
    await submit(world, campaign)
    await approve(world, campaign)
    await world.edit(campaign, hours=Hours(time(10), time(17), frozenset({6, 7})), accept_unknown_prices=False)
    assert (await last(world, campaign)).state is ApprovalState.APPROVED
    assert (await as_marketer(world).activate(campaign)).campaign.status is not Status.IN_REVIEW


async def test_a_template_with_a_new_text_is_not_what_was_shown(world: World) -> None:
    campaign = await large(world)
    await submit(world, campaign)
    async with world.database.unit(world.organisation) as unit:
        template = await content.template_by_name(unit, world.organisation, "welcome_sms")
        await content.create_template(
            unit, world.organisation, ACTOR, name=template.name, channel=Channel.SMS, purpose=template.purpose, locale="en", body=SmsBody("Other")
        )
    with pytest.raises(ApprovalOvertaken, match="template welcome_sms 3 instead of welcome_sms 2"):
        await approve(world, campaign)


async def test_nobody_slips_in_after_the_launch_of_what_was_approved(world: World) -> None:
    campaign = await large(world)
    await submit(world, campaign)
    await approve(world, campaign)
    await as_marketer(world).activate(campaign)
    with pytest.raises(WideningNeedsRight, match=f"{MANY + 1} recipients instead of {MANY}"):
        await as_marketer(world).add(campaign, numbers(1, 5_000))
    assert (await world.stats(campaign)).recipients == MANY
    assert (await world.add(campaign, numbers(1, 5_000))).recipients_added == 1  # with the right to launch


async def launched_on_approval(world: World, **settings: Any) -> Campaign:
    campaign = await large(world, **settings)
    await submit(world, campaign)
    await approve(world, campaign)
    return (await as_marketer(world).activate(campaign)).campaign


async def widened(world: World, campaign: Campaign) -> list[Any]:
    """What the audit tells that was widened, the newest first."""
    async with world.database.unit(world.organisation) as unit:
        trail = await accounts.audit_trail(unit, world.organisation, subject=f"campaign:{campaign.id}")
    return [entry.detail["widened"] for entry in trail.rows if "widened" in entry.detail]


WIDER: list[tuple[dict[str, object], str]] = [
    ({"daily_send_limit": 2_001}, "2001 people a day instead of 2000"),
    ({"budget": 50_000_001}, "a higher budget"),
    ({"budget": None}, "no budget"),
    ({"accept_unknown_prices": True}, "unknown prices accepted"),
    ({"end_date": None}, "end date none instead of 2026-12-01"),
    ({"hours": replace(DAYTIME, closes=time(19))}, "hours 09:00-19:00 instead of 09:00-18:00"),
    ({"hours": replace(DAYTIME, quiet_days=frozenset())}, "no quiet days 7"),
    ({"hours": replace(DAYTIME, own_time=True)}, "sending hours by another clock"),
]


@pytest.mark.parametrize("paused", [False, True], ids=["active", "paused"])
async def test_what_runs_is_widened_only_by_whoever_could_have_launched_it(world: World, *, paused: bool) -> None:
    async with world.database.unit(world.organisation) as unit:
        await channels.set_prices(unit, world.organisation, ACTOR, [Price(Channel.SMS, 10_000, "EUR", date(2026, 1, 1), "contract")], [])
    campaign = await launched_on_approval(world, hours=DAYTIME, budget=50_000_000, end_date=date(2026, 12, 1))
    if paused:
        await world.pause(campaign)
    for change, told in WIDER:
        with pytest.raises(WideningNeedsRight, match=told) as refused:
            await as_marketer(world).edit(campaign, **change)
        assert (refused.value.code, "an owner or an admin" in (refused.value.fix or "")) == ("approval_needed", True)
    assert (await world.get(campaign)).settings == campaign.settings
    await world.edit(campaign, daily_send_limit=2_001, end_date=None)
    assert await widened(world, campaign) == [["2001 people a day instead of 2000", "end date none instead of 2026-12-01"]]


async def test_narrowing_what_runs_is_free_and_leads_back_up_to_what_was_approved(world: World) -> None:
    campaign = await launched_on_approval(world, hours=DAYTIME)
    theirs = as_marketer(world)
    await theirs.edit(campaign, daily_send_limit=100, hours=replace(DAYTIME, opens=time(10)))
    await theirs.edit(campaign, daily_send_limit=2_000, hours=DAYTIME, name="Other words", priority=1)
    await world.edit(campaign, daily_send_limit=9_000, hours=replace(DAYTIME, closes=time(20)))  # with the right to launch
    now = await theirs.edit(campaign, daily_send_limit=8_000)
    assert now.settings.daily_send_limit == 8_000
    with pytest.raises(WideningNeedsRight, match="8500 people a day instead of 8000"):
        await theirs.edit(campaign, daily_send_limit=8_500)


async def test_what_was_launched_by_right_is_not_widened_by_others(world: World) -> None:
    campaign = await large(world)
    await world.activate(campaign)
    with pytest.raises(WideningNeedsRight):
        await as_marketer(world).edit(campaign, daily_send_limit=2_001)
    assert (await as_marketer(world).edit(campaign, daily_send_limit=1_999)).settings.daily_send_limit == 1_999


async def test_what_anybody_may_launch_anybody_may_widen(world: World) -> None:
    campaign = await world.launched(10, channel=Channel.SMS)
    assert (await as_marketer(world).edit(campaign, daily_send_limit=5_000)).settings.daily_send_limit == 5_000
