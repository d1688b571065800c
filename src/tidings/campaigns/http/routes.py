"""Routes."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Header, Query, Request

from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service
from tidings.campaigns.http.answers import (
    Activated,
    CampaignShown,
    CopyShown,
    HealthShown,
    RecipientsAddedShown,
    RecipientShown,
    ReleaseShown,
    StatsShown,
    TestSent,
)
from tidings.campaigns.http.models import CampaignChanges, NewCampaign, NewCopy, NewRecipients, PauseReason, TestSend
from tidings.campaigns.http.plans import PlanShown, sending_days
from tidings.campaigns.http.words import STATE_WORDS, STATUS_WORDS, recipient_filter, statuses_of
from tidings.campaigns.types import Campaign, CampaignFilter, RecipientsAdded
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.messages import service as messages

router = web.router("campaigns", "/marketing")

Reads = Annotated[Caller, web.needs(Scope.CAMPAIGNS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CAMPAIGNS_WRITE)]
Sends = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]

_SEVERAL = "Several by commas, or repeated."


@router.post("/campaigns", status_code=201, summary="Make a campaign", responses=web.problems(409))
async def create(body: NewCampaign, unit: web.Work, caller: Writes) -> CampaignShown:
    """Make a draft: on the channel of its template, or on a channel for which the template is chosen later. Add recipients and activate it."""
    made = await service.create(unit, caller.organisation_id, caller.actor, body.settings(), channel=body.channel, purpose=body.purpose)
    return await _shown(unit, made)


@router.get("/campaigns", summary="List campaigns")
async def list_campaigns(
    unit: web.Work,
    caller: Reads,
    paging: web.PageQuery,
    status: Annotated[list[str] | None, Query(description=f"{_SEVERAL} {STATUS_WORDS}.")] = None,
    channel: Channel | None = None,
    search: Annotated[web.Text | None, Query(max_length=200, description="Part of the name.")] = None,
    segment: Annotated[UUID | None, Query(description="Only those whose audience is this segment or list.")] = None,
) -> web.Rows[CampaignShown]:
    """List campaigns, newest first."""
    named = frozenset[str]() if segment is None else await service.names_of_segment(unit, caller.organisation_id, segment)
    wanted = CampaignFilter(statuses_of(status or []), channel, search, named)
    page = await service.campaigns(unit, caller.organisation_id, wanted, cursor=paging.cursor, limit=paging.limit)
    estimates = await service.estimates(unit, caller.organisation_id, page.rows)
    return web.Rows(items=[CampaignShown.of(each, estimates[each.id]) for each in page.rows], next_cursor=page.next_cursor)


@router.get("/campaigns/{campaign_id}", summary="Show a campaign", responses=web.problems(404))
@web.shared
async def show(campaign_id: UUID, unit: web.Work, caller: Reads) -> CampaignShown:
    """Show one campaign."""
    return await _shown(unit, await service.campaign(unit, caller.organisation_id, campaign_id))


@router.patch("/campaigns/{campaign_id}", summary="Change a campaign", responses=web.problems(404, 409))
async def change(campaign_id: UUID, body: CampaignChanges, unit: web.Work, caller: Writes) -> CampaignShown:
    """Change a draft in all; while it runs, its name, texts, limit, priority, hours, budget and end date. The plan follows.

    Above 1,000 recipients wider settings for what runs need the scope campaigns:launch, unless they were approved so.
    """
    before = await service.campaign(unit, caller.organisation_id, campaign_id)
    changes = body.changes(before.settings.hours)
    return await _shown(unit, await service.edit(unit, caller.organisation_id, caller, campaign_id, changes))


@router.delete("/campaigns/{campaign_id}", status_code=204, summary="Delete a draft", responses=web.problems(404, 409))
async def delete(campaign_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Delete a campaign that was never activated. Its recipients stay contacts."""
    await service.delete_draft(unit, caller.organisation_id, caller.actor, campaign_id)


@router.post("/campaigns/{campaign_id}/copy", status_code=201, summary="Copy a campaign", responses=web.problems(404, 409))
async def copy(campaign_id: UUID, unit: web.Work, caller: Writes, body: NewCopy | None = None) -> CopyShown:
    """Make a draft with the same settings: without recipients, or for those whom the original leaves out, on the channel of another template."""
    wanted = body or NewCopy()
    if wanted.left_out is None:
        made, added = await service.copy(unit, caller.organisation_id, caller.actor, campaign_id, wanted.name, wanted.template_name), 0
    else:
        made, added = await service.copy_for_left_out(
            unit, caller.organisation_id, caller, campaign_id, wanted.left_out, template_name=wanted.template_name, name=wanted.name
        )
    return CopyShown(**dict(await _shown(unit, made)), recipients_added=added)


@router.post("/campaigns/{campaign_id}/recipients", summary="Add recipients", responses=web.problems(404, 409))
@web.judges_each("phone_numbers")
async def add_recipients(
    campaign_id: UUID,
    unit: web.Work,
    caller: Writes,
    body: NewRecipients | None = None,
    use_target_audience: Annotated[bool, Query(description="Add everybody who fits the campaign's target audience.")] = False,  # noqa: FBT002
) -> RecipientsAddedShown:
    """Add people by number, by contact or by target audience. A person is a recipient once, however often added."""
    return RecipientsAddedShown.of(await _added(unit, caller, campaign_id, body or NewRecipients(), from_audience=use_target_audience))


@router.get("/campaigns/{campaign_id}/recipients", summary="List recipients", responses=web.problems(404))
async def list_recipients(
    campaign_id: UUID,
    unit: web.Work,
    caller: Reads,
    paging: web.PageQuery,
    status: Annotated[list[str] | None, Query(description=f"{_SEVERAL} {STATE_WORDS}.", examples=["pending,failed"])] = None,
    reason: Annotated[list[web.Text] | None, Query(description=f"{_SEVERAL} Codes, as in the list and in stats.", examples=["no_consent"])] = None,
    language: Annotated[
        str | None, Header(alias="Accept-Language", max_length=200, description="Of the reasons in words; else the organisation's.", examples=["fr"])
    ] = None,
) -> web.Rows[RecipientShown]:
    """List recipients: who it is, the status and, where a message was not sent, the reason."""
    wanted = recipient_filter(status or [], reason or [])
    page = await service.recipients(unit, caller.organisation_id, campaign_id, wanted, cursor=paging.cursor, limit=paging.limit)
    around = await messages.around_recipients(unit, caller.organisation_id, page.rows, language)
    return web.Rows(items=[RecipientShown.of(campaign_id, row, around) for row in page.rows], next_cursor=page.next_cursor)


@router.delete("/campaigns/{campaign_id}/recipients", status_code=204, summary="Take everybody out of a draft", responses=web.problems(404, 409))
async def remove_recipients(campaign_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Take all recipients out of a draft, so that others can be put in their place. They stay contacts."""
    await service.remove_recipients(unit, caller.organisation_id, caller.actor, campaign_id)


async def _no_body(request: Request) -> None:
    """Refuse a body: launched without the start date that stands in it, the campaign would send at once."""
    if (await request.body()).strip() not in {b"", b"{}"}:
        raise Invalid(
            "activation_misunderstood",
            "Query parameters say how a campaign starts: start_date, waive_required_text.",
            fix="Say activate?start_date=YYYY-MM-DD, without a body.",
        )


@router.post("/campaigns/{campaign_id}/activate", summary="Launch a campaign", responses=web.problems(404, 409), dependencies=[Depends(_no_body)])
async def activate(
    campaign_id: UUID,
    unit: web.Work,
    caller: Writes,
    start_date: Annotated[web.Day | None, Query(description="YYYY-MM-DD, from today on; by default today.")] = None,
    waive_required_text: Annotated[
        web.Text | None,
        Query(
            description="Why the text needs no words that a law seems to demand; kept in the audit.",
            examples=["The sender's name says it."],
            min_length=3,
            max_length=500,
        ),
    ] = None,
) -> Activated:
    """Check that the campaign can succeed, and start it now or at its start date. More than 1,000 recipients need the scope campaigns:launch."""
    waiver = waive_required_text
    return Activated.after(await service.activate(unit, caller.organisation_id, caller, campaign_id, start_date, text_waiver=waiver))


@router.post("/campaigns/{campaign_id}/pause", summary="Pause a campaign", responses=web.problems(404, 409))
async def pause(campaign_id: UUID, unit: web.Work, caller: Writes, body: PauseReason | None = None) -> CampaignShown:
    """Let nothing more leave, within a second."""
    reason = body.reason if body else None
    return await _shown(unit, await service.pause(unit, caller.organisation_id, caller.actor, campaign_id, reason))


@router.post("/campaigns/{campaign_id}/resume", summary="Resume a campaign", responses=web.problems(404, 409))
async def resume(campaign_id: UUID, unit: web.Work, caller: Writes) -> CampaignShown:
    """Go on where it stood."""
    return await _shown(unit, await service.resume(unit, caller.organisation_id, caller.actor, campaign_id))


@router.post("/campaigns/{campaign_id}/cancel", summary="Cancel a campaign", responses=web.problems(404, 409))
async def cancel(campaign_id: UUID, unit: web.Work, caller: Writes) -> CampaignShown:
    """End it: whoever was not sent to is cancelled. What is on its way ends with its own outcome."""
    return await _shown(unit, await service.cancel(unit, caller.organisation_id, caller.actor, campaign_id))


@router.get("/campaigns/{campaign_id}/stats", summary="Show how far a campaign is", responses=web.problems(404))
@web.shared
async def stats(campaign_id: UUID, unit: web.Work, caller: Reads) -> StatsShown:
    """Show figures counted from the ledger."""
    return StatsShown.of(await service.stats(unit, caller.organisation_id, campaign_id))


@router.get("/campaigns/{campaign_id}/plan", summary="Show the plan by day", responses=web.problems(404))
@web.shared
async def plan(
    campaign_id: UUID,
    unit: web.Work,
    caller: Reads,
    language: Annotated[
        str | None, Header(alias="Accept-Language", max_length=200, description="Of the rules' titles; else the organisation's.", examples=["fr"])
    ] = None,
) -> PlanShown:
    """Show who is to be reached on which day: the plan that runs, or the one that would if it started now."""
    found = await service.campaign(unit, caller.organisation_id, campaign_id)
    outline = await service.outline(unit, caller.organisation_id, found)
    closed = await service.closed_days(unit, caller.organisation_id, found.id, sending_days(outline.days), language)
    return PlanShown.of(found, outline, closed)


@router.post("/campaigns/{campaign_id}/test", status_code=202, summary="Send a test message", responses=web.problems(404, 409))
async def send_test(campaign_id: UUID, body: TestSend, unit: web.Work, caller: Sends) -> TestSent:
    """Send the campaign's message at once to a number, or by email to an address, on the allow-list."""
    key = await service.send_test(unit, caller.organisation_id, caller.actor, campaign_id, body.to())
    return TestSent(message_id=key.message_id, source_id=key.source_id, contact_id=key.contact_id)


@router.post("/process-daily", summary="Release what is due now")
async def process_daily(unit: web.Work, caller: Operates) -> ReleaseShown:
    """Do at once what the running server does by itself: for a cron job. Harmless when done twice."""
    return ReleaseShown.of(await service.process_daily(unit, caller.organisation_id))


@router.get("/health", summary="Show the state of marketing")
async def health(unit: web.Work, caller: Reads) -> HealthShown:
    """Say whether messages leave and what is amiss, with active campaigns, the depth of the queue, the senders and the last release."""
    return HealthShown.of(await service.health(unit, caller.organisation_id))


async def _shown(unit: Unit, campaign: Campaign) -> CampaignShown:
    organisation_id = unit.organisation_id
    if organisation_id is None:
        message = "routes work in units of one organisation"
        raise RuntimeError(message)
    estimate = (await service.estimates(unit, organisation_id, [campaign]))[campaign.id]
    return CampaignShown.of(campaign, estimate)


async def _added(unit: Unit, caller: Caller, campaign_id: UUID, body: NewRecipients, *, from_audience: bool) -> RecipientsAdded:
    organisation_id = caller.organisation_id
    given = [name for name in ("phone_numbers", "contact_ids") if getattr(body, name) is not None]
    if len(given) + from_audience != 1:
        fix = 'Send {"phone_numbers": [...]}, {"contact_ids": [...]}, or ?use_target_audience=true, one at a time.'
        raise Invalid("recipients_unclear", "It is not clear who is to be added.", field=given[-1] if given else "phone_numbers", fix=fix)
    if body.phone_numbers is not None:
        return await service.add_phone_numbers(unit, organisation_id, caller, campaign_id, body.phone_numbers)
    if body.contact_ids is not None:
        return await service.add_contacts(unit, organisation_id, caller, campaign_id, body.contact_ids)
    return await service.add_target_audience(unit, organisation_id, caller, campaign_id)
