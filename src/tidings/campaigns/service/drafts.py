"""Making campaigns and changing what was set about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypedDict
from uuid import UUID

from tidings.accounts.types import Caller
from tidings.campaigns.errors import HasRecipients, NoChannel, NoSender, NoSuchProgramme, NoSuchTemplate, OtherChannel
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.rules.calendar import business_day
from tidings.campaigns.rules.life import Action, check, check_changes
from tidings.campaigns.rules.settings import check_end, check_settings
from tidings.campaigns.service import budgets
from tidings.campaigns.service.approvals import check_widening, void_if_overtaken
from tidings.campaigns.service.planning import replan, zone_of
from tidings.campaigns.service.records import audit, campaign
from tidings.campaigns.service.steering import resume, room_for_one
from tidings.campaigns.types import LIVE, Campaign, CampaignType, Hours, ReleaseState, Settings, Status
from tidings.channels import service as channels
from tidings.consent import service as consent
from tidings.content import service as content
from tidings.content.errors import TemplateNotFound
from tidings.content.types import Template
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Lane, Purpose, check_sendable
from tidings.messages import service as messages
from tidings.messages.types import Source, SourceKind, SourceState
from tidings.policy.types import LocalHours, ReasonCode
from tidings.segments import service as segments


class Changes(TypedDict, total=False):
    """Settings to change; what is left out stays."""

    name: str
    template_name: str
    description: str
    type: CampaignType
    objective: str
    sender_id: UUID | None
    daily_send_limit: int
    priority: int
    target_audience: dict[str, Any] | None
    each_person: bool
    start_date: date | None
    end_date: date | None
    hours: Hours
    budget: int | None
    accept_unknown_prices: bool
    programme: str


async def create(
    unit: Unit, organisation_id: UUID, actor: str, settings: Settings, *, channel: Channel | None = None, purpose: Purpose | None = None
) -> Campaign:
    """Make a draft on the channel and for the purpose of its template, with a closed tap in the ledger.

    Without a template `channel` says how it goes, and `purpose` is marketing unless it is given; the template that is chosen later has both.
    Raises Invalid, NoSender, NoChannel, OtherChannel.
    """
    check_settings(settings)
    check_end(settings, business_day(unit.at, await zone_of(unit, organisation_id)))
    template = await _template(unit, organisation_id, settings.template_name)
    channel, purpose = _ways(template, channel, purpose)
    made = Campaign(
        id=new_id(unit.at),
        settings=replace(settings, name=settings.name.strip()),
        channel=channel,
        purpose=purpose,
        status=Status.DRAFT,
        paused_reason=None,
        estimated_completion_date=None,
        created_by=actor,
        created_at=unit.at,
        updated_at=unit.at,
        activated_at=None,
        completed_at=None,
        version=1,
        release=ReleaseState(),
    )
    await _check_named(unit, organisation_id, made)
    await queries.insert(unit, organisation_id, made)
    await messages.open_source(unit, organisation_id, _source(made, template))
    await audit(unit, organisation_id, actor, "created", made.id, {"template": template.name if template else None})
    return made


async def edit(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID, changes: Changes) -> Campaign:
    """Change a campaign: a draft in all, a live one in name, texts, limit, priority, hours and end date.

    The plan follows. Raises CampaignNotFound, NotPossibleNow, Invalid, WideningNeedsRight.
    """
    before = await campaign(unit, organisation_id, campaign_id, lock=True)
    settings = replace(before.settings, **changes)
    changed = [field for field in changes if getattr(settings, field) != getattr(before.settings, field)]
    check_changes(before.status, changed)
    check_settings(settings)
    if "end_date" in changed:
        check_end(settings, business_day(unit.at, await zone_of(unit, organisation_id)))
    if not changed:
        return before
    after = replace(before, settings=settings)
    widened = await check_widening(unit, organisation_id, caller, before, after, changed)
    await _change_ledger(unit, organisation_id, after, changed)
    await queries.update_settings(unit, organisation_id, after)
    detail = {"fields": sorted(changed), **({"widened": widened} if widened else {})}
    await audit(unit, organisation_id, caller.actor, "edited", campaign_id, detail)
    await void_if_overtaken(unit, organisation_id, caller.actor, after)
    if {"budget", "accept_unknown_prices"} & set(changed):
        await _budget_changed(unit, organisation_id, caller.actor, after)
    if before.status in LIVE:
        await replan(unit, organisation_id, wake=[campaign_id])
    return await campaign(unit, organisation_id, campaign_id)


async def _budget_changed(unit: Unit, organisation_id: UUID, actor: str, after: Campaign) -> None:
    """Count anew; a campaign that had paused by itself goes on, if there is room among the active ones."""
    await budgets.changed(unit, organisation_id, after)
    if after.release.out_of_budget and await room_for_one(unit, organisation_id):
        await resume(unit, organisation_id, actor, after.id)


async def copy(
    unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID, name: str | None = None, template_name: str | None = None
) -> Campaign:
    """Make a draft with the settings of another campaign, without its recipients; dates that have passed are left out.

    Another template may be of another channel. Raises CampaignNotFound, NoSuchTemplate.
    """
    original = await campaign(unit, organisation_id, campaign_id)
    settings = await copied(unit, organisation_id, original, name, template_name)
    return await create_like(unit, organisation_id, actor, original, settings)


async def create_like(unit: Unit, organisation_id: UUID, actor: str, original: Campaign, settings: Settings) -> Campaign:
    """Make a draft with settings of its own, on the channel of its template; without one, on that of the original. Raises as `create`."""
    if settings.template_name is not None:
        return await create(unit, organisation_id, actor, settings)
    return await create(unit, organisation_id, actor, settings, channel=original.channel, purpose=original.purpose)


async def copied(unit: Unit, organisation_id: UUID, original: Campaign, name: str | None, template_name: str | None) -> Settings:
    """Return the settings of a copy of a campaign: without dates that have passed, and without a sender where the template is another."""
    today = business_day(unit.at, await zone_of(unit, organisation_id))
    settings = original.settings
    dates_passed = any(day is not None and day < today for day in (settings.start_date, settings.end_date))
    return replace(
        settings,
        template_name=template_name or settings.template_name,
        sender_id=settings.sender_id if template_name in {None, settings.template_name} else None,
        name=name or f"{settings.name[:190]} (copy)",
        start_date=None if dates_passed else settings.start_date,
        end_date=None if dates_passed else settings.end_date,
    )


async def delete_draft(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID) -> None:
    """Delete a draft; its recipients stay contacts. Raises CampaignNotFound, NotPossibleNow."""
    draft = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.DELETE, draft.status)
    await messages.cancel(unit, organisation_id, campaign_id)
    await queries.delete(unit, organisation_id, campaign_id)
    await audit(unit, organisation_id, actor, "deleted", campaign_id)


def _ways(template: Template | None, channel: Channel | None, purpose: Purpose | None) -> tuple[Channel, Purpose]:
    """Return how a campaign goes and what it is for: as its template says, and nothing else may be said beside it."""
    if template is None:
        if channel is None:
            raise NoChannel
        purpose = purpose or Purpose.MARKETING
        check_sendable(purpose)
        return channel, purpose
    if channel not in {None, template.channel} or purpose not in {None, template.purpose}:
        raise OtherChannel(template.name, template.channel, template.purpose)
    return template.channel, template.purpose


def _source(made: Campaign, template: Template | None) -> Source:
    return Source(
        source_id=made.id,
        kind=SourceKind.CAMPAIGN,
        name=made.settings.name,
        lane=Lane.MARKETING,
        purpose=made.purpose,
        channel=made.channel,
        template_id=template.id if template else None,
        template_version=template.version if template else None,
        state=SourceState.PAUSED,
        each_person=made.settings.each_person,
        local_hours=_local(made.settings.hours),
        programme=made.settings.programme,
    )


def _local(hours: Hours) -> LocalHours | None:
    return LocalHours(hours.opens, hours.closes, hours.quiet_days) if hours.own_time else None


async def _change_ledger(unit: Unit, organisation_id: UUID, after: Campaign, changed: Sequence[str]) -> None:
    """Let the ledger's source follow the settings that it shares."""
    settings = after.settings
    template = await _template(unit, organisation_id, settings.template_name)
    if template and (template.channel, template.purpose) != (after.channel, after.purpose):
        raise OtherChannel(template.name, template.channel, template.purpose)
    await _check_named(unit, organisation_id, after)
    if "each_person" in changed:
        progress = await messages.progress(unit, organisation_id, [after.id])
        if progress[after.id].total:
            raise HasRecipients
    await messages.change_source(
        unit,
        organisation_id,
        after.id,
        name=settings.name,
        template=(template.id, template.version) if template and "template_name" in changed else None,
        purpose=after.purpose if template and "template_name" in changed else None,
        each_person=settings.each_person,
        programme=settings.programme,
    )
    if "hours" in changed:
        await messages.keep_local_hours(unit, organisation_id, after.id, _local(settings.hours))
        await messages.take_up(unit, organisation_id, [after.id], [ReasonCode.SEND_TIME])


async def _template(unit: Unit, organisation_id: UUID, name: str | None) -> Template | None:
    if name is None:
        return None
    try:
        return await content.template_by_name(unit, organisation_id, name)
    except TemplateNotFound as error:
        raise NoSuchTemplate(name) from error


async def _check_named(unit: Unit, organisation_id: UUID, campaign: Campaign) -> None:
    """Refuse a sender that the campaign's channel does not have, a programme that nobody made, an audience that can't be understood."""
    wanted = campaign.settings.sender_id
    if wanted is not None and wanted not in {sender.id for sender in await channels.senders(unit, organisation_id, campaign.channel)}:
        raise NoSender(campaign.channel, f"There is no {campaign.channel} sender {wanted}.", field="sender_id")
    programme = campaign.settings.programme
    if programme and programme not in {each.key for each in await consent.programmes(unit, organisation_id)}:
        raise NoSuchProgramme(programme)
    if campaign.settings.target_audience is not None:
        await segments.read_target(unit, organisation_id, campaign.settings.target_audience)
