"""A campaign does only what its status allows, and a launch is refused when it can't succeed."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import (
    ApprovalNeeded,
    CampaignNotFound,
    HasRecipients,
    NoRecipients,
    NoSender,
    NoSuchTemplate,
    NotPossibleNow,
    OtherChannel,
    TemplateNotSendable,
    TooManyActive,
    VariablesMissing,
)
from tidings.campaigns.types import Hours, RecipientFilter, Settings, Status
from tidings.channels import service as channels
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes
from tidings.content import service as content
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel


async def test_a_new_campaign_is_a_draft_with_the_usual_limits(world: World) -> None:
    made = await world.create()
    assert (made.status, made.channel) == (Status.DRAFT, Channel.WHATSAPP)
    assert (made.settings.daily_send_limit, made.settings.priority) == (250, 5)


async def test_a_campaign_needs_a_template_that_exists(world: World) -> None:
    with pytest.raises(NoSuchTemplate):
        async with world.database.unit(world.organisation) as unit:
            await campaigns.create(unit, world.organisation, ACTOR, Settings("Autumn", "nothing"))


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"daily_send_limit": 0}, "daily_send_limit"),
        ({"priority": 11}, "priority"),
        ({"hours": Hours(time(20), time(9))}, "sending_hours.to"),
        ({"hours": Hours(quiet_days=frozenset(range(1, 8)))}, "quiet_days"),
        ({"start_date": date(2026, 10, 9), "end_date": date(2026, 10, 8)}, "end_date"),
        ({"target_audience": {"customer_tier": {"is": "odd"}}}, "target_audience.customer_tier"),
    ],
)
async def test_settings_that_cannot_be_meant_are_refused_with_the_field(world: World, settings: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        await world.create(**settings)
    assert refusal.value.field == field
    assert refusal.value.fix


async def test_a_campaign_without_recipients_is_not_launched(world: World) -> None:
    with pytest.raises(NoRecipients):
        await world.activate(await world.create())


async def test_more_than_a_thousand_recipients_need_the_scope_to_launch(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(1_001))
    world.caller = replace(world.caller, scopes=world.caller.scopes - {Scope.CAMPAIGNS_LAUNCH})
    with pytest.raises(ApprovalNeeded):
        await world.activate(campaign)
    world.caller = replace(world.caller, scopes=frozenset(Scope))
    assert (await world.activate(campaign)).campaign.status is Status.ACTIVE


async def test_a_missing_variable_is_found_before_the_launch(world: World) -> None:
    campaign = await world.create(template_name="personal_sms")
    await world.add(campaign, numbers(3))
    with pytest.raises(VariablesMissing, match=r"first_name \(3\)"):
        await world.activate(campaign)
    async with world.database.unit(world.organisation) as unit:
        rows = (await campaigns.recipients(unit, world.organisation, campaign.id, RecipientFilter())).rows
        for row in rows:
            await contacts.update_contact(unit, world.organisation, ACTOR, row.contact_id, Changes(first_name="Ada"), "FR")
    assert (await world.activate(campaign)).recipients == 3


async def test_a_template_that_the_provider_has_not_let_through_stops_the_launch(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(1))
    async with world.database.unit(world.organisation) as unit:
        await content.set_approval(unit, world.organisation, provider=world.sender.provider, provider_name="hello_world", status="paused")
    with pytest.raises(TemplateNotSendable, match="hello_world"):
        await world.activate(campaign)


async def test_a_stopped_sender_stops_the_launch(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(1))
    async with world.database.unit(world.organisation) as unit:
        await channels.stop_sender(unit, world.organisation, world.sender.id, "unpaid")
    with pytest.raises(NoSender, match="unpaid"):
        await world.activate(campaign)


async def test_a_start_date_in_the_past_is_refused(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(1))
    with pytest.raises(Invalid, match="has passed"):
        await world.activate(campaign, date(2026, 10, 4))


async def test_at_most_ten_campaigns_are_active_at_once(world: World) -> None:
    active = [await world.launched(1, start=n) for n in range(10)]
    eleventh = await world.create()
    await world.add(eleventh, numbers(1, start=20))
    with pytest.raises(TooManyActive):
        await world.activate(eleventh)
    await world.pause(active[0])
    assert (await world.activate(eleventh)).campaign.status is Status.ACTIVE
    with pytest.raises(TooManyActive):
        await world.resume(active[0])


async def test_a_pause_takes_back_what_waits_and_a_resume_sends_it_on_the_same_day(world: World) -> None:
    campaign = await world.launched(600)
    await world.release()
    paused = await world.pause(campaign)
    assert (paused.status, paused.estimated_completion_date) == (Status.PAUSED, None)
    assert (await world.stats(campaign)).pending == 600
    await world.release()
    assert await world.deliver() == 0
    resumed = await world.resume(campaign)
    assert (resumed.status, resumed.estimated_completion_date) == (Status.ACTIVE, date(2026, 10, 7))
    await world.release()
    assert await world.deliver() == 250


async def test_a_pause_gives_the_tier_back_to_others(world: World) -> None:
    await world.set_tier(100)
    first = await world.launched(200, priority=1)
    await world.release()
    await world.pause(first)
    second = await world.launched(200, start=1_000, priority=9)
    await world.release()
    assert (await world.stats(second)).states["queued"] == 100


async def test_a_cancelled_campaign_accounts_for_everybody(world: World) -> None:
    campaign = await world.launched(600)
    await world.release()
    await world.cancel(campaign)
    stats = await world.stats(campaign)
    assert (stats.campaign.status, stats.estimated_completion_date) == (Status.CANCELLED, None)
    assert (stats.states["cancelled"], stats.pending, stats.progress_percentage) == (600, 0, 100.0)
    assert await world.deliver() == 0


async def test_the_plan_of_a_cancelled_campaign_tells_who_left_and_plans_nobody(world: World) -> None:
    campaign = await world.launched(600)
    await world.release()
    await world.deliver()
    world.clock.set(world.clock.now() + timedelta(days=1))
    await world.release()
    await world.cancel(campaign)
    days = (await world.plan(campaign)).days
    assert [(each.planned, each.released) for each in days] == [(250, 250), (250, 0)]


async def test_what_the_status_forbids_is_a_conflict_that_says_what_is_possible(world: World) -> None:
    draft = await world.create()
    with pytest.raises(NotPossibleNow) as refusal:
        await world.pause(draft)
    assert refusal.value.code == "campaign_draft"
    assert refusal.value.fix == "Possible now: edit, add recipients, replace recipients, submit, activate, cancel, delete, copy."
    running = await world.launched(5)
    for forbidden in (world.activate, world.resume):
        with pytest.raises(NotPossibleNow, match="campaign is active"):
            await forbidden(running)


async def test_limit_priority_hours_and_end_may_change_while_it_runs_and_the_plan_follows(world: World) -> None:
    await world.set_tier(None)
    campaign = await world.launched(1_000)
    assert campaign.estimated_completion_date == date(2026, 10, 8)
    changed = await world.edit(campaign, daily_send_limit=500, priority=1)
    assert (changed.settings.daily_send_limit, changed.estimated_completion_date) == (500, date(2026, 10, 6))
    with pytest.raises(NotPossibleNow, match="template_name"):
        await world.edit(campaign, template_name="welcome_back")


async def test_a_draft_may_change_its_template_but_not_its_channel(world: World) -> None:
    draft = await world.create()
    assert (await world.edit(draft, template_name="welcome_back")).settings.template_name == "welcome_back"
    with pytest.raises(OtherChannel):
        await world.edit(draft, template_name="welcome_sms")


async def test_who_shares_a_phone_is_decided_before_people_are_added(world: World) -> None:
    draft = await world.create()
    await world.add(draft, numbers(1))
    with pytest.raises(HasRecipients):
        await world.edit(draft, each_person=True)


async def test_a_copy_is_a_draft_with_the_same_settings_and_nobody_in_it(world: World) -> None:
    campaign = await world.launched(5, priority=2)
    async with world.database.unit(world.organisation) as unit:
        copied = await campaigns.copy(unit, world.organisation, ACTOR, campaign.id)
    assert (copied.status, copied.settings.name, copied.settings.priority) == (Status.DRAFT, "Autumn (copy)", 2)
    assert (await world.stats(copied)).recipients == 0


async def test_only_a_draft_is_deleted(world: World) -> None:
    draft, running = await world.create(), await world.launched(1)
    async with world.database.unit(world.organisation) as unit:
        await campaigns.delete_draft(unit, world.organisation, ACTOR, draft.id)
    with pytest.raises(CampaignNotFound):
        await world.get(draft)
    with pytest.raises(NotPossibleNow):
        async with world.database.unit(world.organisation) as unit:
            await campaigns.delete_draft(unit, world.organisation, ACTOR, running.id)


async def test_a_draft_shows_the_plan_it_would_have(world: World) -> None:
    draft = await world.create()
    await world.add(draft, numbers(600))
    outline = await world.plan(draft)
    assert outline.forecast
    assert [each.planned for each in outline.days] == [250, 250, 100]


async def test_every_change_is_audited(world: World) -> None:
    campaign = await world.create()
    world.clock.advance(seconds=1)
    await world.add(campaign, numbers(5))
    world.clock.advance(seconds=1)
    await world.activate(campaign)
    world.clock.advance(seconds=1)
    await world.edit(campaign, priority=1)
    for step in (world.pause, world.resume, world.cancel):
        world.clock.advance(seconds=1)
        await step(campaign)
    async with world.database.unit(world.organisation) as unit:
        trail = await accounts.audit_trail(unit, world.organisation, subject=f"campaign:{campaign.id}")
    actions = [entry.action.removeprefix("campaign.") for entry in reversed(trail.rows)]
    assert actions == ["created", "recipients_added", "activated", "edited", "paused", "resumed", "cancelled"]
