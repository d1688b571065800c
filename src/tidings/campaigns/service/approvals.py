"""Approvals (SPEC B8): above 1,000 recipients, whoever may not launch by right needs another person's word.

It holds for what was shown, or less of it, after the launch as before. Whoever made the campaign or asked can't give it.
"""

from collections.abc import Collection
from uuid import UUID

from tidings.accounts.types import Caller, Scope
from tidings.campaigns.errors import (
    APPROVAL_ABOVE,
    ApprovalNeeded,
    ApprovalOvertaken,
    NoRecipients,
    NothingToDecide,
    OwnApproval,
    WideningNeedsRight,
)
from tidings.campaigns.queries import approvals as queries
from tidings.campaigns.queries import campaigns
from tidings.campaigns.rules.approvals import JUDGED, beyond, overtaken
from tidings.campaigns.rules.life import Action, check
from tidings.campaigns.service.forecasts import forecast
from tidings.campaigns.service.records import audit, campaign
from tidings.campaigns.service.senders import lines_of, sender_for
from tidings.campaigns.service.templates import chosen_template
from tidings.campaigns.types import LIVE, Approval, ApprovalState, Asked, Campaign, Forecast, Status
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.paging import MOST_ROWS, Page, decode_id_cursor, encode_cursor
from tidings.messages import service as messages

_OPEN = (ApprovalState.ASKED, ApprovalState.APPROVED)


async def submit(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID) -> Approval:
    """Ask another person to approve a draft as it stands, with what it is to cost. Raises NoRecipients, NoSender, NotPossibleNow."""
    draft = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.SUBMIT, draft.status)
    sender = sender_for(await lines_of(unit, organisation_id), draft)
    asked = await _shown(unit, organisation_id, draft, await forecast(unit, organisation_id, draft, sender))
    if not asked.recipients:
        raise NoRecipients
    approval = Approval(new_id(unit.at), campaign_id, ApprovalState.ASKED, asked, actor, unit.at, None, None, None)
    await queries.insert(unit, organisation_id, approval)
    await campaigns.set_status(unit, organisation_id, campaign_id, Status.IN_REVIEW, next_at=None)
    detail = {"recipients": asked.recipients, "template": f"{asked.template_name} {asked.template_version}", "cost_micros": asked.cost}
    await audit(unit, organisation_id, actor, "submitted", campaign_id, detail)
    return approval


async def approve(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID) -> Approval:
    """Approve what was asked. Raises OwnApproval, NothingToDecide, and ApprovalOvertaken where it has changed since.

    The caller has the scope for launches, as whoever lets them in sees to.
    """
    found, approval = await _asked(unit, organisation_id, caller, campaign_id)
    changes = overtaken(approval.asked, await _now(unit, organisation_id, found, approval.asked))
    if changes:
        raise ApprovalOvertaken(changes)
    await queries.end(unit, organisation_id, approval.id, ApprovalState.APPROVED, caller.actor, None)
    await audit(unit, organisation_id, caller.actor, "approved", campaign_id, {"approval_id": str(approval.id)})
    return await _latest(unit, organisation_id, campaign_id)


async def refuse(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID, reason: str) -> Approval:
    """Refuse what was asked; the campaign is a draft again. Raises OwnApproval, NothingToDecide."""
    _, approval = await _asked(unit, organisation_id, caller, campaign_id)
    await queries.end(unit, organisation_id, approval.id, ApprovalState.REFUSED, caller.actor, reason)
    await campaigns.set_status(unit, organisation_id, campaign_id, Status.DRAFT, next_at=None)
    await audit(unit, organisation_id, caller.actor, "refused", campaign_id, {"approval_id": str(approval.id), "reason": reason})
    return await _latest(unit, organisation_id, campaign_id)


async def approvals(
    unit: Unit, organisation_id: UUID, states: frozenset[ApprovalState], *, cursor: str | None = None, limit: int = 50
) -> Page[Approval]:
    """List what was asked, newest first; with no states, what waits for a decision."""
    limit = min(limit, MOST_ROWS)
    rows = await queries.listed(unit, organisation_id, sorted(states) or [ApprovalState.ASKED], decode_id_cursor(cursor), limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def approval_of(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> Approval | None:
    """Return what was last asked for a campaign, and what came of it."""
    return await queries.latest(unit, organisation_id, campaign_id)


async def check_right(unit: Unit, organisation_id: UUID, caller: Caller, found: Campaign, recipients: int) -> None:
    """Refuse a launch to, or an addition beyond, so many recipients without the right or an approval that covers it. Raises ApprovalNeeded."""
    if recipients <= APPROVAL_ABOVE or Scope.CAMPAIGNS_LAUNCH in caller.scopes:
        return
    approval = await queries.latest(unit, organisation_id, found.id)
    covers = approval is not None and approval.state in {ApprovalState.APPROVED, ApprovalState.USED}
    changes = overtaken(approval.asked, await _now(unit, organisation_id, found, approval.asked)) if approval and covers else []
    if covers and not changes:
        return
    if found.status in LIVE:
        raise WideningNeedsRight(recipients, changes)
    raise ApprovalNeeded(recipients, changes)


async def check_widening(unit: Unit, organisation_id: UUID, caller: Caller, before: Campaign, after: Campaign, changed: Collection[str]) -> list[str]:
    """Refuse wider settings for a launched campaign to whoever could not launch it by themselves, and return what is widened, in words.

    Up to what was approved anybody may go. Raises WideningNeedsRight.
    """
    wanted = {name: getattr(after.settings, name) for name in changed if name in JUDGED}
    if before.status not in LIVE or not wanted:
        return []
    present = await _shown(unit, organisation_id, before, Forecast("", 0, 0, 0, {}))
    if present.recipients > APPROVAL_ABOVE and Scope.CAMPAIGNS_LAUNCH not in caller.scopes:
        approval = await queries.latest(unit, organisation_id, before.id)
        shown = approval.asked if approval is not None and approval.state is ApprovalState.USED else None
        if refused := beyond(shown, present, wanted):
            raise WideningNeedsRight(present.recipients, refused)
    return beyond(None, present, wanted)


async def used(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> None:
    """Note that a campaign was launched, on its approval if it has one."""
    approval = await queries.latest(unit, organisation_id, campaign_id)
    if approval is None or approval.state not in _OPEN:
        return
    if approval.state is ApprovalState.APPROVED:
        await queries.end(unit, organisation_id, approval.id, ApprovalState.USED, None, None)
    else:
        await queries.end(unit, organisation_id, approval.id, ApprovalState.VOID, None, "Launched by somebody with the right to.")


async def void_if_overtaken(unit: Unit, organisation_id: UUID, actor: str, found: Campaign) -> None:
    """End an open approval if the campaign, in review, has changed beyond what was shown: it is a draft again."""
    if found.status is not Status.IN_REVIEW:
        return
    approval = await queries.latest(unit, organisation_id, found.id)
    if approval is None or approval.state not in _OPEN:
        return
    changes = overtaken(approval.asked, await _now(unit, organisation_id, found, approval.asked))
    if changes:
        await queries.end(unit, organisation_id, approval.id, ApprovalState.VOID, None, f"Changed since: {'; '.join(changes)}.")
        await campaigns.set_status(unit, organisation_id, found.id, Status.DRAFT, next_at=None)
        await audit(unit, organisation_id, actor, "approval_voided", found.id, {"approval_id": str(approval.id), "changes": changes})


async def _asked(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID) -> tuple[Campaign, Approval]:
    found = await campaign(unit, organisation_id, campaign_id, lock=True)
    approval = await queries.latest(unit, organisation_id, campaign_id)
    if found.status is not Status.IN_REVIEW or approval is None or approval.state is not ApprovalState.ASKED:
        raise NothingToDecide(found.status.value)
    if caller.actor in {found.created_by, approval.asked_by}:
        raise OwnApproval
    return found, approval


async def _latest(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> Approval:
    found = await queries.latest(unit, organisation_id, campaign_id)
    if found is None:
        raise NothingToDecide("draft")
    return found


async def _now(unit: Unit, organisation_id: UUID, found: Campaign, shown: Asked) -> Asked:
    """Return what would be shown now; what it costs follows from the rest and is not looked at again."""
    return await _shown(unit, organisation_id, found, Forecast(shown.currency, 0, shown.segments, shown.cost, shown.unknown_prices))


async def _shown(unit: Unit, organisation_id: UUID, found: Campaign, cost: Forecast) -> Asked:
    settings = found.settings
    template = await chosen_template(unit, organisation_id, found)
    progress = (await messages.progress(unit, organisation_id, [found.id]))[found.id]
    return Asked(
        recipients=progress.total,
        template_name=template.name,
        template_version=template.version,
        daily_send_limit=settings.daily_send_limit,
        start_date=settings.start_date,
        end_date=settings.end_date,
        budget=settings.budget,
        currency=cost.currency,
        cost=cost.micros,
        segments=cost.segments,
        unknown_prices=dict(cost.unknown),
        accept_unknown_prices=settings.accept_unknown_prices,
        programme=settings.programme,
        hours=settings.hours,
        sender_id=settings.sender_id,
    )
