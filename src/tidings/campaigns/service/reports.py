"""How campaigns stand: lists, figures, recipients, health."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.queries import releases
from tidings.campaigns.rules.health import Scene, findings, held, status_of
from tidings.campaigns.service.budgets import budget_of, spent_by
from tidings.campaigns.service.failing import failing
from tidings.campaigns.service.planning import estimates
from tidings.campaigns.service.records import campaign
from tidings.campaigns.types import PENDING, Campaign, CampaignFilter, Finding, HealthStatus, RecipientFilter, Stats
from tidings.channels import service as channels
from tidings.channels.types import Sender, Status
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.languages import spoken
from tidings.kernel.paging import MOST_ROWS, Page, decode_id_cursor, encode_cursor
from tidings.messages import service as messages
from tidings.messages.types import Progress, RecipientRow, State
from tidings.policy import service as policy
from tidings.segments import service as segments
from tidings.segments.errors import SegmentNotFound


@dataclass(frozen=True, slots=True)
class Health:
    """What an operator looks at first; `last_release_at` is None before the first. No sender shows a hold that is over."""

    status: HealthStatus
    findings: Sequence[Finding]
    campaigns_active: int
    queue_depth: int
    last_release_at: datetime | None
    senders: Sequence[Sender]


async def campaigns(unit: Unit, organisation_id: UUID, wanted: CampaignFilter, *, cursor: str | None = None, limit: int = 50) -> Page[Campaign]:
    """List campaigns that pass a filter, newest first."""
    limit = min(limit, MOST_ROWS)
    rows = await queries.listed(unit, organisation_id, wanted, decode_id_cursor(cursor), limit + 1)
    more = len(rows) > limit
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if more else None)


async def names_of_segment(unit: Unit, organisation_id: UUID, segment_id: UUID) -> frozenset[str]:
    """Return how an audience can name a segment or list: its id, and its present name in small letters. One that is gone has its id."""
    try:
        found = await segments.segment(unit, organisation_id, segment_id)
    except SegmentNotFound:
        return frozenset({str(segment_id)})
    return frozenset({str(segment_id), found.name.lower()})


async def stats(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> Stats:
    """Return how far a campaign is, counted from the ledger. Raises CampaignNotFound."""
    found = await campaign(unit, organisation_id, campaign_id)
    breakdown = await messages.breakdown(unit, organisation_id, campaign_id)
    progress = breakdown.progress
    now = {state: progress.counts.get(state, 0) for state in State}
    estimate = (await estimates(unit, organisation_id, [found]))[campaign_id]
    return Stats(
        campaign=found,
        recipients=progress.total,
        sent=progress.sent,
        delivered=progress.delivered,
        read=now[State.READ],
        failed=now[State.FAILED],
        pending=sum(now[state] for state in PENDING),
        unknown=now[State.UNKNOWN],
        unconfirmed=progress.unconfirmed,
        suppressed=now[State.SUPPRESSED],
        expired=now[State.EXPIRED],
        cancelled=now[State.CANCELLED],
        progress_percentage=_per_cent(_settled(progress), progress.total),
        delivery_rate=_per_cent(progress.delivered, progress.sent),
        read_rate=_per_cent(now[State.READ], progress.delivered),
        states={state.word: people for state, people in now.items()},
        reasons=breakdown.reasons,
        put_off=breakdown.put_off,
        budget=await budget_of(unit, organisation_id, found),
        spent=await spent_by(unit, organisation_id, found),
        estimated_days=estimate.days,
        estimated_completion_date=estimate.completes_on,
    )


async def recipients(
    unit: Unit, organisation_id: UUID, campaign_id: UUID, wanted: RecipientFilter, *, cursor: str | None = None, limit: int = 100
) -> Page[RecipientRow]:
    """List the recipients of a campaign that pass a filter. Raises CampaignNotFound."""
    await campaign(unit, organisation_id, campaign_id)
    if wanted.reasons:
        await _check_reasons(unit, organisation_id, campaign_id, wanted.reasons)
    return await messages.recipients(
        unit,
        organisation_id,
        campaign_id,
        states=sorted(wanted.states) or None,
        reasons=sorted(wanted.reasons) or None,
        cursor=cursor,
        limit=min(limit, MOST_ROWS),
    )


async def _check_reasons(unit: Unit, organisation_id: UUID, campaign_id: UUID, wanted: AbstractSet[str]) -> None:
    """Refuse a reason that is neither one of ours nor one that the campaign has, as providers' own may be. Raises Invalid with those that it has."""
    strange = sorted(wanted - policy.explanations(wanted, "en").keys())
    if not strange:
        return
    breakdown = await messages.breakdown(unit, organisation_id, campaign_id)
    there = {reason for _, reason, _ in breakdown.reasons} | {each.reason for each in breakdown.put_off}
    if unknown := [reason for reason in strange if reason not in there]:
        fix = f"Use one of those that the campaign has: {', '.join(sorted(there)) or 'none so far'}."
        raise Invalid("reason_unknown", f"{unknown[0][:40]!r} is no reason.", field="reason", fix=fix)


async def health(unit: Unit, organisation_id: UUID, wanted: str | None = None) -> Health:
    """Return what an operator looks at first: whether messages leave, and what is amiss, in a language that is `wanted` (Accept-Language)."""
    status = await channels.status(unit, organisation_id)
    organisation = await accounts.organisation(unit, organisation_id)
    unconfirmed, since = await messages.unconfirmed_in_all(unit, organisation_id)
    found = findings(
        Scene(
            unit.at,
            organisation,
            status,
            await messages.workers_alive(unit),
            unconfirmed,
            since,
            await failing(unit, organisation_id),
            spoken(wanted) or organisation.locale,
        )
    )
    return Health(
        status=status_of(found),
        findings=found,
        campaigns_active=await queries.count_active(unit, organisation_id),
        queue_depth=await messages.queue_depth(unit, organisation_id),
        last_release_at=await releases.last_release(unit, organisation_id),
        senders=[_shown(each, unit.at) for each in status.senders],
    )


def _shown(sender: Sender, at: datetime) -> Sender:
    if sender.held_until is None or held(sender, at):
        return sender
    return replace(sender, held_until=None, status_reason=sender.status_reason if sender.status is Status.STOPPED else None)


def _settled(progress: Progress) -> int:
    """Count those for whom nothing more is to be done by the campaign."""
    return progress.total - progress.pending - progress.in_flight


def _per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


async def names(unit: Unit, organisation_id: UUID, campaign_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the names of those campaigns that are there."""
    return await queries.names(unit, organisation_id, campaign_ids)
