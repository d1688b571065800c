"""What the calendar and the ledger bring about: campaigns start, expire and are completed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.rules.calendar import business_day
from tidings.campaigns.service.records import audit
from tidings.campaigns.types import Campaign, Status
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages

_ACTOR = "system:release"


@dataclass(frozen=True, slots=True)
class Ended:
    """Of campaigns of which everybody was looked at: those `done`, and those `unfinished` because people are planned still or again.

    To the latter belongs the moment from which the first of them may leave; None: now.
    """

    done: list[UUID]
    unfinished: dict[UUID, datetime | None]

    async def complete(self, unit: Unit, organisation_id: UUID) -> None:
        """Complete what is done: every recipient has a final state."""
        await messages.keep_hours(unit, organisation_id, dict.fromkeys(self.done))
        for campaign_id in self.done:
            await queries.set_status(unit, organisation_id, campaign_id, Status.COMPLETED, next_at=None)
            await audit(unit, organisation_id, _ACTOR, "completed", campaign_id)


async def check_ended(unit: Unit, organisation_id: UUID, campaigns: Sequence[Campaign]) -> Ended:
    """Look in the ledger which campaigns have come to their end."""
    if not campaigns:
        return Ended([], {})
    progress = await messages.progress(unit, organisation_id, [each.id for each in campaigns])
    pending = [campaign_id for campaign_id, each in progress.items() if each.pending]
    return Ended(
        [campaign_id for campaign_id, each in progress.items() if each.done],
        await messages.next_turns(unit, organisation_id, pending) if pending else {},
    )


async def turn_of_day(unit: Unit, organisation_id: UUID, zone: ZoneInfo) -> bool:
    """Start campaigns whose start date has come and expire those whose end date is over; True if there were any."""
    today = business_day(unit.at, zone)
    turned = False
    for campaign in await queries.live(unit, organisation_id, lock=True):
        starts, ends = campaign.settings.start_date, campaign.settings.end_date
        if ends is not None and ends < today and not campaign.release.all_released:
            await _expire(unit, organisation_id, campaign)
        elif campaign.status is Status.SCHEDULED and (starts is None or starts <= today):
            await messages.resume(unit, organisation_id, campaign.id)
            await queries.set_status(unit, organisation_id, campaign.id, Status.ACTIVE, next_at=unit.at)
            await audit(unit, organisation_id, _ACTOR, "started", campaign.id)
        else:
            continue
        turned = True
    return turned


async def _expire(unit: Unit, organisation_id: UUID, campaign: Campaign) -> None:
    """Let everybody unsent expire; the campaign is completed when what is in flight has ended too."""
    expired = await messages.expire(unit, organisation_id, campaign.id)
    await queries.set_status(unit, organisation_id, campaign.id, Status.ACTIVE, next_at=unit.at, all_released=True)
    await audit(unit, organisation_id, _ACTOR, "expired", campaign.id, {"recipients_expired": expired})
